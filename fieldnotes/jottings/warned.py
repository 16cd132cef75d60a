"""What a jottings file could not be read as: each with its line and one sentence."""

from typing import NamedTuple

from fieldnotes.errors import FieldnotesError


class Warned(NamedTuple):
    """A warning: the line's number from 1, its text, and a sentence."""

    line: int
    text: str
    why: str


class NoDate(FieldnotesError):
    """A file whose date is missing or cannot be read."""

    def __init__(self, file: str, line: int, found: str | None) -> None:
        what = "there is no “Date:” in its header"
        if found is not None:
            what = f"“{f'Date: {found}'.rstrip()}” is not a date"
        super().__init__(
            f"{file}, line {line}: {what}; write it as year-month-day, such as “Date: 2004-05-12”. "
            "Nothing was imported."
        )
