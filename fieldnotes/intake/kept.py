"""By which protocol the lines of a file are read when its meeting is there: by the meeting's own, as it was."""

from fieldnotes.jottings.file import Known
from fieldnotes.model.protocol import Protocol
from fieldnotes.text import name_key


def with_kept_protocol(known: Known, kept: Protocol) -> Known:
    """What is known to the lines of a file: of the name of its meeting's protocol, that one and no later version.

    A protocol that only this meeting has, taken from a file, is found so too.
    """

    def find(name: str) -> Protocol | None:
        return kept if name_key(name) == name_key(kept.name) else known.protocol(name)

    return known._replace(protocol=find)
