"""The write-up screen over a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fieldnotes.settings import settings
from fieldnotes.tui.keymap import keymap
from fieldnotes.tui.screens.over import Over
from fieldnotes.tui.screens.writeup import WriteUpScreen
from fieldnotes.tui.writing.commands import COMMANDS

if TYPE_CHECKING:
    from fieldnotes.capture.session import Session


class WritingScreen(Over, WriteUpScreen):
    """A meeting being written up, opened from a page."""

    CSS_PATH = "writeup.tcss"

    def __init__(self, session: Session) -> None:
        chosen = settings()
        super().__init__(session, chosen.write_up_hours, keymap(chosen.keys, COMMANDS))
