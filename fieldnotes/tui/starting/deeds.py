"""What the commands of the start screen do; what takes more than a line is in a room that its key imports."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from fieldnotes.tui import meetings
from fieldnotes.tui.pages import PAGES

if TYPE_CHECKING:
    from fieldnotes.tui.screens.start import StartScreen


_OF_A_MEETING = (
    "open-meeting",
    "continue",
    "write-up",
    "export",
    "export-again",
    "import",
    "again",
    "change-meeting",
)


def deeds(screen: StartScreen) -> dict[str, Callable[[], object]]:
    """Each command's deed, by its id, but for those that every screen has."""
    found = _deeds(screen)
    return {
        name: partial(screen.once_listed, deed) if name in _OF_A_MEETING else deed for name, deed in found.items()
    }


def _deeds(screen: StartScreen) -> dict[str, Callable[[], object]]:
    return {
        "open-meeting": screen.open_chosen,
        "continue": partial(_continue, screen),
        "write-up": partial(_write_up, screen),
        "narrow": lambda: _room("narrow").narrow(screen),
        "search": lambda: _room("seek").seek(screen),
        "order": partial(_next_order, screen),
        "studies": partial(_studies, screen),
        "export": lambda: _room("exporting").export(screen),
        "export-again": lambda: _room("exporting").export(screen, at_once=True),
        "import": lambda: _room("importing").bring_in(screen),
        "renew": screen.look_again,
        "demo": lambda: _room("making").demo(screen),
        "back": partial(_back, screen),
        **{name: partial(screen.open_named, name) for name in PAGES},
        "new-meeting": partial(_new, screen),
        "again": partial(_on_chosen, screen, "again", "There is no meeting to follow yet: n makes one."),
        "change-meeting": partial(_change, screen),
    }


def _continue(screen: StartScreen) -> None:
    first = meetings.first_chosen(screen.rows, screen.today)
    if first:
        screen.open_meeting(first.id)
    else:
        screen.say("There is no meeting yet: n makes one." if screen.desk.study else "No study yet: n makes one.")


def _write_up(screen: StartScreen) -> None:
    row = screen.selected()
    if row is None:
        screen.say("Choose a meeting to write up.")
    else:
        screen.open_meeting(row.id, to_write=True)


def _new(screen: StartScreen) -> None:
    if screen.view == "studies" or screen.desk.study is None:
        _room("making").new_study(screen)
    else:
        screen.open_named("new-meeting")


def _on_chosen(screen: StartScreen, page: str, none: str) -> None:
    """Open a page that is about the chosen meeting."""
    if screen.desk.study is not None and screen.selected():
        screen.open_named(page)
    else:
        screen.say(none if screen.desk.study else "No study yet: n makes one.")


def _change(screen: StartScreen) -> None:
    chosen = screen.selected()
    if chosen and chosen.state in ("open", "ended"):
        screen.say("This meeting has begun, so that its plan stays as it is. Enter opens it, a makes the next one.")
    else:
        _on_chosen(screen, "change-meeting", "There is no planned meeting to change yet: n makes one.")


def _next_order(screen: StartScreen) -> None:
    screen.show_meetings()
    at = meetings.ORDERS.index(screen.order)
    screen.order = meetings.ORDERS[(at + 1) % len(meetings.ORDERS)]
    screen.list_rows()


def _studies(screen: StartScreen) -> None:
    screen.stop_asking()
    if screen.view == "studies":
        screen.show_meetings()
        return
    screen.view, screen.seeking = "studies", None
    screen.list_rows()


def _back(screen: StartScreen) -> None:
    if screen.stop_working():
        return
    if screen.view != "meetings":
        screen.stop_seeking()
    elif screen.sought:
        screen.sought = ""
        screen.list_rows()
    screen.say()


def _room(name: str) -> Any:
    """A module whose function is called with the screen."""
    return import_module(f"fieldnotes.tui.starting.{name}")
