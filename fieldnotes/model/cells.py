"""Cells of a table that somebody will open in a spreadsheet: none of them may run as a formula.

A cell that begins with `=`, `+`, `-`, `@`, or with a character that makes a spreadsheet look at what comes behind,
gets an apostrophe in front; so does one that would else look as if it had got one. `plain` takes it away again.
https://owasp.org/www-community/attacks/CSV_Injection
"""

import re

_UNSEEN = (
    r"[\s\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]*"
)
"""What a program may pass over at the beginning of a cell: blanks, and characters without a width.

The latter are Default_Ignorable_Code_Point of Unicode, and the marks of interlinear annotation.
"""
_BEGINS = rf"(?:{_UNSEEN}[=+\-@＝＋－＠]|[\t\r\n\v\f])"
_RUNS, _GUARDED = re.compile(f"'*{_BEGINS}"), re.compile(f"'+{_BEGINS}")


def harmless(text: str) -> str:
    """The cell for a text."""
    return "'" + text if _RUNS.match(text) else text


def plain(cell: str) -> str:
    """The text of a cell: `plain(harmless(text)) == text`, whatever the text."""
    return cell[1:] if _GUARDED.match(cell) else cell
