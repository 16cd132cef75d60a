"""Putting right what a check found, from the logs; nothing is deleted, only moved.

Torn lines, broken checkpoints and left-over files go to a folder `set-aside` beside where they were.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from fieldnotes.archive import aside, device, disk, packing
from fieldnotes.archive.checking import Place, check, is_left, look, places
from fieldnotes.archive.failures import NewerFormat
from fieldnotes.archive.finding import logs_in
from fieldnotes.archive.findings import Checked, Finding
from fieldnotes.archive.journal import Belonging, Journal
from fieldnotes.archive.lock import moment
from fieldnotes.archive.witnesses import Witnesses, nobody


def repair(study: Path, witnesses: Witnesses = nobody) -> Checked:
    """Put right what can be, and check again; `done` says what was done. Raises NotAStudy."""
    done: list[str] = []
    for place in places(study):
        done += _cut_torn_lines(place)
        done += _packed(place)
        done += _made_anew(place)
    done += _moved_leftovers(study)
    checked = check(study, witnesses)
    mended = list(_made_private(study, checked.findings))
    if mended:
        checked = check(study, witnesses)
    return msgspec.structs.replace(checked, done=(*done, *mended))


def _cut_torn_lines(place: Place) -> Iterator[str]:
    mine = device.known_device()
    torn = {found.file for found in look(place).findings if found.torn}
    for log in logs_in(place.folder):
        if place.name + log.name not in torn:
            continue
        with contextlib.suppress(OSError):
            sentence = aside.cut_torn(log, mine)
            if sentence:
                yield f"{place.name}{log.name}: {sentence}"


def _packed(place: Place) -> Iterator[str]:
    """Move the closed logs of this device into a pack, and write the checkpoint that names it."""
    mine = device.known_device()
    with contextlib.suppress(OSError, NewerFormat):
        with moment(place.summary):
            made = packing.pack(place.folder, [log.name for log in logs_in(place.folder)], mine)
            gone = packing.take_away_packed(place.folder, mine)
        if gone:
            where = made.name if made else "the pack that holds them"
            yield f"{place.name}: {len(gone)} closed logs were moved, line for line, into {where}"
            Journal(place.folder, place.summary, Belonging(place.study, place.meeting, "")).save()


def _made_anew(place: Place) -> Iterator[str]:
    """Write the checkpoint again where it is not right; one that cannot be read as such is kept aside."""
    findings = look(place).findings
    wrong = [found for found in findings if found.kind == "checkpoint"]
    if not wrong or any(found.kind == "newer" for found in findings):  # the log could not be read into another one
        return
    with contextlib.suppress(OSError, NewerFormat):
        if place.summary.exists():
            name = aside.move(place.summary)
            yield f"{wrong[0].file}: what it said was moved to {aside.FOLDER}/{name}"
        Journal(place.folder, place.summary, Belonging(place.study, place.meeting, "")).save()
        if place.summary.exists():
            yield f"{wrong[0].file}: made anew from the logs"


def _moved_leftovers(study: Path) -> Iterator[str]:
    for path in sorted(study.rglob("*.tmp")):
        if is_left(path) and path.parent.name != aside.FOLDER:
            written = path.with_name(".".join(path.name.split(".")[:2]))
            with contextlib.suppress(OSError), moment(written):
                name = aside.move(path)
                yield f"{path.relative_to(study).as_posix()}: moved to {aside.FOLDER}/{name}"


def _made_private(study: Path, findings: tuple[Finding, ...]) -> Iterator[str]:
    newer = {found.file for found in findings if found.kind == "newer"}  # what a later version wrote stays as it is
    for found in findings:
        if found.kind == "mode" and found.file not in newer:
            with contextlib.suppress(OSError):
                disk.make_private(study / found.file)
                yield f"{found.file}: now for its owner only"
