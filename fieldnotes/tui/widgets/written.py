"""What stands around a note that is being written: codings under it, reflections apart, what is asked and said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.strip import Strip

from fieldnotes.text import clean_line, visible
from fieldnotes.tui import graphemes
from fieldnotes.tui.widgets.painted import Painted, Panel
from fieldnotes.tui.wrapping import Piece, Row, cells, cut, wrap

if TYPE_CHECKING:
    from fieldnotes.model.coding import Coding
    from fieldnotes.model.observation import Observation
    from fieldnotes.tui.asking import Asking

_SIGNS = {"interpretation": "~", "method": "~m", "feeling": "~f"}


class Codings(Panel):
    """The codings of a line, one a row; those at the cursor are bright."""

    def __init__(
        self, codings: Callable[[], Sequence[Coding]], here: Callable[[], Sequence[str]], most: int, *, id: str
    ) -> None:
        super().__init__(id=id)
        self._codings, self._here, self._most = codings, here, most

    def wanted_rows(self) -> int:
        """A row each, as many as there may be."""
        return min(self._most, len(self._codings()))

    def rows(self, width: int, height: int) -> list[Row]:
        """Those at the cursor first where there is no room for all."""
        here = set(self._here())
        found = list(self._codings())
        if len(found) > height > 0:
            found.sort(key=lambda one: one.id not in here)
        rows = [_coded(one, one.id in here, width) for one in found[:height]]
        if len(found) > height > 0:
            more = Piece(f" +{len(found) - height}", "quiet")
            rows[-1] = [*_coded(found[height - 1], found[height - 1].id in here, width - cells([more])), more]
        return rows


def _coded(one: Coding, is_here: bool, width: int) -> Row:
    where = "lost: " if one.lost else "" if one.part == "write-up" else "jotting: "
    name = Piece(f" #{visible(one.code)} ", "open" if is_here else "text")
    quote = cut(f"{where}“{visible(clean_line(one.quote))}”", max(1, width - cells([name]) - 1))
    return [name, Piece(quote, "struck" if one.lost else "quiet")]


class Reflections(Panel):
    """The reflections on a meeting, apart from what was seen; the last ones where there is no room for all."""

    def __init__(self, reflections: Callable[[], Sequence[Observation]], key: str, *, id: str) -> None:
        """`key` adds one."""
        super().__init__(id=id)
        self._reflections, self._key = reflections, key
        self.border_title = "Reflections"

    def wanted_rows(self) -> int:
        """As many as they take, up to eight."""
        width = max(20, self.content_size.width or 40)
        return max(1, min(8, len(self._all(width))))

    def _all(self, width: int) -> list[Row]:
        found: list[Row] = []
        for seen in self._reflections():
            sign = Piece(f" {_SIGNS[seen.reflection or 'interpretation']:<3}", "accent")
            for n, row in enumerate(wrap([Piece(seen.text, "reflection")], max(8, width - 5))):
                found.append([sign if n == 0 else Piece("    "), *row])
        return found

    def rows(self, width: int, height: int) -> list[Row]:
        """The last of them."""
        return self._all(width)[-height:] if height else []

    def render_line(self, y: int) -> Strip:
        """A row; where there is none, how one is made."""
        if not self._rows and y == 0:
            return self.strip([Piece(f" None yet: {self._key} adds one." if self._key else " None yet.", "quiet")])
        return super().render_line(y)


class AskRow(Painted):
    """The line that is asked for, with its prompt."""

    def __init__(self, asked: Callable[[], Asking | None], *, id: str) -> None:
        super().__init__(id=id)
        self._asked = asked

    def render_line(self, y: int) -> Strip:
        """Prompt, what was typed, the cursor in reverse; a line too long shows the part around the cursor."""
        asked = self._asked()
        if asked is None:
            return self.strip([])
        width = self.content_size.width
        prompt = Piece(f" {cut(visible(asked.prompt), max(8, width * 2 // 3))} › ", "over")
        room = max(4, width - cells([prompt]) - 1)
        text, cursor = asked.line.text + " ", asked.line.cursor
        first = 0
        while cells([Piece(visible(text[first : cursor + 1]))]) > room:
            first += 1
        behind = graphemes.after(text, cursor)
        pieces = [
            Piece(text[first:cursor], "text"),
            Piece(text[cursor:behind], "cursor"),
            Piece(text[behind:], "text"),
        ]
        return self.strip([prompt, *(Piece(visible(piece.text), piece.style) for piece in pieces)])


class SaysRow(Panel):
    """What came of the last key, in one row."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.words, self._style = "", "quiet"

    def say(self, words: str = "", warnings: Sequence[str] = ()) -> None:
        """Say something in place of what was said; warnings go before."""
        self.words, self._style = " ".join([*warnings, words]).strip(), "warning" if warnings else "quiet"
        self.renew()

    def rows(self, width: int, height: int) -> list[Row]:
        """The row, cut where it is too long."""
        return [[Piece(" "), Piece(cut(visible(self.words), max(1, width - 2)), self._style)]]
