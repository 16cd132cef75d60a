"""What the clock of the machine did, as a record by the program's hand: whoever reads the times must know."""

from fieldnotes.capture.moment import Jump, Watch, instant
from fieldnotes.model.ids import new_id
from fieldnotes.model.observation import Observation

BY_PROGRAM = "fieldnotes"
"""Who makes these changes: not the observer, whose undo leaves them alone."""


def jump_notes(watch: Watch, zone: str) -> list[Observation]:
    """A note on the method for each jump since this was asked last; nobody typed it, so it has no observer."""
    return [_note(jump, zone) for jump in watch.jumps()]


def _note(jump: Jump, zone: str) -> Observation:
    at, mono = instant(jump.seen.wall, zone), jump.seen.mono
    return Observation(
        id=new_id(), at=at, typed_at=at, mono=mono, kind="reflection", reflection="method", text=in_words(jump)
    )


def in_words(jump: Jump) -> str:
    """`the clock of this machine was set forward by 1 h 00 m`"""
    if jump.slept:
        return f"this machine was asleep for {_length(jump.ms)}"
    way = "forward" if jump.ms > 0 else "back"
    return f"the clock of this machine was set {way} by {_length(abs(jump.ms))}"


def _length(ms: int) -> str:
    """`1 h 00 m`, `5 m 03 s`, `12 s`"""
    hours, rest = divmod(round(ms / 1000), 3600)
    if hours:
        return f"{hours} h {rest // 60:02} m"
    return f"{rest // 60} m {rest % 60:02} s" if rest >= 60 else f"{rest} s"
