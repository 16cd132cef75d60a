"""What the commands of the codebook screen do; acts and files are in rooms that their keys import."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from fieldnotes.tui.codes.tree import CodeRow, folding
from fieldnotes.tui.entry import Entry
from fieldnotes.tui.starting.narrowing import Narrowing

if TYPE_CHECKING:
    from fieldnotes.tui.screens.codebook import CodebookScreen

HINT = "name, title, words of the definition, emergent · Tab keeps it, Esc shows all"
_ELSEWHERE = {
    "accept-code": ("acting", "accept"),
    "merge-code": ("acting", "merge"),
    "new-code": ("acting", "add"),
    "define-code": ("acting", "define"),
    "rename-code": ("acting", "rename"),
    "move-code": ("acting", "move"),
    "retire-code": ("acting", "retire"),
    "restore-code": ("acting", "restore"),
    "undo-code": ("acting", "undo"),
    "import": ("files", "bring_in"),
    "export": ("files", "export"),
}
"""Room and function of the commands that take a line or a form."""
_STEP = 3


def deeds(screen: CodebookScreen) -> dict[str, Callable[[], object]]:
    """Each command's deed, by its id, but for those that every screen has."""
    return {
        **{command: partial(_in_room, screen, *where) for command, where in _ELSEWHERE.items()},
        "code-uses": screen.enter,
        "waiting": screen.next_waiting,
        "narrow": partial(narrow, screen),
        "show-all": partial(_show_all, screen),
        "fold": partial(_fold, screen),
        "unfold": partial(_unfold, screen),
        "fold-all": partial(_fold_all, screen),
        "details": screen.toggle_details,
        "details-up": lambda: screen.details.scroll_rows(-_STEP),
        "details-down": lambda: screen.details.scroll_rows(_STEP),
        "renew": screen.look_again,
        "back": partial(_back, screen),
    }


def _in_room(screen: CodebookScreen, room: str, function: str) -> None:
    """Done by a room that is imported now; a form is filled in before another is begun."""
    if screen.form is not None:
        screen.say("One thing at a time: Esc leaves the form.")
        return
    screen.stop_asking()
    getattr(import_module(f"fieldnotes.tui.codes.{room}"), function)(screen)


def narrow(screen: CodebookScreen) -> None:
    """Ask for words; each key shows what fits."""
    screen.show_codes()
    if not screen.shelf.book.codes:
        screen.say("There is no code to look for yet.")
        return
    entry = Entry("filter", screen.shown.words, HINT)

    def changed() -> None:
        screen.show_only(entry.text)

    def keep() -> None:
        screen.stop_asking()
        screen.say(f"Only codes with “{entry.text}” are shown. Esc shows all." if entry.text else "")
        screen.show_only(entry.text)

    def leave() -> None:
        screen.stop_asking()
        screen.show_only("")

    keys = frozenset(key for key, command in screen.by_key.items() if command == "narrow")
    screen.ask(entry, Narrowing(entry, changed, keep, leave, keep, keys, screen.listing.key))


def _show_all(screen: CodebookScreen) -> None:
    screen.show_codes()
    screen.shown = screen.shown._replace(all=not screen.shown.all)
    screen.list_rows()
    said = "Retired and merged codes are shown." if screen.shown.all else "Retired and merged codes are hidden."
    screen.say(said)


def _fold(screen: CodebookScreen) -> None:
    """Fold away what lies under the code; where nothing does, go to the code over it."""
    row = screen.listing.chosen
    if not isinstance(row, CodeRow):
        return
    if row.fold == "open" and not screen.shown.words:
        screen.shown = screen.shown._replace(folded=screen.shown.folded | {row.code.name})
        screen.list_rows()
    elif above := screen.shelf.book.parent_of(row.code):
        screen.choose_code(above.name)


def _unfold(screen: CodebookScreen) -> None:
    row = screen.listing.chosen
    if isinstance(row, CodeRow) and row.fold == "folded":
        screen.shown = screen.shown._replace(folded=screen.shown.folded - {row.code.name})
        screen.list_rows()
    elif isinstance(row, CodeRow) and row.fold == "open":
        screen.listing.step(1)


def _fold_all(screen: CodebookScreen) -> None:
    screen.show_codes()
    book = screen.shelf.book
    chosen = screen.chosen_code()
    top = chosen
    while top is not None and (above := book.parent_of(top)):
        top = above
    screen.shown = screen.shown._replace(folded=frozenset() if screen.shown.folded else folding(book))
    screen.list_rows()
    if top is not None and screen.shown.folded:
        screen.choose_code(top.name)


def _back(screen: CodebookScreen) -> None:
    """One level out."""
    if screen.stop_working():
        return
    if screen.has_class("-reading"):
        screen.toggle_details()
    elif screen.view != "codes":
        screen.show_codes()
    elif screen.shown.words:
        screen.show_only("")
    else:
        screen.shell.leave(screen)
        return
    screen.say()
