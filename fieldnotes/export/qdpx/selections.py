"""The codings of a meeting: what is selected in its text, and which codes lie on it."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from fieldnotes.archive.history import NOBODY_ELSE, Hand, Hands
from fieldnotes.export.qdpx.codes import ACT, DECISION, ITEM, SPEAKER, Codes, speaker_words
from fieldnotes.model.coding import Coding, anchored
from fieldnotes.model.exchange_guids import MACHINE, coding_guid, line_coding_guid
from fieldnotes.model.guids import guid_of
from fieldnotes.model.meeting import Record
from fieldnotes.model.observation import Observation
from fieldnotes.model.people import EVERYONE, NOT_KNOWN
from fieldnotes.model.source_text import Place, SourceText, Stretch


class Coded(NamedTuple):
    """One Coding element: its GUID, the code's, whose it is, and since when."""

    guid: str
    code: str
    user: str
    at: datetime | None


class Selection(NamedTuple):
    """One PlainTextSelection; `line` counts from 0, `of` is the place of ours that it is all of, if it is."""

    guid: str
    name: str
    start: int
    end: int
    line: int
    codings: tuple[Coded, ...]
    of: Place | None = None


def selections(
    record: Record, page: SourceText, codes: Codes, structure: bool, hands: Hands = NOBODY_ELSE
) -> Iterator[Selection]:
    """The selections in order of the text; what has a memo is one even where nothing is coded.

    `hands` says who coded whole lines but their observers.
    """
    found = list(_of_places(record, page, codes, structure, hands))
    if structure:
        found += _of_items(record, page, codes)
    yield from sorted(found, key=lambda one: (one.start, -one.end, one.guid))


def _of_places(
    record: Record, page: SourceText, codes: Codes, structure: bool, hands: Hands
) -> Iterator[Selection]:
    spans = _spans(record)
    for place in page.places:
        seen, whole = place.of, (0, place.end - place.start)
        own = spans.get((seen.id, place.part), {}) if place.is_text else {}
        on_line = list(_whole_line(record, place, codes, structure, hands))
        on_line += [_coded(record, coding, codes) for coding in own.pop(whole, ())]
        if on_line or seen.kind == "reflection" or seen.written_up:
            guid = guid_of("selection", record.meeting.id, seen.id, place.part)
            yield Selection(
                guid, _name(place.line, seen), place.start, place.end, place.line, _once(on_line), place
            )
        for (start, end), codings in own.items():
            guid = guid_of("selection", record.meeting.id, seen.id, place.part, str(start), str(end))
            line = place.line + page.text.count("\n", place.start, place.start + start)
            coded = _once([_coded(record, coding, codes) for coding in codings])
            yield Selection(guid, _name(line, seen), place.start + start, place.start + end, line, coded)


def _once(codings: list[Coded]) -> tuple[Coded, ...]:
    """Without a second one of the same code by the same person: two codes may have been merged since."""
    return tuple({(one.code, one.user): one for one in reversed(codings)}.values())[::-1]


def _spans(record: Record) -> dict[tuple[str, str], dict[tuple[int, int], list[Coding]]]:
    """The codings that stand, by the text that they are of and by where they are in it."""
    texts = {
        (seen.id, part): text
        for seen in record.observations
        for part, text in (("text", seen.text), ("write-up", seen.written_up or ""))
    }
    found: dict[tuple[str, str], dict[tuple[int, int], list[Coding]]] = {}
    for coding in record.codings:
        of = coding.of, coding.part
        if coding.stands and (span := anchored(coding, texts.get(of, ""))):
            found.setdefault(of, {}).setdefault(span, []).append(coding)
    return found


def _coded(record: Record, coding: Coding, codes: Codes) -> Coded:
    return Coded(coding_guid(record.meeting.id, coding.id), codes.guid(coding.code), coding.coder, coding.at)


def _whole_line(record: Record, place: Place, codes: Codes, structure: bool, hands: Hands) -> Iterator[Coded]:
    """The codes that were typed on the line, then what it is coded with by what it is."""
    seen, meeting = place.of, record.meeting.id
    if place.part != "text":
        return
    for name in dict.fromkeys(seen.codes):
        who, at = hands.codes.get((seen.id, name)) or Hand(seen.observer, seen.typed_at or seen.at)
        yield Coded(line_coding_guid(meeting, seen.id, name), codes.guid(name), who, at)
    for branch, words in _structure(seen, record.meeting.site) if structure else ():
        code = codes.structure(branch, words)
        yield Coded(guid_of("structure coding", meeting, seen.id, code), code, MACHINE, seen.at)


def _structure(seen: Observation, site: str) -> Iterator[tuple[str, str]]:
    if seen.kind in ("speech", "act") and seen.actor and seen.actor not in (EVERYONE, NOT_KNOWN):
        yield SPEAKER, speaker_words(seen.actor, site)
    for act in seen.acts:
        yield ACT, act
    if seen.kind == "decision":
        yield DECISION, seen.mode or "no mode noted"


def item_words(record: Record, number: str) -> str:
    """An item among those of all meetings: by its title, for the same matter has another number the next time."""
    item = record.agenda.get(number)
    return item.title if item and item.title else f"number {number}"


def _of_items(record: Record, page: SourceText, codes: Codes) -> Iterator[Selection]:
    for stretch in page.stretches:
        yield _of_item(record, stretch, codes)


def _of_item(record: Record, stretch: Stretch, codes: Codes) -> Selection:
    meeting, code = record.meeting, codes.structure(ITEM, item_words(record, stretch.item))
    coded = Coded(guid_of("structure coding", meeting.id, stretch.opened_by, code), code, MACHINE, meeting.start)
    guid = guid_of("selection", meeting.id, stretch.opened_by, "item")
    name = f"line:{stretch.line} Item {stretch.item}"
    return Selection(guid, name, stretch.start, stretch.end, stretch.line, (coded,))


def _name(line: int, seen: Observation) -> str:
    """The line, as qualitative-coding wants to find it, and the time, as a person does."""
    return f"line:{line} {seen.at:%H:%M:%S}"
