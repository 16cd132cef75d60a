"""A pen that writes down a page: words, ruled lines, boxes for a time; it begins a new page where one is full."""

from io import BytesIO
from typing import Any, NamedTuple

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.pdfgen.canvas import Canvas

from fieldnotes.export.pdf import look
from fieldnotes.export.pdf.fonts import BOLD, REGULAR
from fieldnotes.export.pdf.ink import Ink
from fieldnotes.export.pdf.leftwards import as_seen
from fieldnotes.export.pdf.paragraph import BLACK, Run, broken, widths

PAPERS = {"a4": A4, "letter": LETTER}
MARGIN, FOOT = 42, 40
TIME_BOX = 36.0
RULE = HexColor(0xA9B0B9)  # darker than on other pages: it is to outlive a photocopier
_BOX_HEIGHT = 14.0


class About(NamedTuple):
    """What stands on each page, so that loose sheets find together: the meeting, and how many pages there are."""

    title: str
    author: str
    pages: int = 0


class Pen:
    """Where writing is on the page. `y` is the height of the next thing's upper edge, in points from below."""

    def __init__(self, paper: str, about: About) -> None:
        self.width, self._height = PAPERS[paper]
        self._about, self._written, self.ink = about, BytesIO(), Ink()
        self.canvas: Any = Canvas(self._written, pagesize=PAPERS[paper], invariant=1, lang="en")
        self.canvas.setTitle(self.ink.safe(about.title, "title"))
        self.canvas.setAuthor(about.author)
        self.canvas.setCreator("fieldnotes")
        self.canvas.setProducer("fieldnotes")
        self.page = 0
        self.new_page()

    @property
    def left(self) -> float:
        """The left edge of what is written."""
        return MARGIN

    @property
    def right(self) -> float:
        """The right edge of it."""
        return self.width - MARGIN

    def new_page(self) -> None:
        """Begin a page, with the meeting and the page's number at its foot."""
        if self.page:
            self.canvas.showPage()
        self.page += 1
        self.y: float = self._height - MARGIN
        number = f"{self.page} of {self._about.pages}" if self._about.pages else f"{self.page}"
        room = self.right - self.left - 60
        self.words(self.fitted(self._about.title, room, 8), self.left, FOOT - 14, 8, colour=look.QUIET)
        self.words(number, self.right - self.measure(number, 8), FOOT - 14, 8, colour=look.QUIET)

    def needs(self, height: float) -> bool:
        """Begin a new page where so much does not fit on this one; True where it did."""
        if self.y - height >= FOOT:
            return False
        self.new_page()
        return True

    @property
    def room(self) -> float:
        """The height that is left on the page."""
        return self.y - FOOT

    def measure(self, text: str, size: float, face: str = REGULAR) -> float:
        """The width of a text."""
        return sum(widths(face)[word] for word in [self.ink.safe(text, "sheet", face)]) * size

    def fitted(self, text: str, room: float, size: float, face: str = REGULAR) -> str:
        """The text, cut with an ellipsis where it is wider than the room."""
        safe = self.ink.safe(text, "sheet", face)
        if self.measure(safe, size, face) <= room:
            return safe
        while safe and self.measure(safe + "…", size, face) > room:
            safe = safe[:-1]
        return safe.rstrip() + "…"

    def words(self, text: str, x: float, y: float, size: float, face: str = REGULAR, colour: Any = BLACK) -> float:
        """Write a text on the baseline `y`; gives the place behind it."""
        safe = self.ink.safe(text, "sheet", face)
        self.canvas.setFillColor(colour)
        self.canvas.setFont(face, size)
        self.canvas.drawString(x, y, as_seen(safe))
        return x + self.measure(safe, size, face)

    def wrapped(self, text: str, room: float, size: float, most: int = 0, face: str = REGULAR) -> list[str]:
        """The lines of a text in that room; at most so many, the last with an ellipsis then."""
        runs = [Run(self.ink.safe(text, "sheet", face), face)]
        lines = [" ".join(segment.text for segment in line) for line in broken(runs, room / size)]
        if most and len(lines) > most:
            return [*lines[: most - 1], self.fitted(" ".join(lines[most - 1 :]), room, size, face)]
        return lines

    def paragraph(self, text: str, size: float = 8.5, leading: float = 11.5, colour: Any = BLACK) -> None:
        """A text over the whole width, downwards from here."""
        for line in self.wrapped(text, self.right - self.left, size):
            self.needs(leading)
            self.words(line, self.left, self.y - size, size, colour=colour)
            self.y -= leading

    def section(self, title: str, aside: str = "", follows: float = 60) -> None:
        """A heading, with room for so much of what follows it."""
        self.needs(30 + follows)
        self.y -= 8
        end = self.words(title, self.left, self.y - 12, 12, BOLD, look.ACCENT)
        if aside:
            self.words(self.fitted(aside, self.right - end - 10, 8), end + 8, self.y - 12, 8, colour=look.QUIET)
        self.y -= 20

    def rule(self, y: float, left: float | None = None, right: float | None = None, colour: Any = RULE) -> None:
        """A fine line across."""
        self.canvas.setStrokeColor(colour)
        self.canvas.setLineWidth(0.6)
        self.canvas.line(self.left if left is None else left, y, self.right if right is None else right, y)

    def upright(self, x: float, top: float, bottom: float) -> None:
        """A fine line downwards."""
        self.canvas.setStrokeColor(RULE)
        self.canvas.setLineWidth(0.6)
        self.canvas.line(x, top, x, bottom)

    def tick_box(self, x: float, y: float, size: float = 9.0) -> None:
        """A box to tick, standing on `y`."""
        self.canvas.setStrokeColor(look.QUIET)
        self.canvas.setLineWidth(0.7)
        self.canvas.rect(x, y, size, size, stroke=1, fill=0)

    def time_box(self, x: float, y: float, width: float = TIME_BOX) -> None:
        """A box for a time of day, with its colon, standing on `y`."""
        self.canvas.setStrokeColor(look.QUIET)
        self.canvas.setLineWidth(0.6)
        self.canvas.rect(x, y, width, _BOX_HEIGHT, stroke=1, fill=0)
        self.words(":", x + width / 2 - 1, y + 4, 8, colour=look.QUIET)

    def finished(self) -> bytes:
        """The pages, as PDF."""
        self.canvas.save()
        return self._written.getvalue()
