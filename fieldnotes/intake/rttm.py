"""Read who spoke when from an RTTM file (Rich Transcription Time Marked, NIST's RT-09 evaluation plan)."""

from collections.abc import Iterator

from fieldnotes.intake.faults import FileFault, quoted
from fieldnotes.intake.recording import LONGEST_MS, Recording, Turn
from fieldnotes.intake.timecode import time_ms
from fieldnotes.jottings.file import file_lines
from fieldnotes.jottings.warned import Warned

_OTHERS = {
    *("NOSCORE", "NO_RT_METADATA", "SEGMENT", "LEXEME", "NON-LEX", "NON-SPEECH", "FILLER", "EDIT"),
    *("IP", "SU", "CB", "A/P", "SPKR-INFO"),
}
_FEWEST = 8
_FORM = "SPEAKER meeting 1 start duration <NA> <NA> name <NA> <NA>"


def read_rttm(text: str, file: str) -> Recording:
    """The `SPEAKER` lines of a file of one recording; lines of other kinds and comments are passed over.

    Raises FileFault.
    """
    warnings: list[Warned] = []
    recording = ""
    turns = []
    for number, fields in _lines(text, file):
        if recording and fields[1] != recording:
            raise FileFault(file, number, "A second recording begins here; give each a file of its own.")
        recording = fields[1]
        begin, end = _times(fields, number, file)
        if fields[7] == "<NA>":
            warnings.append(Warned(number, "", "Nobody is named here; the turn is passed over."))
        else:
            turns.append(Turn(number, begin, end, fields[7]))
    if not recording:
        raise FileFault(file, 1, f"There is no line in it such as {_FORM}.", in_header=True)
    return Recording(turns=tuple(turns), warnings=tuple(warnings))


def _lines(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    met = False
    for number, line in enumerate(file_lines(text), 1):
        fields = line.split()
        if not fields or fields[0].startswith(";;") or fields[0] in _OTHERS:
            continue
        if fields[0] != "SPEAKER" or len(fields) < _FEWEST:
            raise FileFault(file, number, f"{quoted(line)} is no line such as {_FORM}.", in_header=not met)
        met = True
        yield number, fields


def _times(fields: list[str], number: int, file: str) -> tuple[int, int]:
    """Beginning and end, each rounded to the millisecond from what the file says."""
    begin, length = time_ms(fields[3]), time_ms(fields[4])
    if begin is None or length is None:
        wrong = fields[3] if begin is None else fields[4]
        raise FileFault(file, number, f"{quoted(wrong)} is no number of seconds such as 12.85.")
    if begin + length > LONGEST_MS:
        raise FileFault(file, number, "This turn is more than two days into the recording.")
    return begin, begin + length
