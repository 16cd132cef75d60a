"""A line of the timeline is chosen, and amended, written up, coded, taken back or gone to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fieldnotes.tui import wording
from fieldnotes.tui.asking import Asking
from fieldnotes.tui.choosing import HINT, HINT_FOUND, Choosing

if TYPE_CHECKING:
    from collections.abc import Callable

    from fieldnotes.capture.session import Taken
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
        screen.reading.say("There is no line to choose yet.")
        return
    screen.stop_asking()
    if seen:
        screen.timeline.choose(seen, among_others=among_others)
    else:
        screen.timeline.choose_in_sight()
    if not is_on(screen):
        screen.modes.append(Choosing(_meanings(screen)))
        screen.composer.waits = True
    _hint(screen)


def leave(screen: CaptureScreen) -> None:
    """No line is chosen any more; the end of the timeline is in sight."""
    to_jotting(screen)
    screen.timeline.to_end()


def to_jotting(screen: CaptureScreen) -> None:
    """No line is chosen any more; the keys are the composer's."""
    screen.stop_asking()
    screen.modes[:] = [mode for mode in screen.modes if not isinstance(mode, Choosing)]
    screen.composer.waits = False
    screen.timeline.choose(None)
    if screen.editing.line:
        screen.reading.show_line(screen.editing.line.text, screen.editing.at)
    else:
        screen.reading.say()


def _hint(screen: CaptureScreen) -> None:
    screen.reading.say(HINT_FOUND if screen.timeline.sifted else HINT)


def _meanings(screen: CaptureScreen) -> dict[str, Callable[[], None]]:
    timeline = screen.timeline
    return {
        "up": lambda: timeline.choose_next(-1),
        "down": lambda: timeline.choose_next(1),
        "page-up": lambda: timeline.choose_page(-1),
        "page-down": lambda: timeline.choose_page(1),
        "first": lambda: timeline.choose_end(-1),
        "last": lambda: timeline.choose_end(1),
        "enter": lambda: stand_there(screen) if timeline.sifted else _on_it(screen, amend),
        "amend": lambda: _on_it(screen, amend),
        "write-up": lambda: _on_it(screen, write_up),
        "code": lambda: _on_it(screen, code),
        "retract": lambda: _on_it(screen, retract),
        "bring-back": lambda: _on_it(screen, bring_back),
        "go-to": lambda: stand_there(screen) if timeline.sifted else _on_it(screen, go_to),
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


def _on_it(screen: CaptureScreen, act: Callable[[CaptureScreen, Observation], None]) -> None:
    seen = screen.timeline.chosen
    if seen is None:
        screen.timeline.choose_in_sight()
    else:
        act(screen, seen)


# -- acts


def amend(screen: CaptureScreen, seen: Observation) -> None:
    """Ask how the line is to read, beginning with how it reads."""
    from fieldnotes.capture.amending import line_of
    from fieldnotes.capture.chosen import as_it_reads, hear_instead

    session = screen.session
    line = line_of(seen, session.observations)
    if not line:
        screen.reading.say("That line was taken back; u brings it back.")
        return
    setting = session.setting_before(line)
    asking = Asking(
        f"amend {wording.clock(seen.at)}",
        _entering(screen, lambda words: session.amend(seen.id, words)),
        _leaving(screen),
        text=as_it_reads(line, session.zone, setting),
        reads=hear_instead(line, session.zone, setting),
    )
    screen.ask(asking)


def write_up(screen: CaptureScreen, seen: Observation) -> None:
    """Ask for the fuller note, beginning with the one there is."""
    from fieldnotes.capture.amending import line_of

    session = screen.session
    main = [seen, *line_of(seen, session.observations)][-1]
    asking = Asking(
        f"write up {wording.clock(seen.at)}",
        _entering(screen, lambda text: session.write_up(main.id, text)),
        _leaving(screen),
        text=main.written_up or "",
        hint="The fuller note. ^J begins a new line, Enter keeps it, Esc leaves.",
        paragraphs=True,
    )
    screen.ask(asking)


def code(screen: CaptureScreen, seen: Observation) -> None:
    """Ask for codes to put on it or take off it; those it has are shown."""
    from fieldnotes.capture.amending import line_of
    from fieldnotes.capture.coding import code as put_on

    session = screen.session
    main = [seen, *line_of(seen, session.observations)][-1]
    has = " ".join(f"#{name}" for name in main.codes)
    off = f"Has {has} · -#{main.codes[0]} takes one off." if has else "No code yet. Several at once: #one #two."
    asking = Asking(
        f"code {wording.clock(seen.at)}",
        _entering(screen, lambda words: put_on(session, seen.id, words)),
        _leaving(screen),
        hint=off,
    )
    screen.ask(asking)


def retract(screen: CaptureScreen, seen: Observation) -> None:
    """Ask why, which may be left empty, and take it back."""
    from fieldnotes.capture.amending import line_of

    session = screen.session
    line = line_of(seen, session.observations)
    if not line:
        screen.reading.say("That line was taken back already; u brings it back.")
        return
    take_back = _entering(
        screen, lambda why: session.retract(*(one.id for one in line), why=why), may_be_empty=True
    )
    hint = "The reason, if there is one; the line stays in the record."
    screen.ask(Asking(f"retract {wording.clock(seen.at)}, why", take_back, _leaving(screen), hint=hint))


def bring_back(screen: CaptureScreen, seen: Observation) -> None:
    """Have a line stand again that was taken back."""
    from fieldnotes.capture.chosen import bring_back as back

    screen.carry(lambda: back(screen.session, seen.id))


def go_to(screen: CaptureScreen, seen: Observation) -> None:
    """Ask where to, and choose the line there."""
    from fieldnotes.capture.going import place_of

    def go(words: str) -> None:
        found = place_of(words, seen, screen.session.observations, screen.session.record.agenda)
        screen.stop_asking()
        if found is None:
            screen.reading.say(f"“{words.strip()}” is no place here: 14:06, +10m, item 2, or a title.")
        else:
            choose(screen, found, among_others=True)

    of = "; empty: its decision" if seen.of else ""
    hint = f"14:06 · +10m · -10m · 2 or a title: that item{of}."
    screen.ask(Asking("go to", go, _leaving(screen), hint=hint, fleeting=True))


def _entering(
    screen: CaptureScreen, act: Callable[[str], Taken], *, may_be_empty: bool = False
) -> Callable[[str], None]:
    """Acts on the words that were asked for; what was there already, or nothing, changes nothing."""

    def entered(text: str) -> None:
        asking = screen.asking
        screen.stop_asking()
        words = text.strip()
        if not may_be_empty and (not words or (asking and asking.is_as_it_began)):
            screen.reading.say("Left as it was.")
        else:
            screen.carry(lambda: act(words))

    return entered


def _leaving(screen: CaptureScreen) -> Callable[[str], None]:
    return lambda text: _stop(screen)


def _stop(screen: CaptureScreen) -> None:
    screen.stop_asking()
    _hint(screen)
