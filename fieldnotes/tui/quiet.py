"""The quiet line under an empty composer: prompts of the protocol, and ratings of an item that has just closed.

It comes only where nothing else is said and nobody types, takes no key but its own, and goes with the next letter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fieldnotes.capture.acting import read_act
from fieldnotes.settings import settings
from fieldnotes.tui.editing import Changed

if TYPE_CHECKING:
    from fieldnotes.capture.moment import KeyTime
    from fieldnotes.capture.prompting import Prompt
    from fieldnotes.capture.session import Taken
    from fieldnotes.tui.screens.capture import CaptureScreen

SIGN = "»"


class QuietLine:
    """What is asked of the observer on the screen. `key` is how the key for more is written."""

    def __init__(self, screen: CaptureScreen, key: str) -> None:
        chosen = settings()
        self._screen, self._key = screen, key
        self._asking = screen.session.asking
        self._asking.prompting.every_minutes = chosen.prompt_minutes
        self._offers = chosen.offer_ratings
        self._stands = False
        self._gap = screen.gap_told

    def typed(self, line: str, at: KeyTime | None) -> None:
        """The line in the composer is another: whatever stood is gone from sight."""
        if line and at:
            self._stands = False
            self._asking.prompting.stirred(self._screen.session.now().mono)

    def took(self, taken: Taken) -> None:
        """A line was taken, and what came of it is said: ask for a rating where an item has just closed."""
        act = read_act(taken.line)
        self._stands = act is not None and act.name == "prompt"
        offer = self._asking.ratings.offer(self._screen.session.room)
        if act or not offer or not taken.observations or not self._offers or self._screen.modes:
            return
        self._say(offer.words, taken.warnings)

    def look(self) -> None:
        """A second has gone: show the prompt that is due, where nothing is typed, chosen or left to be read."""
        screen = self._screen
        if screen.gap_told is not self._gap:  # a gap is offered in the same place: time to read it
            self._gap = screen.gap_told
            self._asking.prompting.stirred(screen.session.now().mono)
        if self._stands or screen.modes or screen.editing.line or screen.reading.warns:
            return
        if prompt := self._asking.due(screen.session, screen.session.now()):
            self._show(prompt)

    def more(self, at: KeyTime) -> None:
        """The key: the line that gives the rating which is asked for into the composer, else the next prompt."""
        screen = self._screen
        idle = not (screen.modes or screen.editing.line)
        if idle and (offer := self._asking.ratings.offer(screen.session.room)):
            screen.editing.restore(offer.line, at)
            screen.act_on([Changed(offer.line, at)])
            screen.reading.say(offer.points)
        elif prompt := self._asking.prompt(screen.session, at):
            self._show(prompt)
        else:
            screen.reading.say("This protocol has no prompts for this part of the meeting.")

    def put_away(self) -> bool:
        """Take away what stands, for a while or for good; False where nothing did."""
        stood, self._stands = self._stands, False
        if stood:
            self._asking.ratings.skip()
            self._asking.prompting.put_away(self._screen.session.now().mono)
            self._screen.reading.say()
        return stood

    def _show(self, prompt: Prompt) -> None:
        self._say(prompt.text)

    def _say(self, words: str, warnings: tuple[str, ...] = ()) -> None:
        self._screen.reading.say(f"{SIGN} {words} · {self._key}", warnings=warnings)
        self._stands = True
