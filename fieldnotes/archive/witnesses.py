"""What others know of the logs: a cut at the end of a line leaves no trace in the log itself.

A checkpoint knows how far each log went; so may a backup, or whoever took the log in.
"""

from collections.abc import Callable, Iterable, Iterator
from glob import escape
from pathlib import Path
from typing import NamedTuple

from fieldnotes.archive import disk
from fieldnotes.archive.findings import Finding
from fieldnotes.archive.generations import Copy, Generation, copies
from fieldnotes.archive.names import ENDING
from fieldnotes.archive.packs import PREFIX
from fieldnotes.archive.reading import Mark
from fieldnotes.archive.soundness import sound_lines

GONE = "{} knows {} lines of this log, and the log is not there; {}"
ALL = "it has them still, and `fieldnotes restore` brings them back"
SOME = "it is damaged: what is whole in it can be put back by `fieldnotes restore` ({} lines)"
NONE = "but they cannot be read there any more"
SHORT = "{} knows {} lines of this log, and the last of them is not in it any more; {}"


class Backed:
    """What the copies of a log still hold, as a sentence: they are read when it is to be said."""

    def __init__(self, kept: list[Copy]) -> None:
        self._kept = kept

    def __str__(self) -> str:
        read = [copy.content() or b"" for copy in self._kept]
        most = max(len(sound_lines(data)) for data in read)
        return (ALL if most >= self._kept[0].kept.lines else SOME if most else NONE).format(most)


class Witness(NamedTuple):
    """How far a log once went: `said_by` names in a sentence who knows, `keeps` what is not lost thereby."""

    said_by: str
    keeps: "str | Backed"
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
        witness = Witness(f"the backup {name}", Backed(kept), mark)
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
    beside = sorted(
        path.name for path in folder.glob(f"{escape(Path(mark.file).stem)}.*{ENDING}")
    )  # put back there
    for name in (mark.file, *packed, *beside):
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
