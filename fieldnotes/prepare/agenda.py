"""An agenda as it comes, from an e-mail or a file, made items; what is no item stays in sight, with the reason."""

import re
from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from fieldnotes.jottings.header import read_item
from fieldnotes.model.agenda import Agenda, Item, is_item_number
from fieldnotes.model.people import Roster
from fieldnotes.prepare.agenda_details import Details, minutes_of, take_leading_time, title_of
from fieldnotes.prepare.agenda_layout import Layout, laid_out
from fieldnotes.prepare.agenda_noise import columns_of, noise, signs_off
from fieldnotes.prepare.naming import LEFT_OUT, doubtful, looks_like_a_name
from fieldnotes.text import clean_line

LONGEST_LINE = 1000
_LONGEST_ITEM = 8 * 60  # minutes: a longer way between two times of day is a slip, not an item
_PAUSE = re.compile(
    r"(?:(?:comfort|tea|coffee|lunch|short)\s+)*(?:break|lunch|tea|coffee|refreshments)"
    r"(?:\s+(?:break|and \w+|provided))?",
    re.I,
)
_END = re.compile(r"(?:the\s+)?(?:meeting\s+)?(?:close[sd]?|ends?|finish(?:es)?|adjourns?|depart)\b.{0,30}", re.I)
_ABOUT_ITEM = re.compile(
    r"(?:lead|presenter|presented by|speaker|owner|led by|purpose|time|duration|length|action)\s*:\s*(.+)", re.I
)
_PAPER = re.compile(r"(?:paper|enc(?:losure)?|attach(?:ment|ed)|verbal|oral|to follow|appendix)\b.{0,20}", re.I)


class AgendaLine(NamedTuple):
    """A line of the text: the item it was read as, or why it is none; `notices` say what was left out."""

    line: int
    text: str
    item: Item | None
    why: str = ""
    notices: tuple[str, ...] = ()


def items_of(lines: Iterable[AgendaLine]) -> tuple[Item, ...]:
    """The items that were read, in the order of the text."""
    return tuple(read.item for read in lines if read.item)


def agenda_from_text(text: str, roster: Roster | None = None) -> list[AgendaLine]:
    """Read an agenda as it comes; a line of the result for each line of the text, blank ones left out.

    Items are the numbered lines; where there are none the lines with a time of day, else the bullets, else every
    line that is no heading. The minutes of an item are those that stand there, else those to the next time of day.
    Presenters are kept as codes (by `roster`, roles too) or as roles; a real name is left out, with a notice. A
    line `N. title (minutes; purpose; presenter)` is read as in a jottings file.
    """
    return _Reading(laid_out(text), roster or Roster()).lines()


class _Found:
    """A line on its way to become an item, or the reason why it does not."""

    def __init__(self, layout: Layout, roster: Roster) -> None:
        self.layout = layout
        self.details = Details(roster)
        self.number, self.title, self.why = "", "", ""
        self.notices: list[str] = []
        self.marks = False  # a break or the end: no item, but its time ends the one before

    @property
    def is_item(self) -> bool:
        """True where it became an item."""
        return not self.why


