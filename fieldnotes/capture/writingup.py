"""Writing a meeting up: fuller notes that are drafts while they are typed, and changes of the record now and then.

A thousand words are typed in a thousand steps; the log gets them when the observer goes to another line, leaves or
rests, the draft gets them at most once a second. Nothing here waits for the disk.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from fieldnotes.capture.pads import Pad, Pads
from fieldnotes.capture.spancoding import write
from fieldnotes.text import clean_paragraphs

if TYPE_CHECKING:
    from fieldnotes.capture.moment import KeyTime
    from fieldnotes.capture.session import Session
    from fieldnotes.capture.taken import Taken
    from fieldnotes.model.observation import Span

REST_SECONDS = 60.0
SIGNS = {"interpretation": "~", "method": "~m", "feeling": "~f"}
State = Literal["typing", "kept", "saving", "saved"]


class WritingUp:
    """One observer's fuller notes at one meeting, over a session on it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        session.vigil.is_kept = False
        self._pads = Pads(session.record.meeting.id, session.observer)
        self._open: dict[str, Pad] = {}
        self._away: dict[str, Pad] = {}
        self._kept: dict[str, Pad] = {}
        self._keeps = True
        self._places: dict[str, Mapping[str, Span | None]] = {}
        self._under_way: dict[int, tuple[str, str]] = {}
        self._typed: float | None = None

    def take_up(self) -> tuple[str, ...]:
        """Take over the drafts that earlier screens left; the observations of those that are not in the record.

        One whose note in the record is no longer the one that it grew from goes over it when it is committed: the
        history has both. Where something of the meeting cannot be read just now, the drafts of lines that are not
        there wait for another time; else their lines were erased, and they go with them.
        """
        there = {seen.id: seen.written_up or "" for seen in self.session.observations}
        found = self._pads.take_over()
        self._open = {of: pad for of, pad in found.items() if of in there and pad.text != there[of]}
        self._away = {of: pad for of, pad in found.items() if of not in there} if self.session.is_damaged else {}
        self._kept = dict(self._open)
        if self._open.keys() | self._away.keys() != found.keys():
            self._pads.keep(self._away | self._open)
        return tuple(self._open)

    def has_changed_under(self, of: str) -> bool:
        """True where somebody else wrote another note since the draft was begun."""
        pad = self._open.get(of)
        return pad is not None and pad.base != (self.session.seen(of).written_up or "")

    def is_open(self, of: str) -> bool:
        """True where the note of a jotting is not in the record as it was typed."""
        return of in self._open

    def text(self, of: str) -> str:
        """The fuller note of a jotting, as it is being written."""
        return self._open[of].text if of in self._open else self.session.seen(of).written_up or ""

    def typed(self, of: str, text: str, places: Mapping[str, Span | None], at: float) -> None:
        """The note of a jotting has become this; `at` is the monotonic second of the key."""
        base = self._open[of].base if of in self._open else self.session.seen(of).written_up or ""
        self._open[of] = Pad(clean_paragraphs(text), base)
        self._places[of], self._typed = dict(places), at

    @property
    def unkept(self) -> bool:
        """True where something was typed that no draft has yet."""
        return self._open != self._kept

    def keep(self) -> None:
        """Have the draft written, unless it is so already."""
        if self._open == self._kept:
            return
        pads = dict(self._open)

        def on_the_disk() -> None:
            self._keeps = self._pads.keep(self._away | pads)
            if self._keeps:
                self._kept = pads

        self.session.aside(on_the_disk)

    def is_resting(self, now: float) -> bool:
        """True where nothing was typed for a minute, and something is not in the record yet."""
        return bool(self._open) and self._typed is not None and now - self._typed >= REST_SECONDS

    def commit(self, of: str) -> Taken | None:
        """Put a note into the record; None where it is there already."""
        pad = self._open.get(of)
        if pad is None:
            return None
        if pad.text == (self.session.seen(of).written_up or ""):
            if self.session.is_durable(of):
                self._forget(of)
            return None
        taken = write(self.session, of, pad.text, self._places.get(of))
        if not taken.ticket:  # blanks only, where there was none
            self._forget(of)
            return None
        self._under_way[taken.ticket] = of, pad.text
        return taken

    def commit_all(self) -> list[Taken]:
        """The same for every note that was typed."""
        return [taken for of in list(self._open) if (taken := self.commit(of))]

    def saved(self, ticket: int) -> None:
        """A change is durable: the draft of that text is wanted no more, unless it was typed on."""
        of, text = self._under_way.pop(ticket, ("", ""))
        if of in self._open and self._open[of].text == text:
            self._forget(of)
        elif of in self._open:
            self._open[of] = Pad(self._open[of].text, text)

    def _forget(self, of: str) -> None:
        del self._open[of]
        self._places.pop(of, None)
        self.keep()

    def state(self, of: str) -> State:
        """Where the note of a jotting is: typed only, kept as a draft, on its way into the record, or there."""
        pad = self._open.get(of)
        if pad is None:
            return "saved" if self.session.is_durable(of) else "saving"
        if any(under_way == (of, pad.text) for under_way in self._under_way.values()):
            return "saving"
        return "kept" if self._kept.get(of) == pad else "typing"

    @property
    def outlives(self) -> bool:
        """True where what was typed can be kept as a draft."""
        return self._keeps

    def reflect(self, words: str, kind: str, key: KeyTime) -> Taken:
        """Add a reflection of a kind, late: it was made after the meeting."""
        return self.session.take(f"{SIGNS[kind]} {words}", key, late=True)

    def close(self) -> None:
        """Have all that was typed put into the record, and the draft kept until it is there."""
        self.keep()
        self.commit_all()

    def end(self) -> None:
        """After the session was closed: throw the drafts away that are in the record."""
        there = {seen.id: seen.written_up or "" for seen in self.session.observations}
        left = {
            of: pad
            for of, pad in self._open.items()
            if pad.text != there.get(of) or not self.session.is_durable(of)
        }
        self._pads.keep(self._away | left)
        self._pads.close()
