"""Ways in which programs count positions in a text, and what code points of it a position means by each."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate, product
from typing import Literal, NamedTuple

from fieldnotes.model.observation import Span

Unit = Literal["code points", "UTF-16 units", "bytes"]
WIDE, NOT_ASCII = re.compile("[\U00010000-\U0010ffff]"), re.compile(r"[^\x00-\x7f]")


class Counting(NamedTuple):
    """A way of counting; as it is by default, it is that of the format."""

    unit: Unit = "code points"
    line_end: int = 1
    has_mark: bool = False
    is_inclusive: bool = False

    @property
    def words(self) -> str:
        """What is counted otherwise than the format says."""
        said = {
            f"in {self.unit}": self.unit != "code points",
            "a line end as two characters": self.line_end > 1,
            "a mark at the beginning": self.has_mark,
            "the last character as the end": self.is_inclusive,
        }
        return ", ".join(words for words, is_so in said.items() if is_so)


PLAIN = Counting()
UNITS: tuple[Unit, ...] = ("code points", "UTF-16 units", "bytes")
_EITHER = (False, True)
ALL = [Counting(*each) for each in product(UNITS, (1, 2), _EITHER, _EITHER)]


class Ruler:
    """Takes positions by one way of counting to code points of the text."""

    def __init__(self, text: str, counting: Counting) -> None:
        self._mark = 0 if not counting.has_mark else 3 if counting.unit == "bytes" else 1
        self._inclusive, self._length = counting.is_inclusive, len(text)
        more = sorted(_more(text, counting))
        self._places = [place for place, _ in more]
        self._sums = list(accumulate((extra for _, extra in more), initial=0))
        self._behind = [place + 1 + total for place, total in zip(self._places, self._sums[1:], strict=True)]

    def span(self, start: int, end: int) -> Span | None:
        """A span of the text; None for what lies outside of it, or begins within a character."""
        first, last = self._place(start), self._place(end)
        if last is not None and self._inclusive:
            last += 1
        is_one = first is not None and last is not None and first < last <= self._length
        return (first, last) if is_one else None  # type: ignore[return-value]

    def _place(self, position: int) -> int | None:
        at = position - self._mark
        passed = bisect_left(self._behind, at + 1)
        place = at - self._sums[passed]
        is_within = passed < len(self._places) and place > self._places[passed]
        return None if at < 0 or is_within else place


def _more(text: str, counting: Counting) -> Iterator[tuple[int, int]]:
    """The places of characters that count for more than one, and how much more."""
    if counting.line_end > 1:
        yield from ((found.start(), 1) for found in re.finditer("\n", text))
    if counting.unit == "UTF-16 units":
        yield from ((found.start(), 1) for found in WIDE.finditer(text))
    elif counting.unit == "bytes":
        for found in NOT_ASCII.finditer(text):
            yield found.start(), len(found.group().encode("utf-8", "replace")) - 1
