"""A long text in rows of so many cells, broken between words; after a change only the rows that it touches.

Pure. A row is told by where it starts; it ends where the next one does, its blanks and line end with it. Text is
measured as it is shown (`fieldnotes.text.visible`), so that nothing in it moves what follows.
"""

from bisect import bisect_right

from rich.cells import cell_len

from fieldnotes.model.spans import Splice
from fieldnotes.text import visible


class PadRows:
    """The rows of a text."""

    def __init__(self, text: str, width: int) -> None:
        self.text, self.width = text, max(1, width)
        self.starts = self._from(0, [])

    def __len__(self) -> int:
        return len(self.starts)

    def relay(self, text: str, width: int) -> None:
        """Lay all of it out anew."""
        self.text, self.width = text, max(1, width)
        self.starts = self._from(0, [])

    def change(self, text: str, splice: Splice) -> None:
        """Take in one change that made the text this one: rows behind it are moved where they break as before."""
        row = max(0, self.row_of(splice.start) - 1)
        kept = self.starts[:row]
        self.text = text
        grown = len(splice.text) - (splice.end - splice.start)
        settled = splice.start + len(splice.text)
        old = self.starts
        place = self.starts[row]
        behind = bisect_right(old, splice.end)
        while True:
            kept.append(place)
            following = self._next(place)
            if following is None:
                break
            place = following
            if place >= settled:
                while behind < len(old) and old[behind] + grown < place:
                    behind += 1
                if behind < len(old) and old[behind] + grown == place and old[behind] > splice.end:
                    kept += [start + grown for start in old[behind:]]
                    break
        self.starts = kept

    def _from(self, place: int, kept: list[int]) -> list[int]:
        following: int | None = place
        while following is not None:
            kept.append(following)
            following = self._next(following)
        return kept

    def _next(self, start: int) -> int | None:
        """Where the row after the one that starts there starts; None where that is the last."""
        text, width = self.text, self.width
        ahead = text[start : start + width + 1]
        end = ahead.find("\n")
        if end >= 0 and ahead.isascii() and ahead[:end].isprintable():
            return start + end + 1
        if ahead.isascii() and ahead.replace("\n", "").isprintable():
            return self._broken(start, width) if len(ahead) > width else None
        fits = self._fitting(start)
        end = text.find("\n", start, start + fits + 1)
        if end >= 0:
            return end + 1
        return self._broken(start, fits) if start + fits < len(text) else None

    def _fitting(self, start: int) -> int:
        """How many characters from there on fit into a row; at least one."""
        used = 0
        for place in range(start, len(self.text)):
            if self.text[place] == "\n":
                return place - start
            used += _cells(self.text[place])
            if used > self.width:
                return max(1, place - start)
        return len(self.text) - start

    def _broken(self, start: int, fits: int) -> int | None:
        """The place to break at where so many characters fit: behind the last blanks, else within a word."""
        text, place = self.text, start + fits
        if text[place] == " ":
            while place < len(text) and text[place] == " ":
                place += 1
            if place < len(text) and text[place] == "\n":
                return place + 1
            return place if place < len(text) else None
        blank = text.rfind(" ", start, place)
        return blank + 1 if blank >= start else place

    # -- places

    def row_of(self, place: int) -> int:
        """The row that a place is in."""
        return max(0, bisect_right(self.starts, place) - 1)

    def span(self, row: int) -> tuple[int, int]:
        """Where a row starts, and where what is shown of it ends."""
        start = self.starts[row]
        end = self.starts[row + 1] if row + 1 < len(self.starts) else len(self.text)
        return start, end - 1 if end > start and self.text[end - 1] == "\n" else end

    def column(self, place: int) -> int:
        """How many cells stand before a place in its row."""
        return cell_len(visible(self.text[self.starts[self.row_of(place)] : place]))

    def at(self, row: int, column: int) -> int:
        """The place in a row that so many cells lead to, or its end."""
        if row < 0:
            return 0
        if row >= len(self.starts):
            return len(self.text)
        start, end = self.span(row)
        last = end if row + 1 == len(self.starts) or self.text[end : end + 1] == "\n" else max(start, end - 1)
        used = 0
        for place in range(start, last):
            used += _cells(self.text[place])
            if used > column:
                return place
        return last


def _cells(char: str) -> int:
    return cell_len(visible(char))
