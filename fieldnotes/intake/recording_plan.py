"""Plan what a recording brings to a meeting: lines of a transcript, records of the floor, and who is new."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from fieldnotes.errors import FieldnotesError
from fieldnotes.intake.aligned import Aligned, Line
from fieldnotes.intake.casting import Cast, NewName
from fieldnotes.intake.floor import Stretch, stretches
from fieldnotes.intake.planned import Planned, Step
from fieldnotes.intake.recording import Recording
from fieldnotes.intake.same import Known
from fieldnotes.jottings.warned import Warned
from fieldnotes.model.meeting import Record
from fieldnotes.model.observation import TRANSCRIPT, TURNS, Observation
from fieldnotes.model.people import NOT_KNOWN, Person
from fieldnotes.model.protocol import Protocol
from fieldnotes.text import clean_line


class TurnsThere(FieldnotesError):
    """Turns of another file cover the same time: the two together would be nobody's floor."""

    def __init__(self, file: str, first: datetime, last: datetime) -> None:
        super().__init__(
            f"{file}: the meeting has other turns between {first:%H:%M:%S} and {last:%H:%M:%S}; nothing was "
            "imported. Take those back (/undo), or align this file with --offset or --at."
        )


def plan_recording(
    recording: Recording, file: str, record: Record, zero: datetime, cast: Cast, protocol: Protocol | None = None
) -> Planned:
    """What a recording that begins at the instant `zero` adds to a meeting; names become codes of `cast`.

    `protocol` is given where the meeting is to be made. What the meeting has already is not added, even if it was
    retracted since. Raises TurnsThere, NobodyOfThatCode.
    """
    aligned = Aligned(recording, zero, record.meeting.zone)
    codes, new = cast.cast(recording.names, record.roster, aligned.had(record))
    spoken_by_whom = [turn for turn in recording.turns if codes[turn.who] != NOT_KNOWN]
    talk = stretches(spoken_by_whom, codes)
    lines = [*aligned.turns(talk), *aligned.said(codes)]
    known = Known(record.observations, {})
    brought = [left for line in lines if (left := _left_of(line, known)).observations]
    _refuse_other_turns(file, record, brought, known)
    marks = tuple(_marks(record, brought))
    people = [code for line in brought for seen in line.observations if (code := seen.actor) and code != NOT_KNOWN]
    return Planned(
        record.meeting,
        protocol,
        people=tuple(Person(code) for code in dict.fromkeys(people) if record.roster.get(code) is None),
        observations=tuple(_in_order([*marks, *(seen for line in brought for seen in line.observations)])),
        there_already=len(lines) - len(brought),
        missing_in_file=tuple(_missing(record, lines, known)),
        steps=tuple(Step("add", line.line, line.observations[0].at, line.says) for line in brought),
        warnings=(*recording.warnings, *_passed_over(recording, codes, talk)),
        notices=(*map(_told, new), *_names_said(recording)),
    )


def _left_of(line: Line, known: Known) -> Line:
    """What of it the meeting does not have; the records that it has are used up."""
    return line._replace(observations=tuple(seen for seen in line.observations if known.match(seen) is None))


def _in_order(observations: Iterable[Observation]) -> list[Observation]:
    """In order of time; at one instant who comes in, then who stops to speak, goes first."""
    first = {"presence": 0, "floor": 2}
    return sorted(observations, key=lambda seen: (seen.at, 1 if seen.mode == "stops" else first.get(seen.kind, 3)))


def _marks(record: Record, brought: list[Line]) -> Iterator[Observation]:
    """Who speaks and was not expected nor marked present by anybody is from then on, as in a jottings file."""
    here = {person.code for person in record.people if person.expected}
    moves = [seen for seen in record.observations if seen.kind == "presence" and seen.counts]
    for seen in _in_order(seen for line in brought for seen in line.observations):
        who = seen.actor or NOT_KNOWN
        if who in here or who == NOT_KNOWN or record.roster.get(who) is None or seen.mode == "stops":
            continue
        before = [move.mode for move in moves if move.actor == who and move.at <= seen.at]
        if before[-1:] != ["in"]:
            yield Observation(at=seen.at, kind="presence", mode="in", actor=who, observer=seen.observer)
        here.add(who)


def _span(lines: list[Line]) -> tuple[datetime, datetime] | None:
    instants = [seen.at for line in lines for seen in line.observations]
    return (min(instants), max(instants)) if instants else None


def _missing(record: Record, lines: list[Line], known: Known) -> Iterator[Observation]:
    """What stands of a transcript in the time that the file covers, and is not in the file."""
    span = _span([line for line in lines if line.observations[0].kind == "speech"])
    if span is None:
        return
    for seen in record.observations:
        own = seen.observer == TRANSCRIPT and seen.kind == "speech" and not seen.retracted
        if own and span[0] <= seen.at <= span[1] and known.is_left(seen):
            yield seen


def _refuse_other_turns(file: str, record: Record, brought: list[Line], known: Known) -> None:
    span = _span([line for line in brought if line.observations[0].kind == "floor"])
    if span is None:
        return
    for seen in record.observations:
        own = seen.observer == TURNS and seen.kind == "floor" and not seen.retracted
        if own and span[0] < seen.at < span[1] and known.is_left(seen):
            raise TurnsThere(file, *span)


def _passed_over(recording: Recording, codes: Mapping[str, str], talk: list[Stretch]) -> Iterator[Warned]:
    for turn in recording.turns:
        if codes[turn.who] == NOT_KNOWN:
            yield Warned(turn.line, "", "Nobody's turn; it is passed over.")
        elif turn.begin == turn.end:
            yield Warned(turn.line, "", "The turn has no length; it is passed over.")


def _told(new: NewName) -> str:
    where = "as the meeting has it" if new.was_there else "the next code that is free"
    return f'{clean_line(new.name)} is {new.code}, {where}; --speaker "{clean_line(new.name)}=P…" says another.'


def _names_said(recording: Recording) -> Iterator[str]:
    """The speakers' names that are said in the words themselves, where they stay."""
    words = Counter(word for one in recording.said for word in {w.strip(".,:;!?'\"()") for w in one.text.split()})
    for part in dict.fromkeys(part for name in recording.names for part in name.split() if len(part) > 2):
        if part[:1].isupper() and words[part]:
            lines = "1 line" if words[part] == 1 else f"{words[part]} lines"
            yield f"“{part}”, part of a speaker's name, is said in {lines}, and stays there: read them through."
