"""The live session: one observer at one meeting. Lines come in; records go to the writer; the room is known.

What is shown is in memory at once and durable when the writer says so. Nothing here waits for the disk.
"""

import bisect
import itertools
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

import msgspec

from fieldnotes.capture import moment
from fieldnotes.capture.draft import Draft, DraftFile
from fieldnotes.capture.heard import Heard, hear
from fieldnotes.capture.keeper import Keeper
from fieldnotes.capture.moment import KeyTime
from fieldnotes.capture.writer import Jotting, Outcome, Writer
from fieldnotes.jottings.setting import Reading, Setting
from fieldnotes.measures.time import MeetingTime, time_of
from fieldnotes.model.clock import in_zone, local_instant
from fieldnotes.model.course import placed, room_at, run
from fieldnotes.model.ids import new_id
from fieldnotes.model.meeting import Record
from fieldnotes.model.observation import Observation, in_time_order
from fieldnotes.model.room import Room
from fieldnotes.text import clean_line

_TIMED = ("item", "break", "gap")


class Taken(NamedTuple):
    """A line that was entered: its records as they stand in the meeting, and what was odd about it.

    `moved` says that it stands before others, or changes what they belong to: show all anew.
    `ticket` is 0 where nothing was recorded.
    """

    ticket: int
    line: str
    observations: tuple[Observation, ...]
    warnings: tuple[str, ...] = ()
    moved: bool = False


