"""What a file that comes in can be refused for: one sentence with the file and the line."""

from fieldnotes.errors import FieldnotesError
from fieldnotes.text import visible


class FileFault(FieldnotesError):
    """A file that cannot be read as what it is said to be.

    `line` is counted from 1; `in_header` is True where not even its beginning could be read.
    """

    def __init__(self, file: str, line: int, why: str, in_header: bool = False) -> None:
        super().__init__(visible(f"{file}, line {line}: {why} Nothing was imported."))
        self.line, self.in_header = line, in_header


_LONGEST = 40


def quoted(words: str) -> str:
    """Words of a file as a sentence may quote them: in quotation marks, the beginning of long ones."""
    plain = words.strip()
    return f"“{plain if len(plain) <= _LONGEST else plain[:_LONGEST] + '…'}”"
