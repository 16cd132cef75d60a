"""A line of text being typed: the text, and where the cursor stands in it."""

import re
import unicodedata

from fieldnotes.text import clean_line, clean_paragraphs
from fieldnotes.tui import graphemes
from fieldnotes.tui.begun import Begun

_LINE_END = re.compile(r"\r\n|\r|\n")
_WORD_LEFT = re.compile(r"\w+\W*\Z|\W+\Z")
_WORD_RIGHT = re.compile(r"\W*\w+|\W+\Z")


def can_be_typed(char: str) -> bool:
    """True for every character but controls and lone surrogates.

    `str.isprintable` would drop no-break spaces, joiners, private-use characters and those newer than the
    interpreter's own table.
    """
    return unicodedata.category(char) not in ("Cc", "Cs")


def split_paste(text: str) -> tuple[list[str], str]:
    """Pasted text as its whole lines, and what is after the last line end."""
    *whole, rest = _LINE_END.split(text)
    return whole, rest


class Line:
    """Text with a cursor (code points from its start); every change returns nothing and keeps both valid."""

    def __init__(self, text: str = "") -> None:
        self.text = text
        self.cursor = len(text)

    def __bool__(self) -> bool:
        return bool(self.text)

    def set(self, text: str) -> None:
        """Replace it all, the cursor at the end."""
        self.text = self._clean(text)
        self.cursor = len(self.text)

    def _clean(self, text: str) -> str:
        return clean_line(text)

    def insert(self, text: str) -> None:
        """Put text in at the cursor; controls become `�`, tabs blanks."""
        clean = self._clean(text)
        self.text = self.text[: self.cursor] + clean + self.text[self.cursor :]
        self.cursor += len(clean)

    def _cut(self, start: int, end: int) -> None:
        self.text = self.text[:start] + self.text[end:]
        self.cursor = start

    def delete_left(self) -> None:
        """Take away the character before the cursor."""
        self._cut(graphemes.before(self.text, self.cursor), self.cursor)

    def delete_right(self) -> None:
        """Take away the character under the cursor."""
        self._cut(self.cursor, graphemes.after(self.text, self.cursor))

    def delete_word_left(self) -> None:
        """Take away the word before the cursor."""
        self._cut(self._word_left(), self.cursor)

    def delete_to_end(self) -> None:
        """Take away what follows the cursor."""
        self._cut(self.cursor, len(self.text))

    def clear(self) -> None:
        """Take away everything."""
        self._cut(0, len(self.text))

    def _word_left(self) -> int:
        found = _WORD_LEFT.search(self.text[: self.cursor])
        return found.start() if found else 0

    def left(self) -> None:
        """One character to the left."""
        self.cursor = graphemes.before(self.text, self.cursor)

    def right(self) -> None:
        """One character to the right."""
        self.cursor = graphemes.after(self.text, self.cursor)

    def word_left(self) -> None:
        """To the start of the word."""
        self.cursor = self._word_left()

    def word_right(self) -> None:
        """To the end of the word."""
        found = _WORD_RIGHT.match(self.text, self.cursor)
        self.cursor = found.end() if found else len(self.text)

    def home(self) -> None:
        """To the start of the line."""
        self.cursor = 0

    def end(self) -> None:
        """To the end of the line."""
        self.cursor = len(self.text)


class Paragraphs(Line):
    """Text of several lines."""

    def _clean(self, text: str) -> str:
        return clean_paragraphs(text)

    def up(self) -> None:
        """To the line above, the same number of characters from its start."""
        start = self.text.rfind("\n", 0, self.cursor) + 1
        if start:
            above = self.text.rfind("\n", 0, start - 1) + 1
            self.cursor = min(above + self.cursor - start, start - 1)

    def down(self) -> None:
        """To the line below."""
        start = self.text.rfind("\n", 0, self.cursor) + 1
        below = self.text.find("\n", self.cursor) + 1
        if below:
            end = self.text.find("\n", below)
            self.cursor = min(below + self.cursor - start, len(self.text) if end < 0 else end)


class History:
    """The lines entered before, gone through with up and down; the one being typed waits at the end.

    Among them are words for another line that were begun.
    """

    KEPT = 200

    def __init__(self, lines: list[str] | None = None) -> None:
        self._lines: list[str | Begun] = [*(lines or [])[-self.KEPT :]]
        self._place = len(self._lines)
        self._waiting = ""

    def add(self, line: str) -> None:
        """Keep a line that was entered, and behind it the one that was being typed when it was brought back."""
        waiting = self._waiting if self._place < len(self._lines) else ""
        for kept in (line, waiting):
            if kept and (not self._lines or self._lines[-1] != kept):
                self._lines.append(kept)
        del self._lines[: -self.KEPT]
        self._place, self._waiting = len(self._lines), ""

    def keep(self, begun: Begun) -> None:
        """Keep what was begun in the place of what was for the same: at the end, or where it was gone back to."""
        here = self._lines[self._place] if self._place < len(self._lines) else None
        if isinstance(here, Begun) and here.target == begun.target:
            self._lines[self._place] = begun
            return
        self.forget(begun.target)
        self._lines.append(begun)
        self._place, self._waiting = len(self._lines), ""

    def forget(self, target: tuple[str, str]) -> None:
        """What was begun for that has been entered."""
        left = [line for line in self._lines if not (isinstance(line, Begun) and line.target == target)]
        if len(left) < len(self._lines):
            self._lines = left
            self._place, self._waiting = len(left), ""

    def earlier(self, typed: str) -> str | Begun | None:
        """The line before; None at the first."""
        if self._place == 0:
            return None
        if self._place == len(self._lines):
            self._waiting = typed
        self._place -= 1
        return self._lines[self._place]

    def later(self) -> str | Begun | None:
        """The line after, at last the one that was being typed; None there."""
        if self._place >= len(self._lines):
            return None
        self._place += 1
        return self._waiting if self._place == len(self._lines) else self._lines[self._place]
