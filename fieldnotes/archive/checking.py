"""A study verified from first byte to last: every log, chain, checkpoint and reference; nothing is changed."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from fieldnotes.archive import device, disk, finding, misplaced, names, unbelieved
from fieldnotes.archive.checkpoint import Checkpoint, read_checkpoint, restore
from fieldnotes.archive.failures import FORMAT, Damage, NotAStudy
from fieldnotes.archive.findings import Checked, Finding, of_damage
from fieldnotes.archive.fold import Fold
from fieldnotes.archive.journal import EDITED, differing
from fieldnotes.archive.line import Header
from fieldnotes.archive.living import is_written
from fieldnotes.archive.reading import Mark, Said, unreadable
from fieldnotes.archive.references import differences, references, waiting
from fieldnotes.archive.verifying import Verified, verify
from fieldnotes.archive.witnesses import Witness, Witnesses, compared, nobody

LOGS, MEETINGS = "logs", "meetings"
NEWER = (
    "the file was written in format {} by a newer fieldnotes; update fieldnotes to check it, nothing was changed"
)
DIFFERS = "the checkpoint does not say what the logs say (of {} records); the logs are the truth and are whole"
NO_CHECKPOINT = "there is no checkpoint; it is made again from the logs, which hold everything"
OPEN_TO_OTHERS = "others than its owner may read it; nothing is lost"
KEPT = "what they said is still in the checkpoint"
CUT_SHORT = "the file ends in the middle of this line; the lines before it are whole"
LEFT = "a file that was being written when the program stopped; what it was to replace is whole"


class Place(NamedTuple):
    """A folder of logs, its checkpoint, and what its logs should belong to; `name` is its path in the study."""

    folder: Path
    summary: Path
    name: str
    study: str
    meeting: str | None


class Looked(NamedTuple):
    """One folder of logs, checked."""

    place: Place
    verified: Verified
    findings: list[Finding]


def places(study: Path) -> Iterator[Place]:
    """The study's own logs, then those of its meetings; raises NotAStudy."""
    if not (study / LOGS).is_dir() and not (study / "study.json").is_file():
        raise NotAStudy(study)
    own = finding.first_header(study / LOGS)
    found = finding.places(study / MEETINGS)
    headers = [finding.first_header(place.folder) for place in found]
    belongs = next((header.study for header in [own, *headers] if header), "")
    yield Place(study / LOGS, study / "study.json", f"{LOGS}/", belongs, None)
    for place, header in zip(found, headers, strict=True):
        yield _meeting(place.folder, header, belongs)


def _meeting(folder: Path, header: Header | None, study: str) -> Place:
    meeting = header.meeting if header else None
    return Place(folder, folder / "meeting.json", f"{MEETINGS}/{folder.name}/", study, meeting)


def check(study: Path, witnesses: Witnesses = nobody) -> Checked:
    """Look at all of a study; raises NotAStudy. `witnesses` says what backups know of the logs of a folder."""
    looked = [look(place, witnesses) for place in places(study)]
    findings = [found for each in looked for found in each.findings] + list(strays(study))
    findings += witnesses.missing({each.place.folder: each.verified.marks for each in looked}, study)
    findings += misplaced.twice((each.place.name, each.place.meeting) for each in looked)
    findings += misplaced.unread(study, [each.place.folder for each in looked])
    return Checked(
        meetings=len(looked) - 1,
        logs=sum(len(each.verified.marks) for each in looked),
        lines=sum(mark.lines for each in looked for mark in each.verified.marks),
        findings=tuple(findings),
    )


def look(place: Place, witnesses: Witnesses = nobody) -> Looked:
    """Check one folder of logs."""
    verified = verify(place.folder, device.known_device(), place.study, place.meeting)
    newer = {mark.file for mark in verified.marks if mark.newer}
    damaged = (damage for damage in verified.damage if not is_on_its_way(damage))
    found = [of_damage(damage, place.name, damage.file in newer) for damage in damaged]
    if verified.newer:
        found.append(Finding(kind="newer", file=place.name, sentence=NEWER.format(verified.newer)))
    known = list(_checkpoint(place, verified, found))
    found += compared(place.folder, [*known, *witnesses(place.folder)], place.name)
    found += unbelieved.alone(place.summary, _summary_name(place), verified.said, bool(verified.damage))
    found = list(_reworded(found))
    fold, summary = verified.fold, _summary_name(place)
    if place.meeting is not None:
        found += references(fold, summary)
    found += waiting(fold, verified.authors, summary)
    found += differences(fold, verified.authors, summary)
    return Looked(place, verified, found)


