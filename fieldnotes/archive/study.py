"""A study on disk."""

import contextlib
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from fieldnotes.archive import disk, finding, names
from fieldnotes.archive.backing import back_up, sentence
from fieldnotes.archive.edits import edit_of, edits_of, plan_edits
from fieldnotes.archive.failures import (
    AlreadyAStudy,
    Damage,
    FolderInUse,
    MeetingExists,
    NotAStudy,
)
from fieldnotes.archive.journal import Belonging, Changed, Journal
from fieldnotes.archive.line import About
from fieldnotes.archive.meeting import MeetingArchive, read_all
from fieldnotes.archive.names import MeetingPlace
from fieldnotes.archive.offered import edit_of_version, is_known
from fieldnotes.archive.writing import not_saved
from fieldnotes.errors import FieldnotesError
from fieldnotes.model.agenda import Item
from fieldnotes.model.codebook import Code, Codebook
from fieldnotes.model.ids import new_id
from fieldnotes.model.meeting import Meeting
from fieldnotes.model.observation import Observation
from fieldnotes.model.people import Person
from fieldnotes.model.protocol import DEFAULT_PROTOCOL, Protocol
from fieldnotes.model.study import Study

if TYPE_CHECKING:
    from fieldnotes.archive.codings import Use
    from fieldnotes.archive.history import Commit
    from fieldnotes.archive.reversal import Left
    from fieldnotes.archive.summaries import Make, Summaries
    from fieldnotes.archive.table import LogDatabase
    from fieldnotes.model.codebook_edits import Edited

SUMMARY = "study.json"
LOGS = "logs"
MEETINGS = "meetings"
_OF_THE_SYSTEM = ("Thumbs.db", "desktop.ini")


