"""Who is in the room, how they came, who has the floor, and how much each person and group talks."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from textual import events
from textual.message import Message

from fieldnotes.text import visible
from fieldnotes.tui import wording
from fieldnotes.tui.shortening import shortened
from fieldnotes.tui.widgets.painted import Panel
from fieldnotes.tui.wrapping import Piece, Row, cells, cut, fill, wrap

FLOOR, BAR = "◀", "▇"
_ROOMY = 30
_LEAST_FOR_GROUPS = 5
_WIDEST_CODE = 12


class HereLine(NamedTuple):
    """A person as the panel shows them.

    `state` says in a word what is not as usual (`out`, `phone`, `late`, `apologies`); `letter` is theirs in key
    mode. `bar` is talk for each minute present, 1 for who has most; `share` that of all talk.
    """

    code: str
    role: str
    is_here: bool
    has_floor: bool
    state: str = ""
    letter: str = ""
    turns: int = 0
    bar: float = 0.0
    share: float = 0.0


class GroupLine(NamedTuple):
    """A group as the panel shows it: its share of talk, and that share ÷ its share of presence."""

    group: str
    turns: int
    share: float
    in_proportion: float | None


class HereNow(NamedTuple):
    """The people, the groups, and what talk is counted in (`talk` of the floor, or `turns`); empty: none yet."""

    people: Sequence[HereLine] = ()
    groups: Sequence[GroupLine] = ()
    counted: str = ""


class HerePanel(Panel):
    """One row a person, more where a role is long and there is room; who is out is dim, and said to be out.

    Below them stand the groups.
    """

    class Chosen(Message):
        """A person was clicked."""

        def __init__(self, code: str) -> None:
            super().__init__()
            self.code = code

    def __init__(self, look: Callable[[], HereNow], *, id: str) -> None:
        super().__init__(id=id)
        self._look = look
        self._in_sight: dict[int, str] = {}
        self._letters: Mapping[str, str] = {}
        self._begun = ""
        self._page, self._pages = 0, 1
        self.border_title = "Here"

    def show_letters(self, letters: Mapping[str, str], begun: str = "") -> None:
        """Show the letters that stand for people in key mode, once some are typed only those that begin so."""
        if (self._letters, self._begun) != (letters, begun):
            self._letters, self._begun, self._page = dict(letters), begun, 0
            self.renew()

    def turn(self, pages: int) -> None:
        """Show other people, where not all have room, in key mode."""
        self._page = (self._page + pages) % self._pages
        self.renew()

    def rows(self, width: int, height: int) -> list[list[Piece]]:
        """The people in sight; who is here comes first where not all fit."""
        now = self._look()
        self._entitle(now.people)
        self._in_sight, self._pages = {}, 1
        if not now.people:
            return [[Piece(fill("Nobody yet. /in P1 or P1: …", width), "quiet")]]
        if self._letters:
            now = with_letters(now, self._letters, self._begun, height)
            if len(now.people) > height > 0:
                rows, self._pages = in_columns(now.people, width, height, self._page)
                return rows
        groups = _groups(now, width, height)
        head = _head(now, width) if len(now.people) + len(groups) < height else []
        left = height - len(groups) - len(head)
        shown, more = _who_fits(now.people, left)
        boxes = [_box(line, now, width) for line in shown]
        if sum(map(len, boxes)) > left:
            boxes = [[_row(line, line.role, now, width)] for line in shown]
        codes = [line.code for line, box in zip(shown, boxes, strict=True) for _ in box]
        self._in_sight = dict(enumerate(codes, len(head)))
        rest = [[Piece(fill(f"… {more} more", width), "quiet")]] if more else []
        return [*head, *(row for box in boxes for row in box), *rest, *groups]

    def _entitle(self, lines: Sequence[HereLine]) -> None:
        title = f"Here {sum(line.is_here for line in lines)} of {len(lines)}" if lines else "Here"
        if self.border_title != title:
            self.border_title = title

    async def _on_mouse_down(self, event: events.MouseDown) -> None:
        event.stop()
        at = event.get_content_offset(self)
        if at is not None and at.y in self._in_sight:
            self.post_message(self.Chosen(self._in_sight[at.y]))


def with_letters(now: HereNow, letters: Mapping[str, str], begun: str, height: int) -> HereNow:
    """The people whom the letters begun can mean, each with theirs; the groups where they leave room for them."""
    people = [
        line._replace(letter=letters.get(line.code, "–"))
        for line in now.people
        if letters.get(line.code, "").startswith(begun)
    ]
    return now._replace(people=people, groups=now.groups if len(people) < height else ())


def in_columns(people: Sequence[HereLine], width: int, height: int, page: int = 0) -> tuple[list[Row], int]:
    """Letters and codes alone, down one column after another, and how many pages they fill.

    Pages go round; where there are several, the last row says which people these are and which key turns them.
    """
    boxes = [_brief(line, max(len(line.letter) for line in people)) for line in people]
    wide = max(map(cells, boxes)) + 1
    columns = max(1, (width + 1) // wide)
    pages = -(-len(boxes) // (columns * height))
    rows = height
    if pages > 1:
        rows = max(1, height - 1)
        pages = -(-len(boxes) // (columns * rows))
    start = page % pages * columns * rows
    shown = boxes[start : start + columns * rows]
    found = [_beside(shown[y::rows], wide) for y in range(min(rows, len(shown)))]
    if pages > 1 and height > 1:
        told = f"{start + 1}–{start + len(shown)} of {len(boxes)} · Tab: more"
        found.append([Piece(fill(told, width), "quiet")])
    return found, pages


def _beside(boxes: Sequence[Row], wide: int) -> Row:
    row: Row = []
    for box in boxes:
        row += [*box, Piece(" " * (wide - cells(box)))]
    return row


def _brief(line: HereLine, letters: int) -> Row:
    """The letters and the code of somebody, with `◀` or `out` behind it."""
    state = f" {FLOOR}" if line.has_floor else "" if line.is_here else " out"
    who = "who" if line.is_here else "quiet"
    lead = Piece(f"{line.letter:{letters}} ", "accent" if line.is_here else "quiet")
    return [lead, Piece(cut(visible(line.code), _WIDEST_CODE), who), Piece(state, who)]


def _who_fits(lines: Sequence[HereLine], height: int) -> tuple[Sequence[HereLine], int]:
    """Those there is room for, and how many more there are."""
    if len(lines) <= height:
        return lines, 0
    first = sorted(lines, key=lambda line: (not line.has_floor, not line.is_here))[: max(0, height - 1)]
    return first, len(lines) - len(first)


def _box(line: HereLine, now: HereNow, width: int) -> list[Row]:
    """Somebody with all of their role, on as many rows as that takes."""
    before, left = _room_for_role(line, now, width)
    first = "".join(piece.text for piece in wrap([Piece(line.role)], max(1, left))[0])
    style = "text" if line.is_here else "quiet"
    below = wrap([Piece(visible(line.role)[len(first) :].strip(), style)], max(1, width - before))
    more = [[Piece(" " * before), *part] for part in below if part]
    return [_row(line, first.strip(), now, width), *more]


def _room_for_role(line: HereLine, now: HereNow, width: int) -> tuple[int, int]:
    """The cells before somebody's role, and those for it."""
    codes = min(12, max(len(other.code) for other in now.people))
    before = codes + 1 + max((len(other.letter) + 1 for other in now.people if other.letter), default=0)
    return before, width - before - cells([_state(line), *_talk(line, now, width)]) - len(FLOOR) - 1


