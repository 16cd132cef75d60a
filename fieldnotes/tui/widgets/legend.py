"""The legend of key mode: which key does what, in as few rows as hold it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual.geometry import Size

from fieldnotes.capture.keycaps import MOST_SINGLE, ActKeys
from fieldnotes.text import visible
from fieldnotes.tui.widgets.here import FLOOR
from fieldnotes.tui.widgets.painted import Panel
from fieldnotes.tui.wrapping import Piece, Row, cells

_SIGNS = (
    ("A", "to whom"),
    ("*", "to all"),
    (",", "too"),
    ("&", "all do"),
    ("?", "who?"),
    ("space", "none"),
    ("⌫", "back"),
    ("Enter", "words"),
)
_MORE = ("Tab", "more people")
_BOTH_FROM = 100
_PEOPLE_BELOW = 72


class Lettered(NamedTuple):
    """A person with the letters that stand for them."""

    letters: str
    code: str
    has_floor: bool


class Legend(Panel):
    """The signs, the acts with their keys, and where no panel shows them the people."""

    def __init__(self, acts: ActKeys, people: Callable[[], list[Lettered]], *, id: str) -> None:
        super().__init__(id=id)
        self._acts = acts
        self._people = people
        self._begun = ""
        self._page, self._pages = 0, 1

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """All of it, up to half of the screen."""
        return len(self.rows(width, self._most()))

    def _most(self) -> int:
        return max(2, self.app.size.height // 2 - 2)

    def wanted_rows(self) -> int:
        """As many as it has."""
        return len(self.rows(self.content_size.width or self.app.size.width, self._most()))

    def turn(self, pages: int) -> None:
        """Show other people, where not all have room beside the rest."""
        self._page = (self._page + pages) % self._pages
        self.renew()

    def show_begun(self, begun: str) -> None:
        """Show first whom the letters that were typed can mean, else the first people again."""
        if begun != self._begun:
            self._begun, self._page = begun, 0
        self.renew()

    def rows(self, width: int, height: int) -> list[list[Piece]]:
        """The people where it is narrow, the acts, the signs; the people alone where they were turned to."""
        everybody = self._people()
        is_narrow, self._pages = width < _PEOPLE_BELOW, 1
        people = sorted(everybody, key=lambda one: not one.letters.startswith(self._begun))
        entries = flow([_person(one) for one in people] if is_narrow else [], width - 2)
        more = [_entry(*_MORE)] if len(everybody) > MOST_SINGLE else []
        acts = _act_entries(self._acts, width >= _BOTH_FROM)
        acts = flow(acts if is_narrow else [*acts, *more], width - 2)
        rows = [*entries, *acts, *self._signs(width, more=is_narrow and bool(more))]
        if is_narrow and len(rows) > height:
            rows = self._paged(entries, acts, width, height)
        if len(rows) > height:
            rows = [*rows[: height - 1], [*rows[height - 1], Piece(" …", "quiet")]]
        return [[Piece(" "), *row] for row in rows]

    def _signs(self, width: int, more: bool) -> list[Row]:
        return flow([_entry(*one) for one in ((*_SIGNS, _MORE) if more else _SIGNS)], width - 2)

    def _paged(self, people: list[Row], acts: list[Row], width: int, height: int) -> list[Row]:
        """First as many people as the acts and signs leave room for, a row at least; then pages of people."""
        signs = self._signs(width, more=True)
        first = max(1, height - len(acts) - len(signs))
        if self._begun:  # those whose letters go on from what was typed are all that is wanted now
            first = max(first, height - len(signs))
        each = height - 1
        rest = people[first:]
        self._pages = 1 + -(-len(rest) // each)
        page = self._page % self._pages
        if page == 0:
            left = height - min(first, len(people)) - len(signs)
            return [*people[:first], *acts[: max(0, left)], *signs]
        shown = rest[(page - 1) * each : page * each]
        return [*shown, [*_entry(*_MORE), Piece(f" · {page + 1} of {self._pages}", "quiet")]]


def _entry(key: str, word: str) -> Row:
    return [Piece(visible(key), "strong"), Piece(visible(f" {word}"), "quiet")]


def _person(one: Lettered) -> Row:
    return [*_entry(one.letters, one.code), Piece(FLOOR if one.has_floor else "", "strong")]


def _act_entries(acts: ActKeys, both: bool) -> list[Row]:
    """An act's digit and name, with its letter as well where there is room; by the letter where it has no digit."""
    found = []
    for name in dict.fromkeys((*acts.digits.values(), *acts.letters.values())):
        digit, letter = acts.of(name)
        keys = [digit] if digit else []
        keys += [f".{letter}"] if letter and (both or not digit) else []
        found.append(_entry(" ".join(keys), name))
    return found


def flow(entries: Sequence[Row], width: int) -> list[Row]:
    """Entries two blanks apart in rows of so many cells, none of them broken but one that is wider than a row."""
    rows: list[Row] = []
    for entry in entries:
        if rows and cells(rows[-1]) + 2 + cells(entry) <= width:
            rows[-1] += [Piece("  "), *entry]
        else:
            rows.append([*entry])
    return rows
