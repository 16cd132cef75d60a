"""A line as it was heard: read in the room of its time, with the words that say what was understood."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec

from fieldnotes.capture.acting import read_act
from fieldnotes.capture.day import another_day
from fieldnotes.capture.moment import KeyTime
from fieldnotes.jottings.body import read_body
from fieldnotes.jottings.marks import opens_quote
from fieldnotes.jottings.people import few_of
from fieldnotes.jottings.setting import Reading, Setting
from fieldnotes.jottings.when import read_at
from fieldnotes.jottings.words import say
from fieldnotes.model.clock import in_zone
from fieldnotes.model.course import placed
from fieldnotes.model.observation import Observation
from fieldnotes.text import clean_line, kept_in, lost_in, why_lost

_NOTHING = Reading(())
Warnings = tuple[str, ...]


class Heard(NamedTuple):
    """What a line says: its reading, its time, whether it is late, and one line of words on it.

    `by_hand` says that the line names its time itself.
    """

    reading: Reading
    at: datetime
    late: bool = False
    warnings: tuple[str, ...] = ()
    says: str = ""
    by_hand: bool = False

    @property
    def observations(self) -> tuple[Observation, ...]:
        """The records that the line would make."""
        return self.reading.observations

    @property
    def brief(self) -> tuple[str, ...]:
        """The warnings for somebody who is typing: one for all the people that the line brings."""
        new = tuple(person.code for person in self.reading.people)
        if not new:
            return self.warnings
        of_them = (*(f"{code} was not " for code in new), f"{few_of(new)} were not ")
        others = [said for said in self.warnings if not said.startswith(of_them)]
        return (f"{few_of(new)} not on the roster yet, will be added.", *others)


def hear(
    line: str, key: KeyTime, zone: str, since: datetime | None, setting_at: Callable[[datetime], Setting]
) -> Heard:
    """Read a line of the composer or the line mode, whose first key was that one.

    A line whose time was moved gets that time, of whatever it names itself or else of the key; never one to come.
    `since` is the meeting's beginning where the meeting has ended or is of another day, else None.
    `setting_at` gives what is known at an instant.
    """
    raw, typed_at = clean_line(line).strip(" "), key.at
    if not raw:
        return Heard(_NOTHING, typed_at)
    if (typed := read_act(raw)) is not None:
        return Heard(_NOTHING, typed_at, says=typed.will)
    backdated = read_at(raw, typed_at, zone, since)
    at = moved(backdated.at or typed_at, key, zone)
    setting = setting_at(at)
    reading = _kept(line, read_body(backdated.body, at, setting))
    warnings = (*filter(None, (backdated.warning, why_lost(line))), *reading.warnings)
    main = reading.observations[-1]
    late = since is not None and (backdated.at is None or raw.startswith("@-"))
    day = another_day(at, typed_at, since, late)
    beside = ("late" if late else "", day, "quotation not closed" if opens_quote(backdated.body) else "")
    says = "  · ".join(filter(None, (say(placed(main, setting.room)), *beside)))
    return Heard(reading, at, late, warnings, says, backdated.at is not None or bool(key.moved))


def moved(at: datetime, key: KeyTime, zone: str) -> datetime:
    """The time of a line as the observer has moved it by whole minutes: not to one that is still to come."""
    return min(in_zone(at + timedelta(minutes=key.moved), zone), max(at, key.at)) if key.moved else at


def read_instead(line: str, old: Sequence[Observation], zone: str, setting: Setting) -> tuple[Reading, Warnings]:
    """Read a line that stands for another one, at its time; another time that it names is not taken."""
    raw = clean_line(line).strip(" ")
    at = old[-1].at
    backdated = read_at(raw, at, zone, None)
    reading = read_body(backdated.body, at, setting)
    kept = "The time of a line stays as it was." if backdated.at is not None else None
    return reading, (*filter(None, (kept, why_lost(line))), *reading.warnings)


def _kept(line: str, reading: Reading) -> Reading:
    """The reading of a line, whose records keep the control characters that were typed."""
    if not lost_in(line):
        return reading
    observations = (
        seen if seen.typed is None else msgspec.structs.replace(seen, typed=kept_in(line, seen.typed))
        for seen in reading.observations
    )
    return reading._replace(observations=tuple(observations))