class _Reading:
    """One reading of a text: first what its spine is, then its lines, then numbers, minutes and notices."""

    def __init__(self, layouts: list[Layout], roster: Roster) -> None:
        self._roster = roster
        self._layouts = [layout for layout in layouts if layout.bare or layout.number]
        self._spine = _spine_of(self._layouts)
        self._columns: tuple[str, ...] = ()
        self._over = False
        self._found: list[_Found] = []
        self._last: _Found | None = None
        seen: dict[str, int] = {}
        for layout in self._layouts:
            seen[layout.bare.casefold()] = seen.get(layout.bare.casefold(), 0) + 1
        self._repeated = {words for words, times in seen.items() if times > 1}

    def lines(self) -> list[AgendaLine]:
        """All lines that are not blank, read."""
        for layout in self._layouts:
            self._found.append(self._read(layout))
        for found in self._found:
            if found.is_item and not found.title:
                found.why = "no words stand there"
        _number(self._found)
        _plan_minutes(self._found)
        return [_line(found) for found in self._found]

    def _read(self, layout: Layout) -> _Found:
        found = _Found(layout, self._roster)
        if not self._is_head(found) and not self._fills_last(found):
            self._read_as(found)
        if found.is_item:
            self._last = found
        return found

    def _is_head(self, found: _Found) -> bool:
        """True for what belongs to no agenda: then it says why."""
        layout = found.layout
        if len(layout.text) > LONGEST_LINE:
            found.why = f"longer than an item can be ({LONGEST_LINE} characters)"
            return True
        columns = columns_of(layout.cells)
        if columns:
            self._columns, found.why = columns, "the head of a table"
            return True
        if layout.sign in ("number", "letter") and self._spine == "number":
            self._over = False
            return False
        what = noise(layout.text.strip(" >\t")) or noise(layout.bare)
        if what and not (self._spine == "time" and _time_of(layout) is not None):
            found.why = what
            self._over = self._over or signs_off(what)
        elif self._over and not (self._spine == "time" and _time_of(layout) is not None):
            found.why = "below the end of an e-mail"
        elif self._spine != "plain" and not layout.sign and layout.bare.casefold() in self._repeated:
            found.why = "stands there more than once, as the head or foot of a page does"
        return bool(found.why)

    def _fills_last(self, found: _Found) -> bool:
        """True for a line that says more of the item above: its title, or something beside it."""
        last, layout = self._last, found.layout
        if last is None or layout.sign or self._spine in ("plain", "bullet"):
            return False
        words = layout.bare
        if not last.title and _time_of(layout) is None and self._spine == "number":
            last.title = title_of(words, last.details)
            found.why = f"the title of the item in line {last.layout.line}"
            return True
        about = _ABOUT_ITEM.fullmatch(words)
        before = len(last.details.names)
        taken = last.details.take(words) if about or not looks_like_a_name(words) else False
        if about and not taken:
            taken = last.details.take(
                about[1], "presenter" if re.match("lead|pres|speak|own|led", words, re.I) else ""
            )
        if taken:
            found.why = f"read into the item in line {last.layout.line}"
            found.notices += [_left_out(name) for name in last.details.names[before:]]
            del last.details.names[before:]
        return taken

    def _read_as(self, found: _Found) -> None:
        layout = found.layout
        if not self._on_spine(layout):
            found.why = _why_not(layout, self._last)
            return
        if layout.sign in ("number", "loose") and self._spine == "number":
            found.number = layout.number
        elif layout.sign == "letter" and self._spine == "number":
            found.number = _lettered(layout.number, self._found)
        if not self._as_jotted(found):
            self._take_cells(found)
        if not found.number and (_PAUSE.fullmatch(found.title) or _END.fullmatch(found.title)):
            found.marks = True
            found.why = "a break" if _PAUSE.fullmatch(found.title) else "the end"
        elif not found.title and found.layout.bare:
            found.title = LEFT_OUT if found.details.names else found.layout.bare

    def _on_spine(self, layout: Layout) -> bool:
        if self._spine == "number":
            timed = _time_of(layout) is not None and layout.sign != "bullet"
            return layout.sign in ("number", "loose", "letter") or timed
        if self._spine == "time":
            return _time_of(layout) is not None
        if self._spine == "bullet":
            first = next(each.indent for each in self._layouts if each.sign in ("bullet", "letter"))
            return layout.sign in ("bullet", "letter") and layout.indent <= first
        return True

    def _as_jotted(self, found: _Found) -> bool:
        """Read `N. title (minutes; purpose; presenter)` as the language does; False without such a bracket."""
        words = found.layout.text.strip(" >")
        item = read_item(words)
        if item is None or not found.number or (item.title and words.endswith(item.title)):
            return False
        if item.presenter and looks_like_a_name(item.presenter):
            return False
        found.title = item.title
        details = found.details
        details.minutes, details.purpose, details.presenter = item.planned_minutes, item.purpose, item.presenter
        return True

    def _take_cells(self, found: _Found) -> None:
        cells, details = found.layout.cells, found.details
        columns = self._columns if len(self._columns) == len(cells) else ("",) * len(cells)
        titles: list[str] = []
        for cell, column in zip(cells, columns, strict=True):
            if column == "number" or (column == "paper") or not cell:
                found.number = found.number or (cell if column == "number" and is_item_number(cell) else "")
            elif column in ("time", "minutes", "presenter", "purpose"):
                self._take_cell(found, cell, column)
            elif not titles and not column:
                if not details.take(cell, "time"):
                    titles.append(cell)
            elif column == "title" or not (details.take(cell) or _PAPER.fullmatch(cell)):
                titles.append(cell)
        words = take_leading_time(" ".join(titles), details)
        if not found.number and self._spine == "number" and (inner := _INNER_NUMBER.match(words)):
            found.number, words = inner[1].lower(), words[inner.end() :]
        found.title = title_of(words, details)

    def _take_cell(self, found: _Found, cell: str, column: str) -> None:
        if found.details.take(cell, column):
            return
        if column == "time" and minutes_of(cell) is None and re.fullmatch(r"\d{1,3}", cell):
            found.details.minutes = int(cell)
        else:
            found.notices.append(f"“{cell}” in the column of the {column} is not understood, and left out.")


