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
        "item-before": lambda at: item_before(screen, at),
        "close-item": lambda at: screen.take("/item", at),
        "break": lambda at: screen.take("/break", at),
        "resume": lambda at: screen.take("/resume", at),
        "gap": lambda at: gap(screen),
        "end": lambda at: screen.take("/end", at),
    }


def next_item(screen: CaptureScreen, at: KeyTime) -> None:
    """Open the item after the latest one, closing the open one."""
    if item := glance.next_item(screen.session):
        screen.take(f"/item {item.number}", at)
    else:
        screen.reading.say("There is no further item: /item and a title adds one, /end ends the meeting.")


def item_before(screen: CaptureScreen, at: KeyTime) -> None:
    """Open the item again that was open before this one; once more, and it is this one again."""
    if number := screen.session.tally.item_before:
        screen.take(f"/item {number}", at)
    else:
        screen.reading.say("There is no item before this one to go back to.")


def gap(screen: CaptureScreen) -> None:
    """Put the gap that is offered into the composer, where Enter records it; without one, say how it is written."""
    if offered := screen.session.vigil.offered:
        screen.prepare(offered.line)
    else:
        screen.reading.say("No gap is on offer; `/gap 5m words` notes one of the 5 minutes until now.")


def offer_gap(screen: CaptureScreen) -> None:
    """Say once, in the quiet line and when nothing is being typed, that a stretch could not be observed."""
    offered = screen.session.vigil.offered
    if offered is None or offered == screen.gap_told or screen.editing.line or screen.asking:
        return
    screen.gap_told = offered
    key, says = screen.key_of("gap"), f"{offered.says[0].upper()}{offered.says[1:]}"
    screen.reading.say(f"{says}: {key} puts the gap in the line, Enter records it.")
