"""From turns to records of the floor, so that each person's talk is the union of the turns."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from fieldnotes.intake.recording import Turn


class Stretch(NamedTuple):
    """A person spoke without a break from `begin` to `end`, milliseconds; `line` is of the first turn in it."""

    code: str
    begin: int
    end: int
    line: int


class FloorEvent(NamedTuple):
    """Somebody takes the floor, joins or stops, `ms` from the file's zero; `stretch` counts from 0."""

    ms: int
    mode: str
    code: str
    stretch: int


def stretches(turns: Iterable[Turn], codes: Mapping[str, str]) -> list[Stretch]:
    """The union of each person's turns, in order of time; turns that touch are one, empty ones are none."""
    union: list[Stretch] = []
    last: dict[str, int] = {}
    for turn in sorted(turns, key=lambda turn: (turn.begin, turn.line)):
        code = codes[turn.who]
        before = last.get(code)
        if before is not None and turn.begin <= union[before].end:
            union[before] = union[before]._replace(end=max(union[before].end, turn.end))
        elif turn.end > turn.begin:
            last[code] = len(union)
            union.append(Stretch(code, turn.begin, turn.end, turn.line))
    return union


def floor_events(spoken: list[Stretch]) -> list[FloorEvent]:
    """Who takes the floor, joins and stops, in order of time; at one instant those who stop go first."""
    edges = [(one.end, 0, number) for number, one in enumerate(spoken)]
    edges += [(one.begin, 1, number) for number, one in enumerate(spoken)]
    speaking = 0
    events = []
    for ms, starts, number in sorted(edges):
        mode = "stops" if not starts else "joins" if speaking else "takes"
        speaking += 1 if starts else -1
        events.append(FloorEvent(ms, mode, spoken[number].code, number))
    return events
