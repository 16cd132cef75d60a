"""The checkpoints beside logs that were put back: made where there is none, and anew where one would mislead."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from fieldnotes.archive import finding
from fieldnotes.archive.journal import Belonging, Journal
from fieldnotes.archive.reading import Mark
from fieldnotes.archive.restoring import Step, set_aside
from fieldnotes.archive.summits import known, lost, summary_of


class Anew(NamedTuple):
    """A checkpoint that is to be made from the logs: its path in the study; `aside` where there is one."""

    file: str
    aside: bool


def checkpoints(steps: Iterable[Step], target: Path) -> Iterator[Anew]:
    """Those that are to be made once these steps are done.

    One that alone still holds what a lost log said stays as it is.
    """
    acting: dict[str, list[Step]] = {}
    for step in steps:
        if step.acts:
            acting.setdefault(step.file.rpartition("/")[0], []).append(step)
    for folder, doing in acting.items():
        summary = target / summary_of(folder)
        marks = known(summary)
        if not summary.exists():
            yield Anew(summary_of(folder), aside=False)
        elif _misleads(marks, doing) and not _is_last(target / folder, marks, doing):
            yield Anew(summary_of(folder), aside=True)


def _misleads(marks: list[Mark], doing: list[Step]) -> bool:
    """True where it was written when the logs were as they are before these steps."""
    there = {mark.file: mark for mark in marks}
    for step in doing:
        mark = there.get(step.file.rpartition("/")[2])
        if mark and (step.state == "other" or any(each.damage for each in (mark, *mark.parts))):
            return True
    return False


def _is_last(folder: Path, marks: list[Mark], doing: list[Step]) -> bool:
    put_back = {step.file.rpartition("/")[2] for step in doing}
    return any(lost(folder, [mark for mark in marks if mark.file not in put_back]))


def make(wanted: Iterable[Anew], target: Path) -> None:
    """Make them, once the logs are there. Raises OSError."""
    stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    for each in wanted:
        summary = target / each.file
        folder = target / "logs" if each.file == "study.json" else summary.parent
        header = finding.first_header(folder)
        if header is None:
            continue
        if each.aside:
            set_aside(summary, stamp)
        Journal(folder, summary, Belonging(header.study, header.meeting, header.zone)).save()
