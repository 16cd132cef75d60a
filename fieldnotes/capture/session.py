"""The live session: one observer at one meeting. Lines come in; records go to the writer; the room is known.

What is shown is in memory at once and durable when the writer says so. Nothing here waits for the disk.
"""

import bisect
import itertools
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from fieldnotes.archive.edits import edits_of
from fieldnotes.capture.acting import answer, now_reads, read_act, redone, undone
from fieldnotes.capture.asking import Asking
from fieldnotes.capture.day import of_the_day
from fieldnotes.capture.draft import Draft
from fieldnotes.capture.heard import Heard, hear, read_instead
from fieldnotes.capture.jumps import BY_PROGRAM
from fieldnotes.capture.keeper import Keeper
from fieldnotes.capture.moment import KeyTime, Watch
from fieldnotes.capture.returning import comers_back
from fieldnotes.capture.sitting import Sitting
from fieldnotes.capture.taken import Taken as Taken
from fieldnotes.capture.taken import nothing
from fieldnotes.capture.vigil import Vigil
from fieldnotes.capture.writer import Act, Jotting, Outcome, Task, Writer
from fieldnotes.jottings.setting import Reading, Setting
from fieldnotes.model.clock import local_instant
from fieldnotes.model.course import course, course_with, placed, room_at
from fieldnotes.model.ids import new_id
from fieldnotes.model.meeting import Record
from fieldnotes.model.observation import Observation, in_time_order
from fieldnotes.model.room import Room

if TYPE_CHECKING:
    from fieldnotes.archive.acts import Acts, Foreseen
    from fieldnotes.archive.edits import Edit
    from fieldnotes.archive.foresight import Deed
    from fieldnotes.capture.amending import Fields
    from fieldnotes.capture.takingup import TakenUp
    from fieldnotes.measures.tally import Tally


