"""What a check says of folders: meetings that lie where nothing reads them, or twice, and what is no folder."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from fieldnotes.archive import aside, names
from fieldnotes.archive.findings import Finding

MEETINGS = "meetings"
UNREAD = (
    "{} logs lie here, where nothing reads them; nothing is lost. Put a meeting's folder into the folder meetings "
    "itself, or these files into the folder of their meeting: a line that is in two logs counts once"
)
TWICE = (
    "this is the same meeting as in {}; both are read, each by itself, and nothing is lost. Move the .jsonl files "
    "of one into the other (a line that is in two of them counts once), and the rest out of the study"
)
NO_FOLDER = (
    "this should be a folder and is none, or a link that leads to none; what is to be in it is not read. Put the "
    "folder back, or bring back what `fieldnotes restore` has of it"
)


def twice(meetings: Iterable[tuple[str, str | None]]) -> Iterator[Finding]:
    """The folders of a meeting that has another one. Each is its path in the study, and the meeting in it."""
    first: dict[str, str] = {}
    for name, meeting in sorted(meetings, key=_as_made_first):
        if meeting is None:
            continue
        if meeting in first:
            yield Finding(kind="place", file=name, sentence=TWICE.format(first[meeting].rstrip("/")))
        first.setdefault(meeting, name)


def _as_made_first(found: tuple[str, str | None]) -> tuple[bool, str]:
    return not names.is_meeting_name(Path(found[0]).name), found[0]


def unread(study: Path, read: Sequence[Path]) -> Iterator[Finding]:
    """Logs outside the folders that are `read`, and what is there in place of a folder."""
    known = {os.fspath(folder) for folder in read}
    for folder, inside, files in os.walk(study):
        inside[:] = sorted(name for name in inside if not name.startswith(".") and name != aside.FOLDER)
        logs = sum(name.endswith(names.ENDING) for name in files)
        if logs and folder not in known:
            where = Path(folder).relative_to(study).as_posix()
            yield Finding(kind="place", file=f"{where}/", sentence=UNREAD.format(logs))
    yield from _no_folders(study)


def _no_folders(study: Path) -> Iterator[Finding]:
    folder = study / MEETINGS
    if os.path.lexists(folder) and not folder.is_dir():
        yield Finding(kind="place", file=MEETINGS, sentence=NO_FOLDER)
        return
    for name in sorted(os.listdir(folder)) if folder.is_dir() else ():
        path = folder / name
        if not path.is_dir() and (names.is_meeting_name(name) or (path.is_symlink() and not path.exists())):
            yield Finding(kind="place", file=f"{MEETINGS}/{name}", sentence=NO_FOLDER)
