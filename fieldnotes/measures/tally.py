"""The times of a meeting while it goes on: the same figures as of its whole record, kept as running sums.

`take` costs the same at ten observations and at ten thousand, and so does asking at each second. A gap looks back
as far as it reaches. What is entered out of order of time wants a new tally of all.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple

from fieldnotes.measures.interval import Stretch
from fieldnotes.measures.pauses import Pauses
from fieldnotes.measures.presence import shows_who_is_there
from fieldnotes.model.observation import Observation
from fieldnotes.model.people import Person

Sort = Literal["item", "here", "talk", "recorded"]
Key = tuple[Sort, str]

_NONE = timedelta()
_EVER = datetime.min.replace(tzinfo=UTC)


class Came(NamedTuple):
    """How somebody last came in (`phone`; empty: through the door), and when they first did, where it was typed."""

    how: str
    first: datetime | None


class _Heard:
    """Who spoke, by one of the two that can tell: the observers, or a recording."""

    def __init__(self, sort: Sort) -> None:
        self.sort: Sort = sort
        self.turns: dict[str, int] = {}
        self.lines: dict[str, int] = {}
        self.talking: set[str] = set()


class Tally:
    """Running sums over a meeting's counting observations, each taken in order of time.

    `begin` and `end` are as in `measures.time`; `last` is the last observation; `visits` how often each item was
    come to, with another one between; `course` the items in the order they were come to, `opened` each but once;
    `turns` takings of the floor and `lines` lines of speech, by code, of the observers, else of a recording; `came`
    how people came in. Minutes leave out breaks and gaps.
    """

    def __init__(self, start: datetime | None = None) -> None:
        self._start = start
        self.begin = start
        self.end: datetime | None = None
        self.last: datetime | None = None
        self.visits: dict[str, int] = {}
        self.came: dict[str, Came] = {}
        self._paused, self._broken = Pauses(), Pauses()
        self.course: list[str] = []
        self._item: str | None = None
        self._open: dict[Key, datetime] = {}
        self._over: list[tuple[Key, Stretch]] = []
        self._sums: dict[Key, timedelta] = {}
        self._ran: dict[str, timedelta] = {}
        self._moved: set[str] = set()
        self._own, self._recorded = _Heard("talk"), _Heard("recorded")
        self._acted: dict[str, datetime] = {}
        self._there_before: dict[str, datetime] = {}
        self.gap_minutes = 0.0

    # -- taking

    def take(self, seen: Observation) -> None:
        """One more observation, not before the last one; a late or retracted one counts in nothing."""
        if seen.retracted or seen.late:
            return
        at = self.last = seen.at
        if self.begin is None or (seen.kind == "item" and self.begin is self._start and at < self.begin):
            self.begin = at
        if step := _STEPS.get(seen.kind):
            step(self, seen)
        if seen.actor and shows_who_is_there(seen):
            self._acted.setdefault(seen.actor, at)

    def _start_of(self, key: Key, at: datetime) -> None:
        self._open.setdefault(key, at)

    def _stop(self, key: Key, at: datetime) -> None:
        since = self._open.pop(key, None)
        if since is None:
            return
        self._over.append((key, Stretch(since, at)))
        self._sums[key] = self._sums.get(key, _NONE) + self._observed(since, at)
        if key[0] == "item":
            self._ran[key[1]] = self._ran.get(key[1], _NONE) + self._broken.left_of(max(since, self._first), at)

    @property
    def _first(self) -> datetime:
        return self.begin or _EVER

    def _observed(self, begin: datetime, end: datetime) -> timedelta:
        """What of a stretch lies in the meeting and in no break or gap."""
        return self._paused.left_of(max(begin, self._first), end if self.end is None else min(end, self.end))

    def _go_on(self) -> None:
        """The meeting is taken up after its end: what was over since then counts after all."""
        end, self.end = self.end, None
        if end is None:
            return
        for key, stretch in reversed(self._over):
            if stretch.end <= end:
                break
            self._sums[key] += self._observed(max(stretch.begin, end), stretch.end)

    def _on_item(self, seen: Observation) -> None:
        self._close_item(seen.at)
        if seen.mode != "open" or seen.item is None:
            return
        self._go_on()
        self._item = seen.item
        if seen.item != (self.course[-1] if self.course else None):
            self.course.append(seen.item)
            self.visits[seen.item] = self.visits.get(seen.item, 0) + 1
        self._start_of(("item", seen.item), seen.at)

    def _close_item(self, at: datetime) -> None:
        if self._item is not None:
            self._stop(("item", self._item), at)
            self._item = None

    def _on_presence(self, seen: Observation) -> None:
        who = seen.actor
        if not who:
            return
        if seen.mode == "in":
            before = self.came.get(who)
            since = self._there_since(who, seen.at)
            at_first = seen.at if seen.typed and since == seen.at and who not in self._moved else None
            first = before.first if before else at_first
            self.came[who] = Came(seen.text, first)
            self._start_of(("here", who), since)
        else:
            if who not in self._moved:
                self._start_of(("here", who), _EVER)
            self._stop(("here", who), seen.at)
        if seen.mode == "out":
            self._stop_talking(self._own, who, seen.at)
            self._stop_talking(self._recorded, who, seen.at)
        self._moved.add(who)

    def _there_since(self, who: str, at: datetime) -> datetime:
        """Who comes in for the first time, but spoke or acted before, was there since then at least."""
        acted = self._acted.get(who)
        if who in self._moved or acted is None or acted >= at:
            return at
        self._there_before[who] = acted
        return acted

    def _on_floor(self, seen: Observation) -> None:
        who = seen.actor or ""
        heard = self._by(seen)
        if seen.mode in ("takes", "none"):
            self._silence(heard, seen.at, but=who if seen.mode == "takes" else None)
        if seen.mode in ("takes", "joins"):
            if who not in heard.talking:
                heard.talking.add(who)
                heard.turns[who] = heard.turns.get(who, 0) + 1
            self._start_of((heard.sort, who), seen.at)
        elif seen.mode == "stops":
            self._stop_talking(heard, who, seen.at)

    def _by(self, seen: Observation) -> _Heard:
        return self._recorded if seen.from_recording else self._own

    def _silence(self, heard: _Heard, at: datetime, but: str | None = None) -> None:
        for who in tuple(heard.talking):
            if who != but:
                self._stop_talking(heard, who, at)

    def _stop_talking(self, heard: _Heard, who: str, at: datetime) -> None:
        heard.talking.discard(who)
        self._stop((heard.sort, who), at)

    def _on_speech(self, seen: Observation) -> None:
        if seen.actor:
            lines = self._by(seen).lines
            lines[seen.actor] = lines.get(seen.actor, 0) + 1

    def _on_break(self, seen: Observation) -> None:
        if seen.mode != "resume":
            self._silence(self._own, seen.at)
            self._silence(self._recorded, seen.at)
        if seen.mode == "end":
            self._close_item(seen.at)
        for pauses in (self._paused, self._broken):
            if seen.mode == "break":
                pauses.begin(seen.at)
            else:
                pauses.end(seen.at)
        if seen.mode in ("resume", "end"):
            self._go_on()
        if seen.mode == "end":
            self.end = seen.at

    def _on_gap(self, seen: Observation) -> None:
        """Take what was not observed out of the sums of all that reached into it."""
        if not seen.minutes:
            return
        begin = seen.at - timedelta(minutes=seen.minutes)
        for key, stretch in reversed(self._over):
            if stretch.end <= begin:
                break
            self._sums[key] -= self._observed(max(stretch.begin, begin), stretch.end)
        self._paused.add(Stretch(begin, seen.at))
        self.gap_minutes += seen.minutes

    # -- asking

    def until(self, now: datetime | None = None) -> datetime | None:
        """Where minutes are counted to: the end, else `now`, else the last observation."""
        return self.end or now or self.last

    @property
    def break_since(self) -> datetime | None:
        """The beginning of the break that lasts."""
        return self._broken.since

    def break_minutes(self, now: datetime | None = None) -> float:
        """Minutes of all breaks in the meeting."""
        until = self.until(now)
        if self.begin is None or until is None or until <= self.begin:
            return 0.0
        return _minutes((until - self.begin) - self._broken.left_of(self.begin, until))

    @property
    def opened(self) -> tuple[str, ...]:
        """The numbers of the items that were opened, in the order of their first opening."""
        return tuple(self.visits)

    @property
    def item_before(self) -> str | None:
        """The item that was open before the open one; where none is open, the one that was open last."""
        place = 1 if self._item is None else 2
        return self.course[-place] if len(self.course) >= place else None

    @property
    def _floor(self) -> _Heard:
        """Who kept the floor: an observer, else a recording; so that no talk counts twice."""
        return self._own if self._own.turns else self._recorded

    @property
    def turns(self) -> dict[str, int]:
        """Takings of the floor, by code."""
        return self._floor.turns

    @property
    def lines(self) -> dict[str, int]:
        """Lines of speech, by code."""
        return self._own.lines or self._recorded.lines

    @property
    def basis(self) -> Literal["floor", "speech"]:
        """What turns are counted from: takings of the floor, or lines of speech where no floor was kept."""
        return "floor" if self.turns else "speech"

    def item_minutes(self, number: str, now: datetime | None = None) -> float:
        """Minutes of an item: the sum of its open intervals without breaks and gaps."""
        return self._minutes_of(("item", number), now)

    def item_ran(self, number: str, now: datetime | None = None) -> float:
        """Minutes an item was open without breaks: time that was not observed went by all the same."""
        ran, since, until = self._ran.get(number, _NONE), self._open.get(("item", number)), self.until(now)
        if since is not None and until is not None:
            ran += self._broken.left_of(max(since, self._first), until)
        return _minutes(ran)

    def talk_minutes(self, code: str, now: datetime | None = None) -> float:
        """Minutes somebody had the floor."""
        return self._minutes_of((self._floor.sort, code), now)

    def present_minutes(self, person: Person, now: datetime | None = None) -> float:
        """Minutes somebody was present: the denominator of that person's rates."""
        if person.code in self._moved or self.last is None:
            return self._minutes_of(("here", person.code), now) + self._before_acting(person)
        until = self.until(now)
        return _minutes(self._observed(_EVER, until)) if person.expected and until else 0.0

    def _before_acting(self, person: Person) -> float:
        """Minutes before somebody expected first acted, where no record said before that they are there."""
        acted = self._there_before.get(person.code)
        return _minutes(self._observed(_EVER, acted)) if person.expected and acted else 0.0

    def _minutes_of(self, key: Key, now: datetime | None) -> float:
        spent, since, until = self._sums.get(key, _NONE), self._open.get(key), self.until(now)
        if since is not None and until is not None:
            spent += self._observed(since, until)
        return _minutes(spent)


def _minutes(length: timedelta) -> float:
    return length.total_seconds() / 60


_STEPS = {
    "item": Tally._on_item,
    "presence": Tally._on_presence,
    "floor": Tally._on_floor,
    "speech": Tally._on_speech,
    "break": Tally._on_break,
    "gap": Tally._on_gap,
}


def tally_of(observations: Iterable[Observation], start: datetime | None = None) -> Tally:
    """The tally of observations that are in order of time; `start` is the meeting's planned beginning."""
    tally = Tally(start)
    take = tally.take
    for seen in observations:
        take(seen)
    return tally
