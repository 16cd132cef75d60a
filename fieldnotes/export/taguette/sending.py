"""A push from beginning to end: tried a few times, kept where nobody answers, taken up again from what is there."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

import msgspec

from fieldnotes.archive import MeetingArchive, StudyArchive
from fieldnotes.archive.finding import id_of
from fieldnotes.errors import FieldnotesError
from fieldnotes.export.options import Source
from fieldnotes.export.taguette import faults, outbox
from fieldnotes.export.taguette.address import Address
from fieldnotes.export.taguette.documents import Document, document
from fieldnotes.export.taguette.outbox import Entry
from fieldnotes.export.taguette.pushing import UNWATCHED, Push, Wanted, Watch, push
from fieldnotes.export.taguette.rehearsal import Rehearsal
from fieldnotes.export.taguette.server import Made, Server
from fieldnotes.measures.time import counting

WAITS = (1.0, 3.0)  # seconds before each further try


class Kept(FieldnotesError):
    """Nobody answered; the push waits in the outbox."""

    def __init__(self, fault: faults.Unreachable, study: str) -> None:
        super().__init__(
            f"{fault.server} does not answer ({fault.why}). The push waits, and nothing is lost; send it with "
            f"`fieldnotes push {study}` when there is a network again."
        )


class Secret(NamedTuple):
    """What lets in: the token of a server of one's own, or the password of the user."""

    token: str = ""
    password: str = ""


class Job(NamedTuple):
    """A push to be done: of which study, what was asked for, what lets in, and who is told.

    `read` is given each meeting that is read, `tell` a sentence before each wait; `pause` waits so many seconds.
    """

    study: StudyArchive
    entry: Entry
    secret: Secret
    watch: Watch = UNWATCHED
    read: Callable[[MeetingArchive], None] = lambda opened: None
    tell: Callable[[str], None] = lambda sentence: None
    pause: Callable[[float], None] = time.sleep


def send(job: Job) -> tuple[Push, Made]:
    """Push; what it came to, and how much was made, all tries together.

    From its first request until all is done it waits in the outbox: one that is killed, or that nobody answers, is
    sent by `fieldnotes push STUDY`. One that is refused is not kept. Raises Kept, Busy, what `faults` has, OSError.
    """
    with outbox.alone(job.entry):
        before = outbox.kept(job.entry)
        entry = _remembering(job.entry, before)
        outbox.keep(msgspec.structs.replace(entry, waits=True))
        try:
            done, made = _patiently(job._replace(entry=entry))
        except faults.Unreachable as fault:
            raise Kept(fault, str(job.study.folder)) from fault
        except FieldnotesError:
            outbox.put_back(entry, before)
            raise
        outbox.keep(msgspec.structs.replace(entry, last=done.project))
    return done, made


def rehearse(job: Job) -> tuple[Push, Made]:
    """What a push would come to; nothing is sent or kept. Raises what `faults` has."""
    entry = _remembering(job.entry, outbox.kept(job.entry))
    with Rehearsal(Address(entry.server)) as server:
        return _once(server, job._replace(entry=entry)), server.made


def _remembering(entry: Entry, before: Entry | None) -> Entry:
    """The entry with what is known of the same place; what waits for it goes along."""
    if before is None:
        return entry
    entry = msgspec.structs.replace(entry, last=before.last, waits=False)
    if not before.waits:
        return entry
    meetings = dict.fromkeys((*before.meetings, *entry.meetings)) if before.meetings and entry.meetings else ()
    return msgspec.structs.replace(entry, meetings=tuple(meetings), again=entry.again or before.again)


def _patiently(job: Job) -> tuple[Push, Made]:
    """Try again from what is there, some time after each failure; what was made between two gives patience anew."""
    left, made = list(WAITS), Made()
    while True:
        with Server(Address(job.entry.server)) as server:
            before, server.made = msgspec.structs.replace(made), made
            try:
                return _once(server, job), made
            except faults.Unreachable as fault:
                left = list(WAITS) if made != before else left
                if not left:
                    raise
                job.tell(f"{fault.server} does not answer ({fault.why}); the next try is in {left[0]:g} s.")
        job.pause(left.pop(0))


def _once(server: Server, job: Job) -> Push:
    study, entry = job.study, job.entry
    server.enter(job.secret.token, entry.login, job.secret.password)
    book = study.codebook() if entry.options.codes else None
    name = entry.name or study.study.name or study.folder.resolve().name
    reflections = entry.options.reflections
    wanted = Wanted(study.study, _documents(job), book, name, entry.project, entry.last, entry.again, reflections)
    return push(server, wanted, job.watch)


def _documents(job: Job) -> Iterator[Document]:
    """The meetings in order of their days, each read in its turn; one that is planned only by name.

    Each folder is a document of its own, also where several hold the same meeting.
    """
    folders = _folders(job.study)
    named = [job.study.find(ref) for ref in job.entry.meetings]
    for place in sorted(named or job.study.meetings(), key=lambda place: place.folder.name):
        opened = job.study.open_meeting(place)
        job.read(opened)
        record = opened.record()
        if named or counting(record.observations):
            sending = document(Source(place.folder.name, record), job.entry.options)
            yield sending._replace(folder=folders.get(place.folder.name, 1))


def _folders(study: StudyArchive) -> dict[str, int]:
    """Which of the folders of its meeting each is, by the names of the folders; the first by name is 1."""
    seen: Counter[str] = Counter()
    found: dict[str, int] = {}
    names = sorted((place.folder for place in study.meetings()), key=lambda folder: folder.name)
    for folder in names:
        meeting = id_of(folder)
        seen[meeting] += 1
        found[folder.name] = seen[meeting]
    return found
