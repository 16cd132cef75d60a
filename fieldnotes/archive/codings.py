"""Which codes the meetings of a study use, how often and since when: a row a meeting, kept beside those of `list`.

Only meetings that are new or changed are opened.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from fieldnotes.archive.names import MeetingPlace
from fieldnotes.errors import FieldnotesError
from fieldnotes.model.codebook import Code, Codebook
from fieldnotes.model.coding import Coding
from fieldnotes.model.meeting import Record
from fieldnotes.text import name_key

if TYPE_CHECKING:
    from fieldnotes.archive.study import StudyArchive

KIND = "codings"
ROW = "codings 5"  # count up when `_row` gives anything else for the same meeting


class Use(NamedTuple):
    """A code's codings: their number, the ids of the meetings they are in, and the instant of the first.

    Of a code whose codings are all lost `uses` is 0, there are no meetings, and `first_seen` is when it was used.
    `code` is what a meeting keeps of it beside its name: of one that came from another program title and GUID.
    """

    name: str
    uses: int
    meetings: frozenset[str]
    first_seen: datetime
    code: Code | None = None


class _Seen(Struct, array_like=True):
    """A code in one meeting; `order` is the instant of the first coding in milliseconds since 1970."""

    name: str
    uses: int
    first: str
    order: int
    code: Code | None = None


class _Row(Struct, array_like=True):
    meeting: str
    codes: tuple[_Seen, ...] = ()


def uses(
    study: "StudyArchive", anew: bool = False, tell: Callable[[MeetingPlace], object] = lambda place: None
) -> dict[str, Use]:
    """The codes that stand in the meetings, by name as it is kept in their jottings; the first seen first.

    Retracted jottings and codings do not count. One that was lost with its words is no use of its code, which is
    told of all the same. A meeting that cannot be read is left out, and read again the next time. `tell`
    is told of each that is about to be read; what it raises ends the reading, and what was read stays.
    """

    def make(place: MeetingPlace) -> tuple[bytes, bool]:
        tell(place)
        try:
            opened = study.open_meeting(place)
            row = _row(opened.record())
        except (FieldnotesError, OSError):
            return msgspec.json.encode(_Row("")), False
        return msgspec.json.encode(row), not opened.damage

    return _told(study.summaries(ROW, make, anew, KIND))


def kept_uses(study: "StudyArchive") -> dict[str, Use]:
    """The same as it was when it was asked last, without a look at the meetings: at once, to begin with."""
    return _told(study.kept_summaries(ROW, KIND))


def _told(rows: Iterable[bytes]) -> dict[str, Use]:
    found: dict[str, list[tuple[str, _Seen]]] = {}
    for row in map(msgspec.json.Decoder(_Row).decode, rows):
        for seen in row.codes:
            found.setdefault(name_key(seen.name), []).append((row.meeting, seen))
    return {use.name: use for use in sorted(map(_use, found.values()), key=lambda use: (use.first_seen, use.name))}


def _use(found: list[tuple[str, _Seen]]) -> Use:
    first = min((seen for _, seen in found), key=lambda seen: (seen.order, seen.name))
    meetings = frozenset(meeting for meeting, seen in found if seen.uses)
    kept = [seen for _, seen in found if seen.code is not None]
    code = min(kept, key=lambda seen: (seen.order, seen.name)).code if kept else None
    count = sum(seen.uses for _, seen in found)
    return Use(first.name, count, meetings, datetime.fromisoformat(first.first), code)


def _row(record: Record) -> _Row:
    """The codes of whole lines and of spans, in order of the lines."""
    codes: dict[str, _Seen] = {}
    kept = {name_key(code.name): code for code in record.codes if code != Code(code.name, status="emergent")}
    spans: dict[str, list[Coding]] = {}
    for coding in record.codings:
        if not coding.retracted:
            spans.setdefault(coding.of, []).append(coding)
    for seen in record.observations:
        if seen.retracted:
            continue
        on_words = spans.get(seen.id, ())
        used = [*dict.fromkeys(seen.codes), *(coding.code for coding in on_words if coding.stands)]
        for name in (*used, *(coding.code for coding in on_words if coding.lost)):
            if name not in codes:
                order = round(seen.at.timestamp() * 1000)
                codes[name] = _Seen(name, 0, seen.at.isoformat(), order, kept.get(name_key(name)))
        for name in used:
            codes[name].uses += 1
    return _Row(record.meeting.id, tuple(codes.values()))


def folded(framework: tuple[Code, ...], used: dict[str, Use]) -> Codebook:
    """The study's framework and, behind it and waiting, what emerged in its meetings, first seen first.

    What the framework has for its new name alone waits like those.
    """
    known = Codebook(framework)
    emerged = tuple(_emerged(use) for name, use in used.items() if known.get(name) is None)
    renamed = [code for code in known.living() if code.unreviewed]
    return Codebook((*framework, *emerged), frozenset(code.name for code in (*renamed, *emerged)))


def _emerged(use: Use) -> Code:
    return replace(use.code or Code(use.name), name=use.name, status="emergent")


def uses_of(book: Codebook, used: dict[str, Use]) -> dict[str, Use]:
    """The codings by the name of the code that they are found under: merges followed."""
    found: dict[str, Use] = {}
    for use in used.values():
        code = book.resolve(use.name)
        name = code.name if code else use.name
        other = found.get(name)
        found[name] = use._replace(name=name) if other is None else _joined(name, other, use)
    return found


def _joined(name: str, one: Use, other: Use) -> Use:
    first_seen = min(one.first_seen, other.first_seen)
    return Use(name, one.uses + other.uses, one.meetings | other.meetings, first_seen, one.code or other.code)