_INNER_NUMBER = re.compile(r"(?:item\s+)?(\d{1,3}[a-z]?(?:\.\d{1,2})*)(?:[.):]+)\s+", re.IGNORECASE)


def _time_of(layout: Layout) -> int | None:
    """The time of day at the beginning of a line, in minutes from midnight."""
    details = Details(Roster())
    take_leading_time(layout.bare, details)
    return details.begins


def _spine_of(layouts: list[Layout]) -> str:
    certain = [each for each in layouts if each.sign == "number"]
    loose = [each for each in layouts if each.sign == "loose"]
    inner = [each for each in layouts if _time_of(each) is not None and _has_inner_number(each)]
    if certain or inner or (len(loose) > 1 and _rises(loose)):
        return "number"
    if any(_time_of(each) is not None for each in layouts):
        return "time"
    if any(each.sign in ("bullet", "letter") for each in layouts):
        return "bullet"
    return "plain"


def _has_inner_number(layout: Layout) -> bool:
    return bool(_INNER_NUMBER.match(take_leading_time(layout.bare, Details(Roster()))))


def _rises(loose: list[Layout]) -> bool:
    wholes = [int(re.match(r"\d+", each.number)[0]) for each in loose]  # type: ignore[index]  # it begins with one
    return wholes == sorted(wholes) and wholes[0] <= 2


def _lettered(letter: str, before: list[_Found]) -> str:
    """`2a` for a line `a)` under item 2."""
    above = next((each.number for each in reversed(before) if each.is_item and each.layout.sign != "letter"), "")
    return above + letter if is_item_number(above + letter) else ""


def _why_not(layout: Layout, last: _Found | None) -> str:
    if last is None:
        return "above the first item"
    return f"text under the item in line {last.layout.line}"


def _number(found: list[_Found]) -> None:
    """Give each item a number of its own: the one that stands there, else the next that is free."""
    items = [each for each in found if each.is_item]
    taken: set[str] = set()
    for each in items:
        if each.number and (each.number.casefold() in taken or not is_item_number(each.number)):
            each.notices.append(f"The number {each.number} is there already; the item gets one of its own.")
            each.number = ""
        taken.add(each.number.casefold())
    agenda = Agenda(tuple(Item(each.number) for each in items if each.number))
    for each in items:
        if not each.number:
            each.number = agenda.next_number()
            agenda = agenda.with_item(Item(each.number))


def _plan_minutes(found: list[_Found]) -> None:
    """Where no minutes stand there, those to the end that does, else to the next time of day."""
    timed = [each for each in found if each.is_item or each.marks]
    for each, after in zip(timed, [*timed[1:], None], strict=False):
        details = each.details
        if details.minutes is not None or details.begins is None:
            continue
        end = details.ends if details.ends is not None else after.details.begins if after else None
        if end is None:
            continue
        long = end - details.begins
        long += 12 * 60 if long < 0 else 0  # 12:45 and then 1:15
        if 0 < long <= _LONGEST_ITEM:
            details.minutes = long


def _left_out(name: str) -> str:
    return f"“{name}” looks like a real name and is left out: give the person's code, or put the words back."


def _line(found: _Found) -> AgendaLine:
    details, layout = found.details, found.layout
    notices = (*found.notices, *(_left_out(name) for name in dict.fromkeys(details.names)))
    if not found.is_item:
        return AgendaLine(layout.line, layout.text, None, found.why, notices)
    if maybe := doubtful(found.title):
        notices += (f"“{maybe}” may be a real name and is kept in the title: take it out if it is.",)
    item = Item(
        found.number, clean_line(found.title), details.minutes, details.purpose, details.presenter.replace(";", ",")
    )
    return AgendaLine(layout.line, layout.text, msgspec.structs.replace(item), "", notices)
