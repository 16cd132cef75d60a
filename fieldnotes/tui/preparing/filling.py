"""Filling a plan in from the study: the works that read the disk, and what they have read put where it belongs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from fieldnotes.errors import FieldnotesError
from fieldnotes.model.meeting import Record
from fieldnotes.prepare.gathering import bodies, gather
from fieldnotes.prepare.matters import MeetingMatters
from fieldnotes.prepare.people import carried_people
from fieldnotes.prepare.when import When, read_when
from fieldnotes.text import name_key
from fieldnotes.tui import wording
from fieldnotes.tui.preparing import sources
from fieldnotes.tui.preparing.agenda import AgendaRow
from fieldnotes.tui.preparing.head import Known
from fieldnotes.tui.preparing.people import PersonRow
from fieldnotes.tui.preparing.plan import Drawn, Plan
from fieldnotes.tui.work import Work

if TYPE_CHECKING:
    from fieldnotes.model.protocol import Protocol
    from fieldnotes.tui.desk import Desk

Says = Callable[[str], object]


class Filling:
    """What is under way for one plan. `meeting` is the one chosen where the page was opened."""

    def __init__(self, desk: Desk, plan: Plan, meeting: str | None) -> None:
        self._desk, self.plan, self._meeting = desk, plan, meeting
        self._gathered: Sequence[MeetingMatters] | None = None
        self._under_way: set[str] = set()

    @property
    def is_waiting(self) -> bool:
        """True while something is read that the meeting may depend on."""
        return bool(self._under_way)

    # -- as the page opens

    def beginning(self, says: Says, failed: Says) -> list[Work[None]]:
        """The works of the beginning: the reading of dates warmed, and what the study knows."""
        self._under_way.add("study")
        load = self._work("study", "Reading the study", self._read_study, says, failed)
        return [Work("Getting ready", lambda tell, stop: _warm(self._desk.now()), lambda done: None), load]

    def _work(
        self, name: str, words: str, read: Callable[[], Callable[[], str]], says: Says, failed: Says
    ) -> Work[None]:
        """Work that reads in its thread, and fills in, in the app's, what `read` gives."""

        def ended(fill: Callable[[], str]) -> None:
            self._under_way.discard(name)
            says(fill())

        def not_done(why: str) -> None:
            self._under_way.discard(name)
            failed(why)

        return Work(words, lambda tell, stop: read(), ended, not_done)  # type: ignore[arg-type]  # what it gives goes to `ended`

    def _read_study(self) -> Callable[[], str]:
        study, plan = self._desk.study, self.plan
        assert study is not None
        meetings = gather(study)
        protocols = self._desk.protocols()
        if plan.is_filled or self._meeting is None:
            return lambda: self._offer(meetings, protocols)
        if plan.kind == "again":
            again = sources.again(study, meetings, self._meeting)
            return lambda: self._fill_again(meetings, protocols, again)
        if plan.kind == "change-meeting":
            base = sources.planned(study, self._meeting)
            return lambda: self._fill_base(meetings, protocols, base)
        return lambda: self._offer(meetings, protocols)

    def _offer(self, meetings: Sequence[MeetingMatters], protocols: Sequence[Protocol]) -> str:
        self._gathered = meetings
        base = self.plan.base
        if base and all(name_key(each.name) != name_key(base.protocol.name) for each in protocols):
            protocols = [*protocols, base.protocol]
        self.plan.head.offer(Known(bodies(meetings), protocols))
        return ""

    def _fill_again(
        self, meetings: Sequence[MeetingMatters], protocols: Sequence[Protocol], again: sources.Again
    ) -> str:
        plan, planned = self.plan, again.planned
        self._offer(meetings, protocols)
        plan.fill_from(planned.meeting, sources.when_words(planned.meeting))
        plan.people.carry(planned.people)
        plan.agenda.rows += again.rows
        plan.is_filled = True
        return again.says

    def _fill_base(self, meetings: Sequence[MeetingMatters], protocols: Sequence[Protocol], base: Record) -> str:
        plan = self.plan
        plan.base = base
        self._offer(meetings, protocols)
        plan.fill_from(base.meeting, sources.when_words(base.meeting))
        plan.agenda.rows += [AgendaRow(item) for item in base.items]
        plan.people.rows += [PersonRow(person) for person in base.people]
        plan.is_filled = True
        return ""

    # -- while it is filled in

    def carrying(self, says: Says, failed: Says) -> Work[None] | None:
        """The work that takes over who was at the body's last meeting, where it is time for it."""
        wanted, meetings, study = self.plan.body_to_carry(), self._gathered, self._desk.study
        if wanted is None or meetings is None or study is None or self.is_waiting:
            return None
        site, body = wanted
        self.plan.carried_of = name_key(site), name_key(body)
        if self.plan.head.body_known() is None:
            self.plan.people.carry(())
            self.plan.head.tell_taken_over("")
            return None
        self._under_way.add("last")
        day = self.plan.head.found.day if self.plan.head.found else date.max

        def read() -> Callable[[], str]:
            last = sources.last_of(study, meetings, site, body, day.isoformat())
            return lambda: self._carry(last)

        return self._work("last", "Reading the last meeting", read, says, failed)

    def _carry(self, last: Record | None) -> str:
        if last is None:
            return ""
        people = carried_people(last.people)
        self.plan.people.carry(people)
        self.plan.head.fill_like(last.meeting)
        self.plan.head.tell_taken_over(f"{len(people)} people taken over" if people else "")
        if not people:
            return ""
        day = wording.day_of(last.meeting.date.isoformat())
        return f"{len(people)} people of the meeting of {day} are expected again; F7 leaves them out."

    def reading(self, done: Callable[[], object]) -> Work[When | FieldnotesError] | None:
        """The work that reads the words for when it is; None where they are being read, or are read."""
        head, words = self.plan.head, self.plan.head.when.text
        name = f"when {words}"
        if not head.when_is_unread or name in self._under_way:
            return None
        self._under_way.add(name)

        def ended(read: When | FieldnotesError) -> None:
            self._under_way.discard(name)
            head.understood_when(words, read)
            done()

        now, zone = self._desk.now(), self.plan.zone
        return Work("Reading the date", lambda tell, stop: _read(words, now, zone), ended)

    # -- at the end

    def made(self, drawn: Drawn) -> str:
        """Make the meeting, or its changes; gives its id. Raises what the desk raises."""
        if self.plan.base is None:
            return self._desk.new_meeting(drawn.meeting, drawn.protocol, drawn.people, drawn.items)
        self._desk.change_meeting(self.plan.base, drawn)
        return self.plan.base.meeting.id


def _read(words: str, now: datetime, zone: str) -> When | FieldnotesError:
    try:
        return read_when(words, now, zone)
    except FieldnotesError as error:
        return error


def _warm(now: datetime) -> None:
    """The first words that only dateparser may know take it a second."""
    _read("uebermorgen", now, "UTC")
