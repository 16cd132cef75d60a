"""What is to be known of a line before it is amended, and how one that was taken back comes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import msgspec

from fieldnotes.capture.acting import answer
from fieldnotes.capture.amending import Fields, amended, line_of
from fieldnotes.capture.coding import main_of
from fieldnotes.capture.heard import Heard, read_instead
from fieldnotes.capture.taken import Taken, nothing
from fieldnotes.jottings.setting import Setting
from fieldnotes.jottings.words import say
from fieldnotes.jottings.write import write_body
from fieldnotes.model.course import placed
from fieldnotes.text import clean_line

if TYPE_CHECKING:
    from fieldnotes.capture.session import Session
    from fieldnotes.model.observation import Observation


def as_it_reads(line: Sequence[Observation], zone: str, setting: Setting) -> str:
    """A line to be amended: as it was typed, or where it was changed since, as it would be typed now.

    `setting` is what was known before the line.
    """
    main = line[-1]
    if main.typed:
        becomes = amended(line, read_instead(main.typed, line, zone, setting)[0].observations)
        if not becomes.changed and not becomes.added:
            return clean_line(main.typed)
    actors = [seen.actor for seen in main_of(line) if seen.actor]
    together = main.kind == "presence" and len(actors) > 1
    return write_body(msgspec.structs.replace(main, actor=",".join(actors)) if together else main, setting)


def hear_instead(line: Sequence[Observation], zone: str, setting: Setting) -> Callable[[str], Heard]:
    """Tells of words what they would say in the place of a line."""
    at = line[-1].at

    def hear(words: str) -> Heard:
        reading, warnings = read_instead(words, line, zone, setting)
        says = say(placed(reading.observations[-1], setting.room))
        return Heard(reading, at, warnings=warnings, says=says)

    return hear


def taken_back_with(seen: Observation, observations: Sequence[Observation]) -> list[Observation]:
    """The records of the line that a record was of, all that were taken back."""
    gone = {other.id: other for other in observations if other.retracted}
    as_if = [msgspec.structs.replace(other, retracted=False) for other in gone.values()]
    return [gone[other.id] for other in line_of(msgspec.structs.replace(seen, retracted=False), as_if)]


def bring_back(session: Session, observation: str) -> Taken:
    """Have a line stand again that was taken back: by a new change, both stay in the history."""
    seen = session.seen(observation)
    if not seen.retracted:
        return nothing("/retract", "That line was not taken back; nothing was changed.")
    gone = taken_back_with(seen, session.observations)
    changed: dict[str, tuple[Fields, Sequence[str]]] = {other.id: ({}, ("retracted",)) for other in gone}
    return session.change("bring back", changed, lambda f: answer("Brought back", f.observations))
