"""Exporting from the start screen: on a page of its own, or at once as the last time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fieldnotes.tui.screens.start import StartScreen


def export(screen: StartScreen, *, at_once: bool = False) -> None:
    """Open the export page on the chosen meeting and those that are shown."""
    shown, chosen = screen.shown_meetings(), screen.selected()
    if screen.desk.study is None:
        screen.say("No study is open: n makes one, d opens the demo.")
        return
    if not shown and chosen is None:
        screen.say("There is no meeting to export yet: n makes one.")
        return
    screen.stop_asking()
    from fieldnotes.tui.screens.export import ExportPage  # wanted by its key

    page = ExportPage(screen.desk, chosen.id if chosen else None, [row.id for row in shown], at_once=at_once)
    screen.shell.open_page(page)
