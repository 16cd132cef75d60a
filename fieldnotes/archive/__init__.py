"""The study on disk: append-only logs, which are the truth, under TinyDB's API; DESIGN.md, "A study on disk"."""

from fieldnotes.archive.failures import (
    AlreadyAStudy,
    AmbiguousMeeting,
    Damage,
    DiskFull,
    FolderInUse,
    KeyTaken,
    MeetingExists,
    MeetingNotFound,
    NewerFormat,
    NoSuchRecord,
    NotAStudy,
    NotSaved,
    NotText,
)
from fieldnotes.archive.journal import Changed
from fieldnotes.archive.meeting import MeetingArchive
from fieldnotes.archive.names import MeetingPlace
from fieldnotes.archive.study import StudyArchive

__all__ = [
    "AlreadyAStudy",
    "AmbiguousMeeting",
    "Changed",
    "Damage",
    "DiskFull",
    "FolderInUse",
    "KeyTaken",
    "MeetingArchive",
    "MeetingExists",
    "MeetingNotFound",
    "MeetingPlace",
    "NewerFormat",
    "NoSuchRecord",
    "NotAStudy",
    "NotSaved",
    "NotText",
    "StudyArchive",
]
