"""Which of the protocol's prompts is due: before, during and after a meeting, and only in quiet moments.

Before and after, each comes once, one after another; during, one comes every so many minutes, round and round.
What is asked for comes at once and in turn.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Literal, NamedTuple

from fieldnotes.model.protocol import Prompts

EVERY_MINUTES = 10.0
QUIET_MS = 20_000

When = Literal["before", "during", "after"]
_TIMES: tuple[When, ...] = ("before", "during", "after")


class Scene(NamedTuple):
    """What decides which prompts are wanted: whether an item was opened yet, and whether the meeting has ended.

    `fresh` is true while the meeting is being observed, and for hours after it.
    """

    begun: bool
    ended: bool
    fresh: bool = True

    @property
    def when(self) -> When:
        """The part of the protocol's prompts that is in force."""
        return "after" if self.ended else "during" if self.begun else "before"


class Prompt(NamedTuple):
    """A question to the observer, and its place among those of its time."""

    when: When
    text: str
    number: int
    of: int


class Prompting:
    """Keeps which prompts were shown. Times are monotonic milliseconds; 0 minutes have none come by itself."""

    def __init__(self, prompts: Prompts, every_minutes: float = EVERY_MINUTES) -> None:
        self._prompts = prompts
        self._shown: Counter[When] = Counter()
        self._stirred: int | None = None
        self._next: int | None = None
        self._when: When | None = None
        self.every_minutes = every_minutes

    @property
    def shown(self) -> tuple[int, ...]:
        """How many were shown so far: before, during and after the meeting."""
        return tuple(self._shown[when] for when in _TIMES)

    def go_on(self, shown: Sequence[int]) -> None:
        """Go on where an earlier sitting was: so many were shown there."""
        self._shown = Counter(dict(zip(_TIMES, shown, strict=False)))

    def stirred(self, mono: int) -> None:
        """Something was typed or entered: for a while nothing comes by itself."""
        self._stirred = mono

    def put_away(self, mono: int) -> None:
        """The observer wants none now: the next one comes by itself as late as one during the meeting."""
        self._next = mono + self._every_ms

    def due(self, scene: Scene, mono: int) -> Prompt | None:
        """The prompt that comes by itself at that time, and counts as shown; None where none does."""
        if self._when != scene.when:
            self._begin(scene.when, mono)
        waiting = self._next is not None and mono < self._next
        if not self.every_minutes or not scene.fresh or waiting or not self._is_quiet(mono):
            return None
        if scene.when != "during" and self._shown[scene.when] >= len(self._of(scene.when)):
            return None
        return self.next(scene, mono)

    def next(self, scene: Scene, mono: int) -> Prompt | None:
        """The next prompt in turn, which counts as shown; None where the protocol has none of that time."""
        texts = self._of(scene.when)
        if not texts:
            return None
        self._when = scene.when
        place = self._shown[scene.when] % len(texts)
        self._shown[scene.when] += 1
        self._next = mono + (self._every_ms if scene.when == "during" else QUIET_MS)
        return Prompt(scene.when, texts[place], place + 1, len(texts))

    @property
    def _every_ms(self) -> int:
        return round(self.every_minutes * 60_000)

    def _begin(self, when: When, mono: int) -> None:
        """Another part of the meeting: its first prompt comes at once, but during it when there was something."""
        self._when = when
        self._next = mono + self._every_ms if when == "during" else None

    def _is_quiet(self, mono: int) -> bool:
        return self._stirred is None or mono - self._stirred >= QUIET_MS

    def _of(self, when: When) -> tuple[str, ...]:
        return {"before": self._prompts.before, "during": self._prompts.during, "after": self._prompts.after}[when]
