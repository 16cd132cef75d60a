"""What a user types to be looked for, made an expression of SQLite's FTS5 that is never a fault."""

import re
import unicodedata

from fieldnotes.text import clean_line

_PART = re.compile(r'"([^"]*)("\*?|\Z)|([^\s"]+)')
_QUOTES = str.maketrans("“”„‟«»＂", '"' * 7)
_RUN = re.compile(
    "[\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)


def spaced(text: str) -> str:
    """Text with a blank around each Chinese and Japanese character: their words are not set apart in writing."""
    return text if text.isascii() else _RUN.sub(r" \g<0> ", text)


def has_runs(text: str) -> bool:
    """True where `spaced` would change the text."""
    return not text.isascii() and _RUN.search(text) is not None


def _holds_a_word(text: str) -> bool:
    return any(unicodedata.category(char)[0] in "LN" for char in text)


def _quoted(words: str, is_beginning: bool) -> str:
    return f'"{spaced(words)}"' + ("*" if is_beginning else "")


def expression(words: str) -> str:
    """The words as FTS5 takes them: all must be there; "…" is a phrase, a `*` at the end stands for any ending.

    Everything else that FTS5 would read as an operator is a word like any other. A quotation mark that is not
    closed holds to the end. Empty where there is nothing that could be found: no letter and no digit.
    """
    parts = []
    for phrase, close, word in _PART.findall(clean_line(words).translate(_QUOTES)):
        wanted = phrase or word
        if _holds_a_word(wanted):
            is_beginning = close.endswith("*") if phrase else wanted.endswith("*")
            parts.append(_quoted(wanted.rstrip("*"), is_beginning))
    return " ".join(parts)
