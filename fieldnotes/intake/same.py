"""When two jottings are the same: same observer, time and line, whatever their ids and history."""

from collections import Counter
from collections.abc import Iterable

from fieldnotes.model.observation import Observation

Sameness = tuple[object, ...]


def sameness(seen: Observation) -> Sameness:
    """What makes a jotting itself: observer, instant, and all that its line said."""
    item = seen.item if seen.kind == "item" and seen.mode == "open" else None
    said = (seen.kind, seen.mode, item, seen.actor, seen.addressees, seen.acts, seen.text, seen.codes)
    rest = (seen.votes, seen.owners, seen.due, seen.reflection, seen.minutes, seen.scale, seen.rating)
    return (seen.observer, seen.at.timestamp(), *said, *rest, seen.uncertain)


class Known:
    """The jottings that a meeting has, counted: each can be matched once."""

    def __init__(self, observations: Iterable[Observation]) -> None:
        self._left = Counter(sameness(seen) for seen in observations)

    def match(self, seen: Observation) -> bool:
        """True, and used up, where the meeting has this jotting."""
        key = sameness(seen)
        if self._left[key] <= 0:
            return False
        self._left[key] -= 1
        return True
