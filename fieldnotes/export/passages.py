"""A meeting as the paragraphs of a document, whatever program the document is for: pure, and the same for all.

Each observation is one passage, its text alone in `text`; a write-up has a passage a line.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from fieldnotes.export.coded import CodedSpan, Codings
from fieldnotes.export.left_out import observers_of
from fieldnotes.export.options import Options
from fieldnotes.export.wording import action_head, day_words, due_words, votes_words, who, worded
from fieldnotes.model.course import run
from fieldnotes.model.meeting import Record
from fieldnotes.model.observation import Observation

Kind = Literal[
    "meeting", "fact", "section", "person", "agenda", "item", "day", "code",
    "speech", "note", "decision", "action", "reflection", "rating", "course", "write-up",
    "own-write-up",
]  # fmt: skip
OBSERVED: frozenset[Kind] = frozenset(("speech", "note", "decision", "action", "reflection", "rating", "course"))
WRITTEN_UP: frozenset[Kind] = frozenset(("write-up", "own-write-up"))
"""A fuller note: of what was observed, or of a reflection, which is the observer's own."""
OUTSIDE, ALL_OF_IT = "Outside any item", "Observations"


class Passage(NamedTuple):
    """A paragraph: what it is, what stands before the text, the text, what stands behind it, its codes.

    `codes` are those of the whole line, `spans` of words in the text. `id` is that of the observation.
    """

    kind: Kind
    text: str
    label: str = ""
    aside: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    spans: tuple[CodedSpan, ...] = ()
    at: datetime | None = None
    id: str = ""


def _speech(seen: Observation) -> tuple[str, tuple[str, ...]]:
    label = who(seen.actor) or who("?")
    to = ", ".join(who(code, "everyone") for code in seen.addressees)
    return label[0].upper() + label[1:], (*((f"to {to}",) if to else ()), *seen.acts)


def _decision(seen: Observation) -> tuple[str, tuple[str, ...]]:
    return "Decision", tuple(part for part in (seen.mode, votes_words(seen)) if part)


def _action(seen: Observation) -> tuple[str, tuple[str, ...]]:
    words = action_head(seen).removeprefix("Action").strip()
    return "Action", (words,) if words else ()


def _rating(seen: Observation) -> tuple[str, tuple[str, ...]]:
    return "Rating", (" ".join(str(part) for part in (seen.scale, seen.rating) if part is not None),)


_LABELS = {
    "speech": _speech,
    "act": _speech,
    "decision": _decision,
    "action": _action,
    "rating": _rating,
    "note": lambda seen: ("Note", ()),
    "reflection": lambda seen: (worded(seen).head.rstrip(":"), ()),
}
_COURSE = {"item": "Agenda", "presence": "Presence", "floor": "Floor", "break": "Meeting", "gap": "Gap"}
_OWN_WORDS = (
    "Opens ",
    "Closes ",
    "Nobody ",
    "The ",
    "Not ",
)  # with which a sentence begins, and not a person's code


def _course(seen: Observation) -> tuple[str, tuple[str, ...]]:
    words = worded(seen).head.rstrip(":")
    return _COURSE[seen.kind], (words[0].lower() + words[1:] if words.startswith(_OWN_WORDS) else words,)


def observed(seen: Observation, observers: int, options: Options, codings: Codings) -> Passage:
    """The passage of an observation, placed by `model.course`.

    Where nothing was typed that is text, what it is known to be stands in its place, unless it is speech.
    """
    is_course = seen.kind in _COURSE
    label, about = (_course if is_course else _LABELS[seen.kind])(seen)
    text = seen.text
    if not text and seen.kind == "note":
        about = ("time marked",)
    elif not text and (is_course or seen.kind == "rating"):
        text, about = about[0], ()
    kind: Kind = "course" if is_course else "speech" if seen.kind == "act" else seen.kind  # type: ignore[assignment]
    settled = (f"done {due_words(seen.done)}",) if seen.done else ()
    marks = tuple(mark.removeprefix("— ") for mark in worded(seen, observers).marks)
    codes = codings.line(seen) if options.codes else ()
    spans = codings.spans(seen, "text") if options.codes else ()
    return Passage(kind, text, label, (*about, *settled, *marks), codes, spans, seen.at, seen.id)


def written_up(seen: Observation, options: Options, codings: Codings) -> Iterator[Passage]:
    """The lines of a write-up, the first with its label; empty lines have no paragraph.

    Of a reflection each line has it, for however it is read it must not pass for what was observed.
    """
    if not seen.written_up:
        return
    spans = codings.spans(seen, "write-up") if options.codes else ()
    is_own = seen.kind == "reflection"
    kind: Kind = "own-write-up" if is_own else "write-up"
    label, begin = f"{worded(seen).head.rstrip(':')}, written up" if is_own else "Write-up", 0
    for line in seen.written_up.split("\n"):
        if line.strip():
            inside = tuple(found for span in spans if (found := span.within(begin, begin + len(line))))
            yield Passage(kind, line, label, spans=inside, id=seen.id)
            label = label if is_own else ""
        begin += len(line) + 1


def standing(record: Record, options: Options) -> list[Observation]:
    """The observations that the export is of, in order of time and placed."""
    placed = run(record.people, record.observations)
    return [seen for seen in placed if not seen.retracted and (options.reflections or seen.kind != "reflection")]


def course_of(record: Record, seen: Sequence[Observation], options: Options) -> Iterator[Passage]:
    """The observations under the headings of the agenda, each day that is not the meeting's with its date."""
    titles = {item.number: f"{item.number} {item.title}".rstrip() for item in record.items}
    observers, codings = len(observers_of([record], options)), Codings(record)
    day, item, fresh = record.meeting.date, None, True
    for each in seen:
        if each.kind != "rating" and (each.item != item or fresh):
            outside = OUTSIDE if record.items else ALL_OF_IT
            yield Passage("item", titles.get(each.item, each.item) if each.item else outside)
            item, fresh = each.item, False
        if each.at.date() != day:
            day = each.at.date()
            yield Passage("day", day_words(day))
        yield observed(each, observers, options, codings)
        yield from written_up(each, options, codings)
