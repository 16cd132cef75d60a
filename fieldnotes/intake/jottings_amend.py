"""A jottings file that was edited: which of its lines stand in the place of another, and which are gone."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from difflib import SequenceMatcher
from types import MappingProxyType
from typing import NamedTuple

from msgspec.structs import replace

from fieldnotes.errors import FieldnotesError
from fieldnotes.intake.planned import Changed, Fields, Step
from fieldnotes.intake.same import sameness
from fieldnotes.jottings.words import say
from fieldnotes.model.amending import amended, line_of
from fieldnotes.model.observation import Observation

Old = tuple[Observation, ...]
"""The records of a line of the meeting that the file has not, the main one last."""
FormerNotes = Callable[[], Mapping[str, Collection[str]]]
"""All the fuller notes that ever stood under each observation of the meeting, by its id."""
_NOON = datetime(2000, 1, 1, 12, tzinfo=UTC)
_NEAR = timedelta(minutes=5)
_ALIKE = 0.6


class EmptyFile(FieldnotesError):
    """A file without one line of those the meeting has: amended by it, the meeting would lose them all."""

    def __init__(self, count: int, observer: str) -> None:
        super().__init__(
            f"Not one of the {count} lines of {observer} in the meeting is in this file, and --amend would retract "
            "them all; nothing was imported. Is it the right file? Without --amend its lines are added."
        )


class Line(NamedTuple):
    """The records of one line of the file that the meeting does not have."""

    number: int
    observations: tuple[Observation, ...]


class Amendment(NamedTuple):
    """What becomes of the lines: the records that come new, the fields that change, and a step for each line."""

    observations: tuple[Observation, ...]
    jotted_in: tuple[int, ...]
    steps: tuple[Step, ...]
    changed: Changed = MappingProxyType({})


def words_of(observations: Sequence[Observation]) -> str:
    """A line as a plan tells it: what its main record was understood as, and its text."""
    main = observations[-1]
    said = say(main)
    return said if not main.text or main.text in said else f"{said}: {main.text}"


def additions(new: Iterable[Line]) -> Amendment:
    """All lines are new ones."""
    lines = tuple(new)
    steps = (Step("add", line.number, line.observations[-1].at, words_of(line.observations)) for line in lines)
    numbers = tuple(line.number for line in lines for _ in line.observations)
    return Amendment(tuple(seen for line in lines for seen in line.observations), numbers, tuple(steps))


def lines_of(observations: Iterable[Observation]) -> list[Old]:
    """Observations as the lines they are of, each with its main one last.

    Marks of presence that were no line of their own, and whose line is not among these, are none.
    """
    left = {seen.id: seen for seen in observations}
    found = []
    while left:
        seen = next(iter(left.values()))
        line = tuple(line_of(seen, left.values())) or (seen,)
        for one in (seen, *line):
            left.pop(one.id, None)
        if line[-1].typed is not None or line[-1].kind != "presence":
            found.append(line)
    return found


def amendments(new: Sequence[Line], old: Sequence[Old], former_notes: FormerNotes) -> Amendment:
    """What an edited file comes to: `new` are its lines that the meeting has not, `old` those that only it has."""
    pairs = pair(new, old)
    gone = [was for was in old if was not in pairs.values()]
    added = additions(line for line in new if line.number not in pairs)
    changes = [_changed(pairs[line.number], line, former_notes) for line in new if line.number in pairs]
    retracted: Changed = {one.id: ({"retracted": True}, ()) for was in gone for one in was}
    changed = {
        one: change for part in [*(part.changed for part in changes), retracted] for one, change in part.items()
    }
    return Amendment(
        (*added.observations, *(seen for part in changes for seen in part.observations)),
        added.jotted_in,
        (
            *added.steps,
            *(step for part in changes for step in part.steps),
            *(Step("retract", None, was[-1].at, words_of(was), "is not in the file") for was in gone),
        ),
        MappingProxyType(changed),
    )


def _changed(was: Old, line: Line, former_notes: FormerNotes) -> Amendment:
    """One line in another's place: what differs, its time and write-up too; what was typed first stays evidence.

    A write-up that stood there before, and was written anew since, does not come back with the line.
    """
    change = amended(was, line.observations)
    fields = {one: (dict(put), tuple(gone)) for one, (put, gone) in change.changed.items()}
    for one, should in zip(reversed(was), reversed(line.observations), strict=False):
        also: Fields = {} if one.at == should.at else {"at": should.at}
        note = should.written_up
        if note is not None and note != one.written_up and note not in former_notes().get(one.id, ()):
            also["written_up"] = note
        if also:
            put, gone = fields.get(one.id, ({}, ()))
            fields[one.id] = {**put, **also}, gone
    at = line.observations[-1].at
    step = Step("amend", line.number, at, words_of(line.observations), f"was {was[-1].at:%H:%M:%S} {words_of(was)}")
    return Amendment(tuple(replace(seen, at=at) for seen in change.added), (), (step,), fields)


def pair(new: Sequence[Line], old: Sequence[Old]) -> dict[int, Old]:
    """The line of the meeting in whose place each line of the file stands, by number; each is used once.

    First those of the same instant and kind, then of the same instant; then those that say the same at another
    time; then those of one kind within five minutes whose words are mostly the same.
    """
    pairs: dict[int, Old] = {}
    left_new, left_old = list(new), list(old)
    for rule in _RULES:
        buckets: dict[object, list[Old]] = {}
        for was in left_old:
            buckets.setdefault(rule.key(was[-1]), []).append(was)
        for line in left_new:
            main = line.observations[-1]
            bucket = buckets.get(rule.key(main), [])
            ranked = [
                (score, n) for n, was in enumerate(bucket) if (score := rule.score(main, was[-1])) is not None
            ]
            if ranked:
                pairs[line.number] = bucket.pop(max(ranked, key=lambda found: (found[0], -found[1]))[1])
        left_new = [line for line in left_new if line.number not in pairs]
        left_old = [was for bucket in buckets.values() for was in bucket]
    return pairs


class _Rule(NamedTuple):
    """Lines of one key may be a pair; of several the one of the highest score is, and None is no pair."""

    key: Callable[[Observation], object]
    score: Callable[[Observation, Observation], float | None]


def _likeness(one: Observation, other: Observation) -> float:
    if one.text == other.text:
        return 1.0
    return SequenceMatcher(None, one.text, other.text, autojunk=False).ratio() * (
        0.5 + (one.actor == other.actor) / 2
    )


def _nearness(one: Observation, other: Observation) -> float:
    return -abs((one.at - other.at).total_seconds())


def _likeness_if_near(one: Observation, other: Observation) -> float | None:
    if abs(one.at - other.at) > _NEAR:
        return None
    likeness = _likeness(one, other)
    return likeness if likeness >= _ALIKE else None


_RULES = (
    _Rule(lambda seen: (seen.at.timestamp(), seen.kind), _likeness),
    _Rule(lambda seen: seen.at.timestamp(), _likeness),
    _Rule(lambda seen: sameness(replace(seen, at=_NOON)), _nearness),
    _Rule(lambda seen: seen.kind, _likeness_if_near),
)
