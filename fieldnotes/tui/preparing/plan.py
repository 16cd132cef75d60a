"""A meeting as it is filled in: head, agenda, people; where the keys go, and the meeting drawn up of it. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

import msgspec

from fieldnotes.model.agenda import Item
from fieldnotes.model.meeting import Meeting, Record
from fieldnotes.model.people import Person, Roster
from fieldnotes.model.protocol import Protocol
from fieldnotes.text import name_key
from fieldnotes.tui.entry import Entry
from fieldnotes.tui.preparing.agenda import AgendaLines, AgendaRow
from fieldnotes.tui.preparing.head import Head
from fieldnotes.tui.preparing.lines import Lines
from fieldnotes.tui.preparing.people import PeopleLines, PersonRow

Part = Literal["head", "agenda", "people"]
PARTS: tuple[Part, ...] = ("head", "agenda", "people")
Kind = Literal["new-meeting", "again", "change-meeting"]
TITLES = {
    "new-meeting": "New meeting",
    "again": "The next meeting",
    "change-meeting": "A planned meeting",
}


class Drawn(NamedTuple):
    """The meeting that is made of what was filled in."""

    meeting: Meeting
    protocol: Protocol
    people: tuple[Person, ...]
    items: tuple[Item, ...]


class Unfit(NamedTuple):
    """Why none can be made yet: the part and the entry that something is wrong with, and a sentence."""

    part: Part
    entry: Entry
    why: str


class Plan:
    """What is filled in. The taker of all keys of its page; `enter` is called by Enter behind the last line.

    `like` is the meeting it began as: the next one as it would be made, or the one that is changed, `base`.
    """

    def __init__(self, kind: Kind, zone: str, protocol: str) -> None:
        self.kind, self.zone = kind, zone
        self.enter: Callable[[], None] = lambda: None
        self.when_changed: Callable[[], None] = lambda: None
        self.part: Part = "head"
        self.head = Head(TITLES[kind], self._changed, self._out)
        self.people = PeopleLines()
        self.agenda = AgendaLines(lambda: Roster(self.people.people))
        self.like: Meeting | None = None
        self.base: Record | None = None
        self.is_filled = False
        self.carried_of: tuple[str, str] | None = None
        self.head.fill(self.head.protocol, protocol)

    @property
    def lines(self) -> Lines[AgendaRow] | Lines[PersonRow] | None:
        """The rows that the keys go to; None while the head has them."""
        return {"head": None, "agenda": self.agenda, "people": self.people}[self.part]

    def _changed(self, entry: Entry) -> None:
        if entry is self.head.when:
            self.when_changed()

    # -- keys

    def key(self, key: str, character: str | None) -> bool:
        """To the part in front; Tab and Enter go on to the next."""
        lines = self.lines
        if lines is None:
            return self.head.key(key, character)
        if key in ("tab", "shift+tab"):
            self._go(1 if key == "tab" else -1)
        elif lines.key(key, character):
            return True
        elif key in ("enter", "ctrl+j"):
            self._go(1) if self.part != "people" else self.enter()
        elif key == "up":
            self._go(-1)
        else:
            return False
        return True

    def paste(self, text: str) -> bool:
        """Into the part in front."""
        return (self.lines or self.head).paste(text)

    def _out(self, by: int) -> None:
        """The keys leave the head, by its last entry or its first."""
        self._go(by)

    def _go(self, by: int) -> None:
        self.show(PARTS[(PARTS.index(self.part) + by) % len(PARTS)])
        if self.part == "head":
            self.head.at = 0 if by > 0 else len(self.head.entries) - 1

    def show(self, part: Part) -> None:
        """Have a part in front; a row that was chosen in another is chosen no more."""
        for lines in (self.agenda, self.people):
            if lines is not self.lines or part != self.part:
                lines.at = lines.at if lines.changing is not None else None
                lines.say("")
        self.part = part

    # -- filling

    def fill_from(self, meeting: Meeting, when: str) -> None:
        """Fill in a head that is like this meeting's."""
        head = self.head
        for entry, words in ((head.site, meeting.site), (head.body, meeting.body), (head.when, when)):
            head.fill(entry, words)
        head.fill_like(meeting)
        self.like = meeting
        self.carried_of = name_key(meeting.site), name_key(meeting.body)

    def body_to_carry(self) -> tuple[str, str] | None:
        """Site and body, once they are filled in, where nobody was taken over from their last meeting yet."""
        head = self.head
        typing = self.part == "head" and head.entry in (head.site, head.body)
        key = name_key(head.site.text), name_key(head.body.text)
        if self.kind != "new-meeting" or typing or not all(key) or key == self.carried_of:
            return None
        return head.site.text, head.body.text

    # -- the meeting

    def drawn_up(self) -> Drawn | Unfit:
        """The meeting, lines that were typed and not entered yet among it."""
        for part, lines in (("agenda", self.agenda), ("people", self.people)):
            if lines.entry.text and not (lines.key("enter", None) and not lines.entry.text):
                return Unfit(part, lines.entry, lines.said)  # type: ignore[arg-type]  # one of PARTS
        head = self.head
        for entry in (head.site, head.body):
            if not entry.text:
                return Unfit("head", entry, f"A meeting has a {entry.label.lower()}: {entry.hint}.")
        mode, protocol = head.mode_named(), self._protocol()
        began = self.like if head.when not in head.touched else None
        if began is None and head.found is None:
            why = head.when.understood if head.when.is_wrong else "Say when it is: 12 June 2pm, next Tuesday 2pm."
            return Unfit("head", head.when, why)
        if mode is None:
            return Unfit("head", head.mode, "A meeting is in the room, online or hybrid; or leave it empty.")
        if protocol is None:
            names = ", ".join(each.name for each in head.known.protocols)
            return Unfit("head", head.protocol, f"There is no protocol of that name; there are {names}.")
        day, start = (began.date, began.start) if began else (head.found.day, head.found.start)  # type: ignore[union-attr]
        meeting = self.like or Meeting(date=day, zone=self.zone, protocol=protocol.name)
        meeting = msgspec.structs.replace(
            meeting,
            site=head.site.text, body=head.body.text, type=head.type.text or None, place=head.place.text,
            mode=mode, date=day, start=start, protocol=protocol.name,
        )  # fmt: skip
        return Drawn(meeting, protocol, self.people.people, self.agenda.items)

    def _protocol(self) -> Protocol | None:
        """The one that is named; that of a meeting that is changed stays as it was frozen."""
        named = self.head.protocol.text
        if self.base and name_key(named) == name_key(self.base.protocol.name):
            return self.base.protocol
        return self.head.protocol_named()
