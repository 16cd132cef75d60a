"""Who is expected, as it is filled in: carried over, pasted, typed; apologies. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from fieldnotes.jottings.header import write_person
from fieldnotes.model.people import Person
from fieldnotes.prepare.people import people_from_text
from fieldnotes.text import name_key
from fieldnotes.tui.entry import Entry
from fieldnotes.tui.preparing.files import path_in, text_of
from fieldnotes.tui.preparing.lines import Lines

HINT = "P4  finance director; managerial · or paste a list"


class PersonRow(NamedTuple):
    """Somebody; `carried` where they come from the body's last meeting; `first` as they came from there."""

    person: Person
    first: Person | None = None

    @property
    def carried(self) -> bool:
        """True for somebody of the body's last meeting."""
        return self.first is not None


class PeopleLines(Lines[PersonRow]):
    """The rows of people. `left_out` are those of the last meeting while they are left out, else None."""

    def __init__(self) -> None:
        super().__init__(Entry("People", "", HINT))
        self.left_out: list[PersonRow] | None = None

    @property
    def people(self) -> tuple[Person, ...]:
        """All of them."""
        return tuple(row.person for row in self.rows)

    def counted(self) -> str:
        """`9 people · 2 apologies`"""
        count, away = len(self.rows), sum(person.status == "apologies" for person in self.people)
        many = f"{count} {'person' if count == 1 else 'people'}" if count else ""
        return " · ".join(filter(None, [many, f"{away} with apologies" if away else ""]))

    @property
    def has_carried(self) -> bool:
        """True where somebody of the last meeting is there, or left out."""
        return bool(self.left_out) or any(row.carried for row in self.rows)

    def carry(self, people: Iterable[Person]) -> None:
        """Those of the body's last meeting; in the place of those of another body that nobody changed."""
        self.rows = [row for row in self.rows if not row.carried or row.person != row.first]
        there = {name_key(row.person.code) for row in self.rows}
        carried = [PersonRow(each, each) for each in people if name_key(each.code) not in there]
        self.at = self.changing = None
        if self.left_out is not None:
            self.left_out = carried
        else:
            self.rows = [*carried, *self.rows]

    def leave_out(self) -> str:
        """Leave those of the last meeting out, or take them in again; what came of it, in a sentence."""
        self.at = self.changing = None
        if self.left_out is not None:
            back, self.left_out = self.left_out, None
            there = {name_key(row.person.code) for row in self.rows}
            self.rows = [*(row for row in back if name_key(row.person.code) not in there), *self.rows]
            return f"{len(back)} people of the last meeting are taken over again."
        carried = [row for row in self.rows if row.carried]
        if not carried:
            return "Nobody was taken over from a meeting before."
        self.left_out = carried
        self.rows = [row for row in self.rows if not row.carried]
        return f"{len(carried)} people of the last meeting are left out; the same key takes them in again."

    def written(self, row: PersonRow) -> str:
        """As a jottings file has it."""
        return write_person(row.person)

    def told(self, row: PersonRow) -> str:
        """What the keys do to them."""
        return "Space: apologies or not · Enter corrects · Del leaves out"

    def take(self, words: str, place: int | None) -> str:
        """A line `CODE  role; group; status`; a file's name reads the file."""
        if place is None and (path := path_in(words)):
            text, why = text_of(path)
            self.said = "" if why else self.take_text(text)
            return why
        read = next(iter(people_from_text(words)), None)
        if read is None or read.person is None:
            return f"Nobody: {read.why if read else 'no words stand there'}. Write it as {HINT.partition(' ·')[0]}."
        others = {name_key(row.person.code) for n, row in enumerate(self.rows) if n != place}
        if name_key(read.person.code) in others:
            return f"{read.person.code} is on the list already; choose that line to change it."
        if place is None:
            self.rows.append(PersonRow(read.person))
        else:
            self.rows[place] = self.rows[place]._replace(person=read.person)
        self.said = read.notice
        return ""

    def take_text(self, text: str) -> str:
        """Lines of people; who is there already is as the text has it."""
        lines = people_from_text(text)
        places = {name_key(row.person.code): n for n, row in enumerate(self.rows)}
        for line in lines:
            if line.person is None:
                continue
            place = places.get(name_key(line.person.code))
            if place is None:
                self.rows.append(PersonRow(line.person))
            else:
                self.rows[place] = self.rows[place]._replace(person=line.person)
        read = sum(line.person is not None for line in lines)
        said = [f"{read} {'person' if read == 1 else 'people'} read."]
        said += [f"Line {line.line} not: {line.why}." for line in lines if line.person is None]
        said += [line.notice for line in lines if line.notice]
        return " ".join(said)

    def toggle(self) -> bool:
        """Apologies, or expected again."""
        if self.at is None or self.changing is not None:
            return False
        row = self.rows[self.at]
        status = "present" if row.person.status == "apologies" else "apologies"
        self.rows[self.at] = row._replace(person=msgspec.structs.replace(row.person, status=status))
        self.say("")
        return True
