"""What others know of the logs: a cut at the end of a line leaves no trace in the log itself.

A checkpoint knows how far each log went; so may a backup, or whoever took the log in.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
PART = "some of it is damaged there; `fieldnotes restore` says what it can put back"
MISSING = "the folder is not there, and {} knows {} logs in it that are nowhere else, of {} lines; {}"
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


class Witnesses:
    """What is known of the logs of each folder, whether it is there or not."""

    def __init__(self, by_folder: Mapping[Path, Sequence[Witness]]) -> None:
        self._by_folder = by_folder

    def __call__(self, folder: Path) -> Sequence[Witness]:
        """What is known of the logs of one folder."""
        return self._by_folder.get(folder, ())

    def missing(self, looked: Mapping[Path, Iterable[Mark]], study: Path) -> Iterator[Finding]:
        """The folders of which something is known and which are not among those `looked` at, with their logs.

        One whose logs lie in another folder was renamed, and is not missing.
        """
        lies_in = {log: folder for folder, marks in looked.items() for mark in marks for log in _logs(mark)}
        for folder, known in self._by_folder.items():
            if folder in looked:
                continue
            gone = [each for each in known if not _has_moved(lies_in.get(each.mark.log), each.mark)]
            if gone:
                lines = sum(each.mark.lines for each in gone)
                keeps = PART if len(gone) > 1 and any(str(each.keeps) != ALL for each in gone) else gone[0].keeps
                sentence = MISSING.format(gone[-1].said_by, len(gone), lines, keeps)
                yield Finding(kind="lost", file=f"{folder.relative_to(study).as_posix()}/", sentence=sentence)


nobody = Witnesses({})
"""Nothing is known of the logs but what the checkpoint says."""


def _logs(mark: Mark) -> Iterator[str]:
    yield mark.log
    yield from (log for log, _, _ in mark.packs)


def _has_moved(folder: Path | None, mark: Mark) -> bool:
    return folder is not None and _stands(folder, mark, {})


def of_generations(study: Path, found: Iterable[Generation]) -> Witnesses:
    """What the backups of a study in that folder know: of each log, what the latest copy does."""
    by_folder: dict[Path, list[Witness]] = {}
    for file, kept in copies(found).items():
        path = study.joinpath(*file.split("/"))
        name = kept[0].generation.folder.name
        mark = Mark(path.name, path.stem, lines=kept[0].kept.lines, head=kept[0].kept.head)
        witness = Witness(f"the backup {name}", Backed(kept), mark)
        by_folder.setdefault(path.parent, []).append(witness)
    return Witnesses(by_folder)


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
