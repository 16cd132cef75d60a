"""What the codings of a returned project would add to the meetings: drawn up first, shown, then done."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from fieldnotes.intake.faults import FileFault
from fieldnotes.intake.qdpx import limits
from fieldnotes.intake.qdpx.anchoring import as_counted, placed
from fieldnotes.intake.qdpx.codes import KnownCodes, in_use
from fieldnotes.intake.qdpx.counting import Positions, Reading
from fieldnotes.intake.qdpx.reading import FileCoding, FileSource, ProjectFile
from fieldnotes.model.codebook import Code
from fieldnotes.model.coding import Coding, anchored, part_of
from fieldnotes.model.exchange_guids import coding_guid, incoming_id, line_coding_guid
from fieldnotes.model.meeting import Record
from fieldnotes.model.observation import Span
from fieldnotes.model.source_text import Place, SourceText, source_text
from fieldnotes.text import clean_line

Key = tuple[str, str, int, int, str]
"""A coding by what it says: observation, part, from, to, the code that it is found under."""
NOBODY = "unknown coder"
Find = Callable[[FileSource, str], Record | None]
"""The meeting that a source is, by GUID, name or text; None for a source that is no meeting of the study."""


class NotPlaced(NamedTuple):
    """A coding of the file that has no place in the meeting, and why."""

    words: str
    code: str
    coder: str
    why: str


class MeetingPlan(NamedTuple):
    """What one source brings to the meeting of that id.

    `missing` counts codings of words that the meeting has and the file has not. `counted` says what the positions
    of the file count otherwise than the format has it, where they do.
    """

    meeting: str
    new: tuple[Coding, ...] = ()
    codes: tuple[Code, ...] = ()
    there: int = 0
    taken_back: int = 0
    not_placed: tuple[NotPlaced, ...] = ()
    missing: int = 0
    is_changed: bool = False
    counted: str = ""


class Plan(NamedTuple):
    """What a file brings; `strangers` are the names of sources that are no meetings of the study.

    `renamed` are codes of the study, by name, with what the file calls them; they keep their names.
    """

    source: str
    meetings: tuple[MeetingPlan, ...]
    strangers: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()

    @property
    def added(self) -> int:
        """How many codings are new."""
        return sum(len(one.new) for one in self.meetings)

    @property
    def there(self) -> int:
        """How many the study has, or has taken back."""
        return sum(one.there + one.taken_back for one in self.meetings)


def plan(file: ProjectFile, find: Find, known: KnownCodes) -> Plan:
    """The plan of a file; raises FileFault where none of its sources is a meeting of the study."""
    found: list[MeetingPlan] = []
    strangers: list[str] = []
    seen: set[str] = set()
    for source in file.sources:
        said = file.text(source)
        text = as_counted(said or "")
        record = find(source, text)
        if record is None or said is None or record.meeting.id in seen:
            strangers.append(source.name)
            continue
        seen.add(record.meeting.id)
        found.append(_Meeting(file, source, said, record, known).planned())
    if not found:
        line = file.sources[0].line if file.sources else 1
        raise FileFault(file.source, line, "none of its sources is a meeting of this study.")
    return Plan(file.source, tuple(found), tuple(strangers), known.elsewhere(file.codes.values()))


class _Meeting:
    """One source against one meeting."""

    def __init__(self, file: ProjectFile, source: FileSource, said: str, record: Record, known: KnownCodes) -> None:
        self._file, self._source, self._text = file, source, as_counted(said)
        self._record, self._known = record, known
        self._page: SourceText = source_text(record)
        self._seen = {seen.id: seen for seen in record.observations}
        self._ids = {coding.id: coding for coding in record.codings}
        self._foreign = [coding for coding in record.codings if coding.id[14:15] == "5"]  # others are of version 7
        self._is_changed = self._text != self._page.text
        self._positions = Positions(said, source.spans, self._words_gone_out())
        self._guids = self._own_guids()
        self._keys, self._back = self._own_keys()
        self._whose = self._own_coders()

    def planned(self) -> MeetingPlan:
        """Codings that a GUID tells are matched first, then those that their coder has here.

        So each of ours stands for one of the file's, and nobody's for another coder's that is there too.
        """
        codings = self._source.codings
        if self._is_changed and len(codings) > limits.MOST_MOVED:
            why = f"its text was changed, and there are more than {limits.MOST_MOVED:,} codings on it."
            raise FileFault(self._file.source, self._source.line, why)
        readings = self._positions.read(codings)
        spans = placed([reading.span for reading in readings], self._text, self._page.text)
        found = sorted(zip(codings, readings, spans, strict=True), key=lambda each: self._rank(each[0], each[2]))
        result = _Result()
        for coding, reading, span in found:
            self._judge(coding, reading, span, result)
        new = tuple(sorted(result.new, key=lambda one: (one.of, one.part, one.start, one.end, one.code, one.id)))
        codes = in_use(result.codes)
        return MeetingPlan(
            self._record.meeting.id,
            new,
            codes,
            result.there,
            result.back,
            tuple(result.lost),
            sum(self._keys.values()) - self._lines_left(),
            self._is_changed,
            self._positions.trusted[0].words,
        )

    def _words_gone_out(self) -> Iterator[str]:
        """What whole selections were when the meeting went out: its lines, items and codings."""
        page = self._page
        yield from (page.text[place.start : place.end] for place in page.places)
        yield from (page.text[stretch.start : stretch.end] for stretch in page.stretches)
        yield from (coding.quote for coding in self._record.codings)

    def _rank(self, coding: FileCoding, span: Span | None) -> int:
        if coding.guid in self._guids:
            return 0
        name, _ = self._known.of(self._file.codes[coding.code])
        parts = self._parts(span) if span is not None else ()
        coder = _coder(coding)
        is_own = any((_key_of(place, start, end, name), coder) in self._whose for place, start, end in parts)
        return 1 if is_own else 2

    def _judge(self, coding: FileCoding, reading: Reading, span: Span | None, result: "_Result") -> None:
        name, made = self._known.of(self._file.codes[coding.code])
        parts = list(self._parts(span)) if span is not None else []
        keys = [_key_of(place, start, end, name) for place, start, end in parts]
        there = self._there_by_guid(coding.guid, keys)
        if there or not parts:
            for known in there:
                self._count(known, result)
            if not there:
                result.lost.append(self._not_placed(coding, reading, name, span))
            return
        for (place, start, end), key in zip(parts, keys, strict=True):
            if self._keys[key] > 0 or self._back[key] > 0:
                self._count(key, result)
            elif (key, _coder(coding)) in self._whose and not self._is_known(coding, place):
                self._again((key, _coder(coding)), result)
            elif not place.is_text:
                why = "it is on a line without words"
                result.lost.append(self._not_placed(coding, reading, name, span, why))
            else:
                result.new.append(self._coding(coding, name, place, (start, end)))
                result.codes.append(made)
                self._whose[key, _coder(coding)] = True

    def _is_known(self, coding: FileCoding, place: Place) -> bool:
        """True for one that came in before and lies elsewhere now: it moves, whatever lies there."""
        return bool(coding.guid) and incoming_id(coding.guid, place.of.id, place.part) in self._ids

    def _again(self, which: tuple[Key, str], result: "_Result") -> None:
        """The same once more, by the same coder: one is enough."""
        if self._whose[which]:
            result.there += 1
        else:
            result.back += 1

    def _there_by_guid(self, guid: str, keys: Sequence[Key]) -> list[Key]:
        """What the meeting has under that GUID, whatever became of the words since.

        Nothing, where the words are as they were and the coder has put the coding elsewhere.
        """
        came = [] if not guid else self._came_in(guid, keys)
        known = [self._guids[guid]] if guid in self._guids else [self._key(one) for one in came]
        is_moved = bool(keys) and not self._is_changed and set(known) != set(keys)
        return [] if is_moved and all(one.stands for one in came) else known

    def _came_in(self, guid: str, keys: Sequence[Key]) -> list[Coding]:
        """The codings that came in under that GUID."""
        likely = [self._ids.get(incoming_id(guid, of, part)) for of, part, *_ in keys]
        found = [one for one in likely if one is not None]
        if found or (keys and not self._is_changed):
            return found
        return [one for one in self._foreign if one.id == incoming_id(guid, one.of, one.part)]

    def _parts(self, span: Span) -> Iterator[tuple[Place, int, int]]:
        """What a span covers of our texts; of a line without text its head, where it covers that alone."""
        found = list(self._page.within(*span))
        if found:
            return iter(found)
        heads = (place for place in self._page.places if not place.is_text)
        return ((place, 0, 0) for place in heads if place.start <= span[0] and span[1] <= place.end)

    def _count(self, key: Key, result: "_Result") -> None:
        if self._keys[key] > 0:
            self._keys[key] -= 1
            result.there += 1
        elif self._back[key] > 0:
            self._back[key] -= 1
            result.back += 1
        else:
            result.there += 1

    def _coding(self, coding: FileCoding, name: str, place: Place, span: Span) -> Coding:
        start, end = span
        quote = part_of(place.of, place.part)[start:end]
        guid = coding.guid or f"{self._source.guid} {coding.start} {coding.end} {name} {coding.coder}"
        return Coding(
            id=incoming_id(guid, place.of.id, place.part),
            of=place.of.id,
            part=place.part,
            start=start,
            end=end,
            code=name,
            quote=quote,
            coder=_coder(coding),
            at=coding.at,
        )

    def _not_placed(
        self, coding: FileCoding, reading: Reading, name: str, span: Span | None, why: str = ""
    ) -> NotPlaced:
        start, end = reading.span or (coding.start, coding.end)
        if reading.doubt:
            why = f"its words cannot be told, for its program may count {reading.doubt}"
        said = "its words are not in the meeting" if span is None else "it is on none of the observers' words"
        return NotPlaced(self._text[start:end], name, coding.coder or NOBODY, why or said)

    # -- what the meeting has

    def _key(self, coding: Coding) -> Key:
        seen = self._seen.get(coding.of)
        text = part_of(seen, coding.part) if seen else ""
        start, end = anchored(coding, text) or coding.span
        return coding.of, coding.part, start, end, self._known.resolved(coding.code)

    def _line_key(self, of: str, code: str, length: int) -> Key:
        return of, "text", 0, length, self._known.resolved(code)

    def _own_guids(self) -> dict[str, Key]:
        meeting = self._record.meeting.id
        found = {coding_guid(meeting, coding.id): self._key(coding) for coding in self._record.codings}
        for seen in self._record.observations:
            for code in seen.codes:
                guid = line_coding_guid(meeting, seen.id, code)
                found[guid] = self._line_key(seen.id, code, len(seen.text))
        return found

    def _own_keys(self) -> tuple[Counter[Key], Counter[Key]]:
        """How often each coding is there, and how often it is taken back or lost."""
        keys = Counter(self._key(coding) for coding in self._record.codings if coding.stands)
        back = Counter(self._key(coding) for coding in self._record.codings if not coding.stands)
        for seen in self._record.observations:
            lines = {self._line_key(seen.id, code, len(seen.text)) for code in seen.codes}
            (back if seen.retracted else keys).update(lines)
        return keys, back

    def _own_coders(self) -> dict[tuple[Key, str], bool]:
        """Each coding with its coder, codes on lines with the observer; true where one of them stands."""
        found: dict[tuple[Key, str], bool] = {}
        for coding in self._record.codings:
            which = self._key(coding), coding.coder
            found[which] = found.get(which, False) or coding.stands
        for seen in self._record.observations:
            for code in seen.codes:
                which = self._line_key(seen.id, code, len(seen.text)), seen.observer
                found[which] = found.get(which, False) or not seen.retracted
        return found

    def _lines_left(self) -> int:
        """Of what the file has not, the codes on whole lines: these are the record's, and not a coder's."""
        lines = {self._line_key(o.id, code, len(o.text)) for o in self._record.observations for code in o.codes}
        return sum(self._keys[key] for key in lines)


def _key_of(place: Place, start: int, end: int, name: str) -> Key:
    return place.of.id, place.part, start, end, name


def _coder(coding: FileCoding) -> str:
    return clean_line(coding.coder)[:80] or NOBODY


class _Result:
    """What has been found out so far."""

    def __init__(self) -> None:
        self.new: list[Coding] = []
        self.codes: list[Code | None] = []
        self.lost: list[NotPlaced] = []
        self.there = self.back = 0
