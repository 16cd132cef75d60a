"""How the lines of an agenda are laid out: quote marks, cells of tables, numbers, bullets."""

import re
from typing import NamedTuple

from fieldnotes.text import clean_line

_QUOTED = re.compile(r"(?:[ \t]*>)+[ \t]?")
_INVISIBLE = str.maketrans({"\u200b": "", "\ufeff": "", "\u00ad": "", "\u00a0": " ", "\u202f": " ", "\u2007": " "})
_BULLET = re.compile(r"(?:[-*+•·▪■●○◦‣⁃–—]|o(?=\s+[A-Z]))\s+")
_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_NUMBER = r"(\d{1,3}[a-z]?(?:\.\d{1,3}[a-z]?)*)"
_STRICT = re.compile(rf"[(\[#]?{_NUMBER}(?:[.):\]]+(?=\s|\Z|[A-Za-z])|\s+[-–—]\s)\s*", re.IGNORECASE)
_SPELT = re.compile(rf"(?:agenda\s+)?(?:item|no\.?|point|top)\s*{_NUMBER}\s*[.):–—-]*(?=\s|\Z)\s*", re.IGNORECASE)
_LOOSE = re.compile(
    rf"{_NUMBER}(?:\s+|\Z)(?!(?:st|nd|rd|th)\b|{_MONTHS}|min|of\b|hour|h\b|[ap]\.?m\b|[-–—:./]|\d)", re.IGNORECASE
)
_TIME_LIKE = re.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d")
_LETTER = re.compile(r"[(]?([a-h]|[ivx]{1,4})[.)](?:\s+|\Z)", re.IGNORECASE)


class Layout(NamedTuple):
    """A line taken apart: how deep it is set in, the sign before it, the number, and its cells.

    `sign` is `number` (certain), `loose` (a number without a point), `letter`, `bullet` or nothing.
    """

    line: int
    text: str
    indent: int
    sign: str
    number: str
    cells: tuple[str, ...]

    @property
    def bare(self) -> str:
        """The words without their sign."""
        return " ".join(cell for cell in self.cells if cell)


def laid_out(text: str) -> list[Layout]:
    """The lines of a text, blank ones too, each taken apart."""
    layouts = [_layout(number, line) for number, line in enumerate(_lines(text), 1)]
    return [_as_time(each) for each in layouts] if _are_times(layouts) else layouts


def _are_times(layouts: list[Layout]) -> bool:
    """True where what looks like numbers with a point (`14.00`, `9.10`) are times of day."""
    numbers = [each.number for each in layouts if each.sign in ("number", "loose")]
    dotted = [number for number in numbers if _TIME_LIKE.fullmatch(number)]
    wholes = {number.split(".")[0] for number in dotted}
    others = {number.split(".")[0] for number in numbers if number not in dotted}
    certain = any(number.endswith(".00") or int(number.split(".")[0]) >= 7 for number in dotted)
    return certain and not wholes & others


def _as_time(layout: Layout) -> Layout:
    if layout.sign not in ("number", "loose") or not _TIME_LIKE.fullmatch(layout.number):
        return layout
    first = f"{layout.number} {layout.cells[0]}".rstrip(" ")
    return layout._replace(sign="", number="", cells=(first, *layout.cells[1:]))


def _lines(text: str) -> list[str]:
    lines = text.translate(_INVISIBLE).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    return lines[:-1] if lines and not lines[-1] else lines


def _layout(number: int, line: str) -> Layout:
    raw = _QUOTED.sub("", line, count=1) if _QUOTED.match(line) else line
    indent = len(raw.expandtabs(4)) - len(raw.expandtabs(4).lstrip())
    cells = _cells(raw)
    first = cells[0] if cells else ""
    sign, found, rest = _sign_of(first)
    if sign == "loose" and len(cells) == 1 and not rest:
        return Layout(number, clean_line(line), indent, "loose", found, ("",))
    return Layout(number, clean_line(line), indent, sign, found, (rest, *cells[1:]))


def _cells(raw: str) -> list[str]:
    """The cells of a row: set apart by tabs, by bars, or by several blanks; one cell where it is no row."""
    plain = raw.strip()
    if plain.startswith("|") or plain.count(" | ") >= 2:
        found = plain.strip("|").split("|")
    elif "\t" in plain:
        found = plain.split("\t")
    else:
        found = re.split(r" {2,}", plain)
    return [clean_line(cell).strip(" ") for cell in found]


def _sign_of(cell: str) -> tuple[str, str, str]:
    if found := _SPELT.match(cell):
        return "number", found[1].lower(), cell[found.end() :]
    if found := _STRICT.match(cell):
        return "number", found[1].lower(), cell[found.end() :]
    if found := _BULLET.match(cell):
        return "bullet", "", cell[found.end() :]
    if found := _LETTER.match(cell):
        return "letter", found[1].lower(), cell[found.end() :]
    if found := _LOOSE.match(cell):
        return "loose", found[1].lower(), cell[found.end() :]
    return "", "", cell
