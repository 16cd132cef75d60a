"""The Word document of a meeting against python-docx's own way of adding paragraphs, and how it grows.

Processor time of one warm process, so that a busy machine counts less. The other side adds the same texts with
`add_paragraph`, one run each, to the document that python-docx begins with, and saves it.
"""

import time
from collections.abc import Iterator
from io import BytesIO

from bench.row import Row, by_turns
from fieldnotes.export.docx.document import exported
from fieldnotes.model.meeting import Record
from tests.export.real import REAL, real_record

_MOST_SECONDS, _GROWTH = 0.5, 12.0


def _repeated(record: Record, count: int) -> Record:
    """That many observations of the meeting, as often after itself as makes them."""
    times = -(-count // len(record.observations))
    return record.with_observations((record.observations * times)[:count])


def _ours(record: Record) -> bytes:
    return exported(record).files[".docx"]


def _plain(record: Record) -> bytes:
    from docx import Document

    document = Document()
    for seen in record.observations:
        document.add_paragraph(f"{seen.actor}: {seen.text}")
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def rows(quick: bool) -> Iterator[Row]:
    """education_0 repeated to 500 and 5,000 observations; nothing where it is not at hand."""
    if not REAL.is_dir():
        return
    small, large = (_repeated(real_record("education_0"), count) for count in (500, 5_000))
    _ours(small), _plain(small)  # both warm
    few, plain_few = by_turns(lambda: _ours(small), lambda: _plain(small), 3 if quick else 9, time.process_time)
    yield Row("docx, 500 observations", few * 1000, "add_paragraph", plain_few * 1000, "ms CPU", 1.0)
    if quick:
        return
    many, plain_many = by_turns(lambda: _ours(large), lambda: _plain(large), 3, time.process_time)
    yield Row("docx, 5,000 observations", many, "add_paragraph", plain_many, "s CPU", 1.0)
    yield Row("docx, 5,000 observations", many, "at most", _MOST_SECONDS, "s CPU", 1.0)
    yield Row("docx, 5,000 observations", many * 1000, "500 observations", few * 1000, "ms CPU", _GROWTH)
