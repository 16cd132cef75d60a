"""Shares of talk, of a person and of a group, over the time each was present.

Talk is minutes of the floor, or where no floor was kept turns: lines of speech. Who was not made out (`?`) and what
all did (`*`) is nobody's talk.

    share          = talk of the one ÷ talk of all
    presence share = minutes present of the one ÷ minutes present of all
    in proportion  = share ÷ presence share     (1: as much of the talk as of the presence)
    rate           = talk ÷ minutes present     (minutes of talk, or turns, for each minute there)
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from fieldnotes.measures.tally import Tally
from fieldnotes.model.people import Person


class Part(NamedTuple):
    """What one person had of a meeting: turns, minutes of the floor, minutes present.

    `talk` is what shares are made of: the minutes, or the turns where no floor was kept. `lines` are lines of
    speech, whatever was kept.
    """

    code: str
    group: str
    turns: int
    minutes: float
    present: float
    talk: float
    lines: int = 0

    @property
    def spoke(self) -> bool:
        """True where anything at all says so: minutes, a turn, or a line of speech."""
        return bool(self.talk or self.turns or self.lines)

    @property
    def rate(self) -> float:
        """Talk for each minute present; 0 for who was never there."""
        return self.talk / self.present if self.present > 0 else 0.0


class GroupShare(NamedTuple):
    """What one group had: its people who were there, their turns, their share of talk and of presence."""

    group: str
    people: int
    turns: int
    share: float
    presence_share: float

    @property
    def in_proportion(self) -> float | None:
        """Share of talk ÷ share of presence; None where it was never there."""
        return self.share / self.presence_share if self.presence_share > 0 else None


def parts(people: Iterable[Person], tally: Tally, now: datetime | None = None) -> list[Part]:
    """Each person's part of the meeting until now, in the order of the roster, the silent as 0."""
    by_floor = tally.basis == "floor"
    found = []
    for person in people:
        code = person.code
        lines = tally.lines.get(code, 0)
        turns = tally.turns.get(code, 0) if by_floor else lines
        minutes = tally.talk_minutes(code, now)
        talk = minutes if by_floor else float(turns)
        found.append(Part(code, person.group, turns, minutes, tally.present_minutes(person, now), talk, lines))
    return found


def share(part: Part, all_parts: Iterable[Part]) -> float:
    """A person's share of the talk of all, from 0 to 1; 0 where nobody talked."""
    return _share(part.talk, sum(other.talk for other in all_parts))


def group_shares(all_parts: Sequence[Part]) -> list[GroupShare]:
    """Each group's shares, in the order of the roster; who has no group is of the group `""`."""
    talk, present = sum(part.talk for part in all_parts), sum(part.present for part in all_parts)
    found = []
    for group in dict.fromkeys(part.group for part in all_parts):
        own = [part for part in all_parts if part.group == group]
        found.append(
            GroupShare(
                group,
                sum(part.present > 0 for part in own),
                sum(part.turns for part in own),
                _share(sum(part.talk for part in own), talk),
                _share(sum(part.present for part in own), present),
            )
        )
    return found


def _share(one: float, whole: float) -> float:
    return one / whole if whole > 0 else 0.0
