"""The blocks of a subtitle file, WebVTT or SubRip: a time, and the lines of text under it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from fieldnotes.intake.faults import FileFault, quoted
from fieldnotes.intake.recording import LONGEST_MS
from fieldnotes.intake.timecode import clock_ms

ARROW = "-->"
_MEANT_AS_TIME = re.compile(r"\s*\d+:\d\d\b.*[-–—>]\s*\d+:\d\d\b", re.ASCII)


class Block(NamedTuple):
    """A cue as it stands in the file: the line of its time, its id, its times, its lines of text."""

    line: int
    id: str
    begin: int
    end: int
    text: tuple[str, ...]


class Lines(NamedTuple):
    """Lines between two blank ones; `first` is the number of the first."""

    first: int
    lines: list[str]


def paragraphs(lines: list[str], first: int = 1) -> Iterator[Lines]:
    """Lines parted at the blank ones; the first line has the number `first`."""
    gathered: list[str] = []
    for number, line in enumerate([*lines, ""], first):
        if line.strip():
            gathered.append(line)
        elif gathered:
            yield Lines(number - len(gathered), gathered)
            gathered = []


def read_blocks(parts: Iterator[Lines], file: str) -> Iterator[Block]:
    """The cues of a file's paragraphs. One without a time goes on with the text of the cue before it.

    Raises FileFault where something is meant as a time and cannot be read as one.
    """
    last: Block | None = None
    for part in parts:
        place = next((n for n, line in enumerate(part.lines[:2]) if ARROW in line), None)
        if place is None:
            last = _gone_on(last, part, file)
            continue
        if last:
            yield last
        begin, end = _times(part.lines[place], part.first + place, file)
        last = Block(part.first + place, "".join(part.lines[:place]), begin, end, tuple(part.lines[place + 1 :]))
    if last:
        yield last


def _gone_on(last: Block | None, part: Lines, file: str) -> Block | None:
    """The cue before with lines that a blank one parts from it; a number alone is the id of an empty cue."""
    for number, line in enumerate(part.lines[:2], part.first):
        if _MEANT_AS_TIME.match(line):
            raise FileFault(file, number, f"{quoted(line)} is no time such as 00:01:02.500 --> 00:01:04.000.")
    if len(part.lines) == 1 and part.lines[0].strip().isdecimal():
        return last
    if last is None:
        raise FileFault(file, part.first, f"{quoted(part.lines[0])} stands under no time.", in_header=True)
    return last._replace(text=(*last.text, *part.lines))


def _times(line: str, number: int, file: str) -> tuple[int, int]:
    before, _, behind = line.partition(ARROW)
    begin = clock_ms(before.strip())
    end = clock_ms((behind.split() or [""])[0])
    if begin is None or end is None:
        raise FileFault(file, number, f"{quoted(line)} is no time such as 00:01:02.500 --> 00:01:04.000.")
    if end < begin:
        raise FileFault(file, number, f"{quoted(line)} ends before it begins.")
    if end > LONGEST_MS:
        raise FileFault(file, number, f"{quoted(line)} is more than two days into the recording.")
    return begin, end
