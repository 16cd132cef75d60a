"""What others know of the logs: a cut at the end of a line leaves no trace in the log itself.

A checkpoint knows how far each log went; so may a backup, or whoever took the log in.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from fieldnotes.archive import disk
from fieldnotes.archive.findings import Finding
from fieldnotes.archive.generations import Generation, copies
from fieldnotes.archive.packs import PREFIX
from fieldnotes.archive.reading import Mark

GONE = "{} knows {} lines of this log, and the log is not there; {}"
SHORT = "{} knows {} lines of this log, and the last of them is not in it any more; {}"


class Witness(NamedTuple):
    """How far a log once went: `said_by` names in a sentence who knows, `keeps` what is not lost thereby."""

    said_by: str
    keeps: str
    mark: Mark


Witnesses = Callable[[Path], Iterable[Witness]]
"""What is known of the logs of a folder."""


def nobody(folder: Path) -> Iterable[Witness]:
    """Nothing is known of the logs but what the checkpoint says."""
    return ()


def of_generations(study: Path, found: Iterable[Generation]) -> Witnesses:
    """What the backups of a study in that folder know: of each log, what the latest copy does."""
    by_folder: dict[Path, list[Witness]] = {}
    for file, kept in copies(found).items():
        path = study.joinpath(*file.split("/"))
        name = kept[0].generation.folder.name
        mark = Mark(path.name, path.stem, lines=kept[0].kept.lines, head=kept[0].kept.head)
        witness = Witness(
            f"the backup {name}", "it has them still, and `fieldnotes restore` brings them back", mark
        )
        by_folder.setdefault(path.parent, []).append(witness)
    return lambda folder: by_folder.get(folder, [])


def compared(folder: Path, witnesses: Iterable[Witness], prefix: str) -> Iterator[Finding]:
    """The logs that no longer hold the last line that somebody knows of them."""
    content: dict[str, bytes | None] = {}
    for witness in witnesses:
        mark = witness.mark
        if mark.head and not _stands(folder, mark, content):
            there = (folder / mark.file).exists()
            sentence = (SHORT if there else GONE).format(witness.said_by, mark.lines, witness.keeps)
            yield Finding(kind="lost", file=prefix + mark.file, sentence=sentence)


def _stands(folder: Path, mark: Mark, content: dict[str, bytes | None]) -> bool:
    """True where the line is in its log, and where that cannot be told because the log cannot be read now."""
    packed = sorted(path.name for path in folder.glob(PREFIX + "*"))
    for name in (mark.file, *packed):
        if name not in content:
            content[name] = _content(folder / name)
        data = content[name]
        if data is None or b'"chain":"%b"' % mark.head.encode() in data:
            return True
    return False


def _content(path: Path) -> bytes | None:
    try:
        return disk.read_from(path)
    except FileNotFoundError:
        return b""
    except OSError:
        return None
