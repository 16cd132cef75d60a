"""Whether the meeting could be observed at all: what the machine did is noted, and a gap is offered, never made.

Four things are known: the machine slept, the program stood still, its window was not the one in front (the screen
was locked, or another program was), and the program was not running (it was left, or the battery died). A clock
that was set, and summer time that begins or ends, are noted too; they took nothing from the meeting.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from fieldnotes.capture.jumps import change_in_words, clock_change, in_words, length, program_note
from fieldnotes.capture.moment import Jump, KeyTime, Watch, instant
from fieldnotes.model.clock import in_zone
from fieldnotes.model.observation import Observation

STILL = timedelta(seconds=30)
NOT_IN_FRONT = timedelta(minutes=2)
NOT_RUNNING = timedelta(minutes=2)
WORTH_A_GAP = timedelta(minutes=1)
SIGN_OF_LIFE = timedelta(seconds=30)


class Absence(NamedTuple):
    """A stretch in which nothing can have been observed here, and why."""

    since: datetime
    until: datetime
    why: str

    @property
    def line(self) -> str:
        """The beginning of the jotting that records it as a gap: `@14:32:05 /gap 12m `."""
        return f"@{self.until:%H:%M:%S} /gap {self._length} "

    @property
    def says(self) -> str:
        """`asleep 12m until 14:32`"""
        return f"{self.why} {self._length} until {self.until:%H:%M}"

    @property
    def _length(self) -> str:
        """As the language writes it, in whole minutes."""
        hours, minutes = divmod(max(1, round((self.until - self.since) / timedelta(minutes=1))), 60)
        return (f"{hours}h" if hours else "") + (f"{minutes}m" if minutes or not hours else "")


class Vigil:
    """Watches the clocks and the program over one meeting; asked by `notes` for what is to go into the record."""

    def __init__(self, watch: Watch, zone: str) -> None:
        self.offered: Absence | None = None
        self.is_kept = True  # false where nobody observes: a meeting that is written up notes no absence
        self._watch, self._zone = watch, zone
        self._looked = watch.now(zone).at
        self.last_beat: datetime | None = None
        self._sign: datetime | None = None
        self._left: datetime | None = None
        self._noted: Absence | None = None
        self._waiting: list[Observation] = []

    # -- what is told to it

    def beat(self) -> datetime | None:
        """Called each second by a screen. Gives the time where a sign of life is due, to be kept outside."""
        now = self._watch.now(self._zone)
        before, self.last_beat = self.last_beat, now.at
        if before is not None and now.at - before >= STILL:
            self._take_jumps()  # where it was asleep, that says more
            self._away(Absence(before, now.at, "stood still"), "this program stood still for", now)
        if self._sign is not None and now.at - self._sign < SIGN_OF_LIFE:
            return None
        self._sign = now.at
        return now.at

    def out_of_front(self) -> None:
        """Another window is in front, or the screen was locked."""
        self._left = self._left or self._watch.now(self._zone).at

    def in_front(self) -> None:
        """The window is in front again."""
        since, self._left = self._left, None
        now = self._watch.now(self._zone)
        if since is not None and now.at - since >= NOT_IN_FRONT:
            self._take_jumps()
            self._away(Absence(since, now.at, "not in front"), "this window was not in front for", now)

    def reopened(self, alive: datetime) -> None:
        """The program runs again, and gave its last sign of life then."""
        now, alive = self._watch.now(self._zone), in_zone(alive, self._zone)
        if now.at < alive - NOT_RUNNING:
            behind = length(round((alive - now.at) / timedelta(milliseconds=1)))
            words = f"the clock of this machine is {behind} behind what it was when fieldnotes ran last"
            self._waiting.append(program_note(words, now.at, now.at, now.mono))
        elif now.at - alive >= NOT_RUNNING:
            self._away(Absence(alive, now.at, "not running"), "fieldnotes was not running here for", now)

    def taken(self, observations: Sequence[Observation]) -> None:
        """What the observer recorded: a gap settles the one offered."""
        if any(seen.kind == "gap" for seen in observations):
            self.offered = None

    # -- what it tells

    def notes(self, is_live: Callable[[datetime], bool]) -> list[Observation]:
        """What is to be noted since this was asked last; nothing while the meeting is not on."""
        now = self._watch.now(self._zone)
        self._take_jumps()
        change = clock_change(self._looked, now.at, self._zone)
        if change is not None:
            self._waiting.append(program_note(change_in_words(change, self._zone), change, now.at, now.mono))
        self._looked = now.at
        found, self._waiting = self._waiting, []
        if self.is_kept and is_live(now.at):
            return sorted(found, key=lambda note: note.at)
        self.offered = None
        return []

    def _take_jumps(self) -> None:
        for jump in self._watch.jumps():
            self._take(jump)

    def _take(self, jump: Jump) -> None:
        at, mono = instant(jump.seen.wall, self._zone), jump.seen.mono
        if not jump.slept:
            self._waiting.append(program_note(in_words(jump), at, at, mono))
            return
        asleep = Absence(at - timedelta(milliseconds=jump.ms), at, "asleep")
        self._waiting.append(program_note(in_words(jump), asleep.since, at, mono))
        self._offer(asleep)

    def _away(self, absence: Absence, words: str, now: KeyTime) -> None:
        """Note an absence that nothing told of before, and offer it as a gap."""
        if self._noted is None or absence.since >= self._noted.until or self._noted.since >= absence.until:
            spent = length(round((absence.until - absence.since) / timedelta(milliseconds=1)))
            self._waiting.append(program_note(f"{words} {spent}", absence.since, now.at, now.mono))
            self._offer(absence)

    def _offer(self, absence: Absence) -> None:
        self._noted = absence
        if absence.until - absence.since >= WORTH_A_GAP:
            self.offered = absence
