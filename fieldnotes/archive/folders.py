"""Which folders of a study are meetings: those that are named as ours are, and any other one that holds logs.

The names are for people, who rename and copy folders; so do sync tools.
"""

import os
from collections.abc import Iterator

from fieldnotes.archive import names

_APART = "set-aside"


def meeting_folders(folder: str | os.PathLike[str]) -> Iterator["os.DirEntry[str]"]:
    """The folders of the meetings in a folder, in no order; raises OSError where it cannot be looked into."""
    with os.scandir(folder) as entries:
        yield from (entry for entry in entries if _is_folder(entry) and _is_meeting(entry))


def _is_meeting(entry: "os.DirEntry[str]") -> bool:
    if names.is_meeting_name(entry.name):
        return True
    return not entry.name.startswith(".") and entry.name != _APART and holds_logs(entry.path)


def holds_logs(folder: str | os.PathLike[str]) -> bool:
    """True where a folder can be looked into and has a log in it."""
    try:
        with os.scandir(folder) as entries:
            return any(entry.name.endswith(names.ENDING) for entry in entries)
    except OSError:
        return False


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
