"""What is said of observers and people where an option leaves out what would tell it."""

from collections.abc import Iterable

from fieldnotes.export.options import Options
from fieldnotes.model.meeting import Record
from fieldnotes.model.people import Person

_DEPUTY = "deputy"


def observers_of(records: Iterable[Record], options: Options) -> list[str]:
    """The observers of meetings, each once; without reflections, those of whom something else stands in them."""
    return list(dict.fromkeys(who for record in records for who in _observers(record, options)))


def _observers(record: Record, options: Options) -> list[str]:
    if options.reflections:
        return record.observers
    others = (seen for seen in record.observations if seen.kind != "reflection" and not seen.retracted)
    return record.with_observations(tuple(others)).observers


def status_of(person: Person, options: Options) -> str:
    """The status of a person; without roles, a deputy's does not say whose deputy they are."""
    is_told = options.roles or not person.status.startswith(f"{_DEPUTY} for ")
    return person.status if is_told else _DEPUTY
