"""The capture screen before its meeting is read: clock, agenda and a line to type in, at once.

Reading ten thousand lines takes a tenth of a second, and the rest of the program as long again to load. Keys that
come meanwhile are held by the app with the time at which they came, and are the capture screen's first ones.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import Screen

from fieldnotes.model.clock import now_in
from fieldnotes.text import visible
from fieldnotes.tui import wording
from fieldnotes.tui.fitting import fit
from fieldnotes.tui.widgets.head import Facts, Head
from fieldnotes.tui.widgets.painted import Panel
from fieldnotes.tui.wrapping import Piece, fill

if TYPE_CHECKING:
    from fieldnotes.archive.glimpse import Glimpse
    from fieldnotes.capture.session import Session

_COMPOSER = " " * 10 + "› "


class Opened(NamedTuple):
    """A session, and what was found on the way that the observer has to know, as sentences."""

    session: Session
    faults: list[str]


class Opening(NamedTuple):
    """What is known of a meeting before it is read, the zone of its clock, and what reads it."""

    glimpse: Glimpse
    zone: str
    open: Callable[[], Opened]


class Rows(Panel):
    """Rows that do not change: pieces cut to the width there is."""

    def __init__(self, rows: list[Piece], title: str = "", *, id: str) -> None:
        super().__init__(id=id)
        self._said = rows
        if title:
            self.border_title = title

    def wanted_rows(self) -> int:
        """One for each."""
        return max(1, len(self._said))

    def rows(self, width: int, height: int) -> list[list[Piece]]:
        """Each on a row of its own."""
        return [[Piece(fill(piece.text, width), piece.style)] for piece in self._said[:height]]


class OpeningScreen(Screen[None]):
    """Looks as the capture screen will look, in its places; says what is being done."""

    AUTO_FOCUS = None
    ALLOW_SELECT = False

    def __init__(self, opening: Opening, shown: Callable[[], object]) -> None:
        """`shown` is called once the screen can be seen."""
        super().__init__()
        self._opening, self._shown = opening, shown

    def compose(self) -> ComposeResult:
        """The head, the agenda, and the line."""
        fit(self, self.app.size)
        items = [Piece(visible(f"  {item.number} {item.title}"), "quiet") for item in self._opening.glimpse.items]
        yield Head(self._facts, id="head")
        with Container(id="below"):
            with Container(id="panels"):
                yield Rows(items, "Agenda", id="agenda")
                yield Rows([], id="timeline")
                yield Rows([], "Here", id="here")
            yield Rows([Piece(_COMPOSER, "strong")], id="composer")
            yield Rows([Piece("            Reading the meeting; what you type is kept.", "quiet")], id="reading")
            yield Rows([], id="keys")

    def _facts(self) -> Facts:
        meeting, now = self._opening.glimpse.meeting, now_in(self._opening.zone)
        where = (meeting.body, meeting.site, wording.day(meeting.date)) if meeting else ()
        return Facts(where, wording.clock(now), "", "", "", "○ opening", "quiet")

    def on_mount(self) -> None:
        """Say so once it is painted."""
        self.call_after_refresh(self._shown)
