"""What a meeting leaves open: its actions, the decisions it deferred; and which of them later meetings settled."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from fieldnotes.model.course import run
from fieldnotes.model.meeting import Record
from fieldnotes.model.observation import Observation
from fieldnotes.text import name_key

DEFERRED = ("deferred",)


class Matter(Struct, frozen=True, kw_only=True):
    """An action or a deferred decision. `due` is an ISO date or words, `item` the title of the item it was made in.

    `done` is the day on which it was settled: said by somebody, or that of the meeting which took it up again.
    """

    id: str
    kind: str  # `action` or `decision`
    at: str
    text: str
    owners: tuple[str, ...] = ()
    due: str | None = None
    item: str = ""
    of: str | None = None
    done: str | None = None


class MeetingMatters(Struct, frozen=True, kw_only=True):
    """A meeting's head, and what it left open. `decided` are the keys of the items in which it decided anything."""

    id: str
    site: str
    body: str
    type: str | None = None
    date: str
    start: str | None = None
    matters: tuple[Matter, ...] = ()
    decided: tuple[str, ...] = ()

    @property
    def of_body(self) -> tuple[str, str]:
        """What two meetings of one body have in common."""
        return name_key(self.site), name_key(self.body)

    @property
    def when(self) -> tuple[str, str, str]:
        """The sort key of meetings in time."""
        return self.date, self.start or "", self.id


def matters_in(record: Record) -> MeetingMatters:
    """What a meeting leaves open; what was retracted is left out."""
    meeting = record.meeting
    titles = {item.number.casefold(): item.title for item in record.items}
    found, decided = [], []
    for seen in run(record.people, record.observations):
        if seen.retracted or seen.kind not in ("action", "decision"):
            continue
        title = titles.get((seen.item or "").casefold(), "")
        if seen.kind == "decision":
            decided.append(name_key(title))
        if seen.kind == "action" or seen.mode in DEFERRED:
            found.append(_matter(seen, title))
    return MeetingMatters(
        id=meeting.id,
        site=meeting.site,
        body=meeting.body,
        type=meeting.type,
        date=meeting.date.isoformat(),
        start=meeting.start.isoformat() if meeting.start else None,
        matters=tuple(found),
        decided=tuple(dict.fromkeys(filter(None, decided))),
    )


def _matter(seen: Observation, title: str) -> Matter:
    return Matter(
        id=seen.id,
        kind=seen.kind,
        at=seen.at.isoformat(),
        text=seen.text,
        owners=seen.owners,
        due=seen.due,
        item=title,
        of=seen.of,
        done=seen.done,
    )


Decided = Mapping[str, Sequence[tuple[str, str, str]]]
"""The key of an item -> when meetings of one body decided anything in it, in order (`MeetingMatters.when`)."""


def decided_by(meetings: Iterable[MeetingMatters]) -> Decided:
    """When the meetings of one body, given in order of time, decided anything in each item."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for each in meetings:
        for key in each.decided:
            found.setdefault(key, []).append(each.when)
    return found


def settled_on(matter: Matter, made: MeetingMatters, decided: Decided) -> str | None:
    """The day on which a matter was settled; None while it is open.

    A deferred decision is taken up where a later meeting of the body decides anything in an item that bears its
    text or the title of the item it was deferred in; deferred again there, that decision stands in its place.
    """
    if matter.done or matter.kind == "action":
        return matter.done
    keys = {key for key in (name_key(title_of(matter)), name_key(matter.item)) if key}
    later = (decided[key][bisect_right(decided[key], made.when) :] for key in keys if key in decided)
    return min((found[0][0] for found in later if found), default=None)


def title_of(matter: Matter) -> str:
    """What a matter is called on an agenda: its text, else the title of its item."""
    return matter.text.strip() or matter.item


def is_overdue(matter: Matter, today: date) -> bool:
    """True for an open action whose due is a date gone by; a due in words is never overdue."""
    try:
        return matter.done is None and matter.due is not None and date.fromisoformat(matter.due) < today
    except ValueError:
        return False


class Standing(Struct, frozen=True):
    """A matter, the meeting that left it open, and the day on which it was settled (None: open)."""

    matter: Matter
    meeting: MeetingMatters
    done: str | None


def standing(meetings: Iterable[MeetingMatters], settled: bool = False) -> list[Standing]:
    """The matters of these meetings that are open, oldest meeting first; with `settled` all of them."""
    known = sorted(meetings, key=lambda each: each.when)
    by_body: dict[tuple[str, str], list[MeetingMatters]] = {}
    for each in known:
        by_body.setdefault(each.of_body, []).append(each)
    decided = {body: decided_by(of_one) for body, of_one in by_body.items()}
    found = [
        Standing(matter, each, settled_on(matter, each, decided[each.of_body]))
        for each in known
        for matter in each.matters
    ]
    return found if settled else [each for each in found if each.done is None]
