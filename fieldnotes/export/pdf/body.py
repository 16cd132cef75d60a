"""The observations, in order of time under the headings of the agenda."""

from collections.abc import Iterable
from datetime import date

from fieldnotes.export.pdf import look
from fieldnotes.export.pdf.fonts import BOLD, ITALIC, REGULAR
from fieldnotes.export.pdf.paragraph import BLACK, Run
from fieldnotes.export.pdf.story import Story
from fieldnotes.export.wording import Wording, clock, day_words, worded
from fieldnotes.model.meeting import Record
from fieldnotes.model.observation import Observation

_OUTSIDE = "Outside any item"
_OUTCOME, _SPOKEN, _COURSE = (BOLD, look.ACCENT), (BOLD, BLACK), (REGULAR, look.QUIET)
_HEADS = {
    "speech": _SPOKEN,
    "act": _SPOKEN,
    "decision": _OUTCOME,
    "action": _OUTCOME,
    "reflection": (BOLD, look.SAND),
}
_STYLES = {"decision": look.DECISION, "action": look.DECISION, "reflection": look.REFLECTION}


class Body:
    """Writes observations one after the other; remembers the item and the day that it is in."""

    def __init__(self, story: Story, record: Record) -> None:
        self.story = story
        self.titles = {item.number: f"{item.number} {item.title}".rstrip() for item in record.items}
        self.observers = len(record.observers)
        self.codebook = record.codebook
        self.item: str | None = None
        self.begun: set[str] = set()
        self.day: date = record.meeting.date
        self.fresh = True

    def write(self, seen: Observation) -> None:
        """One observation, under its heading and day, with its write-up under it."""
        self._head(seen)
        self._date(seen)
        where = clock(seen.at)
        words = worded(seen, self.observers)
        self.story.paragraph(self._runs(seen, words, where), _STYLES.get(seen.kind, look.BODY))
        for line in (seen.written_up or "").split("\n"):
            if line.strip():
                self.story.paragraph([self.story.run(line, where)], look.WRITE_UP)

    def _head(self, seen: Observation) -> None:
        """A heading where the item changes; a rating of the last item stays where it is."""
        if seen.kind == "rating" or (seen.item == self.item and not self.fresh):
            return
        again = seen.item in self.begun
        if seen.item is not None:
            self.begun.add(seen.item)
            title = self.titles.get(seen.item, seen.item)
            self.story.item(title, "(continued)" if again else "")
        elif not self.fresh:
            self.story.item(_OUTSIDE)
        self.item, self.fresh = seen.item, False

    def _date(self, seen: Observation) -> None:
        if seen.at.date() != self.day:
            self.day = seen.at.date()
            self.story.paragraph([self.story.quiet(day_words(self.day), "day")], look.NOTE._replace(before=4))

    def _runs(self, seen: Observation, words: Wording, where: str) -> list[Run]:
        story = self.story
        runs = [story.quiet(where, where)]
        if words.head:
            runs.append(story.run(words.head, where, *_HEADS.get(seen.kind, _COURSE)))
        if words.text:
            runs.append(story.run(words.text, where, ITALIC if seen.kind == "reflection" else REGULAR))
        if words.codes:
            marks = " ".join(f"#{self._called(code)}" for code in words.codes)
            runs.append(story.run(marks, where, ITALIC, look.ACCENT))
        if words.marks:
            runs.append(story.quiet(" ".join(words.marks), where))
        return runs

    def _called(self, name: str) -> str:
        """What the code of that name is called now; the name is what it was born with."""
        code = self.codebook.get(name)
        return code.called if code else name


def add_observations(story: Story, record: Record, placed: Iterable[Observation]) -> None:
    """All observations that were not retracted."""
    body = Body(story, record)
    for seen in placed:
        if not seen.retracted:
            body.write(seen)
