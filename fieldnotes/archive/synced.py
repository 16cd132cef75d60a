"""Whether a folder is one that a sync tool or a network keeps, told from its path; for Windows, macOS and Linux.

A study is safe there too, for a log has one writer for ever. But such a tool may hold a file at the moment it is
wanted, put its own copy in its place, or keep it in the cloud alone when there is no network.
"""

from collections.abc import Iterable, Mapping
from pathlib import PurePath, PurePosixPath, PureWindowsPath
from typing import NamedTuple

_BY_NAME = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud drive": "iCloud Drive",
    "iclouddrive": "iCloud Drive",
    "com~apple~clouddocs": "iCloud Drive",
    "mobile documents": "iCloud Drive",
}
_BEGINS = (("onedrive -", "OneDrive"), ("onedrive-", "OneDrive"), ("dropbox (", "Dropbox"), ("dropbox-", "Dropbox"),
           ("googledrive-", "Google Drive"))  # fmt: skip
_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
_NETWORK = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "fuse.rclone", "9p", "afpfs", "webdav", "davfs")


class Mount(NamedTuple):
    """A place where a file system is mounted, and its type."""

    place: str
    kind: str


def kept_by(path: PurePath, environment: Mapping[str, str], mounts: Iterable[Mount] = ()) -> str:
    """What keeps a folder of that whole path: “OneDrive”, “a network share”, …; empty for a disk of one's own."""
    named = next((name for part in path.parts if (name := _of_name(part))), "")
    return named or _by_variable(path, environment) or _by_network(path, mounts)


def _of_name(part: str) -> str:
    lower = part.casefold()
    begins = next((name for beginning, name in _BEGINS if lower.startswith(beginning)), "")
    return _BY_NAME.get(lower, begins)


def _by_variable(path: PurePath, environment: Mapping[str, str]) -> str:
    if isinstance(path, PureWindowsPath):
        for name in _VARIABLES:
            root = environment.get(name)
            if root and path.is_relative_to(PureWindowsPath(root)):
                return "OneDrive"
    return ""


def _by_network(path: PurePath, mounts: Iterable[Mount]) -> str:
    if isinstance(path, PureWindowsPath):
        local = path.drive.startswith(("\\\\?\\", "\\\\.\\")) and not path.drive.upper().startswith("\\\\?\\UNC")
        return "a network share" if path.drive.startswith("\\\\") and not local else ""
    over = [mount for mount in mounts if path.is_relative_to(PurePosixPath(mount.place))]
    nearest = max(over, key=lambda mount: len(mount.place), default=Mount("", ""))
    return "a network share" if nearest.kind in _NETWORK else ""


def read_mounts(table: str) -> list[Mount]:
    """The mounts that Linux lists in `/proc/mounts`; blanks in a place are written as octal there."""
    found = []
    for line in table.splitlines():
        fields = line.split(" ")
        if len(fields) > 2:
            found.append(Mount(_plain(fields[1]), fields[2]))
    return found


def _plain(place: str) -> str:
    for code, sign in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        place = place.replace(code, sign)
    return place


def warning(folder: PurePath, keeper: str, proposal: PurePath) -> str:
    """The sentence for a study that is made there; `proposal` is a folder on a disk of one's own."""
    return (
        f"{folder} lies in {keeper}, which may hold files, or keep them out of reach without a network, while you "
        f"write; nothing is lost by that, but a folder of this computer alone is better, such as {proposal}. "
        "The study can be moved there at any time."
    )
