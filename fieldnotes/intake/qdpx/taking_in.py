"""A project file against a study on disk: its sources found among the meetings, and what is new made durable."""

from hashlib import sha256
from pathlib import Path

from fieldnotes.archive import MeetingArchive, MeetingPlace, StudyArchive
from fieldnotes.archive.finding import first_header
from fieldnotes.errors import FieldnotesError
from fieldnotes.intake.qdpx.codes import KnownCodes
from fieldnotes.intake.qdpx.package import Package
from fieldnotes.intake.qdpx.plan import MeetingPlan, Plan, plan
from fieldnotes.intake.qdpx.reading import FileSource, read_project
from fieldnotes.model.exchange_guids import source_guid
from fieldnotes.model.meeting import Record
from fieldnotes.model.source_text import source_text


class Unreadable(FieldnotesError):
    """A file that cannot be opened."""

    def __init__(self, path: Path, error: OSError) -> None:
        why = error.strerror or str(error)
        super().__init__(f"{path} cannot be read ({why}); nothing was imported. Look at its name and place.")


class Meetings:
    """The meetings that sources are; each is looked at and let go."""

    def __init__(self, study: StudyArchive) -> None:
        self._study = study
        places = study.meetings()
        self._by_name = {place.folder.name.casefold(): place for place in places}
        headers = ((place, first_header(place.folder)) for place in places)
        self._by_guid = {source_guid(said.meeting): place for place, said in headers if said and said.meeting}
        self._by_text: dict[str, MeetingPlace] | None = None
        self._found: dict[str, MeetingPlace] = {}

    def find(self, source: FileSource, text: str) -> Record | None:
        """By GUID; else by the name that the source was given here, which programs keep; else by its whole text."""
        name = source.name.strip().removesuffix(".txt").casefold()
        place = self._by_guid.get(source.guid) or self._by_name.get(name) or self._by_words(text)
        if place is None:
            return None
        record = self._look(place)
        self._found[record.meeting.id] = place
        return record

    def _by_words(self, text: str) -> MeetingPlace | None:
        if self._by_text is None:
            places = self._by_name.values()
            self._by_text = {_digest(source_text(self._look(place)).text): place for place in places}
        return self._by_text.get(_digest(text))

    def _look(self, place: MeetingPlace) -> Record:
        meeting = self._study.open_meeting(place)
        record = meeting.record()
        meeting.close()
        return record

    def archive(self, meeting: str) -> MeetingArchive:
        """The meeting of that id, which was found before; close it."""
        return self._study.open_meeting(self._found[meeting])


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()


def plan_file(study: StudyArchive, meetings: Meetings, path: Path) -> Plan:
    """What a file would bring; raises Unreadable, FileFault."""
    known = KnownCodes(study.codebook(), study.study.id)
    try:
        with path.open("rb") as file:
            project = read_project(Package(file, str(path)), str(path), known.is_structure)
            return plan(project, meetings.find, known)
    except OSError as error:
        raise Unreadable(path, error) from error


def take_in(meetings: Meetings, one: MeetingPlan, who: str) -> None:
    """Make the codings of a meeting durable, and the codes that are new with them: one commit. Raises NotSaved."""
    if not one.new:
        return
    archive = meetings.archive(one.meeting)
    try:
        known = {code.name for code in archive.record().codes}
        codes = [code for code in one.codes if code.name not in known]
        archive.commit(who=who, codes=codes, codings=one.new)
    finally:
        archive.close()
