"""The back of the document: the codes that were used, and the characters that could not be drawn."""

from collections.abc import Iterable

from fieldnotes.export.pdf import look
from fieldnotes.export.pdf.fonts import ITALIC
from fieldnotes.export.pdf.story import Story
from fieldnotes.model.codebook import Code, Codebook
from fieldnotes.model.meeting import Record
from fieldnotes.model.observation import Observation
from fieldnotes.text import hyphened_name

_PLACES = 12


def used_codes(placed: Iterable[Observation]) -> dict[str, int]:
    """Each code used and how often, in the order of first use; retracted observations use none."""
    counts: dict[str, int] = {}
    for seen in placed:
        for code in () if seen.retracted else seen.codes:
            counts[code] = counts.get(code, 0) + 1
    return counts


def add_codebook(story: Story, record: Record, placed: Iterable[Observation]) -> None:
    """The legend of the codes used: name, title, status, definition, how often; what else they were typed as."""
    counts = used_codes(placed)
    if not counts:
        return
    story.section("Codes used")
    for code, names in codes_of(counts, record.codebook):
        others = "".join(f", #{name}" for name in names if name != code.called)
        said = f"{code.status}, {sum(counts[name] for name in names)}×" + (f", as{others[1:]}" if others else "")
        runs = [story.run(f"#{code.called}", "codes", ITALIC, look.ACCENT), story.quiet(said, "codes")]
        if code.title and hyphened_name(code.title) != code.called:
            runs.append(story.strong(code.title, "codes"))
        runs.append(story.run(code.definition, "codes"))
        story.paragraph(runs, look.BODY._replace(after=4))


def codes_of(names: Iterable[str], codebook: Codebook) -> list[tuple[Code, list[str]]]:
    """The codes that these names mean, renames and merges followed, each with its names; in alphabetical order."""
    found: dict[str, tuple[Code, list[str]]] = {}
    for name in sorted(names):
        code = codebook.resolve(name) or Code(name, status="emergent")
        found.setdefault(code.name, (code, []))[1].append(name)
    return sorted(found.values(), key=lambda each: each[0].called)


def add_missing(story: Story) -> None:
    """The characters without a glyph: code point, name, where."""
    missing = story.ink.missing
    if not missing:
        return
    story.section("Characters without a glyph")
    story.paragraph([story.run("Each is drawn as a box here, but can be searched and copied; the attached files "
                               "have them whole.", "appendix")], look.NOTE)  # fmt: skip
    for char in missing:
        places = ", ".join(char.places[:_PLACES]) + (" …" if len(char.places) > _PLACES else "")
        story.paragraph([story.strong(char.code_point, "appendix"), story.run(char.name, "appendix"),
                         story.quiet(f"· {places}", "appendix")], look.NOTE._replace(after=2))  # fmt: skip
