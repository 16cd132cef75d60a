"""The rows of each table; every table begins with which meeting it is, so that tables can be put together."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from fieldnotes.archive.history import Hands, hands
from fieldnotes.export.coded import Codings
from fieldnotes.export.left_out import status_of
from fieldnotes.export.options import Options, Source
from fieldnotes.export.passages import standing
from fieldnotes.export.shape import iso
from fieldnotes.export.tables.sheet import Cell, joined
from fieldnotes.measures.interval import Interval
from fieldnotes.measures.presence import presence
from fieldnotes.measures.time import MeetingTime, meeting_time
from fieldnotes.model.coding import Part, part_of
from fieldnotes.model.observation import Observation

MEETING = ("source", "meeting", "site", "body", "date")
PARTS: tuple[Part, ...] = ("text", "write-up")
Row = tuple[Cell, ...]


class Told(NamedTuple):
    """A meeting with what its tables are made of, worked out once."""

    source: Source
    options: Options
    times: MeetingTime
    seen: list[Observation]
    codings: Codings
    hands: Hands

    @property
    def head(self) -> Row:
        """The cells that every row begins with."""
        meeting = self.source.record.meeting
        return self.source.name, meeting.id, meeting.site, meeting.body, meeting.date.isoformat()

    def codes(self, seen: Observation) -> str:
        """The codes of the line and of words in it, each once."""
        if not self.options.codes:
            return ""
        spans = (*self.codings.spans(seen, "text"), *self.codings.spans(seen, "write-up"))
        return joined(dict.fromkeys((*self.codings.line(seen), *(span.code for span in spans))))


def told(source: Source, options: Options) -> Told:
    """What is known of a meeting and asked for."""
    record = source.record
    later = hands(source.history, record.meeting.zone)
    return Told(source, options, meeting_time(record), standing(record, options), Codings(record), later)


def _observations(told: Told) -> Iterator[Row]:
    titles = {item.number: item.title for item in told.source.record.items}
    people = {person.code: person for person in told.source.record.people} if told.options.roles else {}
    for seen in told.seen:
        person = people.get(seen.actor or "")
        votes = seen.votes or (None, None, None)
        yield (
            seen.id, iso(seen.at), f"{seen.at:%H:%M:%S}", seen.kind, seen.mode, seen.item,
            titles.get(seen.item or ""),
            seen.actor, person.role if person else None, person.group if person else None,
            joined(seen.addressees), joined(seen.acts), seen.text,
            joined(seen.text[begin:end] for begin, end in seen.verbatim), told.codes(seen), *votes,
            joined(seen.owners), seen.due, seen.of, seen.reflection, seen.minutes, seen.scale, seen.rating,
            seen.uncertain, seen.late, seen.observer, seen.written_up,
        )  # fmt: skip


def _people(told: Told) -> Iterator[Row]:
    stays = presence(told.source.record)
    for person in told.source.record.people:
        about = (person.role, person.group) if told.options.roles else (None, None)
        yield person.code, *about, status_of(person, told.options), told.times.minutes_within(stays[person.code])


def _presence(told: Told) -> Iterator[Row]:
    for code, stays in presence(told.source.record).items():
        for stay in stays:
            yield code, iso(stay.begin), iso(stay.end), told.times.minutes_within([stay])


def _spans(intervals: list[Interval]) -> str:
    return joined(f"{iso(each.begin)}/{iso(each.end) or ''}" for each in intervals)


def _items(told: Told) -> Iterator[Row]:
    for item in told.source.record.items:
        opened = list(told.times.items.get(item.number, ()))
        minutes = told.times.item_minutes(item.number) if opened else None
        yield (item.number, item.title, item.planned_minutes, item.purpose, item.presenter, item.added,
               minutes, told.times.over_run(item) if opened else None, _spans(opened))  # fmt: skip


def _decisions(told: Told) -> Iterator[Row]:
    actions: dict[str, list[str]] = {}
    for seen in told.seen:
        if seen.kind == "action" and seen.of:
            actions.setdefault(seen.of, []).append(seen.id)
    for seen in told.seen:
        if seen.kind == "decision":
            votes = seen.votes or (None, None, None)
            yield (seen.id, iso(seen.at), seen.item, seen.mode, *votes, seen.text, told.codes(seen),
                   joined(actions.get(seen.id, ())), seen.done, seen.written_up)  # fmt: skip


def _actions(told: Told) -> Iterator[Row]:
    for seen in told.seen:
        if seen.kind == "action":
            yield (seen.id, iso(seen.at), seen.item, seen.of, joined(seen.owners), seen.due, seen.text,
                   told.codes(seen), seen.done, seen.written_up)  # fmt: skip


def _codings(told: Told) -> Iterator[Row]:
    if not told.options.codes:
        return
    for seen in told.seen:
        kept = {told.codings.called(name): name for name in reversed(seen.codes)}
        for code in told.codings.line(seen):
            who, at = told.hands.codes.get((seen.id, kept[code])) or (seen.observer, seen.typed_at)
            yield seen.id, code, "line", None, None, seen.text, who, iso(at)
        for part in PARTS:
            text = part_of(seen, part)
            for span in told.codings.spans(seen, part):
                words = text[span.start : span.end]
                yield seen.id, span.code, part, span.start, span.end, words, span.coder, iso(span.at)


class Table(NamedTuple):
    """A table: the end of its file's name, its columns behind those of the meeting, its rows."""

    name: str
    columns: tuple[str, ...]
    rows: Callable[[Told], Iterator[Row]]


TABLES = (
    Table(
        "observations",
        ("id", "at", "clock", "kind", "mode", "item", "item_title", "actor", "actor_role", "actor_group",
         "addressees", "acts", "text", "verbatim", "codes", "votes_for", "votes_against", "votes_abstained",
         "owners", "due", "of", "reflection", "gap_minutes", "scale", "rating", "uncertain", "late", "observer",
         "written_up"),
        _observations,
    ),
    Table("people", ("code", "role", "group", "status", "present_minutes"), _people),
    Table("items",
          ("number", "title", "planned_minutes", "purpose", "presenter", "added", "minutes", "over_run", "open"),
          _items),
    Table("decisions",
          ("id", "at", "item", "mode", "votes_for", "votes_against", "votes_abstained", "text", "codes", "actions",
           "done", "written_up"),
          _decisions),
    Table("actions", ("id", "at", "item", "of", "owners", "due", "text", "codes", "done", "written_up"), _actions),
    Table("presence", ("person", "in", "out", "minutes"), _presence),
    Table("codings", ("observation", "code", "part", "start", "end", "words", "coder", "coded_at"), _codings),
)  # fmt: skip
