"""The pages that are opened from the start screen, by name; each is made as `Class(desk, meeting)`.

`meeting` is the id of the meeting that is chosen there, None where none is. A page that is entered here has its
command on the start screen.
"""

import importlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fieldnotes.tui.desk import Desk
    from fieldnotes.tui.screens.page import Page

PAGES: Mapping[str, str] = {
    "new-meeting": "fieldnotes.tui.screens.prepare:NewMeeting",
    "again": "fieldnotes.tui.screens.prepare:NextMeeting",
    "change-meeting": "fieldnotes.tui.screens.prepare:PlannedMeeting",
    "codebook": "fieldnotes.tui.screens.codebook:CodebookScreen",
}
"""`module:Class` by the id of the command that opens it: `new-meeting`, `write-up`, `codebook`."""


def make_page(name: str, desk: "Desk", meeting: str | None) -> "Page":
    """The page of that name, imported now."""
    module, _, called = PAGES[name].partition(":")
    page: Page = getattr(importlib.import_module(module), called)(desk, meeting)
    return page
