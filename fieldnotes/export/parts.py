"""A passage as the stretches of its paragraph: time, who or what, the text, what is known besides, the codes."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from fieldnotes.export.characters import held, turned_back
from fieldnotes.export.options import Layout
from fieldnotes.export.passages import OBSERVED, WRITTEN_UP, Passage
from fieldnotes.export.wording import clock

Role = Literal["time", "label", "text", "aside", "codes"]
_QUOTED = 40


class Part(NamedTuple):
    """A stretch of a paragraph; the parts of one joined are the paragraph, blanks included."""

    role: Role
    text: str


def _front(passage: Passage, layout: Layout) -> list[Part]:
    """What stands before the text, each with the blank behind it."""
    parts = []
    if layout == "time" and passage.at and passage.kind in OBSERVED:
        parts.append(Part("time", f"[{clock(passage.at)}] "))
    if passage.label:
        is_colon = passage.kind in OBSERVED or passage.kind in WRITTEN_UP
        parts.append(Part("label", f"{passage.label}{':' if is_colon else ' –' if passage.text else ''} "))
    return parts


def _aside(passage: Passage, layout: Layout) -> str:
    if passage.kind not in OBSERVED:
        return f"({'; '.join(passage.aside)})" if passage.aside else ""
    time = (clock(passage.at),) if layout == "speaker" and passage.at else ()
    known = (*passage.aside, *time)
    return f"[{' · '.join(known)}]" if known else ""


def code_marks(passage: Passage) -> list[str]:
    """`#tension`, `#engagement(“what the words begin with…”)`: codes of the line, then those of words in it."""
    marks = [f"#{code}" for code in passage.codes]
    for span in passage.spans:
        quote = passage.text[span.start : span.end]
        marks.append(f"#{span.code}(“{quote if len(quote) <= _QUOTED else quote[: _QUOTED - 1] + '…'}”)")
    return list(dict.fromkeys(marks))  # two coders may have put one code on the same words


def _tail(passage: Passage, layout: Layout) -> Iterator[tuple[str, Role]]:
    if aside := _aside(passage, layout):
        yield aside, "aside"
    if codes := code_marks(passage):
        yield " ".join(codes), "codes"


def parts_of(passage: Passage, layout: Layout) -> list[Part]:
    """The parts of a passage's paragraph. The one that is the text holds nothing else."""
    parts = _front(passage, layout)
    if passage.text:
        parts.append(Part("text", passage.text))
    for words, role in _tail(passage, layout):
        is_apart = not parts or parts[-1].role in ("time", "label")
        words = turned_back(words, passage.text) if parts and parts[-1].role == "text" else words
        parts.append(Part(role, words if is_apart else f" {words}"))
    if parts and parts[-1].role in ("time", "label"):
        parts[-1] = Part(parts[-1].role, parts[-1].text.rstrip(" "))
    return parts


def line_of(passage: Passage, layout: Layout) -> str:
    """The paragraph as one line of plain text, as a file holds it."""
    return "".join(held(part.text) for part in parts_of(passage, layout))
