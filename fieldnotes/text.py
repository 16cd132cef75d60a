"""The one place where text is made safe: on its way in, on its way to a screen or page, and as a name.

Text is never normalised and never shortened; only characters that cannot be kept are replaced, one for one.
"""

import re
import unicodedata
from functools import lru_cache

REPLACEMENT = "�"
_STRAY_BREAKS = "\t\n\r"
_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_BREAKS = re.compile(r"[ \t]*[\r\n][ \t\r\n]*")
_INVISIBLE_BREAKS = "\u2028\u2029"


class _Cleaning(dict[int, str]):
    """A table for `str.translate` that fills itself: code point -> what stands for it."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        kept = REPLACEMENT if unicodedata.category(char) in ("Cc", "Cs") else char
        self[point] = kept
        return kept


class _Showing(dict[int, str]):
    """As `_Cleaning`, but what would reorder, hide or drive the terminal is spelt out: `[U+202E]`."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        unseen = char in _BIDI or char in _INVISIBLE_BREAKS or unicodedata.category(char) in ("Cc", "Cs")
        shown = f"[U+{point:04X}]" if unseen else char
        self[point] = shown
        return shown


_LINE = _Cleaning({ord(c): " " for c in _STRAY_BREAKS})
_PARAGRAPHS = _Cleaning({ord("\t"): " ", ord("\r"): " ", ord("\n"): "\n"})
_SHOWING = _Showing({ord("\t"): " "})


def clean_line(text: str) -> str:
    """One line of text as it may be kept: a tab or stray line break is a blank, a control character is `�`.

    A lone surrogate, which no file can hold, is `�` too. The length never changes.
    """
    return text if text.isascii() and text.isprintable() else text.translate(_LINE)


def clean_paragraphs(text: str) -> str:
    """The same for text of several paragraphs: line feeds stay, CRLF is read as one."""
    return text.replace("\r\n", "\n").translate(_PARAGRAPHS)


def lost_in(line: str) -> str:
    """The characters of a line for which `clean_line` has `�`, each once and in order."""
    if line.isascii() and line.isprintable():
        return ""
    return "".join(dict.fromkeys(c for c in line if _LINE[ord(c)] == REPLACEMENT != c))


def kept_in(line: str, part: str) -> str:
    """The end of a line as it was typed, control characters too; `part` is that end as `clean_line` has it.

    A lone surrogate stays `�`: JSON cannot hold it.
    """
    if REPLACEMENT not in part:
        return part
    end = len(clean_line(line).rstrip(" "))
    there = line[max(0, end - len(part)) : end]
    if clean_line(there) != part:
        return part
    pairs = zip(there, part, strict=True)
    return "".join(c if kept == REPLACEMENT and not _is_half(c) else kept for c, kept in pairs)


def _is_half(char: str) -> bool:
    return "\ud800" <= char <= "\udfff"


def why_lost(line: str) -> str | None:
    """What is to be said where `clean_line` has a `�` for a character of a line; None where nothing is."""
    lost = lost_in(line)
    if not lost:
        return None
    halves = "".join(c for c in lost if _is_half(c))
    controls = "".join(c for c in lost if not _is_half(c))
    kept = f"for {visible(controls)}, which the line as typed keeps" if controls else ""
    gone = f"for {visible(halves)}, half a character, which no file can hold" if halves else ""
    return f"In the text � stands {', and '.join(filter(None, (kept, gone)))}."


def read_bytes(raw: bytes) -> tuple[str, bool]:
    """The text of bytes, and True where they are no UTF-8 and were read as Windows-1252.

    A byte that Windows-1252 leaves open is the control character of its number, as in a browser: none is lost.
    """
    try:
        return raw.decode("utf-8"), False
    except UnicodeDecodeError:
        return "".join(bytes((byte,)).decode("cp1252", errors="ignore") or chr(byte) for byte in raw), True


def visible(text: str) -> str:
    """Text as it may go to a screen or a page: direction overrides and controls spelt out as `[U+202E]`."""
    return text if text.isascii() and text.isprintable() else text.translate(_SHOWING)


def on_one_line(text: str) -> str:
    """Text of several lines as one: a blank where lines break, empty ones between them left out."""
    return _BREAKS.sub(" ", text.strip("\r\n"))


def is_word_character(char: str) -> bool:
    """True for letters and digits, and for the marks that belong to a letter (`é` typed as two, vowel signs)."""
    return char.isalnum() or unicodedata.category(char)[0] in "LMN"


def _hyphened(text: str) -> str:
    words = "".join(c if is_word_character(c) else " " for c in text).split()
    return "-".join(words)


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """What two names are compared by: NFC, no case, each run of other characters one hyphen.

    `Reviewing and presenting evidence` and `reviewing-and-presenting-EVIDENCE` have one key.
    """
    return _hyphened(unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()))


@lru_cache(maxsize=4096)
def hyphened_name(name: str) -> str:
    """A name as it is written after `#`: NFC, lower case, hyphens between the words; a fixed point of itself."""
    lowered = unicodedata.normalize("NFC", name).lower()
    return _hyphened(unicodedata.normalize("NFC", lowered))
