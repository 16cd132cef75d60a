"""The text of a page as Taguette counts it: text nodes alone, in bytes of UTF-8.

Taguette keeps a document as cleaned HTML and finds the place of a highlight by going through its text nodes
(`taguette/extract.py` of 1.5.2), so an offset is the number of bytes of text before it, whatever the tags.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher
from html.parser import HTMLParser
from itertools import accumulate, pairwise
from typing import NamedTuple

_UNSEEN = frozenset(("head", "script", "style"))


class _TextNodes(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.found.append(data)


def text_of(html: str) -> str:
    """The text nodes of a page, or of a piece of one, joined; nothing of what stands in its head."""
    nodes = _TextNodes()
    nodes.feed(html)
    nodes.close()
    return "".join(nodes.found)


class Words(NamedTuple):
    """What is to be highlighted: from a code point of one line to one of the same or a later line, end exclusive.

    Lines are counted without empty ones; `text` is what stands there, line feeds between the lines.
    """

    line: int
    start: int
    last: int
    end: int
    text: str


class Contents:
    """A document's text by lines; empty ones, which stand between blocks alone, do not count."""

    def __init__(self, html: str) -> None:
        text = text_of(html)
        self._bytes = text.encode("utf-8", "surrogatepass")
        lines = text.split("\n")
        begins = accumulate((len(line.encode("utf-8", "surrogatepass")) + 1 for line in lines), initial=0)
        there = [(line, begin) for line, begin in zip(lines, begins, strict=False) if line]
        self.lines = tuple(line for line, _ in there)
        self._begins = tuple(begin for _, begin in there)

    def at(self, line: int, column: int) -> int:
        """The offset in bytes of a code point of a line."""
        return self._begins[line] + len(self.lines[line][:column].encode("utf-8", "surrogatepass"))

    def between(self, start: int, end: int) -> str:
        """The text between two offsets; what is cut in the middle of a character is no text of ours."""
        return self._bytes[start:end].decode("utf-8", "replace")

    def place(self, words: Words, lines: "dict[int, int]") -> tuple[int, int] | None:
        """From which byte to which these words stand here, `lines` giving the line here for each of theirs.

        None where they do not stand here, letter for letter.
        """
        here = [lines.get(line, -1) for line in range(words.line, words.last + 1)]
        if -1 in here or any(after != before + 1 for before, after in pairwise(here)):
            return None
        start, end = self.at(here[0], words.start), self.at(here[-1], words.end)
        return (start, end) if self.between(start, end) == words.text else None


def same_lines(ours: Sequence[str], theirs: Sequence[str]) -> dict[int, int]:
    """Which line of theirs each line of ours is, as far as both have them in the same order."""
    if ours == theirs:
        return {line: line for line in range(len(ours))}
    blocks = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
    return {one.a + n: one.b + n for one in blocks for n in range(one.size)}