def _state(line: HereLine) -> Piece:
    return Piece(f" {visible(line.state)}" if line.state else "", "code")


def _row(line: HereLine, role: str, now: HereNow, width: int) -> Row:
    """Letter, code, role, state; bar, numbers, and the sign of the floor, each in a column of its own."""
    style = "open" if line.has_floor else "text" if line.is_here else "quiet"
    who = "who" if line.is_here else "quiet"
    codes = min(12, max(len(other.code) for other in now.people))
    letters = max((len(other.letter) + 1 for other in now.people if other.letter), default=0)
    end = [*_talk(line, now, width), Piece(f" {FLOOR}" if line.has_floor else "  ", style)]
    left = _room_for_role(line, now, width)[1]
    lead = [Piece(fill(line.letter, letters), "accent")] if letters else []
    code = Piece(f"{fill(visible(line.code), codes)} ", who)
    return [*lead, code, Piece(fill(visible(role), left), style), _state(line), *end]


def _talk(line: HereLine, now: HereNow, width: int) -> Row:
    """The bar, and where there is room turns and share."""
    if not now.counted:
        return []
    size = _bar_width(width)
    bar = max(round(line.bar * size), 1 if line.bar > 0 else 0)
    found = [Piece(" " + fill(BAR * bar, size), "bar")]
    if width >= _ROOMY:
        share = wording.percent(line.share) if line.turns else ""
        found.append(Piece(f"{line.turns or '':>5}{share:>6}", "text" if line.is_here else "quiet"))
    return found


def _bar_width(width: int) -> int:
    return 4 if width < 40 else 8


def _head(now: HereNow, width: int) -> list[Row]:
    """What the numbers are, where there are any."""
    if not now.counted or width < _ROOMY:
        return []
    words = f"{'turns':>5}{'talk' if now.counted == 'talk' else 'share':>6}  "
    return [[Piece(" " * (width - len(words)) + words, "quiet")]]


def _groups(now: HereNow, width: int, height: int) -> list[Row]:
    """A row for each group under a line that says what is shared; in one row where there is no room for more."""
    if not now.counted or not now.groups or height < _LEAST_FOR_GROUPS:
        return []
    if len(now.people) + 1 + len(now.groups) > height:
        return [[Piece(fill(_in_one_row(now.groups, width), width), "text")]]
    title = f"─ share of {now.counted} "
    room = width - cells(_group_row(GroupLine("", 0, 0.0, None), "", width))
    names = [visible(one.group or "no group") for one in now.groups]
    if len({cut(name, room) for name in names}) < len(set(names)):
        names = shortened(names, room)
    rows = [_group_row(one, fill(name, room), width) for one, name in zip(now.groups, names, strict=True)]
    return [[Piece(title + "─" * (width - len(title)), "quiet")], *rows]


def _group_row(line: GroupLine, name: str, width: int) -> Row:
    times = "" if line.in_proportion is None else f"×{line.in_proportion:.1f}"
    numbers = f"{wording.percent(line.share):>6}{times:>6}  "
    turns = f"{line.turns or '':>5}" if width >= _ROOMY else ""
    return [Piece(name, "text"), Piece(turns + numbers, "text")]


def _in_one_row(groups: Sequence[GroupLine], width: int) -> str:
    """`man 61 % cli 22 %`, who talks most first; what does not fit is left out."""
    words = ""
    names = shortened([visible(line.group or "none") for line in groups], 12 if len(groups) == 1 else 3)
    for name, line in sorted(zip(names, groups, strict=True), key=lambda one: -one[1].share):
        more = f"{' ' if words else ''}{name} {round(line.share * 100)}%"
        if cells([Piece(words + more)]) > width:
            break
        words += more
    return words
