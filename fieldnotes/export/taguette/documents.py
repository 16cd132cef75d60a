"""A meeting as a coding server takes it: a page without code marks, and its codings as words on the page's lines.

The page is the `html` export. Codes do not stand in it, for they go as tags and highlights; so a coding that comes
later leaves the text as it is.
"""

from collections.abc import Container, Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple

from msgspec.structs import replace

from fieldnotes.export.characters import held
from fieldnotes.export.coded import Codings
from fieldnotes.export.head import before, title_of
from fieldnotes.export.html.page import together
from fieldnotes.export.options import Options, Source
from fieldnotes.export.parts import parts_of
from fieldnotes.export.passages import WRITTEN_UP, Passage, course_of, standing
from fieldnotes.export.taguette.contents import Contents, Words
from fieldnotes.model.coding import Part, part_of
from fieldnotes.model.observation import Observation

LONGEST_NAME = 50


class Highlight(NamedTuple):
    """Words and the names of the codes that lie on them, each once."""

    words: Words
    codes: tuple[str, ...]


class Document(NamedTuple):
    """A meeting ready to go: `name` is what it should be called there, `mark` tells its text from any other.

    `jottings` tell of each of the lines what was typed for it, empty for those of the head. `folder` counts the
    folders that hold the same meeting, from 1.
    """

    meeting: str
    stem: str
    name: str
    title: str
    html: str
    lines: tuple[str, ...]
    highlights: tuple[Highlight, ...]
    jottings: tuple[str, ...] = ()
    folder: int = 1

    @property
    def key(self) -> str:
        """By which the meeting is known over there: its id, with a number for each further folder of it."""
        return self.meeting if self.folder == 1 else f"{self.meeting}.{self.folder}"

    def jottings_beside(self, lines: Container[int]) -> int:
        """How many of the jottings have a line that is not among these."""
        rest = (one for line, one in enumerate(self.jottings) if one and line not in lines)
        return len(set(rest))

    @property
    def mark(self) -> str:
        """Sixteen digits that only this text has."""
        return sha256("\n".join(self.lines).encode("utf-8", "surrogatepass")).hexdigest()[:16]


class _Stretch(NamedTuple):
    """A line of the page that holds a piece of a text: from which code point of the text, at which of the line."""

    line: int
    column: int
    begin: int
    text: str


def document(source: Source, options: Options) -> Document:
    """The page of a meeting and what is highlighted in it; with `codes=False` nothing is."""
    plain = replace(options, codes=False)
    html = together([source], plain).files[".html"].decode("utf-8")
    lines = Contents(html).lines
    record = source.record
    found = tuple(_highlights(source, plain)) if options.codes else ()
    meeting = record.meeting
    name = " ".join(filter(None, (meeting.date.isoformat(), meeting.site, meeting.body))) or source.name
    jottings = _jottings(source, plain)
    return Document(meeting.id, source.name, short(name), title_of(record), html, lines, found, jottings)


def short(words: str, room: int = LONGEST_NAME) -> str:
    """The words, or as many of them as there is room for."""
    words = held(words)
    return words if len(words) <= room else words[: room - 1].rstrip() + "…"


def _jottings(source: Source, options: Options) -> tuple[str, ...]:
    """Of each line of the page what was typed for it: one jotting may be several observations."""
    record = source.record
    seen = standing(record, options)
    of_whom = {(*_moment(one), one.actor): one.typed for one in seen if one.typed}
    words = {one.id: one.typed or of_whom.get((*_moment(one), one.actor)) for one in seen}  # marks of who is there
    typed = {one.id: f"{_moment(one)} {words[one.id]}" if words[one.id] else one.id for one in seen}
    course = (typed.get(passage.id, "") for passage in course_of(record, seen, options))
    return (*("" for _ in before(source, options)), *course)


def _moment(seen: Observation) -> tuple[object, ...]:
    return seen.observer, seen.at, seen.typed_at, seen.mono


def _highlights(source: Source, options: Options) -> list[Highlight]:
    """In order of the page; what lies on the same words is one."""
    record = source.record
    codings, seen = Codings(record), standing(record, options)
    first = len(list(before(source, options)))
    places = _places(course_of(record, seen, options), first, {one.id: one for one in seen})
    found: dict[Words, dict[str, None]] = {}
    for one in seen:
        for words, code in _of(one, places, codings):
            found.setdefault(words, {})[code] = None
    ordered = sorted(found.items(), key=lambda pair: (pair[0].line, pair[0].start, -pair[0].last, -pair[0].end))
    return [Highlight(words, tuple(codes)) for words, codes in ordered]


_Places = dict[tuple[str, Part], list[_Stretch]]


def _places(passages: Iterable[Passage], first: int, seen: dict[str, Observation]) -> _Places:
    """Where on the page each text stands; a line without one is the place of what is known of it."""
    places: _Places = {}
    for line, passage in enumerate(passages, first):
        if passage.id:
            part: Part = "write-up" if passage.kind in WRITTEN_UP else "text"
            text = part_of(seen[passage.id], part)
            before = places.setdefault((passage.id, part), [])
            begin = text.find(passage.text, before[-1].begin + len(before[-1].text) if before else 0)
            before.append(_stretch(line, passage, max(begin, 0)))
    return places


def _stretch(line: int, passage: Passage, begin: int) -> _Stretch:
    parts, column = parts_of(passage, "speaker"), 0
    for part in parts:
        if part.role == "text":
            return _Stretch(line, column, begin, part.text)
        column += len(held(part.text))
    return _Stretch(line, 0, 0, "".join(held(part.text) for part in parts))


def _of(seen: Observation, places: _Places, codings: Codings) -> Iterator[tuple[Words, str]]:
    """The words that each code of an observation lies on."""
    whole = places.get((seen.id, "text"), [])
    for code in codings.line(seen) if whole else ():
        yield _words(whole, 0, len(whole[0].text)), code
    parts: tuple[Part, ...] = ("text", "write-up")
    for part in parts:
        for span in codings.spans(seen, part):
            inside = [one for one in places.get((seen.id, part), []) if span.within(*_reach(one))]
            if inside:
                yield _words(inside, span.start, span.end), span.code


def _reach(stretch: _Stretch) -> tuple[int, int]:
    return stretch.begin, stretch.begin + len(stretch.text)


def _words(stretches: list[_Stretch], start: int, end: int) -> Words:
    """The words from one code point of a text to another, which these stretches hold pieces of."""
    pieces = []
    for one in stretches:
        begin, until = max(start - one.begin, 0), min(end - one.begin, len(one.text))
        pieces.append(held(one.text[begin:until], one.text))
    first, last = stretches[0], stretches[-1]
    at = first.column + len(held(first.text[: max(start - first.begin, 0)], first.text))
    until = last.column + len(held(last.text[: min(end - last.begin, len(last.text))], last.text))
    return Words(first.line, at, last.line, until, "\n".join(pieces))
