"""Words of the command line as they were typed: what the locale could not make of their bytes is read here."""

import os

from fieldnotes.cli.output import complain
from fieldnotes.text import read_bytes, visible


def given(word: str) -> tuple[str, bool]:
    """A word, and whether it was read as Windows-1252; not for paths, whose bytes name the file.

    Python hides a byte that the locale cannot read in half a character: under the locale `C` each of `é`.
    """
    try:
        word.encode("utf-8")
        return word, False
    except UnicodeEncodeError:
        pass
    if os.name == "nt":  # there are no bytes behind it
        return word, False
    try:
        return read_bytes(os.fsencode(word))
    except UnicodeEncodeError:  # half a character that was typed as one
        return word, False


def heard_words(word: str) -> str:
    """The word, with a notice on standard error where its bytes are no UTF-8."""
    found, is_odd = given(word)
    if is_odd:
        complain(f"“{visible(found)}” is not UTF-8; it is read as Windows-1252.")
    return found
