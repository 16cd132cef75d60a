"""`left`: what is left to do of a meeting, and the clock since it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fieldnotes.cli.given import heard_words
from fieldnotes.cli.lines import open_session
from fieldnotes.cli.output import complain_of_damage, say, say_json
from fieldnotes.text import visible

if TYPE_CHECKING:
    from fieldnotes.measures.left import Left, WriteUpClock
    from fieldnotes.model.meeting import Record


@click.command()
@click.argument("study", type=click.Path(path_type=Path))
@click.argument("meeting", default="last")
@click.option("--done/--not-done", default=None, help="Mark the meeting as written up, or as not yet.")
@click.option("--json", "as_json", is_flag=True, help="For other programs.")
@click.option("--observer", help="Only the lines of this observer; for --done, who signs.")
def left(study: Path, meeting: str, done: bool | None, as_json: bool, observer: str | None) -> None:
    """What is left to do of a meeting: lines to write up, uncertain ones, codes, prompts, reflections; a clock."""
    if done is not None:
        says = _mark(study, meeting, observer, done)
        if not as_json:
            say(says)
            return
    record = _record(study, meeting)
    from fieldnotes.measures.left import left_to_do, write_up_clock
    from fieldnotes.model.clock import now_in
    from fieldnotes.settings import settings

    to_do = left_to_do(record, heard_words(observer) if observer else None)
    clock = write_up_clock(record, now_in(record.meeting.zone), settings().write_up_hours)
    if as_json:
        say_json(left_shape(record, to_do, clock))
        return
    for line in left_lines(record, to_do, clock):
        say(visible(line))


def _mark(study: Path, meeting: str, observer: str | None, done: bool) -> str:
    from fieldnotes.capture.oneact import carried_out
    from fieldnotes.capture.spancoding import mark_written_up

    session = open_session(study, meeting, observer)
    try:
        return carried_out(session, lambda: mark_written_up(session, done)).taken.says
    finally:
        session.close()


def _record(study: Path, meeting: str) -> "Record":
    from fieldnotes.archive import StudyArchive

    opened = StudyArchive.open(study).open_meeting(meeting)
    record = opened.record()
    complain_of_damage(opened.damage)
    return record


def left_shape(record: "Record", to_do: "Left", clock: "WriteUpClock") -> dict[str, Any]:
    """What is left as `left --json` gives it; hours are null where nothing was observed yet."""
    from fieldnotes.export.shape import iso

    begun = clock.ended is not None
    return {
        "meeting": record.meeting.id,
        "ended": iso(clock.ended),
        "hours_since": round(clock.since.total_seconds() / 3600, 2) if begun else None,
        "hours_left": round(clock.left.total_seconds() / 3600, 2) if begun else None,
        "marked": to_do.marked,
        "unwritten": list(to_do.unwritten),
        "uncertain": list(to_do.uncertain),
        "undefined": list(to_do.undefined),
        "prompts": list(to_do.prompts),
        "reflections": list(to_do.reflections),
    }


def left_lines(record: "Record", to_do: "Left", clock: "WriteUpClock") -> Iterator[str]:
    """The same to be read: a heading for each kind of which there is something, and its lines."""
    from fieldnotes.capture.acting import in_words
    from fieldnotes.capture.leftwords import clock_in_words

    by_id = {seen.id: seen for seen in record.observations}
    yield clock_in_words(clock)
    for heading, ids in (("Not written up", to_do.unwritten), ("Not certain", to_do.uncertain)):
        if ids:
            yield f"{heading}: {len(ids)}"
            yield from (f"  {by_id[one].at:%H:%M:%S}  {in_words(by_id[one])}  ({one})" for one in ids)
    for heading, words in (
        ("Codes without a definition", tuple(f"#{name}" for name in to_do.undefined)),
        ("Prompts without an answer", to_do.prompts),
        ("No reflection yet on", to_do.reflections),
    ):
        if words:
            yield f"{heading}: {len(words)}"
            yield from (f"  {word}" for word in words)
    if to_do.marked:
        yield "The meeting is marked as written up."
    elif not to_do.count:
        yield "Nothing is left to do."


COMMANDS = {"left": left}
