"""A line of the timeline is chosen; what is asked of it waits while a key asks for something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fieldnotes.tui.asking import Asking
from fieldnotes.tui.choosing import HINT, HINT_FOUND, STILL, Choosing

if TYPE_CHECKING:
    from collections.abc import Callable

    from fieldnotes.model.observation import Observation
    from fieldnotes.tui.doing import Deed
    from fieldnotes.tui.screens.capture import CaptureScreen


def deeds(screen: CaptureScreen) -> dict[str, Deed]:
    """The command of this room."""
    return {"choose": lambda at: toggle(screen)}


def toggle(screen: CaptureScreen) -> None:
    """Choose the latest line; where one is chosen already, leave."""
    if is_on(screen):
        leave(screen)
    else:
        choose(screen, screen.timeline.chosen)


def is_on(screen: CaptureScreen) -> bool:
    """True while a line is chosen and letters act on it."""
    return any(isinstance(mode, Choosing) for mode in screen.modes)


def choose(screen: CaptureScreen, seen: Observation | None = None, *, among_others: bool = False) -> None:
    """Choose a line, or where none is given the latest; from now on letters act on it."""
    if not screen.session.observations:
        screen.reading.say("There is no line to choose yet; what is typed is a new one.")
        return
    have_in_sight(screen)
    kept = leave_asking(screen)
    if seen:
        screen.timeline.choose(seen, among_others=among_others)
    else:
        screen.timeline.choose_in_sight()
    if not is_on(screen):
        screen.modes.append(Choosing(_meanings(screen)))
        screen.composer.waits = True
    hint(screen, kept)


def have_in_sight(screen: CaptureScreen) -> None:
    """In a narrow window the panels make room for the timeline: nobody chooses a line unseen."""
    screen.remove_class("-panels")


def leave(screen: CaptureScreen) -> None:
    """No line is chosen any more; the end of the timeline is in sight."""
    to_jotting(screen)
    screen.timeline.to_end()


def to_jotting(screen: CaptureScreen) -> str:
    """No line is chosen any more; the keys are the composer's. Says, and gives, what is kept of what was asked."""
    kept = leave_asking(screen)
    screen.modes[:] = [mode for mode in screen.modes if not isinstance(mode, Choosing)]
    screen.composer.waits = False
    screen.timeline.choose(None)
    if screen.editing.line and not kept:
        screen.reading.show_line(screen.editing.line.text, screen.editing.at)
    else:
        screen.reading.say(kept)
    return kept


def hint(screen: CaptureScreen, before: str = "") -> None:
    """Tell of the keys, behind what else is to be said."""
    screen.reading.say(f"{before} {HINT_FOUND if screen.timeline.sifted else HINT}".lstrip())


def hint_after(screen: CaptureScreen) -> None:
    """What was done is told; so is that the next letter typed is no jotting yet."""
    if is_on(screen):
        screen.reading.say_also(STILL)


def leave_asking(screen: CaptureScreen, how: str = "Up brings it back") -> str:
    """Ask no more; the sentence that says of what was typed that it is kept, empty where nothing was."""
    what = screen.stop_asking()
    return f"{what}: not entered, but kept. {how}." if what else ""


# -- left for one line


def put_by(screen: CaptureScreen) -> None:
    """Let a line be typed that a key asks for; what is chosen and asked waits until that is entered or given up."""
    waits = [mode for mode in screen.modes if isinstance(mode, (Choosing, Asking))]
    screen.put_by += waits
    screen.modes[:] = [mode for mode in screen.modes if mode not in waits]
    screen.composer.waits = False


def come_back(screen: CaptureScreen) -> None:
    """Go on with what was put by once nothing is asked for in the composer; what was said stays to be read."""
    if not screen.put_by or screen.editing.asked:
        return
    screen.modes[:0] = screen.put_by
    screen.put_by.clear()
    screen.composer.waits = is_on(screen)
    if screen.reading.says_nothing:
        if screen.asking:
            screen.reading.show_asked(screen.asking)
        else:
            hint(screen)


def _meanings(screen: CaptureScreen) -> dict[str, Callable[[], object]]:
    from fieldnotes.tui.doing import chosen  # of use once a line is chosen

    timeline = screen.timeline

    def begin(act: str) -> Callable[[], None]:
        return lambda: chosen.begin(screen, act, _in_sight(screen))

    amend = begin(chosen.AMEND)
    return {
        "up": lambda: timeline.choose_next(-1),
        "down": lambda: timeline.choose_next(1),
        "page-up": lambda: timeline.choose_page(-1),
        "page-down": lambda: timeline.choose_page(1),
        "first": lambda: timeline.choose_end(-1),
        "last": lambda: timeline.choose_end(1),
        "enter": lambda: stand_there(screen) if timeline.sifted else amend(),
        "amend": amend,
        "write-up": begin(chosen.WRITE_UP),
        "code": begin(chosen.CODE),
        "retract": begin(chosen.RETRACT),
        "bring-back": lambda: _on_it(screen, chosen.bring_back),
        "go-to": lambda: stand_there(screen) if timeline.sifted else _on_it(screen, chosen.go_to),
        "leave": lambda: leave(screen),
        "to-jotting": lambda: to_jotting(screen),
    }


def stand_there(screen: CaptureScreen) -> None:
    """Everything is shown again, and the chosen line stands among its neighbours."""
    seen = screen.timeline.chosen
    if seen is None:
        screen.reading.say("Nothing fits: there is nowhere to go.")
        return
    screen.timeline.sift("", None)
    choose(screen, seen, among_others=True)


def _in_sight(screen: CaptureScreen) -> Observation | None:
    """The chosen line; where none is, the latest in sight."""
    if screen.timeline.chosen is None:
        screen.timeline.choose_in_sight()
    return screen.timeline.chosen


def _on_it(screen: CaptureScreen, act: Callable[[CaptureScreen, Observation], None]) -> None:
    if seen := _in_sight(screen):
        act(screen, seen)
