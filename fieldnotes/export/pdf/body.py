"""The observations, in order of time under the headings of the agenda, their codes beside them."""

from collections.abc import Iterator, Sequence
from datetime import date

from fieldnotes.export.coded import CodedSpan
from fieldnotes.export.left_out import observers_of
from fieldnotes.export.passages import ALL_OF_IT, OUTSIDE
from fieldnotes.export.pdf import look
from fieldnotes.export.pdf.fonts import BOLD, ITALIC, REGULAR
from fieldnotes.export.pdf.noted import Coding, Noted, NumberedAnew
from fieldnotes.export.pdf.paragraph import BLACK, BLANKS, Run
from fieldnotes.export.pdf.story import Story
from fieldnotes.export.pdf.told import Told
from fieldnotes.export.wording import Wording, clock, day_words, worded
from fieldnotes.model.observation import Observation

_OUTCOME, _SPOKEN, _COURSE = (BOLD, look.ACCENT), (BOLD, BLACK), (REGULAR, look.QUIET)
_HEADS = {
    "speech": _SPOKEN,
    "act": _SPOKEN,
    "decision": _OUTCOME,
    "action": _OUTCOME,
    "rating": _OUTCOME,
    "reflection": (BOLD, look.SAND),
}
_STYLES = {"decision": look.DECISION, "action": look.DECISION, "reflection": look.REFLECTION}


class Body:
    """Writes observations one after the other; remembers the item and the day that it is in."""

    def __init__(self, story: Story, told: Told) -> None:
        record = told.record
        self.story, self.codings, self.with_codes = story, told.codings, told.options.codes
        self.titles = {item.number: f"{item.number} {item.title}".rstrip() for item in record.items}
        self.observers = len(observers_of([record], told.options))
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
        runs = self._runs(seen, words, where)
        codes = self._codes(seen, words, runs, where) if self.with_codes else ()
        style = _STYLES.get(seen.kind, look.BODY)
        is_boxed_on = seen.kind == "reflection" and bool(seen.written_up)
        self.story.add(Noted(runs, style._replace(after=0) if is_boxed_on else style, codes))
        if seen.written_up:
            self._write_up(seen, seen.written_up, where)

    def _write_up(self, seen: Observation, text: str, where: str) -> None:
        is_own = seen.kind == "reflection"
        style, face = (look.OWN_WRITE_UP, ITALIC) if is_own else (look.WRITE_UP, REGULAR)
        begin, spans = 0, self.codings.spans(seen, "write-up") if self.with_codes else ()
        lines = text.rstrip().split("\n")
        for number, line in enumerate(lines, 1):
            if line.strip():
                ended = style if number == len(lines) else style._replace(after=0)
                inside = [found for span in spans if (found := span.within(begin, begin + len(line)))]
                codes = list(self._on_words(line, inside, 0, where))
                self.story.add(Noted([self.story.run(line, where, face)], ended, codes))
            begin += len(line) + 1

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
            self.story.item(OUTSIDE)
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
        if words.marks:
            runs.append(story.quiet(" ".join(words.marks), where))
        return runs

    def _codes(self, seen: Observation, words: Wording, runs: Sequence[Run], where: str) -> list[Coding]:
        whole = [Coding(self._name(name, where)) for name in self.codings.line(seen)]
        spans = self.codings.spans(seen, "text")
        if not spans:
            return whole
        before = sum(solid(run.text) for run in runs[: 2 if words.head else 1])
        return [*whole, *self._on_words(seen.text, spans, before, where)]

    def _on_words(self, text: str, spans: Sequence[CodedSpan], before: int, where: str) -> Iterator[Coding]:
        """The codings of words; `before` is how many characters stand in front of the text."""

        def place(at: int) -> int:
            return before + solid(self.story.ink.safe(text[:at], where))

        for span in spans:
            yield Coding(self._name(span.code, where), (place(span.start), place(span.end)))

    def _name(self, name: str, where: str) -> str:
        return self.story.ink.safe(name, where, ITALIC)


def solid(text: str) -> int:
    """How many of its characters are not blanks."""
    return len(BLANKS.sub("", text))


def add_observations(story: Story, told: Told) -> None:
    """All observations that are to stand in the document, their lines numbered."""
    story.section(ALL_OF_IT)
    if not told.seen:
        story.note("Nothing was observed yet.", "observations")
    story.add(NumberedAnew())
    story.later(_written(Body(story, told), told.seen))


def _written(body: Body, seen: Sequence[Observation]) -> Iterator[None]:
    for each in seen:
        body.write(each)
        yield
