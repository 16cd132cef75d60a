"""Commands that only change what is in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fieldnotes.tui.doing import finding

if TYPE_CHECKING:
    from fieldnotes.tui.doing import Deed
    from fieldnotes.tui.screens.capture import CaptureScreen
    from fieldnotes.tui.widgets.help import Help
    from fieldnotes.tui.widgets.timeline import Timeline


def deeds(screen: CaptureScreen) -> dict[str, Deed]:
    """The commands of this room."""
    return {
        "help": lambda at: _toggle_help(screen),
        "back": lambda at: back(screen),
        "page-up": lambda at: _paper(screen).scroll_page(-1),
        "page-down": lambda at: _paper(screen).scroll_page(1),
        "row-up": lambda at: _paper(screen).scroll_rows(-1),
        "row-down": lambda at: _paper(screen).scroll_rows(1),
        "first": lambda at: screen.timeline.to_start(),
        "last": lambda at: screen.timeline.to_end(),
        "panels": lambda at: _panels(screen),
        "palette": lambda at: screen.app.action_command_palette(),
    }


def _toggle_help(screen: CaptureScreen) -> None:
    screen.toggle_class("-helping")
    screen.help.open()


def _panels(screen: CaptureScreen) -> None:
    """In a narrow window, the agenda and who is here in place of the timeline."""
    if screen.has_class("-narrow"):
        screen.toggle_class("-panels")
    else:
        screen.reading.say("The agenda and who is here are in sight already.")


def back(screen: CaptureScreen) -> None:
    """One level out: of help, of what is looked for or asked, else to the end of the timeline."""
    if screen.has_class("-helping"):
        screen.remove_class("-helping")
    elif screen.timeline.sifted:
        finding.let_go(screen)
    elif screen.has_class("-panels"):
        screen.remove_class("-panels")
    elif not screen.quiet.put_away():
        screen.timeline.to_end()


def _paper(screen: CaptureScreen) -> Help | Timeline:
    """What scrolls: help while it is shown, else the timeline."""
    return screen.help if screen.has_class("-helping") else screen.timeline
