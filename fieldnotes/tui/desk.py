"""The desk: a study as the screens have it, without Textual. Screens decide; the desk does.

What takes long (`look`, `close_meeting`, `search`) is called in a thread of its own.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from fieldnotes.archive import StudyArchive
from fieldnotes.capture.last import known_studies, last_study, remember_study
from fieldnotes.errors import FieldnotesError
from fieldnotes.model.clock import now_in
from fieldnotes.tui.meetings import MeetingRow, rows_of

if TYPE_CHECKING:
    from fieldnotes.archive.search import Found, Query, SearchIndex
    from fieldnotes.capture.session import Session
    from fieldnotes.capture.writingup import WritingUp
    from fieldnotes.model.agenda import Item
    from fieldnotes.model.codebook import Code
    from fieldnotes.model.meeting import Meeting, Record
    from fieldnotes.model.people import Person
    from fieldnotes.model.protocol import Protocol
    from fieldnotes.tui.exporting.job import Report
    from fieldnotes.tui.preparing.plan import Drawn, Plan
    from fieldnotes.tui.work import Tell, Work


class Supplies(NamedTuple):
    """What ships with the program, as the command line knows it: by name, and the sample study made in a folder."""

    codebook: Callable[[str], tuple[Code, ...]]
    demo: Callable[[Path], tuple[str, str]]


class Unsaved(NamedTuple):
    """Lines that the disk refused to the last; `outlives` where they are kept outside the study."""

    lines: list[str]
    outlives: bool


class Closed(NamedTuple):
    """What closing a meeting came to: what is to be told, empty where all is well."""

    says: str = ""


class Stopped(FieldnotesError):
    """Long work was stopped."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} was stopped; what was done so far stays.")


