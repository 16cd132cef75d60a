"""Read turns from a table: a header row, a row a turn; which column is what, the call says or its name does."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from fieldnotes.errors import UsageError
from fieldnotes.intake.faults import FileFault, quoted
from fieldnotes.intake.recording import LONGEST_MS, Recording, Said, Turn
from fieldnotes.intake.timecode import time_ms
from fieldnotes.jottings.warned import Warned
from fieldnotes.text import clean_line, name_key

DELIMITERS = ",;\t"
COLUMNS: dict[str, tuple[str, ...]] = {
    "start": ("start", "begin", "onset", "from", "start-time", "begin-time", "start-s"),
    "end": ("end", "stop", "offset", "to", "until", "end-time", "stop-time", "end-s"),
    "duration": ("duration", "length", "dur", "duration-s"),
    "who": ("who", "speaker", "name", "person", "participant", "subject"),
    "text": ("text", "words", "transcript", "utterance", "content"),
}
"""What a column can be, and the names that it is known by where the call says nothing."""


class Columns(NamedTuple):
    """The places of the columns in a row, from 0; None for one that is not there."""

    start: int
    who: int
    end: int | None
    duration: int | None
    text: int | None


class NoSuchColumn(UsageError):
    """`--column` with a word that is none of `COLUMNS`."""

    def __init__(self, asked: str) -> None:
        super().__init__(
            f"“{asked}” is no mapping of a column; write --column start=Begin, with one of "
            f"{', '.join(COLUMNS)}. Nothing was imported."
        )


def read_mapping(asked: tuple[str, ...]) -> dict[str, str]:
    """The mapping that `--column start=Begin` gives; raises NoSuchColumn."""
    mapping: dict[str, str] = {}
    for words in asked:
        what, equals, name = words.partition("=")
        if not equals or what.strip().casefold() not in COLUMNS or not name.strip():
            raise NoSuchColumn(words)
        mapping[what.strip().casefold()] = name.strip()
    return mapping


def read_turns(text: str, file: str, mapping: Mapping[str, str]) -> Recording:
    """The turns of a table, and what was said in them where a column has it. Raises FileFault.

    `mapping` names columns by what they are; times are seconds, `mm:ss` or `hh:mm:ss`, with a point or a comma.
    """
    rows = _rows(text, file)
    number, header, delimiter = next(rows, (1, [""], ","))
    columns = _columns(header, mapping, number, file)
    said, turns, warnings = [], [], []
    for line, row, _ in rows:
        turn, words = _turn(row, columns, line, file)
        if not turn.who:
            warnings.append(Warned(line, "", "Nobody is named here; the row is passed over."))
            continue
        turns.append(turn)
        if words:
            said.append(Said(*turn, words))
    if not turns:
        raise FileFault(file, number, f"No row with a turn follows the header (parted by {_told(delimiter)}).")
    return Recording(tuple(said), tuple(turns), tuple(warnings))


def _told(delimiter: str) -> str:
    return {",": "commas", ";": "semicolons"}.get(delimiter, "tabs")


def _rows(text: str, file: str) -> Iterator[tuple[int, list[str], str]]:
    """The rows that are not empty, each with the number of its first line, and what parts the cells."""
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise FileFault(file, line, f"The row cannot be read ({error}).", in_header=line == 1) from error
        if any(cell.strip() for cell in row):
            yield line, [" ".join(clean_line(cell).split()) for cell in row], delimiter
        line = reader.line_num + 1


def _delimiter(text: str) -> str:
    """What parts the cells of the first line that is not empty: what stands there most."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    return max(DELIMITERS, key=first.count)


def _columns(header: list[str], mapping: Mapping[str, str], number: int, file: str) -> Columns:
    def place(what: str) -> int | None:
        asked = mapping.get(what)
        wanted = (name_key(asked),) if asked else COLUMNS[what]
        return next((keys.index(name) for name in wanted if name in keys), None)

    keys = [name_key(cell) for cell in header]
    places = {what: place(what) for what in COLUMNS}
    missing = [what for what in COLUMNS if places[what] is None and (what in mapping or what in ("start", "who"))]
    if not missing and places["end"] is None and places["duration"] is None:
        missing = ["end"]
    if missing or places["start"] is None or places["who"] is None:
        what = missing[0]
        said = f"named {quoted(mapping[what])}" if what in mapping else f"for the {what}"
        there = ", ".join(cell for cell in header if cell)
        why = f"There is no column {said} among {quoted(there)}; say which it is with --column {what}=NAME."
        raise FileFault(file, number, why, in_header=True)
    return Columns(places["start"], places["who"], places["end"], places["duration"], places["text"])


def _turn(row: list[str], columns: Columns, line: int, file: str) -> tuple[Turn, str]:
    def cell(place: int | None) -> str:
        return row[place] if place is not None and place < len(row) else ""

    begin = _time(cell(columns.start), line, file)
    if columns.end is not None and cell(columns.end):
        end = _time(cell(columns.end), line, file)
    else:
        end = begin + _time(cell(columns.duration), line, file)
    if end < begin:
        raise FileFault(file, line, "The turn ends before it begins.")
    if end > LONGEST_MS:
        raise FileFault(file, line, "The turn is more than two days into the recording.")
    return Turn(line, begin, end, cell(columns.who)), cell(columns.text)


def _time(words: str, line: int, file: str) -> int:
    found = time_ms(words)
    if found is None:
        raise FileFault(file, line, f"{quoted(words)} is no time such as 83.5, 1:23 or 00:01:23.")
    return found
