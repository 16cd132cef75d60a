"""What files would bring into a study: planned, each told in rows; then done, if that still is the plan."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

from fieldnotes.errors import FieldnotesError
from fieldnotes.intake.call import Asked
from fieldnotes.intake.carrying_out import carry_out
from fieldnotes.intake.incoming import Incoming, plan_files
from fieldnotes.intake.places import Places
from fieldnotes.tui.meetings import Heading
from fieldnotes.tui.planrows import PlanRow
from fieldnotes.tui.work import Tell, sentence

if TYPE_CHECKING:
    from fieldnotes.archive import StudyArchive
    from fieldnotes.intake.planned import Step

_ROOM = 50
_SIGNS = {"add": "+", "amend": "~", "retract": "-", "write up": "|", "leave": "="}


class Brought(NamedTuple):
    """What one file would bring, or `failed`: why it cannot be read.

    `added` and `there_already` count lines, `doubtful` those warned of; `does` is False where nothing in it is new.
    `notices` may hold names of people: they are for the screen alone.
    """

    path: Path
    rows: tuple[PlanRow | Heading, ...]
    added: int = 0
    there_already: int = 0
    doubtful: int = 0
    notices: tuple[str, ...] = ()
    does: bool = False
    failed: str = ""


class TakenIn(NamedTuple):
    """What an import did: what the files brought that were taken in, the last meeting, and why others were not."""

    files: tuple[Brought, ...] = ()
    meeting: str = ""
    failed: tuple[str, ...] = ()


def plan_job(
    study: StudyArchive, files: Sequence[Path], meeting: str | None, tell: Tell, stop: threading.Event
) -> list[Brought]:
    """What the files would bring, each in the light of those before it; `meeting` is that of recordings.

    Fewer than there are files where it was stopped.
    """
    with closing(Places(study)) as places:
        return [brought for brought, _ in _planned(study, places, files, meeting, tell, stop)]


def act_job(
    study: StudyArchive, shown: Sequence[Brought], meeting: str | None, tell: Tell, stop: threading.Event
) -> TakenIn | list[Brought]:
    """Take in what was shown, file by file, each whole or not at all; the plan as it is now where it is another."""
    study.once = True  # one backup for all the files
    try:
        with closing(Places(study)) as places:
            files = [one.path for one in shown]
            found = list(_planned(study, places, files, meeting, lambda done, of: None, threading.Event()))
            now = [brought for brought, _ in found]
            return now if now != list(shown) else _taken(study, found, tell, stop)
    finally:
        study.once = False


def _planned(
    study: StudyArchive,
    places: Places,
    files: Sequence[Path],
    meeting: str | None,
    tell: Tell,
    stop: threading.Event,
) -> Iterator[tuple[Brought, Incoming | None]]:
    for number, path in enumerate(files):
        if stop.is_set():
            return
        tell(number, len(files))
        asked = Asked(study.folder, (path,))
        asked = asked if asked.form_of(path) == "jottings" else asked._replace(meeting=meeting)
        try:
            (one,) = plan_files(asked, study, places)
        except (FieldnotesError, OSError) as error:
            why = sentence(error)
            rows = _wrapped("✗", why.replace(str(path), path.name))
            yield Brought(path, (Heading(path.name, 0), *rows), failed=f"{path.name}: {why}"), None
        else:
            yield _told(one), one


def _taken(
    study: StudyArchive, found: Sequence[tuple[Brought, Incoming | None]], tell: Tell, stop: threading.Event
) -> TakenIn:
    done = TakenIn()
    for number, (brought, one) in enumerate(found):
        if stop.is_set():
            break
        tell(number, len(found))
        try:
            into = carry_out(study, one.place, one.planned, one.who) if one else ""
        except (FieldnotesError, OSError) as error:
            brought, one = brought._replace(failed=f"{brought.path.name}: {sentence(error)}"), None
        if one is None:
            done = done._replace(failed=(*done.failed, brought.failed))
        else:
            done = done._replace(files=(*done.files, brought), meeting=into)
    return done


def _told(one: Incoming) -> Brought:
    planned = one.planned
    doubtful = len({warning.line for warning in planned.warnings})
    head = Heading(f"{one.path.name}  →  {_where(one)}", planned.added)
    return Brought(
        one.path,
        (head, *_rows(one)),
        planned.added,
        planned.there_already,
        doubtful,
        planned.notices,
        not planned.is_empty,
    )


def _where(one: Incoming) -> str:
    meeting = one.place.record.meeting
    place = " · ".join(part for part in (meeting.date.isoformat(), meeting.site, meeting.body) if part)
    return place if one.place.archive else f"a new meeting: {place}"


def _rows(one: Incoming) -> Iterator[PlanRow]:
    """What is odd first, then what is done, line by line, and what is left as it is."""
    planned = one.planned
    for damage in one.damage:
        yield from _wrapped("!", str(damage))
    for notice in planned.notices:
        yield from _wrapped("!", notice)
    for warning in planned.warnings:
        yield PlanRow("!", f"line {warning.line}: {warning.text.strip()}".rstrip(": "))
        yield from _wrapped(" ", warning.why)
    yield from map(_step, planned.steps)
    yield from (PlanRow("·", line) for line in planned.kept)
    for seen in planned.missing_in_file:
        yield PlanRow("·", f"{seen.at:%H:%M:%S}  {seen.typed or seen.text}", "not in the file, stays")
    if planned.there_already:
        yield PlanRow("=", f"{planned.there_already:,} there already")


def _wrapped(sign: str, sentence: str) -> Iterator[PlanRow]:
    """A sentence in rows that fit a narrow window: nothing of it is cut off."""
    for number, part in enumerate(wrap(sentence, _ROOM)):
        yield PlanRow(sign if not number else " ", part)


def _step(step: Step) -> PlanRow:
    at = "" if step.at is None else f"{step.at:%H:%M:%S}  "
    line = "" if step.line is None else f"line {step.line}"
    return PlanRow(_SIGNS[step.does], f"{at}{step.says}", "  ".join(filter(None, (line, step.why))))
