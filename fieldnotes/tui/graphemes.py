"""Where a cursor may stand: between what a reader takes for characters, not within one.

A small part of Unicode's rules (UAX 29), for moving and deleting: marks, joiners, emoji modifiers and flags.
"""

import unicodedata

_JOINER = "\u200d"
_NON_JOINER = "\u200c"


def _extends(char: str) -> bool:
    """True for what belongs to the character before it."""
    if char.isascii():
        return False
    if char in (_JOINER, _NON_JOINER) or "\U0001f3fb" <= char <= "\U0001f3ff":
        return True
    return "\U000e0020" <= char <= "\U000e007f" or unicodedata.category(char)[0] == "M"


def _is_flag_half(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _splits(text: str, at: int) -> bool:
    """True where a place lies within a character."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if _extends(after) or (before == _JOINER and not after.isascii()):
        return True
    if not (_is_flag_half(before) and _is_flag_half(after)):
        return False
    start = at
    while start > 0 and _is_flag_half(text[start - 1]):
        start -= 1
    return (at - start) % 2 == 1


def before(text: str, at: int) -> int:
    """The place one character to the left."""
    at = max(0, at - 1)
    while _splits(text, at):
        at -= 1
    return at


def after(text: str, at: int) -> int:
    """The place one character to the right."""
    at = min(len(text), at + 1)
    while _splits(text, at):
        at += 1
    return at
