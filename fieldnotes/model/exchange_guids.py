"""The GUIDs of a study's things in a project file: the same for ever, whatever else the study comes to hold."""

from fieldnotes.model.guids import guid_of

MACHINE = "fieldnotes"
"""The user to whom codings belong that follow from the record and that no person made."""


def source_guid(meeting: str) -> str:
    """Of a meeting, by its id."""
    return guid_of("source", meeting)


def coding_guid(meeting: str, coding: str) -> str:
    """Of a coding of words, by its id."""
    return guid_of("coding", meeting, coding)


def line_coding_guid(meeting: str, observation: str, code: str) -> str:
    """Of a code on a whole line, by the name that the line keeps."""
    return guid_of("line coding", meeting, observation, code)


def user_guid(study: str, name: str) -> str:
    """Of somebody who observed or coded."""
    return guid_of("user", study, name)


def structure_guid(study: str, branch: str, key: str = "") -> str:
    """Of a code that follows from the record: a speaker, an act, …; of its branch without a key."""
    return guid_of("structure", study, branch, key)


def incoming_id(guid: str, of: str, part: str) -> str:
    """The id of a coding that came in under that GUID: one and the same on every machine that takes the file in."""
    return guid_of("coding that came in", guid, of, part).lower()
