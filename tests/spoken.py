"""Who spoke when in a real meeting out of ../shared/real (RTTM), and the keys an observer would press for it.

The times are from the AMI corpus (annotations CC BY 4.0), as derived by BUTSpeechFIT/AMI-diarization-setup (Apache
2.0): turns overlap, and their sums are exact references. Speakers become P1, P2 … in the order in which they first
speak. Date and start are made up.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from tests.shared_material import SHARED

START = datetime(2004, 5, 12, 14, 0, tzinfo=UTC)


class Turn(NamedTuple):
    """A person speaks, from and to so many milliseconds after the start."""

    who: str
    begin: int
    end: int


class Press(NamedTuple):
    """Keys pressed one right after the other, so many milliseconds after the start."""

    at: int
    keys: str


def turns(rttm: str) -> list[Turn]:
    """The turns of a file, in order; what one person says while still speaking is one turn."""
    codes: dict[str, str] = {}
    found: dict[str, list[Turn]] = {}
    spans = [(float(words[3]), float(words[4]), words[7]) for words in map(str.split, rttm.splitlines()) if words]
    for begin, length, label in sorted(spans):
        who = codes.setdefault(label, f"P{len(codes) + 1}")
        turn = Turn(who, round(begin * 1000), round((begin + length) * 1000))
        own = found.setdefault(who, [])
        if own and turn.begin <= own[-1].end:
            own[-1] = own[-1]._replace(end=max(own[-1].end, turn.end))
        else:
            own.append(turn)
    return sorted((turn for own in found.values() for turn in own), key=lambda turn: turn.begin)


def meeting_turns(name: str = "IS1009a", folder: Path = SHARED / "real") -> list[Turn]:
    """The turns of a meeting from ../shared/real."""
    return turns((folder / f"{name}.rttm").read_text(encoding="utf-8"))


def talk_seconds(spoken: list[Turn]) -> dict[str, float]:
    """How long each person speaks, overlaps counted for each: the reference."""
    seconds: dict[str, float] = {}
    for turn in spoken:
        seconds[turn.who] = seconds.get(turn.who, 0) + (turn.end - turn.begin) / 1000
    return seconds


def presses(spoken: list[Turn]) -> list[Press]:
    """What is pressed in key mode: a letter where a turn begins and where it ends, `,` before it over others."""
    letters = {who: chr(ord("a") + n) for n, who in enumerate(dict.fromkeys(turn.who for turn in spoken))}
    ends = [(turn.end, 0, turn.who) for turn in spoken]
    begins = [(turn.begin, 1, turn.who) for turn in spoken]
    floor: set[str] = set()
    pressed = []
    for at, is_begin, who in sorted(ends + begins):
        sign = "," if is_begin and floor else ""
        pressed.append(Press(at, sign + letters[who]))
        floor = floor | {who} if is_begin else floor - {who}
    return pressed
