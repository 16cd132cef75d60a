"""The filter: only the meetings that have the words that are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fieldnotes.tui.entry import Entry
from fieldnotes.tui.starting.narrowing import Narrowing

if TYPE_CHECKING:
    from fieldnotes.tui.screens.start import StartScreen

HINT = "site, body, May 2004, running, write · Enter opens, Tab keeps it, Esc shows all"


def narrow(screen: StartScreen) -> None:
    """Ask for words; each key shows what fits."""
    screen.show_meetings()
    if not screen.rows:
        screen.say("There is no meeting to look for yet: n makes one.")
        return
    entry = Entry("filter", screen.sought, HINT)

    def changed() -> None:
        screen.sought = entry.text
        screen.list_rows()

    def keep() -> None:
        screen.stop_asking()
        screen.list_rows()
        screen.say(f"Only those with “{screen.sought}” are shown. Esc shows all." if screen.sought else "")

    def leave() -> None:
        screen.stop_asking()
        screen.sought = ""
        screen.list_rows()

    def enter() -> None:
        """Open it; what was typed to find it has done its work."""
        if screen.selected():
            screen.sought = ""
        screen.open_chosen()

    keys = frozenset(key for key, command in screen.by_key.items() if command == "narrow")
    screen.ask(entry, Narrowing(entry, changed, enter, leave, keep, keys, screen.listing.key))
