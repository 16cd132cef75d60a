"""The back of the document: the codes that were used and where, and the characters that could not be drawn."""

from collections.abc import Iterator
from typing import NamedTuple

from fieldnotes.export.pdf import look
from fieldnotes.export.pdf.fonts import ITALIC
from fieldnotes.export.pdf.story import Story
from fieldnotes.export.pdf.told import Told
from fieldnotes.export.wording import clock
from fieldnotes.model.codebook import Code, Codebook
from fieldnotes.model.coding import Part, part_of
from fieldnotes.model.observation import Observation
from fieldnotes.text import hyphened_name, on_one_line

_PLACES = 12
_QUOTED = 90
_PARTS: tuple[Part, ...] = ("text", "write-up")
_WHOLE = "Each is drawn as a box here, but can be searched and copied"


class Used(NamedTuple):
    """A code that was used: its places in order of time, and the names under which it was typed, in order."""

    code: Code
    places: list[str]
    names: list[str]


def used_codes(told: Told) -> list[Used]:
    """The codes used on lines and on words, renames and merges followed; in alphabetical order."""
    found: dict[str, Used] = {}
    book = told.record.codebook
    for seen in told.seen:
        for typed, name, place in _uses(told, seen):
            if name not in found:
                found[name] = Used(_code(book, name), [], [])
            found[name].places.append(place)
            if typed and typed not in (name, *found[name].names):
                found[name].names.append(typed)
    return [found[name] for name in sorted(found)]


def _code(book: Codebook, name: str) -> Code:
    return book.resolve(name) or Code(name, status="emergent")


def _uses(told: Told, seen: Observation) -> Iterator[tuple[str, str, str]]:
    """As it was typed (empty for words), as it is called now, and where."""
    where = clock(seen.at)
    line = told.codings.line(seen)
    typed = {told.codings.called(name): name for name in reversed(seen.codes)}
    for name in line:
        yield typed.get(name, ""), name, where
    for part in _PARTS:
        for span in told.codings.spans(seen, part):
            quote = on_one_line(part_of(seen, part)[span.start : span.end])
            cut = quote if len(quote) <= _QUOTED else quote[: _QUOTED - 1] + "…"
            yield "", span.code, f"{where} “{cut}”"


def add_codebook(story: Story, told: Told) -> None:
    """The codes used: name, title, status, how often, definition, where; what else they were typed as."""
    used = used_codes(told) if told.options.codes else []
    if not used:
        return
    story.section("Codes used", 40)
    for code, places, names in used:
        others = ", as " + ", ".join(f"#{name}" for name in sorted(names)) if names else ""
        called = code.called
        runs = [story.run(f"#{called}", "codes", ITALIC, look.ACCENT)]
        runs.append(story.quiet(f"{code.status}, {len(places)}×{others}", "codes"))
        if code.title and hyphened_name(code.title) != called:
            runs.append(story.strong(on_one_line(code.title), "codes"))
        if code.definition:
            runs.append(story.run(on_one_line(code.definition), "codes"))
        story.paragraph(runs, look.BODY._replace(after=0))
        story.paragraph([story.quiet(" · ".join(places), "codes")], look.NOTE._replace(indent=12, after=6))


def add_missing(story: Story, is_attached: bool) -> Iterator[None]:
    """The characters without a glyph: code point, name, where; a step of the story, when all else is told."""
    missing = story.ink.missing
    if not missing:
        return
    yield
    story.section("Characters without a glyph", 26)
    story.note(f"{_WHOLE}; the attached files have them whole." if is_attached else f"{_WHOLE}.", "appendix")
    for char in missing:
        places = ", ".join(char.places[:_PLACES]) + (" …" if len(char.places) > _PLACES else "")
        story.paragraph([story.strong(char.code_point, "appendix"), story.run(char.name, "appendix"),
                         story.quiet(f"· {places}", "appendix")], look.NOTE._replace(after=2))  # fmt: skip
