"""From lines that were refused in an earlier sitting to tasks of this one."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from fieldnotes.capture.draft import Draft
from fieldnotes.capture.refused import Refused
from fieldnotes.capture.writer import Jotting
from fieldnotes.model.meeting import Record
from fieldnotes.model.observation import Observation
from fieldnotes.text import clean_line


class TakenUp(NamedTuple):
    """What an earlier sitting left: the line in its composer, and the lines that are on their way again."""

    draft: Draft | None
    lines: tuple[Jotting, ...]


def is_entered(draft: Draft, observations: Iterable[Observation]) -> bool:
    """True where one of them is what the draft became: the same first key, the same line.

    What was keyed may have had a key more when it was entered.
    """
    if draft.keyed:
        return any(seen.typed_at == draft.at.at and seen.kind in ("speech", "act") for seen in observations)
    line = clean_line(draft.line).strip(" ")
    return any(seen.typed_at == draft.at.at and seen.typed and line.endswith(seen.typed) for seen in observations)


def again(refused: Iterable[Refused], record: Record, tickets: Iterator[int]) -> Iterator[Jotting]:
    """The lines that are not in the record yet, each once, with those people, items and codes that it lacks.

    An act is carried out as what it was to come to: the observations as they were to be.
    """
    known = {seen.id for seen in record.observations}
    for line in {line.change: line for line in refused}.values():
        if not line.is_act and known.issuperset(seen.id for seen in line.observations):
            continue
        people = tuple(person for person in line.people if not record.roster.is_listed(person.code))
        items = tuple(item for item in line.items if record.agenda.get(item.number) is None)
        codes = tuple(code for code in line.codes if record.codebook.get(code.name) is None)
        yield Jotting(
            next(tickets),
            line.line,
            line.observations,
            people,
            items,
            codes,
            line.change,
            line.who,
            line.is_act,
            line.codings,
        )


def with_lines(record: Record, lines: Iterable[Jotting]) -> Record:
    """The record as it will be once these lines are in it."""
    for line in lines:
        touched = {seen.id for seen in line.observations}
        others = tuple(seen for seen in record.observations if seen.id not in touched)
        coded = {coding.id for coding in line.codings}
        record = msgspec.structs.replace(
            record,
            people=record.people + line.people,
            items=record.items + line.items,
            codes=record.codes + line.codes,
            observations=others + line.observations,
            codings=tuple(c for c in record.codings if c.id not in coded) + line.codings,
        )
    return record
