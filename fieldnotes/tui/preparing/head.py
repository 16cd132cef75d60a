"""The head of a meeting as it is filled in: where, what, when; and what was understood of each. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from fieldnotes.errors import FieldnotesError
from fieldnotes.model.meeting import MODES, Meeting
from fieldnotes.model.protocol import Protocol, match_name
from fieldnotes.prepare.gathering import BodyKnown
from fieldnotes.prepare.when import When
from fieldnotes.text import name_key
from fieldnotes.tui import wording
from fieldnotes.tui.entry import Entry
from fieldnotes.tui.form import Form
from fieldnotes.tui.preparing.choices import Choices

_USUAL_TYPES = ("board", "committee", "working party", "team meeting")
_READING = "…"


class Known(NamedTuple):
    """What a study has already: bodies by site, places, protocols."""

    bodies: Sequence[BodyKnown] = ()
    protocols: Sequence[Protocol] = ()


class Head(Form):
    """Seven entries. `touched` are those that were typed in: nothing fills them but the hand."""

    def __init__(self, title: str, changed: Callable[[Entry], None], out: Callable[[int], None]) -> None:
        """`changed` is told of an entry that is another, `out` that the keys leave, behind (1) or before (-1)."""
        self.site = Entry("Site", "", "the case, as the study calls it: Site B")
        self.body = Entry("Body", "", "what meets: PEC, board, working party")
        self.type = Entry("Type", "", "optional: board, committee")
        self.when = Entry("When", "", "12 June 2pm, next Tuesday 2pm")
        self.place = Entry("Place", "", "optional: where it meets")
        self.mode = Entry("Mode", "", "optional: in the room, online")
        self.protocol = Entry("Protocol", "", "what it is observed by")
        self.known = Known()
        self.taken_over = ""
        self.found: When | None = None
        self.read_words: str | None = None
        self.touched: set[Entry] = set()
        entries = [self.site, self.body, self.type, self.when, self.place, self.mode, self.protocol]
        self.choices = {entry: Choices(entry) for entry in entries}
        self.choices[self.mode].offered = MODES
        self._told: Callable[[Entry], None] = lambda entry: None
        self._out = out
        super().__init__(title, entries, lambda: out(1), lambda: None, self._was_changed)
        self._told = changed

    # -- filling

    def offer(self, known: Known) -> None:
        """What can be completed from now on."""
        self.known = known
        self.choices[self.protocol].offered = tuple(each.name for each in known.protocols)
        self._offer_bodies()
        for entry in self.entries:
            self._answer(entry)

    def _offer_bodies(self) -> None:
        known, here = self.known.bodies, name_key(self.site.text)
        of_site = [each.body for each in known if name_key(each.site) == here]
        self.choices[self.site].offered = _once(each.site for each in known)
        self.choices[self.body].offered = _once([*of_site, *(each.body for each in known)])
        self.choices[self.type].offered = _once([*(each.type or "" for each in known), *_USUAL_TYPES])

    def tell_taken_over(self, words: str) -> None:
        """Say beside the body what was taken over from its last meeting."""
        self.taken_over = f"; {words}" if words else ""
        self._answer(self.body)

    def fill(self, entry: Entry, words: str) -> None:
        """Fill an entry in, unless a hand did."""
        if entry not in self.touched and entry.line.text != words:
            entry.give(words)
            if entry is self.when:
                self._told(entry)
            self._answer(entry)

    def fill_like(self, meeting: Meeting) -> None:
        """Fill in what the meetings of a body have in common."""
        self.fill(self.type, meeting.type or "")
        self.fill(self.place, meeting.place)
        self.fill(self.mode, meeting.mode)
        self.fill(self.protocol, meeting.protocol)

    # -- keys

    def key(self, key: str, character: str | None) -> bool:
        """Tab completes before it goes on; what is typed is touched."""
        choices = self.choices[self.entry]
        if (key == "tab" and choices.complete()) or (
            key in ("alt+down", "alt+up") and choices.step(1 if key == "alt+down" else -1)
        ):
            self._changed()
            return True
        choices.keep()
        if key in ("escape", "ctrl+s"):
            return False
        before = self.entry.line.text
        entry, taken = self.entry, super().key(key, character)
        if entry is self.entry and entry.line.text != before:
            self.touched.add(entry)
        self._answer(entry)
        return taken

    def _changed(self) -> None:
        self.touched.add(self.entry)
        self.entry.is_given = False
        super()._changed()

    def go_to(self, place: int) -> None:
        """Type in the entry of that place; behind the last, and before the first, the keys leave."""
        if 0 <= place < len(self.entries):
            self.at = place
        else:
            self._out(1 if place > 0 else -1)

    # -- what was understood

    def _was_changed(self, entry: Entry) -> None:
        if entry is self.when:
            self.found, self.read_words = None, None
        if entry is self.site:
            self._offer_bodies()
        self._answer(entry)
        self._told(entry)

    def understood_when(self, words: str, read: When | FieldnotesError) -> None:
        """What came of reading the words of `when`; nothing where they are others by now."""
        if words != self.when.text:
            return
        self.read_words = words
        self.found = read if isinstance(read, When) else None
        self._answer(self.when)
        if isinstance(read, FieldnotesError):
            self.when.understood, self.when.is_wrong = str(read), True

    @property
    def when_is_unread(self) -> bool:
        """True where nobody knows yet what the words of `when` mean."""
        return bool(self.when.text) and self.read_words != self.when.text

    def _answer(self, entry: Entry) -> None:
        entry.is_wrong = False
        told = self.choices[entry].told()
        if entry is self.when:
            if self.when_is_unread or self.found:
                entry.understood = self._when_said() if self.found else _READING
            elif not entry.text:
                entry.understood = ""
            else:
                entry.is_wrong = True
        elif entry is self.protocol and (found := self.protocol_named()):
            entry.understood = f"{found.title}, version {found.version}"
        elif entry is self.mode and (named := self.mode_named()) is not None:
            entry.understood = "" if named == entry.text else told or named
        else:
            entry.understood = told or self._novelty(entry)
            entry.is_wrong = bool(entry.text) and not told and entry in (self.protocol, self.mode)

    def _when_said(self) -> str:
        """The zone is that of the study, and goes without saying."""
        return re.sub(r" \([^()]*\)", "", self.found.said, count=1) if self.found else ""

    def _novelty(self, entry: Entry) -> str:
        if entry is self.protocol:
            names = ", ".join(self.choices[entry].offered)
            return f"no protocol: there are {names}" if entry.text and names else ""
        if entry is self.mode:
            return f"one of: {', '.join(MODES)}" if entry.text else ""
        if entry is self.body and (known := self.body_known()):
            many = f"{known.meetings} meetings" if known.meetings > 1 else "1 meeting"
            return f"{many}, the last on {wording.day_of(known.last)}{self.taken_over}"
        told = entry in (self.site, self.body) and entry.text and self.known.bodies
        return "new to this study" if told and not self._is_known(entry) else ""

    def _is_known(self, entry: Entry) -> bool:
        if entry is self.body:
            return self.body_known() is not None
        return name_key(entry.text) in map(name_key, self.choices[entry].offered)

    def body_known(self) -> BodyKnown | None:
        """The body of that name at that site, where the study has it."""
        wanted = name_key(self.site.text), name_key(self.body.text)
        return next((b for b in self.known.bodies if (name_key(b.site), name_key(b.body)) == wanted), None)

    def protocol_named(self) -> Protocol | None:
        """The protocol that is meant."""
        key = name_key(self.protocol.text)
        return next((each for each in self.known.protocols if name_key(each.name) == key), None)

    def mode_named(self) -> str | None:
        """One of MODES, empty where nothing is said, None where none is meant."""
        plain = self.mode.text.casefold()
        alike = {"room": MODES[0], "in person": MODES[0], "remote": MODES[1], "virtual": MODES[1]}
        return "" if not plain else alike.get(plain) or match_name(plain, MODES)


def _once(words: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, words)))  # type: ignore[call-overload]  # strings of any kind
