"""The words of a code as they may be kept: a name that can be written after `#`, a title, paragraphs, a colour."""

import re

from fieldnotes.text import REPLACEMENT, clean_line, clean_paragraphs, hyphened_name

_COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\Z")
_NO_CHARACTER = re.compile("[\ufffe\uffff]")  # no XML file can hold them, and they mean nothing


def a_name(words: str) -> str | None:
    """The name for these words, as it is written after `#`; None where they have no letter, as `#12` is text."""
    name = hyphened_name(_NO_CHARACTER.sub(REPLACEMENT, words))
    return name if any(char.isalpha() for char in name) else None


def a_title(words: str) -> str:
    """A title: one line, without blanks at the ends."""
    return _NO_CHARACTER.sub(REPLACEMENT, clean_line(words)).strip(" ")


def paragraphs(words: str) -> str:
    """A definition or a rule of use: lines kept, blanks and blank lines at the ends gone."""
    return _NO_CHARACTER.sub(REPLACEMENT, clean_paragraphs(words)).strip(" \n")


def a_colour(words: str) -> str | None:
    """A colour as `#RRGGBB`, empty for none; None for what is no colour. `#26D` is read as `#2266DD`."""
    said = words.strip()
    if not said:
        return ""
    if not _COLOUR.match(said):
        return None
    return "#" + (said[1:] if len(said) == 7 else "".join(digit * 2 for digit in said[1:])).upper()
