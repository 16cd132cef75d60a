"""The pads of a meeting's fuller notes: one a text, made when it is opened and kept with its undo; and the lines.

Pure but for the session that it looks at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fieldnotes.capture.spancoding import codings_of
from fieldnotes.measures.left import is_written, needs_words
from fieldnotes.model.coding import Coding, Part, anchored, follow, part_of
from fieldnotes.tui.pad import Pad

if TYPE_CHECKING:
    from fieldnotes.capture.writingup import WritingUp
    from fieldnotes.model.observation import Observation

WRITTEN, BEGUN, WANTED, NOT_WANTED = "✓", "…", "·", " "


class Notes:
    """What is shown of a meeting: its jottings in order of time, its reflections apart, a pad for each text."""

    def __init__(self, writing: WritingUp) -> None:
        self.writing = writing
        self.session = writing.session
        self._pads: dict[tuple[str, Part], Pad] = {}
        self.look()

    def look(self) -> None:
        """Take the record as it now is."""
        seen = self.session.observations
        self.jottings = [one for one in seen if one.kind != "reflection" and not one.retracted]
        self.reflections = [one for one in seen if one.kind == "reflection" and not one.retracted]
        self._by_id = {one.id: one for one in seen}
        self._coded = {one.of for one in self.session.record.codings if one.stands}
        for (of, part), pad in list(self._pads.items()):
            if of not in self._by_id or pad.text != self._text(of, part):
                del self._pads[of, part]
            else:
                self._follow(pad, of, part)

    def _text(self, of: str, part: Part) -> str:
        return self.writing.text(of) if part == "write-up" else self.session.seen(of).text

    def pad(self, of: str, part: Part) -> Pad:
        """The pad of a text."""
        found = self._pads.get((of, part))
        if found is None:
            text = self._text(of, part)
            found = self._pads[of, part] = Pad(text, self._places(of, part, text), frozen=part == "text")
        return found

    def _places(self, of: str, part: Part, text: str) -> dict[str, tuple[int, int] | None]:
        """Where the codings stand in the text as it is being written, which the record may not have yet."""
        codings = codings_of(self.session, of, part)
        kept = part_of(self.session.seen(of), part)
        if kept != text:
            return {one.id: None if one.lost else one.span for one in follow(codings, kept, text)}
        return {one.id: anchored(one, text) for one in codings}

    def _follow(self, pad: Pad, of: str, part: Part) -> None:
        """Codings that came or went since the pad was made."""
        there = {one.id: one for one in codings_of(self.session, of, part)}
        for key in [key for key in pad.places if key not in there and not self._may_return(key)]:
            pad.forget(key)
        for key, one in there.items():
            if key not in pad.places and (span := anchored(one, pad.text)):
                pad.place(key, span)

    def _may_return(self, key: str) -> bool:
        """A coding whose words are lost comes back when what was deleted is brought back."""
        return any(one.id == key and one.lost and not one.retracted for one in self.session.record.codings)

    # -- lines

    def mark(self, of: str) -> str:
        """The signs of a line in the list: of its note, and whether words are coded."""
        seen = self._by_id[of]
        if (self.writing.text(of) if self.writing.is_open(of) else seen.written_up or "").strip():
            sign = WRITTEN if is_written(seen) else BEGUN
        else:
            sign = WANTED if needs_words(seen) else NOT_WANTED
        return sign + ("#" if of in self._coded else " ")

    def wants(self, seen: Observation) -> bool:
        """True for a line that still has no note."""
        text = self.writing.text(seen.id) if self.writing.is_open(seen.id) else seen.written_up
        return needs_words(seen) and not (text or "").strip()

    def next_unwritten(self, of: str | None, step: int) -> Observation | None:
        """The next line without a note after one, or before it; round the end; None where all have one."""
        at = next((n for n, seen in enumerate(self.jottings) if seen.id == of), -1 if step > 0 else 0)
        count = len(self.jottings)
        places = ((at + step * n) % count for n in range(1, count + 1)) if count else ()
        return next((self.jottings[place] for place in places if self.wants(self.jottings[place])), None)

    def codings(self, of: str) -> list[Coding]:
        """The codings of a line's texts: those of the note, of the jotting, then those that are lost."""
        lost = [one for one in self.session.record.codings if one.of == of and one.lost and not one.retracted]
        return [*codings_of(self.session, of, "write-up"), *codings_of(self.session, of, "text"), *lost]