def _reworded(found: list[Finding]) -> Iterator[Finding]:
    """A last line that is known to have been whole once was not cut off while it was written."""
    lost = {each.file for each in found if each.kind == "lost"}
    for each in found:
        was_whole = each.torn and each.file in lost
        yield msgspec.structs.replace(each, sentence=CUT_SHORT, torn=False) if was_whole else each


def is_on_its_way(damage: Damage) -> bool:
    """True for half a line of a log that is being written at this moment."""
    return damage.torn and is_written(damage.file.removesuffix(names.ENDING))


def _summary_name(place: Place) -> str:
    return place.summary.name if place.name == f"{LOGS}/" else place.name + place.summary.name


def _checkpoint(place: Place, verified: Verified, found: list[Finding]) -> Iterator[Witness]:
    """Hold the checkpoint against the logs; what it knows of them."""
    name = _summary_name(place)
    try:
        data = disk.read_from(place.summary)
    except FileNotFoundError:
        if verified.marks:
            found.append(Finding(kind="checkpoint", file=name, sentence=NO_CHECKPOINT))
        return
    except OSError as error:
        found.append(Finding(kind="unreadable", file=name, sentence=unreadable(name, error).sentence))
        return
    read = read_checkpoint(data)
    if read is None:
        found.append(Finding(kind="checkpoint", file=name, sentence=EDITED))
    elif read.archived.fieldnotes > FORMAT:
        found.append(Finding(kind="newer", file=name, sentence=NEWER.format(read.archived.fieldnotes)))
    else:
        yield from _held_against(read, place, verified, found)


def _held_against(read: Checkpoint, place: Place, verified: Verified, found: list[Finding]) -> Iterator[Witness]:
    witnesses = [Witness("the checkpoint", KEPT, mark) for mark in read.archived.logs]
    yield from witnesses
    if any(compared(place.folder, witnesses, "")) or any(damage.line == 0 for damage in verified.damage):
        return  # it says more than the logs, with reason
    wrong = differing(_caught_up(restore(read), read.archived.logs, verified.said), verified.fold)
    if wrong and not verified.damage:
        name = _summary_name(place)
        found.append(Finding(kind="checkpoint", file=name, sentence=DIFFERS.format(len(wrong))))


def _caught_up(fold: Fold, known: list[Mark], said: list[tuple[Mark, list[Said]]]) -> Fold:
    """The records of a checkpoint with what the logs said after it."""
    marks = {mark.log: mark for mark in known if not mark.packs}
    packed = {log for mark in known for log, _, _ in mark.packs}
    for mark, changes in said:
        start = marks.get(mark.log)
        first = 0 if start is None else start.lines if start.n is None else start.n
        for n, each in changes:
            if n >= first and mark.log not in packed:
                fold.apply(each, mark.device, (mark.log, n))
    return fold


def strays(study: Path) -> Iterator[Finding]:
    """Files and folders that others may read, and what a crash left behind."""
    for folder, _, files in os.walk(study):
        here = Path(folder)
        for path in (here, *(here / name for name in sorted(files))):
            name = path.relative_to(study).as_posix()
            if disk.is_open_to_others(path):
                yield Finding(kind="mode", file=name, sentence=OPEN_TO_OTHERS)
            if is_left(path):
                yield Finding(kind="left", file=name, sentence=LEFT)


def is_left(path: Path) -> bool:
    """True for the temporary file of a checkpoint or log, which a crash did not let be taken away."""
    parts = path.name.split(".")
    return len(parts) == 4 and parts[3] == "tmp" and "." + parts[1] in (names.ENDING, ".json")
