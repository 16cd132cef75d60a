"""Where two sequences of words differ: the fewest words out and in, by the greedy way of Myers (1986).

Its cost grows with what differs and not with what is there, which is how a text is edited. Past eight hundred
words that differ, a text was written anew, and difflib's quicker guess is good enough.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

MOST = 800


class Block(NamedTuple):
    """The words from `first` to `last` of one give way to those from `start` to `stop` of the other."""

    first: int
    last: int
    start: int
    stop: int


def blocks(before: Sequence[str], after: Sequence[str]) -> list[Block]:
    """What differs, in order; nothing between two blocks differs."""
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    trace = _trace(old, new)
    found = _guessed(old, new) if trace is None else _joined(_steps(trace, len(old), len(new)))
    return [Block(*(place + head for place in block)) for block in found]


def _trace(old: Sequence[str], new: Sequence[str]) -> list[dict[int, int]] | None:
    """How far each diagonal reaches with 0, 1, 2 … words out or in; None where that takes too many."""
    reach = {1: 0}
    trace: list[dict[int, int]] = []
    for edits in range(min(len(old) + len(new), MOST) + 1):
        trace.append(dict(reach))
        for diagonal in range(-edits, edits + 1, 2):
            down = diagonal == -edits or (diagonal != edits and reach[diagonal - 1] < reach[diagonal + 1])
            x = reach[diagonal + 1] if down else reach[diagonal - 1] + 1
            y = x - diagonal
            while x < len(old) and y < len(new) and old[x] == new[y]:
                x, y = x + 1, y + 1
            reach[diagonal] = x
            if x >= len(old) and y >= len(new):
                return trace
    return None


def _steps(trace: list[dict[int, int]], x: int, y: int) -> Iterator[Block]:
    """One word out or in at a time, from the last to the first."""
    for edits in range(len(trace) - 1, 0, -1):
        reach, diagonal = trace[edits], x - y
        down = diagonal == -edits or (diagonal != edits and reach[diagonal - 1] < reach[diagonal + 1])
        from_x = reach[diagonal + 1] if down else reach[diagonal - 1]
        from_y = from_x - (diagonal + 1 if down else diagonal - 1)
        yield Block(from_x, from_x, from_y, from_y + 1) if down else Block(from_x, from_x + 1, from_y, from_y)
        x, y = from_x, from_y


def _joined(steps: Iterator[Block]) -> list[Block]:
    found: list[Block] = []
    for step in steps:
        if found and (step.last, step.stop) == (found[-1].first, found[-1].start):
            found[-1] = Block(step.first, found[-1].last, step.start, found[-1].stop)
        else:
            found.append(step)
    return found[::-1]


def _guessed(old: Sequence[str], new: Sequence[str]) -> list[Block]:
    from difflib import SequenceMatcher  # 2 ms, wanted where a text was written anew

    return [Block(*code[1:]) for code in SequenceMatcher(None, old, new).get_opcodes() if code[0] != "equal"]
