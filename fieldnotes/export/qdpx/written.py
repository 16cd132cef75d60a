"""Meetings of a study on disk, written as one project: read one at a time."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import BinaryIO, NamedTuple

from fieldnotes.archive import MeetingArchive, MeetingPlace, StudyArchive
from fieldnotes.errors import FieldnotesError
from fieldnotes.export.options import LAST
from fieldnotes.export.placing import place_by
from fieldnotes.export.qdpx.project import Choices, Counts, Project
from fieldnotes.export.qdpx.since import Digests, Marks, changed_on_or_after, last_exported, remember
from fieldnotes.export.watch import ALONE, Watch


class NoMeetings(FieldnotesError):
    """Nothing that a project could hold."""

    def __init__(self, since: str) -> None:
        what = f"No meeting has changed since {since}" if since else "There is no meeting to export"
        super().__init__(f"{what}; nothing was written.")


class Asked(NamedTuple):
    """Which meetings, and how; `since` is a day, LAST, or None for all of them."""

    places: list[MeetingPlace]
    since: date | str | None = None
    choices: Choices = Choices()


class Done(NamedTuple):
    """The file, and what is in it."""

    path: Path
    counts: Counts


def write_project(study: StudyArchive, out: Path, asked: Asked, watch: Watch = ALONE) -> Done:
    """Write `<study>.qdpx`, or `<study>-since-….qdpx`, whole or not at all.

    Since the last export with the same choices, a codebook that has changed is written without any meeting, too.

    Raises NoMeetings, CannotWrite, Enough.
    """
    since = "" if asked.since is None else str(asked.since)
    stem = study.folder.resolve().name + (f"-since-{since}" if since else "")
    path, book, digests = out / f"{stem}.qdpx", study.codebook(), Digests()

    before, marks = last_exported(study) if since == LAST else {}, Marks(book, asked.choices)

    def is_wanted(opened: MeetingArchive, key: str, mark: str) -> bool:
        if isinstance(asked.since, date):
            return changed_on_or_after(opened, asked.since, study.study.zone)
        return before.get(key) != mark

    def write(file: BinaryIO) -> Counts:
        with Project(file, study.study, book, asked.choices, out) as project:
            for place in sorted(asked.places, key=lambda place: place.folder.name):
                watch.tell(place)
                try:
                    opened = study.open_meeting(place)
                    record = opened.record()
                except (FieldnotesError, OSError) as error:
                    watch.failed(error, place.folder.name)
                    continue
                key, mark = marks.of(record, place.folder.name)
                if is_wanted(opened, key, mark):
                    watch.look(opened)
                    project.add(record, place.folder.name, opened.hands(record.meeting.zone))
                    digests[key] = mark
            if not digests and not _is_other(before, *marks.codebook):
                raise NoMeetings("the last export" if since == LAST else since)
            return project.finish()

    done = Done(path, place_by(path, write))
    key, mark = marks.codebook
    remember(study, {**digests, key: mark})
    return done


def _is_other(before: Digests, key: str, mark: str) -> bool:
    """True for what went out before and was something else then."""
    return before.get(key, mark) != mark


def warnings(counts: Counts, since: bool) -> Iterable[str]:
    """What whoever opens the file in another program should know."""
    if counts.wide:
        many = sum(number for _, number in counts.wide)
        names = ", ".join(name for name, _ in counts.wide[:5]) + (" and others" if len(counts.wide) > 5 else "")
        yield (
            f"{many} character{'s' if many > 1 else ''} beyond the Basic Multilingual Plane (emoji and the like): "
            f"codings behind them may be shifted in programs that count in UTF-16 ({names})."
        )
    if counts.twins:
        yield (
            f"Another folder holds the same meeting as {', '.join(counts.twins[:5])}: each is a source of its own, "
            "so what both hold is there twice. `fieldnotes check` tells more."
        )
    if since:
        yield (
            "Every program known here makes a new project of it: codings already made elsewhere are not merged "
            "with it by importing."
        )
