"""The footer of the codebook screen: the keys of what is going on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fieldnotes.tui.codes.question import KEYS as QUESTION
from fieldnotes.tui.codes.question import Question
from fieldnotes.tui.tables import shown_key

if TYPE_CHECKING:
    from fieldnotes.tui.screens.codebook import CodebookScreen

_FILTER_KEYS = (
    ("enter", "Enter", "keep"), ("up", "Up", "before"), ("down", "Down", "next"), ("escape", "Esc", "show all"),
)  # fmt: skip
"""The footer while the filter is typed."""


def footer(screen: CodebookScreen) -> Sequence[tuple[str, str, str]]:
    """A question, a filter, a plan, a code that waits or does not, a place that is empty."""
    if screen.asked and screen.takers and isinstance(screen.takers[-1], Question):
        return QUESTION
    if screen.asked:
        return [*_FILTER_KEYS[:-1], ("help", screen.key_of("help"), "help"), _FILTER_KEYS[-1]]
    if screen.view == "plan":
        return [("code-uses", "Enter", "bring it in"), ("back", "Esc", "not")]
    is_waiting = (code := screen.chosen_code()) is not None and code.name in screen.shelf.book.waiting
    if not screen.shelf.book.codes:
        kept = {"new-code": "new", "import": "import", "help": "help", "back": "back"}
    elif is_waiting:
        kept = {"accept-code": "accept", "merge-code": "merge", "retire-code": "retire", "code-uses": "lines"}
        kept |= {"undo-code": "take back"} if screen.shelf.done else {"waiting": "next"}
        kept |= {"help": "help", "back": "back"}
    else:
        kept = {"waiting": "waiting"} if screen.shelf.book.waiting else {"narrow": "filter"}
        kept |= {"new-code": "new", "define-code": "define", "merge-code": "merge", "code-uses": "lines"}
        kept |= {"help": "help", "back": "back"}
    by_id = {command.id: command for command in screen.commands}
    return [(name, shown_key(by_id[name]), word) for name, word in kept.items()]
