"""Commands of the line being typed: lines that a key begins, and the time of the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fieldnotes.tui.doing import choosing
from fieldnotes.tui.started import COMES, ITEM

if TYPE_CHECKING:
    from collections.abc import Callable

    from fieldnotes.tui.doing import Deed
    from fieldnotes.tui.editing import Report
    from fieldnotes.tui.screens.capture import CaptureScreen


def deeds(screen: CaptureScreen) -> dict[str, Deed]:
    """The commands of this room."""
    editing = screen.editing
    return {
        "item": lambda at: _begin(screen, lambda: editing.ask(ITEM, at)),
        "in-out": lambda at: _begin(screen, lambda: editing.ask_or_turn(COMES, at), of_people=True),
        "earlier": lambda at: screen.act_on(editing.move(-1)),
        "later": lambda at: screen.act_on(editing.move(1)),
    }


def _begin(screen: CaptureScreen, begin: Callable[[], list[Report]], of_people: bool = False) -> None:
    """Begin a line; what else was asked for, what is chosen, and key mode come back after it."""
    choosing.put_by(screen)
    if screen.keying:
        screen.keying.toggle(until_entered=True)
    if screen.key_mode:
        screen.key_mode.lend_letters(of_people)
    screen.act_on(begin())
