"""By which protocol the lines of a file are read when its meeting is there: by the meeting's own, as it was."""

from fieldnotes.archive import StudyArchive
from fieldnotes.intake.jottings_import import find_meeting
from fieldnotes.jottings.file import JottingsFile, Known
from fieldnotes.model.protocol import Protocol
from fieldnotes.text import name_key


def with_kept_protocol(known: Known, study: StudyArchive, file: JottingsFile) -> Known:
    """What is known to the lines of a file: of the name of its meeting's protocol, that one and no later version.

    A protocol that only this meeting has, taken from a file, is found so too.
    """
    opened = find_meeting(study, file)
    if opened is None:
        return known
    kept = opened.record().protocol
    opened.close()

    def find(name: str) -> Protocol | None:
        return kept if name_key(name) == name_key(kept.name) else known.protocol(name)

    return known._replace(protocol=find)
