"""What the line being typed will be taken for, in words, under the composer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.strip import Strip

from fieldnotes.tui.widgets.painted import Painted
from fieldnotes.tui.wrapping import Piece, Row, cells, cut, shown, wrap

if TYPE_CHECKING:
    from fieldnotes.capture.heard import Heard
    from fieldnotes.capture.moment import KeyTime
    from fieldnotes.tui.asking import Asking
    from fieldnotes.tui.editing import Editing

TYPING = "P3: speech  ! decision  => action  ~ yours  {help}"
_INDENT = 12
_MOST_ROWS, _MOST_SAID = 2, 3


class Reading(Painted):
    """One row, two where there is more to say; read only when painted: keys that arrive together are read once."""

    def __init__(
        self,
        editing: Editing,
        read: Callable[[str, KeyTime], Heard],
        with_keys: Callable[[str], str] = str,
        *,
        id: str,
    ) -> None:
        """`with_keys` puts keys in the place of the commands that a sentence names."""
        super().__init__(id=id)
        self._with_keys = with_keys
        self._editing = editing
        self._read = read
        self._line = ""
        self._at: KeyTime | None = None
        self._said: tuple[Sequence[str], str] = ((), "")
        self._asking: Asking | None = None
        self._told_of: Asking | None = None
        self._then: str | None = None
        self._rows: list[Row] = []
        self.hint = TYPING

    def show_line(self, line: str, at: KeyTime | None) -> None:
        """Read this line from now on; what was said before goes once a new line is begun."""
        self._line, self._at = line, at
        self._asking = self._told_of = self._then = None
        if line:
            self._said = ((), "")
        elif self._said == ((), ""):
            self._take_rows(1)
        self.refresh()

    def say(self, words: str = "", *, warnings: Sequence[str] = ()) -> None:
        """Tell something of the line just taken, until the next one is begun; on more rows where it is long."""
        self._said = (warnings, words)
        self._line = ""
        self._asking = self._told_of = self._then = None
        self.on_resize()
        self.refresh()

    def say_also(self, words: str = "", *, warnings: Sequence[str] = ()) -> None:
        """Tell something more, behind what was told last."""
        warned, said = self._said
        self.say(f"{said} {words}".strip(), warnings=(*warned, *warnings))

    def unsay(self, words: str) -> None:
        """Take away what was told, where that is still what stands there."""
        if words and self._said == ((), words):
            self._said = ((), "")
            self.on_resize()
            self.refresh()

    def show_asked(self, asking: Asking) -> None:
        """Read what is typed for something else from now on; where that is not read, say what can be."""
        self.say(asking.hint)
        self._asking, self._told_of = asking if asking.reads else None, asking

    def follow(self, asking: Asking) -> None:
        """What is typed may be another: read it again, where something else was said meanwhile too."""
        if self._told_of is asking:
            self.refresh()
        elif self._then is None:
            self._then = asking.line.text
        elif self._then != asking.line.text:
            self.show_asked(asking)

    @property
    def says_nothing(self) -> bool:
        """True where nothing is left to be read of what was said last."""
        return self._said == ((), "")

    @property
    def _reads(self) -> bool:
        """True while a line is read as it is typed."""
        return bool(self._line or self._asking)

    @property
    def warns(self) -> bool:
        """True while it tells of something odd, which is to be read before anything else takes its place."""
        return bool(self._said[0])

    def on_resize(self) -> None:
        """What was said takes the rows that it needs in this width."""
        if not self._reads and self.content_size.width:
            self._take_rows(min(_MOST_SAID, max(1, len(self._laid_out()))))

    def _take_rows(self, rows: int) -> None:
        if self.styles.height is None or self.styles.height.value != rows:
            self.styles.height = rows

    def _laid_out(self) -> list[Row]:
        """What the line will be taken for comes first; warnings beside it where they fit, else below it."""
        words, warnings = self._told()
        width = self.content_size.width - _INDENT
        hint = self._with_keys(self.hint)
        told = [Piece(words or ("" if warnings else hint), "quiet")] if words or not warnings else []
        warned = [Piece("⚠ " + " ".join(warnings), "warning")] if warnings else []
        if told and warned and cells(shown([*told, *warned])) + 2 > width:
            return [*wrap(told, width)[:1], *wrap(warned, width)]
        return wrap([*told, Piece("  "), *warned] if told and warned else told or warned, width)

    def _told(self) -> tuple[str, Sequence[str]]:
        if self._asking and self._asking.reads:
            heard = self._asking.reads(self._asking.line.text)
            return heard.says, heard.brief
        if self._line and self._at is not None:
            if asks := self._editing.asks:
                return self._with_keys(asks), ()
            heard = self._read(self._editing.meant, self._at)
            return heard.says, () if self._editing.offered() else heard.brief  # a head half typed is nothing odd
        return self._said[1], self._said[0]

    def render_line(self, y: int) -> Strip:
        """A row of the reading; what there is no row for is cut."""
        if y == 0:
            self._rows = self._laid_out()
            wanted = min(_MOST_ROWS, len(self._rows)) if self._reads else self.content_size.height
            if wanted != self.content_size.height:
                self.call_later(self._take_rows, wanted)  # not while painting; once for keys that arrive together
        rows = self._rows
        if y >= len(rows):
            return self.strip([])
        row, left = [Piece(" " * _INDENT)], self.content_size.width - _INDENT
        last = y == self.content_size.height - 1
        rest = [[Piece("  "), *more] for more in rows[y + 1 :]] if last else []
        for piece in [*rows[y], *(piece for more in rest for piece in more)]:
            if not left:
                row[-1] = Piece(cut(row[-1].text + "…", cells(row[-1:])), row[-1].style)
                break
            text = cut(piece.text, left)
            row.append(Piece(text, piece.style))
            left -= cells([Piece(text)])
        return self.strip(row)
