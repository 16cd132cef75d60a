"""Read a transcript: WebVTT (https://www.w3.org/TR/webvtt1/) or SubRip, as meeting software writes them."""

from collections.abc import Iterator

from fieldnotes.intake.blocks import ARROW, Block, Lines, paragraphs, read_blocks
from fieldnotes.intake.cues import IsKnown, beginnings, said_in
from fieldnotes.intake.faults import FileFault, quoted
from fieldnotes.intake.recording import Recording
from fieldnotes.jottings.file import file_lines
from fieldnotes.jottings.warned import Warned

_NO_CUES = ("NOTE", "STYLE", "REGION")
_OFTEN = 3
"""What so many lines begin with before a colon is a speaker, however it is written."""


def nobody_known(name: str) -> bool:
    """No name is known."""
    return False


def read_vtt(text: str, file: str, is_known: IsKnown = nobody_known) -> Recording:
    """A WebVTT file: the line `WEBVTT`, then cues; notes, styles and regions are passed over. Raises FileFault.

    `is_known` says of a name whether it is somebody's whom the study or the call knows.
    """
    lines = file_lines(text)
    first = lines[0].rstrip() if lines else ""
    if first[:6] != "WEBVTT" or first[6:7] not in ("", " "):
        why = f"A WebVTT file begins with WEBVTT, this one with {quoted(first)}."
        raise FileFault(file, 1, why, in_header=True)
    parts = (part for part in _behind_header(lines) if not _is_no_cue(part))
    return _recording(read_blocks(parts, file), is_known, file)


def _behind_header(lines: list[str]) -> Iterator[Lines]:
    """What follows the header, which ends at the first blank line, or at a time where a writer forgot that."""
    end = next((n for n, line in enumerate(lines) if not line.strip() or ARROW in line), len(lines))
    return paragraphs(lines[end:], end + 1)


def _is_no_cue(part: Lines) -> bool:
    word = part.lines[0].split()[0]
    return word in _NO_CUES and not any(ARROW in line for line in part.lines[:2])


def read_srt(text: str, file: str, is_known: IsKnown = nobody_known) -> Recording:
    """A SubRip file: number, time, text, blank line; the numbers are of no consequence. Raises FileFault."""
    return _recording(read_blocks(paragraphs(file_lines(text)), file), is_known, file)


def _recording(blocks: Iterator[Block], is_known: IsKnown, file: str) -> Recording:
    said, warnings = [], []
    cues = list(blocks)
    again = beginnings(cues)
    for cue in cues:
        found = list(said_in(cue, lambda name: is_known(name) or again[name] >= _OFTEN))
        said += found
        if not found:
            warnings.append(Warned(cue.line, "", "Nothing is said in this cue; it is passed over."))
    if not cues:
        raise FileFault(file, 1, "There is no cue in it: no line such as 00:01:02.500 --> 00:01:04.000.", True)
    return Recording(said=tuple(said), warnings=tuple(warnings))
