"""What an empty list says: which key fills it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fieldnotes.tui.screens.start import StartScreen


def nothing(screen: StartScreen) -> Sequence[str]:
    """The lines in the place of rows."""
    if screen.view == "studies" or screen.desk.study is None:
        return ("No study yet.", "", "d  make the sample study and look around", "n  make a study of your own")
    if screen.view == "found" and screen.seeking:
        if screen.seeking.waits:
            return ("Searching …",)
        return ("Nothing found. Esc goes back.",) if screen.seeking.found else ("Type what to look for.",)
    if screen.sought:
        return (
            f"No meeting has “{screen.sought}”. Esc shows all; {screen.key_of('search')} looks into the notes.",
        )
    if screen.is_partial:
        return (f"The meetings are not read yet: {screen.key_of('renew')} reads them.",)
    if not screen.is_read:
        return ("Reading the meetings …",)
    return ("No meeting yet.", "", "n  make a meeting", "i  bring notes in from a file")
