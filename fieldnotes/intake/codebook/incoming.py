"""What a codebook file says, whatever its form: codes in order, each with the fields that the file speaks of."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from fieldnotes.errors import FieldnotesError
from fieldnotes.model.codebook_faults import CodebookFault

LARGEST = 16 * 2**20
MOST_CODES = 20_000
DEEPEST = 50


class Unreadable(FieldnotesError):
    """A file that cannot be opened."""

    def __init__(self, path: Path, error: OSError) -> None:
        why = error.strerror or str(error)
        super().__init__(f"{path} cannot be read ({why}); nothing was changed. Look at its name and place.")


class UnknownForm(FieldnotesError):
    """A file whose ending says nothing."""

    exit_code = 2

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is no codebook by its ending: .csv, .qdc and .toml are. Nothing was changed.")


class Incoming(NamedTuple):
    """A code of a file. `words` is what the file calls it, `name` the name to write after `#` where it says one.

    `fields` are those of `Code` that the file says something of. `above` is the code that it lies under, by its
    place in the file or by name; None for the top; `places` is false where the file does not speak of that.
    """

    line: int
    words: str
    name: str = ""
    fields: Mapping[str, Any] = MappingProxyType({})
    above: int | str | None = None
    places: bool = True
    guid: str = ""


class CodebookFile(NamedTuple):
    """A file read whole; `source` is its name, `notes` what was passed over, in sentences."""

    source: str
    codes: tuple[Incoming, ...]
    notes: tuple[str, ...] = ()


def read_whole(path: Path) -> bytes:
    """The bytes of a file; raises Unreadable, and CodebookFault where it is larger than a codebook can be."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise Unreadable(path, error) from error
    if len(content) > LARGEST:
        raise CodebookFault(str(path), f"it is larger than {LARGEST // 2**20} MB, which no codebook is", 1)
    return content


def read_codebook(path: Path, form: str = "") -> CodebookFile:
    """The codebook in a file, by its ending or as `csv`, `qdc` or `toml`.

    Raises Unreadable, UnknownForm, CodebookFault.
    """
    form = form or path.suffix.removeprefix(".").casefold()
    if form == "qdc":
        from fieldnotes.intake.codebook.qdc import read
    elif form == "csv":
        from fieldnotes.intake.codebook.table import read
    elif form == "toml":
        from fieldnotes.intake.codebook.template import read
    else:
        raise UnknownForm(path)
    return read(read_whole(path), str(path))
