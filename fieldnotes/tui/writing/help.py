"""Help of the write-up screen, and what is left to do in the same form."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from fieldnotes.capture.acting import in_words
from fieldnotes.capture.leftwords import clock_in_words
from fieldnotes.tui import wording
from fieldnotes.tui.commands import Table, written
from fieldnotes.tui.writing.commands import SIGNS, WRITING

if TYPE_CHECKING:
    from fieldnotes.measures.left import Left, WriteUpClock
    from fieldnotes.model.meeting import Record
    from fieldnotes.tui.widgets.help import Section


def help_sections(table: Table) -> list[Section]:
    """The keys of the note, those of the commands, the signs."""
    keys = [("  ".join(map(written, command.keys)), command.explains) for command in table if command.keys]
    return [("Writing", WRITING), ("Keys", keys), ("Signs", SIGNS)]


def left_sections(record: Record, left: Left, clock: WriteUpClock, key_of: Callable[[str], str]) -> list[Section]:
    """What is left to do, a section for each kind of which there is something."""
    by_id = {seen.id: seen for seen in record.observations}
    found: list[Section] = [(clock_in_words(clock), [])]
    for heading, ids in (("Not written up", left.unwritten), ("Not certain", left.uncertain)):
        lines = [(wording.clock(by_id[one].at), in_words(by_id[one])) for one in ids]
        found += [(f"{heading}: {len(lines)}", lines)] if lines else []
    for heading, words in (
        ("Codes without a definition", [f"#{name}" for name in left.undefined]),
        (f"Prompts without an answer ({key_of('answer-prompt')} answers the first)", list(left.prompts)),
        (f"No reflection yet on ({key_of('reflect')} adds one)", list(left.reflections)),
    ):
        found += [(heading, [("·", word) for word in words])] if words else []
    if left.marked:
        found.append(("Marked as written up", [(key_of("done"), "takes that back")]))
    elif not left.count:
        found.append(("Nothing is left to do", [(key_of("done"), "marks the meeting as written up")]))
    return found
