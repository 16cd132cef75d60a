"""The sheet put together: head, people, agenda, signs, lines to write on, reflections."""

from typing import NamedTuple

from fieldnotes.export.pdf import look
from fieldnotes.export.pdf.attach import finished
from fieldnotes.export.pdf.fonts import BOLD
from fieldnotes.export.pdf.sheet.lines import add_keying, add_legend, add_lines, add_reflections
from fieldnotes.export.pdf.sheet.lists import add_agenda, add_people
from fieldnotes.export.pdf.sheet.pen import About, Pen
from fieldnotes.export.pdf.told import page_title
from fieldnotes.export.wording import day_words
from fieldnotes.model.clock import in_zone
from fieldnotes.model.meeting import Record

LINED = 4


class Sheet(NamedTuple):
    """The PDF, its number of pages, and the characters that could only be drawn as boxes (`U+1F600`)."""

    content: bytes
    pages: int
    missing: tuple[str, ...]


def sheet(record: Record, paper: str = "a4", lined: int = LINED) -> Sheet:
    """The blank sheet of a meeting on `a4` or `letter`, with so many pages of lines; same input, same bytes.

    What was observed so far does not stand on it.
    """
    about = About(page_title(record), "fieldnotes")
    pages = _drawn(record, paper, lined, about).page
    pen = _drawn(record, paper, lined, about._replace(pages=pages))
    return Sheet(finished(pen.finished(), {}), pages, tuple(each.code_point for each in pen.ink.missing))


def _drawn(record: Record, paper: str, lined: int, about: About) -> Pen:
    pen = Pen(paper, about)
    _add_head(pen, record)
    add_people(pen, record.people)
    add_agenda(pen, [item for item in record.items if not item.added])
    add_legend(pen, record.protocol)
    add_keying(pen)
    add_lines(pen, lined)
    add_reflections(pen, record.protocol.prompts.after)
    return pen


def _add_head(pen: Pen, record: Record) -> None:
    meeting = record.meeting
    room = pen.right - pen.left
    if record.study:
        pen.words(pen.fitted(record.study, room, 9), pen.left, pen.y - 9, 9, colour=look.QUIET)
        pen.y -= 13
    for line in pen.wrapped(meeting.body or "Meeting", room, 18, 2, BOLD):
        pen.words(line, pen.left, pen.y - 17, 18, BOLD, look.ACCENT)
        pen.y -= 22
    start = f"{in_zone(meeting.start, meeting.zone):%H:%M}" if meeting.start else ""
    when = " ".join(part for part in (day_words(meeting.date), start, f"({meeting.zone})") if part)
    for words in (" · ".join(filter(None, (meeting.site, when))),
                  " · ".join(filter(None, (meeting.type, meeting.place, meeting.mode)))):  # fmt: skip
        if words:
            pen.words(pen.fitted(words, room, 10), pen.left, pen.y - 11, 10)
            pen.y -= 15
    pen.y -= 4
    x = pen.left
    for label in ("began", "ended", "break from", "to"):
        x = pen.words(label, x, pen.y - 12, 8.5, colour=look.QUIET) + 5
        pen.time_box(x, pen.y - 16)
        x += 50
    x = pen.words("observed by", x, pen.y - 12, 8.5, colour=look.QUIET) + 5
    pen.rule(pen.y - 14, x, pen.right)
    pen.y -= 20