class Desk:
    """A study that is open, or none. `told` are sentences for the user from below, such as of backups.

    `plans` are meetings that were begun to be filled in and left, `exported` what was exported last by the folder
    of the study, until the program ends.
    """

    def __init__(self, supplies: Supplies, observer: str | None = None) -> None:
        self.supplies, self._observer = supplies, observer
        self.study: StudyArchive | None = None
        self.observers: dict[str, str] = {}
        self.works: list[Work[Any]] = []
        self.unsaved: list[Unsaved] = []
        self.told: list[str] = []
        self.sessions: list[Session] = []
        self._writing: dict[Session, WritingUp] = {}
        self.plans: dict[tuple[str, ...], Plan] = {}
        self.exported: dict[str, Report] = {}
        self._closing = threading.Lock()
        self._index: SearchIndex | None = None

    # -- studies

    def open_last(self) -> bool:
        """Open the study opened last; False where there is none that can be."""
        last = last_study()
        try:
            if last is not None:
                self.open_study(last)
        except FieldnotesError as error:
            self.told.append(str(error))
        return self.study is not None

    def open_study(self, folder: Path) -> StudyArchive:
        """Open the study in a folder in place of the one that is open; raises NotAStudy, NewerFormat."""
        opened = StudyArchive.open(folder)
        self._open(opened)
        self.told += [str(damage) for damage in opened.damage[:1]]
        return opened

    def new_study(self, folder: Path, name: str, zone: str, codebook: str = "system-leadership") -> StudyArchive:
        """Make a study and open it; raises AlreadyAStudy, FolderInUse, NotSaved."""
        made = StudyArchive.create(folder, name, zone, codes=self.supplies.codebook(codebook))
        self._open(made)
        return made

    def open_demo(self, folder: Path) -> str:
        """Make the sample study, or take the one that is there, and open it; gives the meeting that runs."""
        meeting, observer = self.supplies.demo(folder)
        self.open_study(folder)
        self.observers[meeting] = observer
        return meeting

    def _open(self, opened: StudyArchive) -> None:
        self._put_away()
        opened.tell = self.told.append
        self.study = opened
        remember_study(opened.folder)

    def _put_away(self) -> None:
        if self._index is not None:
            self._index.close()
            self._index = None
        if self.study is not None:
            self.study.close()
            self.study = None

    def now(self) -> datetime:
        """The time where the study is; where none is open, in UTC."""
        return now_in(self.study.study.zone if self.study else "UTC")

    @property
    def signs(self) -> str:
        """Who signs what is done to the study itself."""
        from fieldnotes.settings import observer_for

        return observer_for(self._observer, [])

    def today(self) -> date:
        """The day there."""
        return self.now().date()

    @property
    def folder(self) -> Path:
        """Where the study that is open lies; raises AssertionError where none is."""
        assert self.study is not None
        return self.study.folder

    def studies(self) -> list[Path]:
        """The studies known here, the one opened last first."""
        return known_studies()

    def protocol(self, name: str) -> Protocol | None:
        """The protocol of that name that the study offers to a new meeting: its own, or one that ships."""
        from fieldnotes.archive.offered import find_offered  # wanted where a meeting is made or brought in

        return find_offered(name, self.study.protocols() if self.study else ())

    def protocols(self) -> list[Protocol]:
        """All that the study offers to a new meeting, by name."""
        from fieldnotes.archive.offered import offered  # as above

        return [each.protocol for each in offered(self.study.protocols() if self.study else ())]

    # -- meetings

    def rows_at_once(self) -> list[MeetingRow]:
        """The meetings as they were when they were looked at last, newest first; quick, and may be out of date."""
        from fieldnotes.export.listing import kept_listing

        return rows_of(kept_listing(self.study)) if self.study else []

    def look(self, tell: Tell, stop: threading.Event) -> list[MeetingRow]:
        """The meetings as they are, newest first; those that changed are read. Raises Stopped, OSError."""
        from fieldnotes.export.listing import listing

        study = self.study
        if study is None:
            return []
        read, of = 0, len(study.meetings())

        def told(place: object) -> None:
            nonlocal read
            if stop.is_set():
                raise Stopped("Reading the meetings")
            tell(read, of)
            read += 1

        return rows_of(listing(study, tell=told))

    def open_meeting(self, ref: str) -> Session:
        """A live session on a meeting, by id; one that is being closed is closed first.

        Raises MeetingNotFound, AmbiguousMeeting, NewerFormat, OSError.
        """
        from fieldnotes.capture.session import Session  # 20 ms, wanted once a meeting is opened
        from fieldnotes.settings import observer_for

        assert self.study is not None
        with self._closing:
            opened = self.study.open_meeting(ref)
            record = opened.record()
            asked = self._observer or self.observers.get(record.meeting.id)
            session = Session(opened, observer_for(asked, record.observers), record=record)
        self.sessions.append(session)
        self.told += [str(damage) for damage in opened.damage[:1]]
        return session

    def new_meeting(
        self, meeting: Meeting, protocol: Protocol, people: tuple[Person, ...] = (), items: tuple[Item, ...] = ()
    ) -> str:
        """Make a meeting; gives its id. Raises MeetingExists, NotSaved, NotText."""
        assert self.study is not None
        made = self.study.new_meeting(meeting, protocol, people, items, self._who())
        identity = made.record().meeting.id
        made.close()
        return identity

    def writes_up(self, session: Session, writing: WritingUp) -> None:
        """Whatever is typed in a write-up is in the record, or a draft, once the session is closed."""
        self._writing[session] = writing

    def change_meeting(self, base: Record, drawn: Drawn) -> None:
        """Make a planned meeting what is drawn up, by new records of what differs from `base`.

        Raises HasBegun, MeetingNotFound, NotSaved, NotText.
        """
        from fieldnotes.prepare.changing import change  # wanted where one is changed

        assert self.study is not None
        with self._closing:
            change(self.study, base, drawn.meeting, drawn.protocol, drawn.people, drawn.items, self._who())

    def _who(self) -> str:
        from fieldnotes.settings import observer_for

        return observer_for(self._observer, [])

    def close_meeting(self, session: Session) -> Closed:
        """End a session: what is left is written, and what the disk refuses to the last is kept in mind."""
        with self._closing:
            if session not in self.sessions:
                return Closed()
            self.sessions.remove(session)
            before = len(self.told)
            writing = self._writing.pop(session, None)
            if writing:
                writing.close()
            lines = session.close()
            if writing:
                writing.end()
        says = " ".join(self.told[before:])
        if lines:
            unsaved = Unsaved(lines, session.outlives)
            self.unsaved.append(unsaved)
            says = f"{_refused(unsaved)} {says}".strip()
        return Closed(says)

    # -- search

    def search(self, query: Query, tell: Tell, stop: threading.Event) -> Found:
        """What the query asks for; the index is brought up to date before the first one. Any thread may ask."""
        index = self._searching()
        index.update(tell, stop)
        if stop.is_set():
            raise Stopped("The search")
        return index.search(query, tell)

    def search_again(self, query: Query) -> Found:
        """The same without a look at meetings that changed since, but for those found."""
        return self._searching().search(query)

    def _searching(self) -> SearchIndex:
        from fieldnotes.archive.search import SearchIndex  # SQLite, wanted by a search

        assert self.study is not None
        if self._index is None:
            self._index = SearchIndex(self.study)
        return self._index

    # -- the end

    def close(self) -> None:
        """End all that is under way, and close what is open."""
        for work in list(self.works):
            work.stop()
        for work in list(self.works):
            work.join()
        for session in list(self.sessions):
            self.close_meeting(session)
        self._put_away()


def _refused(unsaved: Unsaved) -> str:
    count = len(unsaved.lines)
    many = "1 line" if count == 1 else f"{count} lines"
    if unsaved.outlives:
        return f"The disk refused {many}, kept outside the study: make room and open this meeting again."
    return f"The disk refused {many}, told again when you leave: {'; '.join(unsaved.lines)}"