class Session:
    """One observer's running work on one meeting.

    `record` is the meeting without its observations; `observations` are placed and in order of time.
    """

    def __init__(self, archive: Keeper, observer: str) -> None:
        self._archive = archive
        self.observer = observer
        self._pending: dict[int, tuple[str, ...]] = {}
        self._tickets = itertools.count(1)
        self._load(archive.record())
        self._draft = DraftFile(self.record.meeting.id)
        self._writer = Writer(archive, observer, self.zone, self._draft)
        self._writer.listen = self._settled
        self._listener: Callable[[Outcome], None] = lambda outcome: None

    def _load(self, record: Record, unsaved: tuple[Observation, ...] = ()) -> None:
        self.record = record.with_observations(())
        self.observations: list[Observation] = run(record.people, (*record.observations, *unsaved))
        self._settle()

    def _settle(self) -> None:
        """Work out all that follows from the observations as they now stand."""
        counting = [seen for seen in self.observations if seen.counts]
        self.room: Room = room_at(self.record.people, counting)
        self._last = counting[-1].at if counting else None
        self._timed = [seen for seen in counting if seen.kind in _TIMED]
        self._setting = self._setting_of(self.room)

    def _setting_of(self, room: Room) -> Setting:
        record = self.record
        return Setting(record.protocol, record.roster, record.agenda, record.codebook, room, record.meeting.date)

    @property
    def zone(self) -> str:
        """The zone of the meeting."""
        return self.record.meeting.zone

    def now(self) -> KeyTime:
        """This moment in the meeting's zone."""
        return moment.now(self.zone)

    def key_time(self, monotonic: float) -> KeyTime:
        """The moment of a key that came at that monotonic second."""
        return moment.of_event(monotonic, self.zone)

    def started(self) -> datetime | None:
        """The planned start, else the first observation."""
        first = next((seen.at for seen in self.observations if seen.counts), None)
        return self.record.meeting.start or first

    def is_live(self, at: datetime) -> bool:
        """True while lines typed at that instant are of the meeting: it has not ended, and is of this day."""
        return not self.room.ended and of_the_day(self.record, self._last, at)

    def read(self, line: str, key: KeyTime) -> Heard:
        """What a line typed at that moment would say; changes nothing."""
        since = None if self.is_live(key.at) else self._beginning()
        return hear(line, key.at, self.zone, since, self._setting_at)

    def _beginning(self) -> datetime:
        begun = self.started()
        return begun or local_instant(self.record.meeting.date, datetime.min.time(), self.zone).at

    def _setting_at(self, at: datetime) -> Setting:
        if self._last is None or at >= self._last:
            return self._setting
        before = itertools.takewhile(lambda seen: seen.at <= at, self.observations)
        return self._setting_of(room_at(self.record.people, before))

    def take(self, line: str, key: KeyTime) -> Taken:
        """Enter a line: in the meeting at once, on the disk as soon as the writer gets to it."""
        heard = self.read(line, key)
        if not heard.reading.observations:
            return Taken(0, line, (), heard.warnings)
        stamped = tuple(
            msgspec.structs.replace(
                seen, id=new_id(), typed_at=key.at, mono=key.mono, observer=self.observer, late=heard.late
            )
            for seen in heard.reading.observations
        )
        self._learn(heard.reading)
        moved = self._insert(stamped)
        ticket = next(self._tickets)
        ids = tuple(seen.id for seen in stamped)
        self._pending[ticket] = ids
        reading = heard.reading
        self._writer.put(Jotting(ticket, line, stamped, reading.people, reading.items, reading.codes))
        shown = tuple(self._find(seen) for seen in stamped)
        return Taken(ticket, line, shown, heard.warnings, moved)

    def _find(self, seen: Observation) -> Observation:
        place = bisect.bisect_left(self.observations, in_time_order(seen), key=in_time_order)
        return self.observations[place]

    def _learn(self, reading: Reading) -> None:
        if not (reading.people or reading.items or reading.codes):
            return
        record = self.record
        self.record = msgspec.structs.replace(
            record,
            people=record.people + reading.people,
            items=record.items + reading.items,
            codes=record.codes + reading.codes,
        )
        self._setting = self._setting_of(self.room)

    def _insert(self, stamped: tuple[Observation, ...]) -> bool:
        """Put new records in their place; True where others follow them."""
        if self.observations and in_time_order(stamped[0]) < in_time_order(self.observations[-1]):
            self.observations = run(self.record.people, (*self.observations, *stamped))
            self._settle()
            return True
        for seen in stamped:
            self.observations.append(placed(seen, self.room))
            self.room = self.room.after(seen)
            if seen.counts:
                self._last = seen.at
                self._timed += [seen] if seen.kind in _TIMED else []
        self._setting = self._setting._replace(room=self.room)
        return False

    def is_durable(self, observation: str) -> bool:
        """True once the observation of that id is on the disk."""
        return not any(observation in ids for ids in list(self._pending.values()))

    @property
    def waiting(self) -> int:
        """How many jottings are not on the disk yet."""
        return len(self._pending)

    def listen(self, listener: Callable[[Outcome], None]) -> None:
        """Have each jotting's outcome told; the call comes from the writer's thread."""
        self._listener = listener

    def _settled(self, outcome: Outcome) -> None:
        if outcome.error is None:
            self._pending.pop(outcome.ticket, None)
        self._listener(outcome)

    def look(self) -> bool:
        """Take in what others wrote since; True where there was any."""
        if not self._archive.refresh():
            return False
        pending = {identity for ids in list(self._pending.values()) for identity in ids}
        unsaved = tuple(seen for seen in self.observations if seen.id in pending)
        record = self._archive.record()
        known = {seen.id for seen in record.observations}
        self._load(record, tuple(seen for seen in unsaved if seen.id not in known))
        return True

    def time(self, at: datetime | None = None) -> MeetingTime:
        """The times of the meeting up to that instant."""
        return time_of(self._timed, self.started(), at)

    def used_seconds(self, item: str, at: datetime) -> float:
        """How long an item has been open up to that instant, breaks and gaps left out."""
        return self.time(at).item_minutes(item) * 60

    def keep_draft(self, line: str, key: KeyTime | None) -> None:
        """Keep the line in the composer against a crash; none for an empty one."""
        self._writer.keep_draft(Draft(line, key) if line and key else None)

    def draft(self) -> Draft | None:
        """The line that was in the composer when the session was last left or killed."""
        kept = self._draft.read()
        if kept and any(_entered(kept, seen) for seen in self.observations):
            return None  # the machine stopped before the draft was thrown away
        return kept

    def close(self) -> list[str]:
        """End the session; gives the lines that the disk refused to the last."""
        left = self._writer.close()
        self._archive.close()
        return left


def _entered(draft: Draft, seen: Observation) -> bool:
    """True where an observation is what the draft became: the same first key, the same line."""
    same_key = seen.typed_at == draft.at.at
    return same_key and bool(seen.typed) and clean_line(draft.line).strip(" ").endswith(seen.typed or "")


def of_the_day(record: Record, last: datetime | None, at: datetime) -> bool:
    """True where an instant is of the meeting's day, or within 12 hours of what was last observed or planned."""
    known = last or record.meeting.start
    near = known is not None and abs((at - known).total_seconds()) <= 12 * 3600
    return near or in_zone(at, record.meeting.zone).date() == record.meeting.date
