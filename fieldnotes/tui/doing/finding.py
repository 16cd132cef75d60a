"""Lines are looked for: the timeline shows those that fit, while the words are typed and until they are let go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fieldnotes.tui.asking import Asking
from fieldnotes.tui.doing import choosing
from fieldnotes.tui.views import Sifted

if TYPE_CHECKING:
    from fieldnotes.tui.doing import Deed
    from fieldnotes.tui.screens.capture import CaptureScreen

PROMPT = "find"
HINT = "P3 #code ! => ~ item:2 · Enter goes there · {choose} acts · {find} keeps it"
_PAUSE = 0.005


def deeds(screen: CaptureScreen) -> dict[str, Deed]:
    """The command of this room."""
    return {"find": lambda at: ask(screen)}


def ask(screen: CaptureScreen) -> None:
    """Ask what to look for; each key shows what fits."""
    choosing.have_in_sight(screen)
    kept = choosing.to_jotting(screen)
    timeline = screen.timeline
    asking = Asking(
        PROMPT,
        lambda text: choosing.stand_there(screen) if timeline.sifted else _keep(screen),
        lambda text: let_go(screen),
        text=timeline.sought,
        changed=lambda text: look_for(screen, text, choose=True),
        keys={
            "up": lambda: timeline.choose_next(-1),
            "down": lambda: timeline.choose_next(1),
            "pageup": lambda: timeline.choose_page(-1),
            "pagedown": lambda: timeline.choose_page(1),
            **{key: lambda: _keep(screen) for key, command in screen.by_key.items() if command == "find"},
        },
        hint=f"{kept} {screen.with_keys(HINT)}".lstrip(),
    )
    screen.ask(asking)
    if timeline.sifted:
        timeline.choose_in_sight()


def look_for(screen: CaptureScreen, words: str, *, choose: bool = False) -> None:
    """Show what fits; all of it where nothing is looked for."""
    from fieldnotes.capture.finding import read_sieve

    choosing.have_in_sight(screen)
    record, timeline = screen.session.record, screen.timeline
    sieve = read_sieve(words, record.agenda, record.roster, record.codebook)
    timeline.choose(None)
    timeline.sift(words.strip(), None if sieve.is_empty else sieve.matches)
    if timeline.sifted:
        if choose:
            timeline.choose_in_sight()
        _go_on(screen, timeline.sifted, choose)


def _go_on(screen: CaptureScreen, sifted: Sifted, choose: bool) -> None:
    """Look at the rest in small parts, between the keys."""
    if not sifted.is_whole:
        screen.set_timer(_PAUSE, lambda: _further(screen, sifted, choose))


def _further(screen: CaptureScreen, sifted: Sifted, choose: bool) -> None:
    timeline = screen.timeline
    if timeline.sifted is not sifted:
        return
    timeline.look_on()
    if choose and screen.asking and timeline.chosen is None:
        timeline.choose_in_sight()
    _go_on(screen, sifted, choose)


def let_go(screen: CaptureScreen) -> None:
    """Show everything again, the end in sight."""
    screen.timeline.sift("", None)
    choosing.leave(screen)


def _keep(screen: CaptureScreen) -> None:
    """Go on jotting while only what fits is shown."""
    choosing.to_jotting(screen)
    if screen.timeline.sifted:
        screen.timeline.to_end()
        back = screen.key_of("back")
        screen.reading.say(f"Only what fits is shown; all you type is taken. {back} shows all again.")
