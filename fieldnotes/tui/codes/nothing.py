"""What an empty list of the codebook screen says: which key fills it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fieldnotes.tui.codes.tree import hidden

if TYPE_CHECKING:
    from fieldnotes.tui.screens.codebook import CodebookScreen


def nothing(screen: CodebookScreen) -> Sequence[str]:
    """The lines in the place of rows."""
    if screen.view == "lines":
        found = screen.lookup.of(screen.of.name) if screen.of else None
        return ("Looking the lines up …",) if found is None else ("No line has this code.", "", "Esc goes back.")
    if screen.view == "plan":
        return ("The file holds no code.", "", "Esc goes back.")
    if screen.shown.words:
        return (f"No code has “{screen.shown.words}”. Esc shows all.",)
    if hidden(screen.shelf.book):
        return (f"All codes are retired or merged: {screen.letter('show-all')} shows them.",)
    if not screen.shelf.is_read:
        return ("Reading which codes the meetings use …",)
    new, bring = screen.letter("new-code"), screen.letter("import")
    return ("No code yet.", "", f"{new}  add a code", f"{bring}  import a codebook (.csv, .qdc, .toml)", "",
            "A code that is typed in a meeting (#beds) waits here for a review.")  # fmt: skip
