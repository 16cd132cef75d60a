"""When two jottings are the same: same observer, time and line, whatever their ids and what became of them."""

from collections.abc import Iterable, Mapping

from fieldnotes.model.observation import Observation

Sameness = tuple[object, ...]


def sameness(seen: Observation) -> Sameness:
    """What makes a jotting itself: observer, instant, and all that its line said."""
    item = seen.item if seen.kind == "item" and seen.mode == "open" else None
    said = (seen.kind, seen.mode, item, seen.actor, seen.addressees, seen.acts, seen.text, seen.codes)
    rest = (seen.votes, seen.owners, seen.due, seen.reflection, seen.minutes, seen.scale, seen.rating)
    return (seen.observer, seen.at.timestamp(), *said, *rest, seen.uncertain)


class Known:
    """The jottings that a meeting has, each as it was first written and as it is now: each can be matched once.

    `first_forms` are by id; an observation without one is as it was first written.
    """

    def __init__(self, observations: Iterable[Observation], first_forms: Mapping[str, Observation]) -> None:
        self._ids: dict[Sameness, list[str]] = {}
        self._left: set[str] = set()
        kept = sorted(observations, key=lambda seen: seen.retracted)  # of two alike, the one that stands first
        forms = [*((seen.id, first_forms.get(seen.id, seen)) for seen in kept), *((seen.id, seen) for seen in kept)]
        for identity, form in forms:
            self._left.add(identity)
            self._ids.setdefault(sameness(form), []).append(identity)

    def match(self, seen: Observation) -> str | None:
        """The id of the observation that this jotting is, used up with it; None where the meeting has none."""
        found = next((one for one in self._ids.get(sameness(seen), ()) if one in self._left), None)
        self._left.discard(found or "")
        return found

    def is_left(self, seen: Observation) -> bool:
        """True for an observation of the meeting that no jotting was matched to."""
        return seen.id in self._left
