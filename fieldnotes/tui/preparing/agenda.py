"""The agenda as it is filled in: lines as they came, and the item each was read as or why it is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

import msgspec

from fieldnotes.jottings.header import read_item, write_item
from fieldnotes.model.agenda import Agenda, Item
from fieldnotes.model.people import Roster
from fieldnotes.prepare.again import merged
from fieldnotes.prepare.agenda import AgendaLine, agenda_from_text, items_of
from fieldnotes.prepare.naming import looks_like_a_name
from fieldnotes.text import clean_line, name_key
from fieldnotes.tui.entry import Entry
from fieldnotes.tui.preparing.files import path_in, text_of
from fieldnotes.tui.preparing.lines import Lines

HINT = "paste it · a file's name · 2. Finance (15; decision; P4)"
LONGEST = 100_000
_NUMBER_ALONE = re.compile(r"\A(\d+(?:[a-z]|(?:\.\d+)+)) +")


class AgendaRow(NamedTuple):
    """An item, or a line that is none and why. `text` is the line as it came: shown, never kept on the disk.

    `came` says where an item comes from that was brought forward.
    """

    item: Item | None
    text: str = ""
    why: str = ""
    notices: tuple[str, ...] = ()
    came: str = ""


class AgendaLines(Lines[AgendaRow]):
    """The rows of an agenda; `roster` are the people that may present."""

    def __init__(self, roster: Callable[[], Roster]) -> None:
        super().__init__(Entry("Agenda", "", HINT))
        self._roster = roster

    @property
    def items(self) -> tuple[Item, ...]:
        """The items, in the order of the paper."""
        return tuple(row.item for row in self.rows if row.item)

    @property
    def minutes(self) -> float:
        """The minutes planned, all together."""
        return sum(item.planned_minutes or 0 for item in self.items)

    def counted(self) -> str:
        """`6 items · 95 min`"""
        count, minutes = len(self.items), self.minutes
        many = f"{count} item{'' if count == 1 else 's'}" if count else ""
        return " · ".join(filter(None, [many, f"{minutes:g} min" if minutes else ""]))

    def written(self, row: AgendaRow) -> str:
        """As a jottings file has it; a line that is no item, with the next number before it."""
        if row.item:
            return write_item(row.item)
        return f"{Agenda(self.items).next_number()}. {clean_line(row.text).strip(' >')}"

    def told(self, row: AgendaRow) -> str:
        """What was left out of it, why it is no item, where it comes from."""
        if row.notices:
            return " ".join(row.notices)
        return f"No item: {row.why}. Enter makes it one." if row.why else row.came or row.text

    def take(self, words: str, place: int | None) -> str:
        """An item in words of any form; a file's name reads the file."""
        if place is None and (path := path_in(words)):
            text, why = text_of(path)
            self.said = "" if why else self.take_text(text)
            return why
        read = self._read_one(words, place)
        if read.item is None:
            return f"No item: {read.why}. Write it as 2. Finance (15; decision; P4)."
        taken = Agenda(tuple(item for n, item in self._placed() if n != place)).get(read.item.number)
        if taken:
            return f"There is an item {taken.number} already, “{taken.title}”: give this one another number."
        row = AgendaRow(read.item, self.rows[place].text if place is not None else "", "", read.notices)
        if place is None:
            self.rows.insert(self._slot(read.item), row)
        else:
            self.rows[place] = row._replace(came=self.rows[place].came)
        self.said = " ".join(read.notices)
        return ""

    def _placed(self) -> Iterable[tuple[int, Item]]:
        return ((n, row.item) for n, row in enumerate(self.rows) if row.item)

    def _read_one(self, words: str, place: int | None) -> AgendaLine:
        """A line that is corrected is taken at its word, but for a name as its presenter."""
        words = _NUMBER_ALONE.sub(r"\1. ", words)
        own = self.rows[place].item if place is not None else None
        number = own.number if own else Agenda(self.items).next_number()
        item = read_item(words) or (read_item(f"{number}. {words}") if place is not None else None)
        if item and item.title and not looks_like_a_name(item.presenter):
            exact = place is not None or item.planned_minutes is not None or bool(item.purpose or item.presenter)
            if exact:
                return AgendaLine(1, words, item)
        read = agenda_from_text(words, self._roster())
        line = next((each for each in read if each.item), None)
        if line is None or line.item is None:
            return read[0] if read else AgendaLine(1, words, None, "no words stand there")
        numbered = read_item(words) is not None
        return line if numbered else line._replace(item=msgspec.structs.replace(line.item, number=number))

    def _slot(self, item: Item) -> int:
        """Where a new item goes: `2a` behind 2 and what is below it, any other to the end."""
        whole = item.number.rstrip("abcdefghijklmnopqrstuvwxyz").partition(".")[0]
        if whole == item.number:
            return len(self.rows)
        above = [n for n, each in self._placed() if each.number == whole or each.number.startswith(f"{whole}.")]
        return above[-1] + 1 if above else len(self.rows)

    def take_text(self, text: str) -> str:
        """An agenda as it came; what stood here already and it lacks goes behind it."""
        if len(text) > LONGEST:
            return f"That text is longer than an agenda can be ({LONGEST:,} characters); nothing was changed."
        read = agenda_from_text(text, self._roster())
        pasted = items_of(read)
        rows = [AgendaRow(line.item, line.text.strip(), line.why, line.notices) for line in read]
        if not pasted:
            self.rows += rows
            return "No line was read as an item. Down chooses one, Enter makes it an item." if rows else ""
        old = {name_key(row.item.title): row for row in self.rows if row.item}
        behind = merged(self.items, pasted)[len(pasted) :]
        kept = [old[name_key(item.title)]._replace(item=item) for item in behind]
        self.rows = [*rows, *kept]
        return _came_of(read, len(pasted))

    def move(self, by: int) -> bool:
        """The numbers stay where they are on the paper, the items change places."""
        here = self.at
        if not super().move(by) or here is None or self.at is None:
            return False
        one, two = self.rows[here], self.rows[self.at]
        if one.item and two.item:
            self.rows[here] = one._replace(item=msgspec.structs.replace(one.item, number=two.item.number))
            self.rows[self.at] = two._replace(item=msgspec.structs.replace(two.item, number=one.item.number))
        return True


def _came_of(read: list[AgendaLine], items: int) -> str:
    none = sum(line.item is None for line in read)
    names = sum(len(line.notices) for line in read)
    said = [f"{items} item{'' if items == 1 else 's'} read"]
    said += [f"{none} line{'' if none == 1 else 's'} no item"] if none else []
    said += [f"{names} to look at (⚠)"] if names else []
    return ", ".join(said) + ". Down chooses a line, Enter corrects it."
