"""The files of an `import`, read and planned one after the other, before any of them is taken in."""

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from msgspec.structs import replace

from fieldnotes.archive.offered import find_offered, find_shipped
from fieldnotes.errors import FieldnotesError, UsageError
from fieldnotes.intake import jottings_import, recording_import
from fieldnotes.intake.call import Asked
from fieldnotes.intake.casting import Cast, NoSpeaker, read_speaker, read_speakers
from fieldnotes.intake.kept import with_kept_protocol
from fieldnotes.intake.places import Place, Places
from fieldnotes.intake.planned import Planned
from fieldnotes.intake.recording_import import Alignment
from fieldnotes.intake.timecode import offset_ms
from fieldnotes.intake.turns_csv import read_mapping
from fieldnotes.jottings.file import Given, JottingsFile, Known, decode, read_file
from fieldnotes.jottings.setting import nowhere
from fieldnotes.jottings.warned import Warned
from fieldnotes.model.observation import RECORDINGS
from fieldnotes.model.protocol import DEFAULT_PROTOCOL, Protocol
from fieldnotes.settings import observer_for

if TYPE_CHECKING:
    from fieldnotes.archive import StudyArchive
    from fieldnotes.archive.failures import Damage


class Unreadable(FieldnotesError):
    """A file that cannot be opened."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(
            f"{path} cannot be read ({error.strerror}); nothing was imported. Look at its name and place."
        )


class IsJson(FieldnotesError):
    """A file that is JSON as a whole, where lines are wanted."""

    def __init__(self, path: Path, is_own: bool) -> None:
        what = (
            "a JSON export of fieldnotes, which is for other programs to read"
            if is_own
            else "JSON, and no jottings"
        )
        super().__init__(
            f"{path} is {what}; nothing was imported. What is read back is the text export of a meeting (.jot), "
            "which `fieldnotes export STUDY MEETING --to text` writes."
        )


class NoOffset(UsageError):
    """`--offset` with words that are no length of time, or beside `--at`."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{why} Nothing was imported.")


class Incoming(NamedTuple):
    """A file with its plan: the meeting it goes into, who signs; `meeting` is the id, once it is known."""

    path: Path
    form: str
    place: Place
    planned: Planned
    who: str
    meeting: str

    @property
    def damage(self) -> "list[Damage]":
        """What of the meeting could not be read: the file may hold it, and then it comes a second time."""
        return self.place.archive.damage if self.place.archive else []


def plan_files(asked: Asked, archive: "StudyArchive", places: Places) -> list[Incoming]:
    """All files of the call as plans, each in the light of those before it. Raises whatever is wrong with one."""
    said = (asked.site, asked.body, asked.day, asked.start, asked.zone)
    given = Given(archive.study.zone, observer_for(asked.observer, []), *said)
    call = _Call(asked, archive, places, given)
    return [call.plan(path) for path in asked.files]


class _Call:
    """One call of `import`: what all of its files share."""

    def __init__(self, asked: Asked, archive: "StudyArchive", places: Places, given: Given) -> None:
        self._asked, self._archive, self._places, self._given = asked, archive, places, given
        self._alignment = _alignment(asked)
        self._columns = read_mapping(asked.column)
        self._cast = Cast(_mapped(asked))

    def plan(self, path: Path) -> Incoming:
        form = self._asked.form_of(path)
        place = None if form == "jottings" else self._place(path)  # a wrong call is told before a wrong file
        text, odd = read_text(path)
        one = self._recording(path, form, text, place) if place else self._jottings(path, text)
        if odd is None:
            return one
        warnings = (Warned(1, "", odd), *one.planned.warnings)
        return one._replace(planned=one.planned._replace(warnings=warnings))

    def _jottings(self, path: Path, text: str) -> Incoming:
        file = self._read_jottings(path, text)
        place, planned = jottings_import.plan_in(self._places, file, self._asked.amend)
        who = self._given.observer if file.observer in RECORDINGS else file.observer
        return Incoming(path, "jottings", place, planned, who, place.record.meeting.id)

    def _read_jottings(self, path: Path, text: str) -> JottingsFile:
        _refuse_json(path, text)
        own_protocols = self._archive.protocols()
        known = Known(
            lambda name: find_offered(name, own_protocols), self._archive.codes(), study=self._archive.study.name
        )._replace(default=self._archive.study.protocol)
        given, own = self._given, self._named()
        if own is not None:
            head = own.record.meeting
            given = given._replace(day=head.date, site=head.site, body=head.body)
        file = self._of(read_file(text, str(path), known, given), own)
        place = self._places.of(file.meeting)
        elsewhere = jottings_import.seen_by_others(place, file)
        if place is None or elsewhere is nowhere:
            return file
        known = with_kept_protocol(known, place.record.protocol)
        return self._of(read_file(text, str(path), known._replace(elsewhere=elsewhere), given), own)

    def _named(self) -> Place | None:
        return self._places.by_reference(self._asked.meeting) if self._asked.meeting else None

    def _of(self, file: JottingsFile, own: Place | None) -> JottingsFile:
        return file._replace(meeting=replace(file.meeting, id=own.record.meeting.id)) if own else file

    def _place(self, path: Path) -> Place:
        return recording_import.place_of(
            self._places, str(path), self._asked.meeting, self._given, _default(), self._alignment
        )

    def _recording(self, path: Path, form: str, text: str, place: Place) -> Incoming:
        name = str(path)
        recording = recording_import.read_recording(
            form, text, name, self._cast, place.record.roster, self._columns
        )
        planned = recording_import.plan_in(self._places, place, recording, name, self._alignment, self._cast)
        return Incoming(path, form, place, planned, self._given.observer, place.record.meeting.id)


def _default() -> Protocol:
    found = find_shipped(DEFAULT_PROTOCOL)
    if found is None:
        raise LookupError(f"the protocol {DEFAULT_PROTOCOL} does not ship with the program")
    return found


def _refuse_json(path: Path, text: str) -> None:
    """Raises IsJson; no jotting begins so that all of its file is an object or a list."""
    if text.lstrip("\ufeff \t\n")[:1] not in ("{", "["):
        return
    with contextlib.suppress(msgspec.DecodeError):
        found = msgspec.json.decode(text.removeprefix("\ufeff"))
        raise IsJson(path, isinstance(found, dict) and {"meeting", "observations"} <= found.keys())


def read_text(path: Path) -> tuple[str, str | None]:
    """The text of a file, and a warning where it is no UTF-8; raises Unreadable."""
    try:
        return decode(path.read_bytes())
    except OSError as error:
        raise Unreadable(path, error) from error


def _alignment(asked: Asked) -> Alignment:
    if asked.offset is None:
        return Alignment(at=asked.at)
    if asked.at is not None:
        raise NoOffset("--offset and --at say the same in two ways; give one of them.")
    offset = offset_ms(asked.offset.strip())
    if offset is None:
        raise NoOffset(f"“{asked.offset}” is no offset such as +00:02:10 or -5s.")
    return Alignment(offset)


def _mapped(asked: Asked) -> dict[str, str]:
    mapped: dict[str, str] = {}
    if asked.speakers:
        mapped |= read_speakers(read_text(asked.speakers)[0], str(asked.speakers))
    for words in asked.speaker:
        pair: Any = read_speaker(words)
        if pair is None:
            raise NoSpeaker(words)
        mapped[pair[0]] = pair[1]
    return mapped
