"""The `maxqda` export: text in which `#TEXT name` begins each document, for MAXQDA's import of structured text.

A code stands as `codes: …` in the brackets behind a line, for MAXQDA reads `#CODE` as a command.
"""

from collections.abc import Iterator, Sequence

from fieldnotes.export.characters import held
from fieldnotes.export.document import passages
from fieldnotes.export.exported import Exported
from fieldnotes.export.options import PLAIN, Options, Source, named
from fieldnotes.export.parts import code_marks, line_of
from fieldnotes.export.passages import OBSERVED, WRITTEN_UP, Passage
from fieldnotes.model.meeting import Record

_HEADINGS = frozenset(("meeting", "item", "section"))


def exported(record: Record, options: Options = PLAIN, name: str = "") -> Exported:
    """One file, `-maxqda.txt`, UTF-8 with LF, a line a paragraph."""
    return together([named(record, name)], options)


def together(sources: Sequence[Source], options: Options) -> Exported:
    """The documents of several meetings in one file."""
    lines = [line for source in sources for line in _document(source, options)]
    return Exported({"-maxqda.txt": ("\n".join(lines) + "\n").encode()})


def _document(source: Source, options: Options) -> Iterator[str]:
    yield f"#TEXT {held(source.name)}"
    for passage in passages(source, options):
        if passage.kind in _HEADINGS:
            yield ""
        yield _guarded(_line(passage, options))


def _line(passage: Passage, options: Options) -> str:
    marks = [mark.removeprefix("#") for mark in code_marks(passage)]
    codes = (f"codes: {', '.join(marks)}",) if marks else ()
    if passage.kind in WRITTEN_UP and codes:
        return line_of(passage._replace(spans=()), options.layout) + f" [{codes[0]}]"
    label = passage.label.removeprefix("#") if passage.kind == "code" else passage.label
    bare = passage._replace(label=label, codes=(), spans=())
    if passage.kind in OBSERVED:
        bare = bare._replace(aside=(*passage.aside, *codes))
    return line_of(bare, options.layout)


def _guarded(line: str) -> str:
    """A line that begins no document: a blank stands in front of a `#`."""
    return f" {line}" if line.startswith("#") else line
