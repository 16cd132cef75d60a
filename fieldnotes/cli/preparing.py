"""What `new` and `again` share: their words read, what was understood said, and a meeting made or only shown."""

import sys
from collections.abc import Callable
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from fieldnotes.cli.output import complain, say, say_or_raise, telling
from fieldnotes.cli.words import START, one_line
from fieldnotes.errors import FieldnotesError, UsageError
from fieldnotes.jottings.file import decode
from fieldnotes.jottings.header import write_item, write_person
from fieldnotes.model.agenda import Item
from fieldnotes.model.clock import now_in
from fieldnotes.model.meeting import MODES, Meeting
from fieldnotes.model.people import Person, Roster
from fieldnotes.model.protocol import Protocol, match_name
from fieldnotes.prepare.agenda import agenda_from_text, items_of
from fieldnotes.prepare.people import people_from_text, with_apologies
from fieldnotes.prepare.when import When, read_when, when_of
from fieldnotes.text import visible

if TYPE_CHECKING:
    from fieldnotes.archive import StudyArchive

F = TypeVar("F", bound=Callable[..., Any])


class CannotRead(FieldnotesError):
    """A file of an agenda or of people that cannot be opened."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(
            f"{path} cannot be read ({error.strerror}); no meeting was made. Look at its name and place."
        )


class NothingRead(UsageError):
    """A text in which no line was read as what it should hold."""

    def __init__(self, name: str, what: str, form: str) -> None:
        super().__init__(f"{name}: no line was read as {what}, such as “{form}”. No meeting was made.")


class PersonFault(UsageError):
    """A line of a list of people that names nobody by a code."""

    def __init__(self, name: str, line: int, why: str) -> None:
        super().__init__(f"{name}, line {line}: {why}. No meeting was made.")


class UnknownMode(UsageError):
    """A way of meeting that is none of the three."""

    def __init__(self, words: str) -> None:
        super().__init__(f"“{words}” is not one of: {', '.join(MODES)}. No meeting was made.")


_FILE = click.Path(path_type=Path, allow_dash=True)
_SHARED = (
    click.option("--start", type=START, help="14:00 or 2pm, where --date does not say it."),
    click.option("--type", "kind", help="What kind of body it is: “board”."),
    click.option("--place", help="Where it meets."),
    click.option("--mode", help="in the room, online or hybrid."),
    click.option("--protocol", help="What it is observed by, where not as the study says: a name, or a file."),
    click.option("--agenda", type=_FILE, help="The agenda as it came, in a file, or - for standard input."),
    click.option("--people", type=_FILE, help="A file of lines “CODE  role; group; status”, or -."),
    click.option("--apologies", help="Who sent apologies: P4,P5 or roles."),
    click.option("--dry-run", is_flag=True, help="Show what would be made, and make nothing."),
)


def shared_options(command: F) -> F:
    """The options that both commands have."""
    for option in reversed(_SHARED):
        command = option(command)
    return command


def tell(sentence: str) -> None:
    """A notice on standard error: standard output is for the id."""
    complain(visible(sentence))


def read_words(path: Path) -> str:
    """The text of a file, or of standard input for `-`; one that is no UTF-8 is told of. Raises CannotRead."""
    try:
        content = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise CannotRead(path, error) from error
    text, odd = decode(content)
    if odd:
        tell(f"{path}: {odd}")
    return text


def when_asked(words: str, start: time | None, zone: str) -> When:
    """The day and time of `--date` and `--start`; `--start` goes before a time in the other."""
    now = now_in(zone)
    when = read_when(one_line(words), now, zone)
    if start:
        when = when_of(when.day, start, now, zone)
    if words.strip() != when.day.isoformat():  # what is written so has but one meaning
        tell(f"Understood: {when.said}.")
    return when


def mode_asked(words: str | None) -> str:
    """One of MODES, by any beginning of it or the usual words for it; raises UnknownMode."""
    if not words:
        return ""
    alike = {
        "room": MODES[0],
        "in person": MODES[0],
        "face to face": MODES[0],
        "remote": MODES[1],
        "virtual": MODES[1],
    }
    plain = " ".join(one_line(words).casefold().replace("-", " ").split())
    found = alike.get(plain) or match_name(plain, MODES)
    if found is None:
        raise UnknownMode(words)
    return found


def agenda_asked(path: Path, roster: Roster) -> tuple[Item, ...]:
    """The items of an agenda as it came; what was not read, and what was left out, is told. Raises NothingRead."""
    name = "standard input" if str(path) == "-" else str(path)
    lines = agenda_from_text(read_words(path), roster)
    items = items_of(lines)
    if not items:
        raise NothingRead(name, "an item", "2. Finance (15)")
    for read in lines:
        if read.item is None:
            tell(f"{name}:{read.line}: no item ({read.why}): {read.text.strip()}")
        for notice in read.notices:
            tell(f"{name}:{read.line}: {notice}")
    tell(f"{len(items)} item{'s' if len(items) > 1 else ''} read from {name}.")
    return items


def people_asked(path: Path) -> tuple[Person, ...]:
    """The people of a file; raises PersonFault, NothingRead."""
    name = "standard input" if str(path) == "-" else str(path)
    lines = people_from_text(read_words(path))
    for read in lines:
        if read.person is None:
            raise PersonFault(name, read.line, read.why)
        if read.notice:
            tell(f"{name}:{read.line}: {read.notice}")
    if not lines:
        raise NothingRead(name, "a person", "P4  finance director; managerial")
    return tuple(read.person for read in lines if read.person)


def excused(people: tuple[Person, ...], words: str | None) -> tuple[Person, ...]:
    """The people, those with apologies who are named by code or role in `--apologies`."""
    named = (one_line(piece) for piece in (words or "").split(","))
    return with_apologies(people, [code_or_role for code_or_role in named if code_or_role])


def make_or_show(
    archive: "StudyArchive",
    meeting: Meeting,
    protocol: Protocol,
    people: tuple[Person, ...],
    items: tuple[Item, ...],
    *,
    dry_run: bool,
) -> None:
    """Make the meeting durable and print its id alone; with `--dry-run` only say what would be made."""
    if dry_run:
        _show(meeting, people, items)
    else:
        _make(archive, meeting, protocol, people, items)


def _show(meeting: Meeting, people: tuple[Person, ...], items: tuple[Item, ...]) -> None:
    """A meeting that is not made, on standard output, in the words of a jottings file."""
    when = when_of(
        meeting.date, meeting.start.time() if meeting.start else None, now_in(meeting.zone), meeting.zone
    )
    about = (
        ("Site", meeting.site), ("Body", meeting.body), ("Type", meeting.type or ""), ("When", when.said),
        ("Place", meeting.place), ("Mode", meeting.mode), ("Protocol", meeting.protocol),
    )  # fmt: skip
    for label, value in about:
        if value:
            say(visible(f"{label}: {value}"))
    for label, lines in (("People", map(write_person, people)), ("Agenda", map(write_item, items))):
        say(f"{label}:")
        for line in lines:
            say(visible(f"  {line}"))
    tell("Nothing was made (--dry-run).")


def _make(
    archive: "StudyArchive",
    meeting: Meeting,
    protocol: Protocol,
    people: tuple[Person, ...],
    items: tuple[Item, ...],
) -> None:
    from fieldnotes.settings import observer_for

    made = archive.new_meeting(meeting, protocol, people, items, who=observer_for(None, []))
    identity = made.record().meeting.id
    made.close()
    archive.close()
    with telling(f"The meeting {identity} is made."):
        say_or_raise(identity)
