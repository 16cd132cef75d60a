"""The PDF of a meeting: front, observations, back, and the lossless copies attached."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any, NamedTuple

from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from fieldnotes.export import jottings, json
from fieldnotes.export.exported import Exported
from fieldnotes.export.pdf import look
from fieldnotes.export.pdf.attach import finished
from fieldnotes.export.pdf.back import add_codebook, add_missing
from fieldnotes.export.pdf.body import add_observations
from fieldnotes.export.pdf.fonts import REGULAR
from fieldnotes.export.pdf.front import add_agenda, add_head, add_outcomes, add_people, title_of
from fieldnotes.export.pdf.ink import Missing
from fieldnotes.export.pdf.outlines import draw_outlined
from fieldnotes.export.pdf.story import Story
from fieldnotes.measures.time import meeting_time
from fieldnotes.model.course import run
from fieldnotes.model.meeting import Record
from fieldnotes.text import visible

_NAMED = 5


class Document(NamedTuple):
    """A PDF, and the characters in it that could only be drawn as boxes."""

    content: bytes
    missing: list[Missing]


def story_of(record: Record) -> Story:
    """All that stands in the document, in order."""
    story = Story()
    times = meeting_time(record)
    placed = run(record.people, record.observations)
    add_head(story, record, times)
    add_people(story, record, times)
    add_agenda(story, record, times)
    add_outcomes(story, record, placed)
    story.section("Observations")
    add_observations(story, record, placed)
    add_codebook(story, record, placed)
    add_missing(story)
    return story


def _number(canvas: Any, template: Any) -> None:
    """The number of the page, in the lower right corner; as outlines, see `outlines`."""
    canvas.setFillColor(look.QUIET)
    right = look.PAGE[0] - look.MARGIN_RIGHT
    draw_outlined(canvas, str(canvas.getPageNumber()), REGULAR, look.NOTE.size, right, look.MARGIN_BOTTOM / 2)


def drawn(flowables: list[Any], title: str, author: str, subject: str = "") -> bytes:
    """Flowables set on A4 pages, as PDF."""
    written = BytesIO()
    template = BaseDocTemplate(
        written, pagesize=look.PAGE, invariant=1, title=title, author=author, subject=subject,
        creator="fieldnotes", producer="fieldnotes", lang="en",
    )  # fmt: skip
    height = look.PAGE[1] - look.MARGIN_TOP - look.MARGIN_BOTTOM
    frame = Frame(look.MARGIN_LEFT, look.MARGIN_BOTTOM, look.WIDTH, height, 0, 0, 0, 0)
    template.addPageTemplates([PageTemplate("page", [frame], onPage=_number)])
    template.build(flowables)
    return written.getvalue()


def _warnings(missing: list[Missing]) -> tuple[str, ...]:
    if not missing:
        return ()
    named = ", ".join(f"{char.code_point} {char.name}" for char in missing[:_NAMED])
    more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
    return (f"The PDF's font lacks {named}{more}: drawn as boxes, listed at the end, whole in the attached files.",)


def exported(record: Record) -> Exported:
    """One file, `.pdf`, with the jottings files and the JSON attached as the lossless copies."""
    attachments = {f"meeting{end}": data for end, data in jottings.exported(record).files.items()}
    made = document(record, attachments | {"meeting.json": json.written(record)})
    return Exported({".pdf": made.content}, _warnings(made.missing))


def document(record: Record, attachments: Mapping[str, bytes] | None = None) -> Document:
    """The PDF of a meeting with files attached by name; the same record gives the same bytes."""
    story = story_of(record)
    author = visible(", ".join(record.observers)) or "fieldnotes"
    pages = drawn(story.flowables, visible(title_of(record)), author, visible(record.study))
    return Document(finished(pages, attachments or {}), story.ink.missing)
