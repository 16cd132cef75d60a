"""The body of the PDF, observations only, against a bare canvas that draws the same lines with the same fonts.

Processor time of one warm process, so that a busy machine counts less. The canvas is given the lines already
broken; ours has to word, break and set them, and to make the outline.
"""

import time
from collections.abc import Iterator, Sequence
from io import BytesIO

from bench.row import Row, by_turns
from fieldnotes.export.options import PLAIN, named
from fieldnotes.export.pdf import look
from fieldnotes.export.pdf.attach import finished
from fieldnotes.export.pdf.body import add_observations
from fieldnotes.export.pdf.pages import About, drawn
from fieldnotes.export.pdf.paragraph import Line, Paragraph, Style
from fieldnotes.export.pdf.story import Story
from fieldnotes.export.pdf.told import told
from fieldnotes.model.meeting import Record
from tests.export.real import REAL, real_record

BOUND = 2.0
_PAGE = look.PAGES["a4"]
Placed = tuple[float, Line, Style]


def _repeated(record: Record, at_least: int) -> Record:
    """The same meeting as often after itself as makes that many observations."""
    times = -(-at_least // len(record.observations))
    return record.with_observations(record.observations * times)


def _story(record: Record) -> Story:
    story = Story()
    add_observations(story, told(named(record), PLAIN))
    return story


def _ours(record: Record) -> bytes:
    return finished(drawn(_story(record).flow(), About("Observations", "KC")), {})


def pages(record: Record) -> list[list[Placed]]:
    """The lines of each page with their distance from its top."""
    found: list[list[Placed]] = [[]]
    down = 0.0
    for flowable in _story(record).flow():
        if not isinstance(flowable, Paragraph):
            continue
        for line in flowable.lines(_PAGE.column):
            if down + flowable.style.leading > _PAGE.depth:
                found.append([])
                down = 0.0
            found[-1].append((down, line, flowable.style))
            down += flowable.style.leading
        down += flowable.style.after
    return found


def bare(pages: Sequence[Sequence[Placed]]) -> bytes:
    """Those lines drawn on a canvas, and nothing else."""
    from reportlab.pdfgen.canvas import Canvas

    written = BytesIO()
    canvas = Canvas(written, pagesize=(_PAGE.width, _PAGE.height), invariant=1)
    for page in pages:
        text = canvas.beginText()
        face, colour = None, None
        for down, line, style in page:
            text.setTextOrigin(look.MARGIN_LEFT + style.indent, _PAGE.height - look.MARGIN_TOP - down)
            last = len(line) - 1
            for place, segment in enumerate(line):
                if (segment.face, style.size) != face:
                    face = (segment.face, style.size)
                    text.setFont(segment.face, style.size)
                if segment.colour is not colour:
                    colour = segment.colour
                    text.setFillColor(colour)
                if place == last:
                    text.textLine(segment.text)
                else:
                    text.textOut(segment.text + " ")
        canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def _row(name: str, record: Record, rounds: int) -> Row:
    lines = pages(record)
    _ours(record), bare(lines)  # both warm
    ours, other = by_turns(lambda: _ours(record), lambda: bare(lines), rounds, time.process_time)
    return Row(name, ours * 1000, "bare canvas", other * 1000, "ms CPU", BOUND)


def rows(quick: bool) -> Iterator[Row]:
    """education_0 as it is, and repeated to 500 and 5,000 observations; nothing where it is not at hand."""
    if not REAL.is_dir():
        return
    record = real_record("education_0")
    yield _row(f"pdf body, education_0, {len(record.observations)} observations", record, 5 if quick else 15)
    yield _row("pdf body, the same to 500", _repeated(record, 500), 3 if quick else 15)
    if not quick:
        yield _row("pdf body, the same to 5,000", _repeated(record, 5000), 3)
