"""What is done to a line that is chosen: it is amended, written up, coded, taken back, brought back, gone from.

Each act that wants words asks for them in the composer's place. A line that was taken back refuses them all alike,
and what is typed on after that goes nowhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fieldnotes.tui import wording
from fieldnotes.tui.asking import Asking
from fieldnotes.tui.doing.choosing import choose, hint, hint_after, leave_asking

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from fieldnotes.capture.session import Taken
    from fieldnotes.model.observation import Observation
    from fieldnotes.tui.begun import Begun
    from fieldnotes.tui.screens.capture import CaptureScreen

AMEND, WRITE_UP, CODE, RETRACT = "amend", "write up", "code", "retract"
_GONE = "Nothing is changed in a line taken back; Esc, then u, brings it back."

_NONE = "Nothing fits, so that there is no line to act on; Esc leaves."


class Wanted(NamedTuple):
    """Words for a line: whose, the records of it that stand, what it is for, and what was typed for it before."""

    screen: CaptureScreen
    line: Sequence[Observation]
    of: tuple[str, str]
    words: str

    @property
    def main(self) -> Observation:
        """The record that says what was typed."""
        return self.line[-1]

    @property
    def prompt(self) -> str:
        """`amend 14:06:40`"""
        return f"{self.of[0]} {wording.clock(self.main.at)}"


def begin(screen: CaptureScreen, act: str, seen: Observation | None, words: str = "") -> None:
    """Ask for the words of an act on a line; the one way to each of them."""
    from fieldnotes.capture.amending import line_of

    if seen is None:
        screen.ask(Asking("no line", _leaving(screen), _leaving(screen), hint=_NONE))
    elif line := line_of(seen, screen.session.observations):
        screen.ask(_ACTS[act](Wanted(screen, line, (act, seen.id), words)))
    else:
        prompt, of = f"{act} {wording.clock(seen.at)}, taken back", (act, seen.id)
        screen.ask(Asking(prompt, _leaving(screen), _leaving(screen), hint=_GONE, of=of, words=words))


def go_on(screen: CaptureScreen, begun: Begun) -> None:
    """Go on with words that were given up, as what they are."""
    seen = next((one for one in reversed(screen.session.observations) if one.id == begun.of), None)
    if seen is None:  # a line that the disk refused, of another sitting
        screen.unfinished.type_over(begun.words, screen.session.now())
        return
    if screen.timeline.sifted and not screen.timeline.sifted.fits(seen):
        screen.timeline.sift("", None)
    choose(screen, seen, among_others=True)
    begin(screen, begun.act, seen, begun.words)


def _amend(wanted: Wanted) -> Asking:
    """How the line is to read, beginning with how it reads."""
    from fieldnotes.capture.chosen import as_it_reads, hear_instead
    from fieldnotes.capture.suggesting import suggest_instead

    screen, line, session = wanted.screen, wanted.line, wanted.screen.session
    setting = session.setting_before(list(line))
    return Asking(
        wanted.prompt,
        _entering(wanted, lambda words: session.amend(wanted.of[1], words)),
        _leaving(screen),
        text=as_it_reads(line, session.zone, setting),
        reads=hear_instead(line, session.zone, setting),
        suggests=lambda before: suggest_instead(before, wanted.main.at, session.zone, setting),
        of=wanted.of,
        words=wanted.words,
    )


def _write_up(wanted: Wanted) -> Asking:
    """The fuller note, beginning with the one there is."""
    from fieldnotes.capture.spancoding import write

    return Asking(
        wanted.prompt,
        _entering(wanted, lambda text: write(wanted.screen.session, wanted.main.id, text)),
        _leaving(wanted.screen),
        text=wanted.main.written_up or "",
        hint="The fuller note. ^J begins a new line, Enter keeps it, Esc leaves.",
        paragraphs=True,
        of=wanted.of,
        words=wanted.words,
    )


def _code(wanted: Wanted) -> Asking:
    """Codes to put on it or take off it; those it has are shown."""
    from fieldnotes.capture.coding import code as put_on
    from fieldnotes.capture.suggesting import suggest_codes

    session, has = wanted.screen.session, wanted.main.codes
    shown = " ".join(f"#{name}" for name in has)
    none = "No code yet. Several at once: #one #two."
    return Asking(
        wanted.prompt,
        _entering(wanted, lambda words: put_on(session, wanted.of[1], words)),
        _leaving(wanted.screen),
        hint=f"Has {shown} · -#{has[0]} takes one off." if has else none,
        suggests=lambda before: suggest_codes(before, has, session.setting_at(wanted.main.at)),
        of=wanted.of,
        words=wanted.words,
    )


def _retract(wanted: Wanted) -> Asking:
    """Why it is taken back, which may be left empty."""
    gone = [one.id for one in wanted.line]
    return Asking(
        f"{wanted.prompt}, why",
        _entering(wanted, lambda why: wanted.screen.session.retract(*gone, why=why), may_be_empty=True),
        _leaving(wanted.screen),
        hint="The reason, if there is one; the line stays in the record.",
        of=wanted.of,
        words=wanted.words,
    )


_ACTS: Mapping[str, Callable[[Wanted], Asking]] = {
    AMEND: _amend,
    WRITE_UP: _write_up,
    CODE: _code,
    RETRACT: _retract,
}


def bring_back(screen: CaptureScreen, seen: Observation) -> None:
    """Have a line stand again that was taken back."""
    from fieldnotes.capture.chosen import bring_back as back

    screen.carry(lambda: back(screen.session, seen.id))
    hint_after(screen)


def go_to(screen: CaptureScreen, seen: Observation) -> None:
    """Ask where to, and choose the line there."""
    from fieldnotes.capture.going import place_of

    def go(words: str) -> None:
        found = place_of(words, seen, screen.session.observations, screen.session.record.agenda)
        if found is None:
            screen.reading.say(f"“{words.strip()}” is no place here: 14:06, +10m, item 2, or a title.")
        else:
            screen.stop_asking()
            choose(screen, found, among_others=True)

    of = "; empty: its decision" if seen.of else ""
    told = f"14:06 · +10m · -10m · 2 or a title: that item{of}."
    screen.ask(Asking("go to", go, _leaving(screen), hint=told))


def _entering(wanted: Wanted, act: Callable[[str], Taken], *, may_be_empty: bool = False) -> Callable[[str], None]:
    """Acts on the words that were asked for; what was there already, or nothing, changes nothing."""
    screen = wanted.screen

    def entered(text: str) -> None:
        asking = screen.asking
        screen.stop_asking(entered=True)
        words = text.strip()
        if not may_be_empty and (not words or (asking and asking.is_as_it_began)):
            screen.reading.say("Left as it was.")
        else:
            screen.carry(lambda: act(words))
        hint_after(screen)

    return entered


def _leaving(screen: CaptureScreen) -> Callable[[str], None]:
    return lambda text: hint(screen, leave_asking(screen, "Esc, then Up, brings it back"))
