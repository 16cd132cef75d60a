"""Cells of a table that somebody will open in a spreadsheet: none of them may run as a formula.

A cell that begins with `=`, `+`, `-`, `@`, or with a character that makes a spreadsheet look at what comes behind,
gets an apostrophe in front; so does one that would else look as if it had got one. `plain` takes it away again.
https://owasp.org/www-community/attacks/CSV_Injection
"""

import re

_RUNS = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n\v\f])")
_GUARDED = re.compile(r"'+(?:\s*[=+\-@＝＋－＠]|[\t\r\n\v\f])")


def harmless(text: str) -> str:
    """The cell for a text."""
    return "'" + text if _RUNS.match(text) else text


def plain(cell: str) -> str:
    """The text of a cell: `plain(harmless(text)) == text`, whatever the text."""
    return cell[1:] if _GUARDED.match(cell) else cell
