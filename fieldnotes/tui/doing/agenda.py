"""Commands that move the meeting on: items, breaks, its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fieldnotes.tui import glance

if TYPE_CHECKING:
    from fieldnotes.capture.moment import KeyTime
    from fieldnotes.tui.doing import Deed
    from fieldnotes.tui.screens.capture import CaptureScreen


def deeds(screen: CaptureScreen) -> dict[str, Deed]:
    """The commands of this room; each is the jotting that says the same."""
    return {
        "next-item": lambda at: next_item(screen, at),
        "close-item": lambda at: screen.take("/item", at),
        "break": lambda at: screen.take("/break", at),
        "resume": lambda at: screen.take("/resume", at),
        "end": lambda at: screen.take("/end", at),
    }


def next_item(screen: CaptureScreen, at: KeyTime) -> None:
    """Open the item after the latest one, closing the open one."""
    if item := glance.next_item(screen.session):
        screen.take(f"/item {item.number}", at)
    else:
        screen.reading.say("There is no further item: /item and a title adds one, /end ends the meeting.")