class StudyArchive:
    """A study's folder. Opening it reads no meeting.

    Closing one of its meetings, or the study, makes a generation of what changed outside of it (`back_up`); where
    `sparing`, a meeting's closing leaves that to a later one if the last is of the last ten minutes and little was
    added since; where `once`, the study's closing alone makes one. `tell` is given the sentence where none can be
    made.
    """

    def __init__(self, folder: Path, journal: Journal) -> None:
        self.folder = folder
        self.sparing = self.once = False
        self.tell: Callable[[str], None] = lambda sentence: None
        self._put_off = False
        self._journal = journal
        self._unread: list[Damage] = []
        self.study = self._head()

    @classmethod
    def create(
        cls,
        folder: Path,
        name: str,
        zone: str,
        codes: tuple[Code, ...] = (),
        who: str = "",
        protocol: str = DEFAULT_PROTOCOL,
        protocols: tuple[Protocol, ...] = (),
    ) -> "StudyArchive":
        """A new study, with protocols of its own; `protocol` names the one that its meetings take.

        Raises AlreadyAStudy, FolderInUse, NotSaved.
        """
        _refuse_used(folder)
        study = Study(id=new_id(), name=name, zone=zone, protocol=protocol)
        try:
            disk.make_folder(folder / LOGS)
            disk.make_folder(folder / MEETINGS)
            folder.chmod(disk.FOLDER_MODE)
        except OSError as error:
            raise not_saved(error) from error
        journal = Journal(folder / LOGS, folder / SUMMARY, Belonging(study.id, None, zone))
        first = [edit_of("study", study.id, study), *(edit_of("codes", code.name, code) for code in codes)]
        first += map(edit_of_version, protocols)
        journal.commit(plan_edits(first), who)
        return cls(folder, journal)

    @classmethod
    def open(cls, folder: Path) -> "StudyArchive":
        """The study in a folder; raises NotAStudy, NewerFormat."""
        if not (folder / LOGS).is_dir() and not (folder / SUMMARY).is_file():
            raise NotAStudy(folder)
        return cls(folder, Journal(folder / LOGS, folder / SUMMARY, Belonging("", None, "")))

    def _head(self) -> Study:
        """The study's head; what the header of a log tells where its record is lost. Raises NotAStudy."""
        found = read_all(self._journal, "study", Study, self._unread)
        header = None if found else finding.first_header(self.folder / LOGS)
        if not found and header is None:
            raise NotAStudy(self.folder)
        if header is not None:
            self._unread.append(
                Damage(SUMMARY, 0, "the head of the study cannot be read; its folder lends it a name")
            )
            found = [Study(id=header.study, name=self.folder.name, zone=header.zone)]
        self._journal.belonging = Belonging(found[0].id, None, found[0].zone)
        return found[0]

    @property
    def damage(self) -> list[Damage]:
        """Every place of the study's own logs that could not be read."""
        return [*self._journal.damage, *self._unread]

    @cached_property
    def db(self) -> "LogDatabase":
        """The study's own records under TinyDB's API."""
        from fieldnotes.archive.table import LogDatabase  # 5 ms: TinyDB, which `add` has no use for

        return LogDatabase(self._journal)

    def codes(self) -> tuple[Code, ...]:
        """The coding framework, in the order in which it grew."""
        return tuple(read_all(self._journal, "codes", Code, []))

    def add_codes(self, codes: tuple[Code, ...], who: str) -> None:
        """Put codes into the framework; one that is there already is changed where it differs. Raises NotSaved."""
        self._journal.commit(plan_edits([edit_of("codes", code.name, code) for code in codes]), who)

    def code_uses(self, anew: bool = False) -> "dict[str, Use]":
        """Which codes the meetings use, how often, since when, by the names that their jottings hold.

        Only meetings that changed since this was last asked are opened; `anew` opens them all.
        """
        from fieldnotes.archive.codings import uses  # wanted where the codebook is looked at

        return uses(self, anew)

    def codebook(self, used: "dict[str, Use] | None" = None) -> Codebook:
        """The framework, and waiting behind it what emerged in the meetings (those of `used`, else `code_uses`)."""
        from fieldnotes.archive.codings import folded  # as above

        return folded(self.codes(), self.code_uses() if used is None else used)

    def change_codes(self, edits: "Iterable[Edited]", who: str, why: str = "") -> str:
        """Make edits of `model.codebook_edits` durable as one line; its id. Raises NotSaved, NotText."""
        from fieldnotes.archive.framework import plan_codes  # as above

        return self._journal.commit(plan_codes(edits), who, about=About(why=why))

    def undo_codes(self, change: str, who: str) -> "tuple[Left, ...]":
        """Take back a change of the framework, by its id, where nobody changed it since; gives what it left.

        Raises NotSaved.
        """
        from fieldnotes.archive.framework import plan_undo  # as above

        self.refresh()  # what others have written by now is in the history, and must be known to the plan too
        drawn = plan_undo(self.code_history(), change, who)
        self._journal.commit(drawn.plan, who, about=About(undoes=change))
        return drawn.left

    def code_history(self) -> "list[Commit]":
        """Every change of the framework, in order, by whom, when and why; read from the study's logs now."""
        from fieldnotes.archive.framework import code_history  # as above

        return code_history(self.folder / LOGS)

    def protocols(self) -> tuple[Protocol, ...]:
        """The study's own protocols, every version that there ever was, in the order in which they came."""
        return tuple(read_all(self._journal, "protocols", Protocol, []))

    def add_protocol(self, protocol: Protocol, who: str) -> bool:
        """Offer a protocol to new meetings; False where it is there already.

        Of several versions the newest is offered; the others stay. Raises NotNewer, NotSaved.
        """
        if is_known(protocol, self.protocols()):
            return False
        return bool(self._journal.commit(plan_edits([edit_of_version(protocol)]), who))

    def refresh(self) -> Changed:
        """Take in what others have written to the study's own logs since."""
        return self._journal.refresh()

    def new_meeting(
        self,
        meeting: Meeting,
        protocol: Protocol,
        people: tuple[Person, ...] = (),
        items: tuple[Item, ...] = (),
        who: str = "",
        codes: tuple[Code, ...] = (),
        jottings: Iterable[Iterable[Observation]] = (),
    ) -> MeetingArchive:
        """A new meeting, durable with all it begins with; an empty id becomes one.

        Each of the jottings is a line of its own, which can be taken back, by the same write. Raises MeetingExists,
        NotSaved, NotText.
        """
        meeting = msgspec.structs.replace(meeting, id=meeting.id or new_id())
        name = names.meeting_folder_name(meeting.date, meeting.site, meeting.body, meeting.id)
        folder = self.folder / MEETINGS / name
        if finding.first_header(folder) or finding.holds(self.folder / MEETINGS, meeting.id):
            raise MeetingExists(meeting.id)
        try:
            disk.make_folder(folder)
        except OSError as error:
            with contextlib.suppress(OSError):
                folder.rmdir()  # made, and not known to last
            raise not_saved(error) from error
        archive = self._opened(folder, meeting.id, meeting.zone)
        try:
            first = [edit_of("meeting", meeting.id, meeting), edit_of("protocol", protocol.name, protocol)]
            first += [edit_of("people", person.code, person) for person in people]
            first += [edit_of("items", item.number, item) for item in items]
            first += edits_of(codes=codes)
            archive.commit_edits_each([first, *(edits_of(observations=jotting) for jotting in jottings)], who)
        except BaseException:  # whatever it was: a folder without a meeting would stand in every list
            with contextlib.suppress(OSError):
                folder.rmdir()
            raise
        return archive

    def meetings(self) -> list[MeetingPlace]:
        """Where the meetings lie, newest date first; told from the names of their folders alone."""
        return finding.places(self.folder / MEETINGS)

    def summaries(self, form: str, make: "Make", anew: bool = False, kind: str = "summaries") -> list[bytes]:
        """A row for each meeting, in no order, as `make` made it when the meeting was last changed (`Summaries`).

        `form` names what `make` makes; `anew` makes every row again; the rows of each `kind` are
        kept in a file of their own.
        """
        return self._summaries(form, kind).rows(make, anew)

    def kept_summaries(self, form: str, kind: str = "summaries") -> list[bytes]:
        """The rows as `summaries` gave them last, without a look at the meetings; none where it never did."""
        return self._summaries(form, kind).kept()

    def _summaries(self, form: str, kind: str = "summaries") -> "Summaries":
        from fieldnotes.archive.summaries import Summaries  # wanted by `list`

        return Summaries(self.study.id, self.folder / MEETINGS, form, kind)

    def find(self, ref: str) -> MeetingPlace:
        """The meeting of an id, of a unique beginning of one (or of its last 8 characters), or `last`.

        `last` is the meeting whose logs were written to last, by the times of the files. Raises MeetingNotFound,
        AmbiguousMeeting.
        """
        return finding.find(self.study.id, self.folder / MEETINGS, ref)

    def open_meeting(self, ref: str | MeetingPlace) -> MeetingArchive:
        """A meeting, by reference or place; raises MeetingNotFound, AmbiguousMeeting, NewerFormat."""
        place = self.find(ref) if isinstance(ref, str) else ref
        header = finding.first_header(place.folder)
        if header is None:
            return self._opened(place.folder, None, self.study.zone)
        return self._opened(place.folder, header.meeting, header.zone)

    def _opened(self, folder: Path, meeting: str | None, zone: str) -> MeetingArchive:
        belonging = Belonging(self.study.id, meeting, zone)
        return MeetingArchive(folder, belonging, lambda: (self.study, self.codes()), lambda: self._back_up(folder))

    def _back_up(self, meeting: Path | None = None) -> None:
        """A generation, when the meeting in that folder is closed, or the study."""
        if meeting and self.once:
            self._put_off = True
            return
        try:
            self._put_off = not back_up(self.study, self.folder, meeting if self.sparing else None)
        except (OSError, FieldnotesError) as error:
            self.tell(sentence(error))

    def close(self) -> None:
        """End the log of this run, and write `study.json` where it would say anything new."""
        changed, self._journal.wrote = self._journal.wrote or self._put_off, False
        self._journal.close()
        if changed:
            self._back_up()


def _refuse_used(folder: Path) -> None:
    """Raise where a new study would meet another one, or files of other kinds."""
    if folder.exists() and not folder.is_dir():
        raise FolderInUse(folder.parent, folder.name)
    there = sorted(entry.name for entry in folder.iterdir()) if folder.is_dir() else []
    if SUMMARY in there or finding.first_header(folder / LOGS) or finding.places(folder / MEETINGS):
        raise AlreadyAStudy(folder)
    ours = (LOGS, MEETINGS, *_OF_THE_SYSTEM)  # a creation that was cut short leaves its empty folders
    strangers = [name for name in there if name not in ours and not name.startswith(".")]
    if strangers:
        raise FolderInUse(folder, strangers[0])
