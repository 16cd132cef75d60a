"""What is left to do of a meeting once it is over: lines to write up, to make sure of, prompts and reflections."""

from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

from fieldnotes.model.codebook import Code
from fieldnotes.model.meeting import Record
from fieldnotes.model.observation import RECORDINGS, Observation, Reflection
from fieldnotes.text import name_key

NEED_WORDS = frozenset(("note", "speech", "act", "decision", "action"))
"""The kinds that a fuller note is wanted of: what was said, seen and decided. The others say all they have to say
in one line, and a reflection is itself written with hindsight."""

NOBODYS = frozenset((*RECORDINGS, "fieldnotes"))
"""Observers who are no person: recordings of the meeting, and what the program notes of its own machine."""

REFLECTIONS: tuple[Reflection, ...] = ("interpretation", "method", "feeling")
State = Literal["running", "over", "not begun"]


class Left(Struct, frozen=True, kw_only=True):
    """What is left to do. `unwritten` and `uncertain` are ids of observations, in order of time.

    `undefined` are emergent codes without a definition, by name; `prompts` those for afterwards that no reflection
    answers by beginning with their words; `reflections` the kinds of which there is none. `marked` is true where
    the observer has said that the meeting is written up.
    """

    unwritten: tuple[str, ...] = ()
    uncertain: tuple[str, ...] = ()
    undefined: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    reflections: tuple[Reflection, ...] = ()
    marked: bool = False

    @property
    def count(self) -> int:
        """How many things are left."""
        return sum(map(len, (self.unwritten, self.uncertain, self.undefined, self.prompts, self.reflections)))


def needs_words(seen: Observation) -> bool:
    """True for a jotting made in the meeting that a fuller note is wanted of, whether it has one or not."""
    stands = seen.kind in NEED_WORDS and not seen.retracted and not seen.late
    return stands and seen.observer not in NOBODYS and bool(seen.text or seen.typed)


def is_written(seen: Observation) -> bool:
    """True where there is a fuller note."""
    return bool((seen.written_up or "").strip())


def left_to_do(record: Record, observer: str | None = None) -> Left:
    """What is left of a meeting; where an observer is named, of the lines only those they typed."""
    standing = [seen for seen in record.observations if not seen.retracted]
    own = [seen for seen in standing if observer is None or seen.observer == observer]
    reflected = [seen for seen in standing if seen.kind == "reflection"]
    kinds = {seen.reflection or "interpretation" for seen in reflected}
    return Left(
        unwritten=tuple(seen.id for seen in own if needs_words(seen) and not is_written(seen)),
        uncertain=tuple(seen.id for seen in own if seen.uncertain),
        undefined=tuple(code.called for code in record.codebook.codes if is_undefined(code)),
        prompts=tuple(prompt for prompt in record.protocol.prompts.after if not _is_answered(prompt, reflected)),
        reflections=tuple(kind for kind in REFLECTIONS if kind not in kinds),
        marked=record.meeting.written_up,
    )


def is_undefined(code: Code) -> bool:
    """True for a code that emerged in the field, is still in use, and that nobody has defined yet."""
    return code.status == "emergent" and not code.definition and code.is_offered


def _is_answered(prompt: str, reflected: list[Observation]) -> bool:
    key = name_key(prompt)
    return any(name_key(seen.text).startswith(key) and name_key(seen.text) != key for seen in reflected)


class WriteUpClock(Struct, frozen=True):
    """How long the meeting is over, and how long memory is trusted; `left` is negative once that is past."""

    ended: datetime | None
    since: timedelta
    left: timedelta

    @property
    def state(self) -> State:
        """`not begun` where nothing was observed yet."""
        if self.ended is None:
            return "not begun"
        return "running" if self.left >= timedelta() else "over"


def write_up_clock(record: Record, now: datetime, hours: float) -> WriteUpClock:
    """The clock since the meeting: from its end, or where that was not marked from the last line observed."""
    return clock_since(ended_at(record), now, hours)


def ended_at(record: Record) -> datetime | None:
    """When the meeting ended; None where nothing was observed."""
    seen = [one for one in record.observations if one.counts]
    ends = [one.at for one in seen if one.kind == "break" and one.mode == "end"]
    return ends[-1] if ends else max((one.at for one in seen), default=None)


def clock_since(ended: datetime | None, now: datetime, hours: float) -> WriteUpClock:
    """The clock of a meeting that ended then."""
    since = max(now - ended, timedelta()) if ended else timedelta()
    return WriteUpClock(ended, since, timedelta(hours=hours) - since)
