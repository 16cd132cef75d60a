"""Places in a meeting by words: a time, so many minutes on or back, an item."""

import re
from collections.abc import Sequence
from datetime import timedelta

from fieldnotes.jottings.commands import read_minutes
from fieldnotes.model.agenda import Agenda, Item
from fieldnotes.model.observation import Observation
from fieldnotes.text import name_key

_TIME = re.compile(r"@?(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\Z", re.ASCII)
_STEP = re.compile(r"@?([+-]) *(\S+)\Z")


def place_of(
    words: str, here: Observation, observations: Sequence[Observation], agenda: Agenda
) -> Observation | None:
    """The observation that words lead to from one: `14:06` the first from then on, `+10m` or `-10m`, `2`, `item 2`,
    a title or its beginning: where that item was opened; nothing: the decision that an action belongs to.

    None where they lead nowhere. A time is of the day of `here`, or where that is after the end the last of all.
    """
    asked = words.strip()
    if not observations:
        return None
    if not asked:
        return next((seen for seen in observations if here.of and seen.id == here.of), None)
    if found := _TIME.match(asked):
        return _at_time([int(part or 0) for part in found.groups()], here, observations)
    if (found := _STEP.match(asked)) and (minutes := read_minutes(found[2])):
        aim = here.at + timedelta(minutes=minutes if found[1] == "+" else -minutes)
        return next((seen for seen in observations if seen.at >= aim), observations[-1])
    return _opened(asked.removeprefix("/"), here, observations, agenda)


def _at_time(parts: list[int], here: Observation, observations: Sequence[Observation]) -> Observation | None:
    hours, minutes, seconds = parts
    if hours > 23 or minutes > 59 or seconds > 59:
        return None
    aim = here.at.replace(hour=hours, minute=minutes, second=seconds, microsecond=0)
    if (later := aim + timedelta(days=1)) <= observations[-1].at and aim < observations[0].at:
        aim = later  # the meeting went on past midnight
    return next((seen for seen in observations if seen.at >= aim), observations[-1])


def _opened(
    asked: str, here: Observation, observations: Sequence[Observation], agenda: Agenda
) -> Observation | None:
    """Where an item was opened: the next time after here, else the first."""
    name = asked[5:] if asked.casefold().startswith("item ") else asked
    item = agenda.get(name.strip()) or agenda.titled(name) or _begun(name, agenda)
    opened = [
        seen
        for seen in observations
        if item and seen.kind == "item" and seen.mode == "open" and seen.item == item.number
    ]
    return next((seen for seen in opened if (seen.at, seen.id) > (here.at, here.id)), opened[0] if opened else None)


def _begun(name: str, agenda: Agenda) -> Item | None:
    key = name_key(name)
    return next((item for item in agenda.items if key and name_key(item.title).startswith(key)), None)
