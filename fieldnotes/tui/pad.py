"""A text of many paragraphs being written: cursor, selection, undo, and the spans in it that keep their place.

Pure: nothing here knows of screens. All places are code points from the start; the cursor never stands within a
character. Every change is a `Splice`, which is told to whoever lays the text out.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from fieldnotes.model.observation import Span
from fieldnotes.model.spans import Splice, shifted, splices
from fieldnotes.text import clean_paragraphs
from fieldnotes.tui import graphemes

_WORD_LEFT = re.compile(r"\w+[^\w\n]*\Z|[^\w\n]+\Z|\n\Z")
_WORD_RIGHT = re.compile(r"[^\w\n]*\w+|[^\w\n]+|\n")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_LOOK_BACK = 400
MOST_STEPS = 2000
Places = dict[str, Span | None]


class _Step(NamedTuple):
    """What takes one change back: the splice, where cursor and mark were, and where the spans."""

    back: Splice
    cursor: int
    mark: int | None
    places: Places


class Pad:
    """The text, and what is done to it. `frozen` text can be selected and not changed."""

    def __init__(
        self, text: str = "", places: Mapping[str, Span | None] | None = None, *, frozen: bool = False
    ) -> None:
        self.text = clean_paragraphs(text)
        self.cursor = len(self.text)
        self.mark: int | None = None
        self.frozen = frozen
        self.places: Places = dict(places or {})
        self.changed: Callable[[Splice], None] = lambda splice: None
        self._undo: list[_Step] = []
        self._redo: list[_Step] = []
        self._joins = False

    # -- selection

    @property
    def selected(self) -> Span | None:
        """What is selected; None where nothing is."""
        if self.mark is None or self.mark == self.cursor:
            return None
        return min(self.mark, self.cursor), max(self.mark, self.cursor)

    @property
    def selected_words(self) -> Span | None:
        """What is selected without the blanks at its ends; None where no more than those are."""
        words = self.selected_text
        start = (self.selected or (0, 0))[0] + len(words) - len(words.lstrip())
        return (start, start + len(words.strip())) if words.strip() else None

    @property
    def selected_text(self) -> str:
        """The words that are selected."""
        return self.text[slice(*self.selected)] if self.selected else ""

    def select(self, span: Span) -> None:
        """Select a span, the cursor at its end."""
        self.mark, self.cursor = span
        self._joins = False

    def select_all(self) -> None:
        """Select all of it."""
        self.select((0, len(self.text)))

    def set_mark(self) -> None:
        """Begin a selection here that moving makes larger; again: none."""
        self.mark = None if self.mark is not None else self.cursor

    def unselect(self) -> bool:
        """Select nothing; False where nothing was."""
        had, self.mark = self.mark is not None, None
        return had

    def select_word(self) -> bool:
        """Select the word at the cursor; False where there is none."""
        start = self.text.rfind("\n", 0, self.cursor) + 1
        for found in _WORD.finditer(self.text, start):
            if found.start() > self.cursor:
                return False
            if found.end() >= self.cursor:
                self.select(found.span())
                return True
        return False

    # -- moving

    def move_to(self, place: int, *, selecting: bool = False, marked: bool = False) -> None:
        """Put the cursor there; `selecting` changes what is selected, `marked` keeps what a mark began."""
        if selecting and self.mark is None:
            self.mark = self.cursor
        elif not (selecting or marked):
            self.mark = None
        self.cursor = max(0, min(place, len(self.text)))
        self._joins = False

    def left(self) -> int:
        """The place one character to the left."""
        start = max(0, self.cursor - _LOOK_BACK)
        return start + graphemes.before(self.text[start : self.cursor + 1], self.cursor - start)

    def right(self) -> int:
        """The place one character to the right."""
        part = self.text[max(0, self.cursor - 8) : self.cursor + _LOOK_BACK]
        before = self.cursor - max(0, self.cursor - 8)
        return self.cursor - before + graphemes.after(part, before)

    def word_left(self) -> int:
        """The start of the word, or the end of the paragraph above."""
        start = max(0, self.cursor - _LOOK_BACK)
        found = _WORD_LEFT.search(self.text[start : self.cursor])
        return start + found.start() if found else start

    def word_right(self) -> int:
        """The end of the word, or the start of the paragraph below."""
        found = _WORD_RIGHT.match(self.text, self.cursor)
        return found.end() if found else len(self.text)

    def paragraph_start(self) -> int:
        """The start of the paragraph."""
        return self.text.rfind("\n", 0, self.cursor) + 1

    def paragraph_end(self) -> int:
        """The end of the paragraph."""
        end = self.text.find("\n", self.cursor)
        return len(self.text) if end < 0 else end

    # -- changing

    def insert(self, text: str) -> None:
        """Put text in at the cursor, in the place of what is selected."""
        clean = clean_paragraphs(text)
        start, end = self.selected or (self.cursor, self.cursor)
        if clean or start != end:
            self._change(Splice(start, end, clean), joins=len(clean) == 1 and not clean.isspace() and start == end)

    def delete_left(self) -> None:
        """Take away what is selected, else the character before the cursor."""
        self._delete(self.selected or (self.left(), self.cursor), joins=self.selected is None)

    def delete_right(self) -> None:
        """Take away what is selected, else the character under the cursor."""
        self._delete(self.selected or (self.cursor, self.right()))

    def delete_word_left(self) -> None:
        """Take away what is selected, else the word before the cursor."""
        self._delete(self.selected or (self.word_left(), self.cursor))

    def delete_word_right(self) -> None:
        """Take away what is selected, else the word after the cursor."""
        self._delete(self.selected or (self.cursor, self.word_right()))

    def delete_to_end(self) -> None:
        """Take away the rest of the paragraph, or where there is none the line end."""
        end = self.paragraph_end()
        self._delete(self.selected or (self.cursor, end if end > self.cursor else self.right()))

    def delete_to_start(self) -> None:
        """Take away what stands before the cursor in the paragraph."""
        self._delete(self.selected or (self.paragraph_start(), self.cursor))

    def _delete(self, span: Span, *, joins: bool = False) -> None:
        if span[0] < span[1]:
            self._change(Splice(*span, ""), joins=joins and self.text[span[0]] != "\n")

    def become(self, text: str) -> None:
        """Be another text, as it comes from another editor: what both have in common keeps its spans."""
        if self.frozen:
            return
        clean = clean_paragraphs(text)
        before = self.cursor
        for splice in splices(self.text, clean):
            self._change(splice, joins=False)
        self.cursor = min(before, len(self.text))

    def _change(self, splice: Splice, *, joins: bool) -> None:
        if self.frozen:
            return
        step = _Step(self._inverse(splice), self.cursor, self.mark, dict(self.places))
        if not (joins and self._joins and self._undo and self._join(splice, step)):
            self._undo.append(step)
            del self._undo[:-MOST_STEPS]
        self._redo.clear()
        self._apply(splice)
        self.places = {key: span and shifted(span, splice) for key, span in self.places.items()}
        self.cursor, self.mark = splice.start + len(splice.text), None
        self._joins = joins

    def _inverse(self, splice: Splice) -> Splice:
        return Splice(splice.start, splice.start + len(splice.text), self.text[splice.start : splice.end])

    def _join(self, splice: Splice, step: _Step) -> bool:
        """Make a letter more, or one less, part of the step before; False where it does not follow that."""
        last = self._undo[-1]
        typed = last.back.text == "" == step.back.text and last.back.end == splice.start
        deleted = last.back.start == last.back.end and splice.text == "" and splice.end == last.back.start
        if typed:
            back = last.back._replace(end=splice.start + len(splice.text))
        elif deleted:
            back = Splice(splice.start, splice.start, step.back.text + last.back.text)
        else:
            return False
        self._undo[-1] = last._replace(back=back)
        return True

    def _apply(self, splice: Splice) -> None:
        self.text = splice.of(self.text)
        self.changed(splice)

    # -- undo

    def undo(self) -> bool:
        """Take the last change back; False where there is none."""
        return self._step(self._undo, self._redo)

    def redo(self) -> bool:
        """Make it again; False where there is nothing."""
        return self._step(self._redo, self._undo)

    def _step(self, source: list[_Step], target: list[_Step]) -> bool:
        if not source or self.frozen:
            return False
        step = source.pop()
        target.append(_Step(self._inverse(step.back), self.cursor, self.mark, dict(self.places)))
        self._apply(step.back)
        self.places = {
            key: step.places[key] if key in step.places else span and shifted(span, step.back)
            for key, span in self.places.items()
        }
        self.cursor, self.mark = min(step.cursor, len(self.text)), step.mark
        self._joins = False
        return True

    # -- spans

    def place(self, key: str, span: Span) -> None:
        """Follow a span from now on."""
        self.places[key] = span

    def forget(self, key: str) -> None:
        """Follow it no more."""
        self.places.pop(key, None)

    def at_cursor(self) -> list[str]:
        """The spans that the cursor stands in or behind, or that are selected, the shortest first."""
        low, high = self.selected or (self.cursor, self.cursor)
        found = [
            (span[1] - span[0], key)
            for key, span in self.places.items()
            if span and span[0] <= low and high <= span[1]
        ]
        return [key for _, key in sorted(found)]


def words_in(text: str) -> int:
    """How many words: what stands between blanks."""
    return len(text.split())