class Session:
    """One observer's running work on one meeting, begun with a record of it where that was read already.

    `record` is the meeting without its observations; `observations` are placed and in order of time.
    """

    def __init__(
        self, archive: Keeper, observer: str, watch: Watch | None = None, record: Record | None = None
    ) -> None:
        self._archive = archive
        self._watch = watch or Watch()
        self.observer = observer
        self._pending: dict[int, Task] = {}
        self._misread = False
        self._tickets = itertools.count(1)
        self._load(record or archive.record())
        self.vigil = Vigil(self._watch, self.zone)
        self.asking = Asking(self.record.protocol)
        self._sitting = Sitting(self.record.meeting.id, observer)
        self._writer = Writer(archive, observer, self.zone, self._sitting)
        self._writer.listen = self._settled
        self._listener: Callable[[Outcome], None] = lambda outcome: None

    def _load(self, record: Record, unsaved: tuple[Observation, ...] = ()) -> None:
        self.record: Record = record.with_observations(())
        self._settle(*course(record.people, (*record.observations, *unsaved)))

    def _settle(self, observations: list[Observation], room: Room) -> None:
        """Take the observations as they now stand, and work out what follows from them."""
        self.observations: list[Observation] = observations
        self.room: Room = room
        self._last = next((seen.at for seen in reversed(observations) if seen.counts), None)
        self.__dict__.pop("tally", None)
        self._setting = self._setting_of(room)

    def _setting_of(self, room: Room) -> Setting:
        record = self.record
        return Setting(record.protocol, record.roster, record.agenda, record.codebook, room, record.meeting.date)

    @property
    def zone(self) -> str:
        """The zone of the meeting."""
        return self.record.meeting.zone

    def now(self) -> KeyTime:
        """This moment in the meeting's zone."""
        return self._watch.now(self.zone)

    def key_time(self, monotonic: float) -> KeyTime:
        """The moment of a key that came at that monotonic second."""
        return self._watch.of_event(monotonic, self.zone)

    def started(self) -> datetime | None:
        """The planned start, else the first observation."""
        first = next((seen.at for seen in self.observations if seen.counts), None)
        return self.record.meeting.start or first

    def is_live(self, at: datetime) -> bool:
        """True while lines typed at that instant are of the meeting: it has not ended, and is of this day."""
        return not self.room.ended and of_the_day(self.record, self._last, at)

    def read(self, line: str, key: KeyTime) -> Heard:
        """What a line typed at that moment would say; changes nothing."""
        return hear(line, key, self.zone, self.since(key.at), self.setting_at)

    def since(self, at: datetime) -> datetime | None:
        """The meeting's beginning, for lines typed once it has ended or on another day; None while it runs."""
        meeting, live = self.record.meeting, self.is_live(at)
        start = meeting.start
        return None if live else start or local_instant(meeting.date, datetime.min.time(), self.zone).at

    def setting_at(self, at: datetime) -> Setting:
        """What is known at an instant."""
        if self._last is None or at >= self._last:
            return self._setting
        before = itertools.takewhile(lambda seen: seen.at <= at, self.observations)
        return self._setting_of(room_at(self.record.people, before))

    def take(self, line: str, key: KeyTime, late: bool = False) -> Taken:
        """Enter a line, late where so asked: in the meeting at once, on the disk as the writer gets to it."""
        noted = self._note_clocks()
        if (act := read_act(line)) is not None:
            from fieldnotes.capture.latest import do_typed  # wanted by acts

            return do_typed(self, act)._replace(line=line)
        heard = self.read(line, key)
        if not heard.reading.observations:
            return Taken(0, line, (), heard.warnings)
        stamped = tuple(
            msgspec.structs.replace(
                seen, id=new_id(), typed_at=key.at, mono=key.mono, observer=self.observer, late=heard.late or late
            )
            for seen in heard.reading.observations
        )
        back = [comer for left in stamped for comer in comers_back(left, self.observations)]
        stamped += tuple(msgspec.structs.replace(one, id=new_id(), observer=self.observer) for one in back)
        reading, before = heard.reading, self.room
        self._learn(reading)
        moved = self._insert(stamped)
        self.asking.took(before, self.room, stamped, key)
        jotting = Jotting(
            next(self._tickets), line, stamped, reading.people, reading.items, reading.codes, new_id()
        )
        self._put(jotting)
        self.vigil.taken(stamped)
        shown = tuple(self._find(seen) for seen in stamped)
        returned = tuple(f"{one.actor} speaks later, and is back from {one.at:%H:%M:%S}." for one in back)
        return Taken(jotting.ticket, line, shown, heard.warnings + returned, moved or noted)

    def _put(self, task: Task) -> None:
        self._pending[task.ticket] = task
        self._writer.put(task)

    def _note_clocks(self) -> bool:
        """Put what the machine did into the record, by the program's hand; True where it did anything."""
        for note in (notes := self.vigil.notes(self.is_live)):
            self._insert((note,))
            self._put(Jotting(next(self._tickets), note.text, (note,), change=new_id(), who=BY_PROGRAM))
        return bool(notes)

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
            self._settle(*course_with(self.record.people, self.observations, stamped))
            return True
        for seen in stamped:
            self.observations.append(placed(seen, self.room))
            self.room = self.room.after(seen)
            if "tally" in self.__dict__:
                self.tally.take(seen)
            self._last = seen.at if seen.counts else self._last
        self._setting = self._setting._replace(room=self.room)
        return False

    # -- acts on the record

    @cached_property
    def _acts(self) -> "Acts":
        return self._archive.acts(self.observer)  # at the first act: the history is 4 ms to import

    def undo(self) -> Taken:
        """Take back this observer's latest line that stands, all of it but what others have changed since."""
        foreseen = self._acts.undo(self._deeds())
        if foreseen is None:
            return nothing("/undo", "There is no line of yours to take back; nothing was changed.")
        return self._carry("/undo", foreseen, undone)

    def redo(self) -> Taken:
        """Bring back the line that was taken back last, unless a new one came since."""
        foreseen = self._acts.redo(self._deeds())
        if foreseen is None:
            return nothing("/redo", "There is nothing to bring back; nothing was changed.")
        return self._carry("/redo", foreseen, redone)

    def retract(self, *observations: str, why: str = "") -> Taken:
        """Take observations back for good, and say why; they stay in the record and count in nothing."""
        gone = {seen.id: ({"retracted": True}, ()) for seen in map(self.seen, observations) if not seen.retracted}
        if not gone:
            return nothing("/retract", "That was taken back already; nothing was changed.")
        return self.change("/retract", gone, lambda f: answer("Taken back", f.of), why)

    def change(
        self,
        line: str,
        changed: Mapping[str, tuple["Fields", Iterable[str]]],
        says: Callable[["Foreseen"], str],
        why: str = "",
        added: Iterable["Edit"] = (),
        said: Mapping[str, Iterable[str]] = MappingProxyType({}),
        codings: Mapping[str, tuple["Fields", Iterable[str]]] = MappingProxyType({}),
    ) -> Taken:
        """Change observations by one act, by id: fields to set and to take away; `says` gives the answer.

        `said` are the fields that are told anew, whether they change or not; `codings` are changed in the same way.
        """
        return self._carry(line, self._acts.amend(changed, why, added, self._deeds(), said, codings), says)

    def amend(self, observation: str, line: str, why: str = "") -> Taken:
        """Have a line read as another one, in the room of its time; its time and what was typed first stay."""
        from fieldnotes.capture.amending import amended, line_of

        old = line_of(self.seen(observation), self.observations)
        if not old:
            return nothing("/amend", "That line was taken back; nothing was changed.")
        reading, warnings = read_instead(line, old, self.zone, self.setting_before(old))
        becomes = amended(old, reading.observations)
        added = edits_of(
            people=reading.people, items=reading.items, codes=reading.codes, observations=becomes.added
        )
        taken = self.change(f"/amend {line}", becomes.changed, now_reads, why, added, becomes.said)
        return taken._replace(warnings=warnings)

    def seen(self, observation: str) -> Observation:
        """The observation of that id, as it stands."""
        return next(seen for seen in reversed(self.observations) if seen.id == observation)

    def setting_before(self, line: list[Observation]) -> Setting:
        """What was known when a line came: the room after those before it, without whom the line marked as seen."""
        first = min(in_time_order(seen) for seen in line)
        before = itertools.takewhile(lambda seen: in_time_order(seen) < first, self.observations)
        room = room_at(self.record.people, before)
        marked = {seen.actor for seen in line if seen.kind == "presence" and seen.typed is None}
        return self._setting_of(room._replace(here=room.here - marked))

    def _deeds(self) -> list["Deed"]:
        """What waits for the disk, in order."""
        return [self._deed(task) for task in list(self._pending.values())]

    def _deed(self, task: Task) -> "Deed":
        if isinstance(task, Act):
            return task.foreseen.deed
        deed = self._acts.jotting(
            task.change, people=task.people, items=task.items, codes=task.codes, observations=task.observations
        )
        return deed._replace(who=task.who or self.observer)

    def _carry(self, line: str, foreseen: "Foreseen", says: Callable[["Foreseen"], str]) -> Taken:
        """Show what an act comes to, and have it written."""
        ticket = next(self._tickets)
        act = Act(ticket, line, foreseen)
        self._show(foreseen)
        shown = foreseen._replace(
            of=tuple(sorted((self.seen(seen.id) for seen in foreseen.of), key=in_time_order)),
            observations=tuple(self.seen(seen.id) for seen in foreseen.observations),
        )
        self._put(act)
        return Taken(ticket, line, shown.observations, moved=True, says=says(shown), codings=foreseen.moved)

    def _show(self, foreseen: "Foreseen") -> None:
        self.record = msgspec.structs.replace(self.record, **foreseen.lists)
        self._settle(*course_with(foreseen.people, self.observations, foreseen.observations))

    # -- the disk

    def is_durable(self, observation: str) -> bool:
        """True once the observation of that id is on the disk, as it is shown."""
        return not any(
            observation == seen.id for task in list(self._pending.values()) for seen in task.observations
        )

    @property
    def waiting(self) -> int:
        """How many jottings are not on the disk yet."""
        return len(self._pending)

    def listen(self, listener: Callable[[Outcome], None]) -> None:
        """Have each jotting's outcome told; the call comes from the writer's thread."""
        self._listener = listener

    def _settled(self, outcome: Outcome) -> None:
        self._misread = self._misread or outcome.differs
        if outcome.error is None:
            self._pending.pop(outcome.ticket, None)
        self._listener(outcome)

    def beat(self) -> None:
        """Told each second by a screen, so that it is known when it was not."""
        if (at := self.vigil.beat()) is not None:
            self._writer.keep_alive(at, self.asking.prompting.shown)

    def look(self) -> bool:
        """Take in what others wrote since, and what the clock did; True where there was any."""
        noted = self._note_clocks()
        misread, self._misread = self._misread, False
        if misread:
            self._acts.forget()
        if not self._archive.refresh() and not misread:
            return noted
        waiting = list(self._pending.values())
        pending = {seen.id for task in waiting for seen in task.observations}
        unsaved = tuple(seen for seen in self.observations if seen.id in pending)
        record = self._archive.record()
        known = {seen.id for seen in record.observations}
        self._load(record, tuple(seen for seen in unsaved if seen.id not in known))
        if any(isinstance(task, Act) for task in waiting):
            self._show(self._acts.shown([self._deed(task) for task in waiting]))
        return True

    @cached_property
    def tally(self) -> "Tally":
        """What the observations come to in minutes and turns, as running sums."""
        from fieldnotes.measures.tally import tally_of  # wanted by a screen

        return tally_of(self.observations, self.record.meeting.start)

    def keep_draft(
        self, line: str, key: KeyTime | None, under: Draft | None = None, keyed: bool = False, asked: str = ""
    ) -> None:
        """Keep a line that was not entered, of a kind of `Draft`; of an empty one only what is under it."""
        self._writer.keep_draft(Draft(line, key, under, keyed, asked) if line and key else under)

    def take_up(self) -> "TakenUp":
        """Take over what this observer's earlier screens on this meeting left; none that still runs is touched.

        From now on what the disk of the study refuses is kept outside of it too.
        """
        from fieldnotes.capture.takingup import TakenUp, again, is_entered, with_lines  # 1 ms, wanted by a screen

        self.asking.prompting.go_on(self._sitting.shown())
        if (alive := self._sitting.last_alive()) is not None and self._last is not None:
            self.vigil.reopened(max(alive, self._last))
        draft, refused = self._sitting.take_over(lambda draft: is_entered(draft, self.observations))
        here = self.record.with_observations(tuple(self.observations))
        lines = tuple(again(refused, here, self._tickets))
        if len(lines) < len(refused):
            self._sitting.keep_refused([line for line in refused if line.change in {one.change for one in lines}])
        if lines:
            self._load(with_lines(here, lines))
        self._pending.update((line.ticket, line) for line in lines)
        self._writer.keep_refused(lines)
        return TakenUp(draft, lines)

    def aside(self, work: Callable[[], None]) -> None:
        """Have something small done beside the record, by the writer and in its turn."""
        self._writer.do(work)

    @property
    def is_damaged(self) -> bool:
        """True where something of the meeting could not be read."""
        return bool(self._archive.damage)

    @property
    def outlives(self) -> bool:
        """True where what the disk refused is kept outside the study, for `take_up`."""
        return self._writer.kept

    def close(self) -> list[str]:
        """End the session; gives the lines that the disk refused to the last."""
        if (at := self.vigil.last_beat) is not None:
            self._writer.keep_alive(at, self.asking.prompting.shown)
        left = self._writer.close()
        self._sitting.close()
        self._archive.close()
        return left
