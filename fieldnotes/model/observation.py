"""An observation: one timed record of a meeting."""

from collections.abc import Callable
from datetime import datetime
from operator import attrgetter
from typing import Literal

from msgspec import Struct

Kind = Literal[
    "note", "speech", "act", "decision", "action", "reflection",
    "rating", "item", "presence", "floor", "break", "gap",
]  # fmt: skip
Reflection = Literal["interpretation", "method", "feeling"]
Votes = tuple[int, int, int | None]
Span = tuple[int, int]

TRANSCRIPT = "transcript"
"""The observer of what a transcript says was said: no person's initials."""
TURNS = "turns"
"""The observer of who spoke when, as a program or an annotator told it from a recording."""
RECORDINGS = (TRANSCRIPT, TURNS)


class Observation(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What was seen, said, decided or thought at an instant.

    `text` is what was typed without time, head, code marks and `(?)`; `verbatim` are spans of code points
    into it, inside the quotation marks, end exclusive. `mode` is the decision's mode; `open` or `close` of an
    item; `in` or `out` of presence; `takes`, `joins`, `stops` or `none` of the floor; `break`, `resume` or
    `end`. `minutes` is the length of a gap. `item` of a record other than `item open`, and `of`, are worked
    out from the meeting in order of time (`model.course`) and are not kept.

    `done` is the day (ISO) on which an action, or a deferred decision, was said to be settled; None before that.

    `typed` is the jotting as it was typed, the evidence; `mono` the monotonic clock of the session in
    milliseconds at its first key.

    `observer` is who typed, or `transcript` or `turns` for what was imported from a recording of the meeting: it
    stands beside the observers' own record, and is in a figure only where none of them has what it is made of.
    """

    id: str = ""
    at: datetime
    typed_at: datetime | None = None
    kind: Kind
    mode: str | None = None
    item: str | None = None
    actor: str | None = None
    addressees: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    text: str = ""
    verbatim: tuple[Span, ...] = ()
    codes: tuple[str, ...] = ()
    votes: Votes | None = None
    owners: tuple[str, ...] = ()
    due: str | None = None
    of: str | None = None
    reflection: Reflection | None = None
    minutes: float | None = None
    scale: str | None = None
    rating: int | float | None = None
    uncertain: bool = False
    late: bool = False
    observer: str = ""
    written_up: str | None = None
    retracted: bool = False
    done: str | None = None
    typed: str | None = None
    mono: int | None = None

    @property
    def counts(self) -> bool:
        """True where the record takes part in the course of the meeting: neither retracted nor late."""
        return not (self.retracted or self.late)

    @property
    def from_recording(self) -> bool:
        """True for what a transcript or a list of turns says, and no observer."""
        return self.observer in RECORDINGS


in_time_order: Callable[[Observation], tuple[datetime, str]] = attrgetter("at", "id")
"""The sort key of a meeting's observations: the instant, and within one the order of typing."""
