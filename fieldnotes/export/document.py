"""A whole document as passages: one meeting after another, each with its head, its observations, its codes."""

from collections.abc import Iterator

from fieldnotes.export.head import before, codes_of
from fieldnotes.export.options import Options, Source
from fieldnotes.export.passages import Passage, course_of, standing


def passages(source: Source, options: Options) -> Iterator[Passage]:
    """The passages of a meeting, in order."""
    seen = standing(source.record, options)
    yield from before(source, options)
    yield from course_of(source.record, seen, options)
    if options.codes:
        yield from codes_of(source.record, seen)
