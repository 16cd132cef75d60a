"""Plan what a jottings file brings to a meeting: which lines are new, there already, or in another's place."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from fieldnotes.intake.jottings_amend import (
    Amendment,
    EmptyFile,
    FormerNotes,
    Line,
    additions,
    amendments,
    lines_of,
    words_of,
)
from fieldnotes.intake.planned import Planned, Step
from fieldnotes.intake.same import Known
from fieldnotes.jottings.file import JottingsFile
from fieldnotes.jottings.header import write_item, write_person
from fieldnotes.model.meeting import Record
from fieldnotes.model.observation import Observation
from fieldnotes.text import clean_line

FirstForms = Mapping[str, Observation]


class _Had(NamedTuple):
    """A jotting of the file that the meeting has: as the file has it, and as it is now."""

    number: int
    seen: Observation
    now: Observation


class _Matched(NamedTuple):
    """The file beside the meeting: the lines with what is new of them, what is there, what only the meeting has."""

    new: tuple[Line, ...]
    had: tuple[_Had, ...]
    missing: tuple[Observation, ...]


def plan(
    file: JottingsFile,
    there: Record | None,
    first_forms: FirstForms = MappingProxyType({}),
    amend: bool = False,
    former_notes: FormerNotes = lambda: MappingProxyType({}),
) -> Planned:
    """Plan the import of a file into a meeting that is there, or into a new one.

    `first_forms` are the meeting's observations as they were first written, by id. Where `amend`, a line that
    stands in another's place amends it, and one that only the meeting has is retracted. `former_notes` gives all
    fuller notes that a line ever had: one of them comes back by no file. Raises EmptyFile.
    """
    matched = _match(file, there.observations if there else (), first_forms)
    lines = _amended(matched, file.observer, former_notes) if amend else additions(matched.new)
    written = dict(_write_ups(matched.had, former_notes, amend))
    wholly = {had.number for had in matched.had} - {line.number for line in matched.new}
    return Planned(
        there.meeting if there else file.meeting,
        None if there else file.protocol,
        people=tuple(p for p in file.people if there is None or not there.roster.is_listed(p.code)),
        items=tuple(i for i in file.items if there is None or there.agenda.get(i.number) is None),
        codes=tuple(c for c in file.codes if there is None or there.codebook.get(c.name) is None),
        observations=lines.observations,
        jotted_in=lines.jotted_in,
        changed={**lines.changed, **{one: ({"written_up": text}, ()) for one, text in written.items()}},
        header=tuple(
            line for line in file.meeting.header if there is not None and line not in there.meeting.header
        ),
        there_already=len(wholly) - len({had.number for had in matched.had if had.now.id in written}),
        missing_in_file=() if amend else matched.missing,
        steps=tuple(sorted([*lines.steps, *_steps(matched.had, written)], key=_place)),
        kept=() if there is None else tuple(kept(file, there)),
        warnings=file.warnings,
    )


def _amended(matched: _Matched, observer: str, former_notes: FormerNotes) -> Amendment:
    """The lines as amendments; raises EmptyFile where that would leave the observer nothing."""
    lines = amendments(matched.new, lines_of(matched.missing), former_notes)
    gone = sum(step.does == "retract" for step in lines.steps)
    if gone and not matched.had and all(step.does == "retract" for step in lines.steps):
        raise EmptyFile(gone, observer)
    return lines


def _place(step: Step) -> tuple[bool, int]:
    """In order of the file; what is not in it comes last."""
    return step.line is None, step.line or 0


def _match(file: JottingsFile, observations: tuple[Observation, ...], first_forms: FirstForms) -> _Matched:
    known = Known(observations, first_forms)
    now = {seen.id: seen for seen in observations}
    new: dict[int, list[Observation]] = {}
    had: list[_Had] = []
    for number, seen in zip(file.lines, file.observations, strict=True):
        if found := known.match(seen):
            had.append(_Had(number, seen, now[found]))
        else:
            new.setdefault(number, []).append(seen)
    own = (seen for seen in observations if seen.observer == file.observer and not seen.retracted)
    return _Matched(
        tuple(Line(number, tuple(seen)) for number, seen in new.items()),
        tuple(had),
        tuple(seen for seen in own if known.is_left(seen)),
    )


def _write_ups(had: tuple[_Had, ...], former_notes: FormerNotes, amend: bool) -> Iterator[tuple[str, str]]:
    """The write-ups under lines the meeting has, by id: where it has none, and with `amend` where it has another.

    One that stood there before, and that somebody has written anew or taken away since, does not come back.
    """
    for _, seen, now in had:
        text = seen.written_up
        if text is None or text == now.written_up or not (amend or now.written_up is None):
            continue
        if text not in former_notes().get(now.id, ()):
            yield now.id, text


def _steps(had: tuple[_Had, ...], written: Mapping[str, Any]) -> Iterator[Step]:
    for number, seen, now in had:
        if now.id in written:
            yield Step("write up", number, now.at, clean_line(written[now.id]))
        elif now.retracted:
            yield Step("leave", number, now.at, words_of([seen]), "was taken back since")
        elif now.text != seen.text or now.at != seen.at or now.actor != seen.actor:
            yield Step("leave", number, now.at, words_of([seen]), f"was amended since: {words_of([now])}")
        elif seen.written_up is not None and seen.written_up != now.written_up:
            why = "has another write-up" if now.written_up else "its write-up was taken away since"
            yield Step("leave", number, now.at, words_of([seen]), why)


def kept(file: JottingsFile, there: Record) -> Iterator[str]:
    """Sentences on people and items of which the header says something else than the meeting, which stays."""
    for person in file.people:
        own = there.roster.get(person.code)
        if own and own != person and person.code in file.listed:
            yield f"{write_person(own)} — stays as it is in the meeting; the file has: {write_person(person)}"
    for item in file.items:
        held = there.agenda.get(item.number)
        if held and (held.title, held.planned_minutes) != (item.title, item.planned_minutes):
            yield f"{write_item(held)} — stays as it is in the meeting; the file has: {write_item(item)}"
