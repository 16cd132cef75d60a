"""A line as it should have been: which of its records change, in which fields, and which come new or go."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import msgspec

from fieldnotes.model.ids import new_id
from fieldnotes.model.observation import Observation

Fields = dict[str, Any]


class Amended(NamedTuple):
    """The fields to set and those to take away, by observation; and the observations that are new.

    `said` are the fields of each that the line tells, changed or not.
    """

    changed: dict[str, tuple[Fields, Sequence[str]]]
    added: tuple[Observation, ...]
    said: dict[str, tuple[str, ...]]


_STAYS = ("id", "at", "typed_at", "mono", "observer", "late", "typed", "written_up", "done")
_TOLD = tuple(name for name in Observation.__struct_fields__ if name not in (*_STAYS, "of", "retracted"))


def line_of(seen: Observation, observations: Iterable[Observation]) -> list[Observation]:
    """The records that stand of the line that one is of, its main one last.

    A line of several records says one thing of several people, or first marks as present the one who speaks.
    """
    moment = _moment(seen)
    same = [other for other in observations if not other.retracted and _moment(other) == moment]
    typed = seen.typed or next((o.typed for o in same if o.typed and o.actor == seen.actor), None)
    main = [o for o in same if o.id == seen.id or (o.typed == typed and _adds_to(o, seen))]
    actors = {other.actor for other in main}
    marks = [o for o in same if o.typed is None and o.kind == "presence" and o.actor in actors and o not in main]
    return sorted((*main, *marks), key=lambda other: (other.kind != "presence", other.id))


def _moment(seen: Observation) -> tuple[object, ...]:
    return seen.observer, seen.at, seen.typed_at, seen.mono


def _adds_to(other: Observation, seen: Observation) -> bool:
    """True where both can be of one line, and not of two that say the same."""
    return other.actor != seen.actor or (other.typed is None) != (seen.typed is None)


def latest_of(observer: str, observations: Iterable[Observation]) -> Observation | None:
    """The main record of the line that an observer typed last, of those that stand."""
    own = [seen for seen in observations if seen.observer == observer and not seen.retracted]
    last = max(own, key=lambda seen: (seen.typed_at or seen.at, seen.id), default=None)
    return line_of(last, own)[-1] if last else None


def amended(old: Sequence[Observation], new: Sequence[Observation]) -> Amended:
    """From the records of a line to those of the line as it should be, paired from the main ones on.

    Identity, time, observer, write-up and the line as it was first typed stay what they were.
    """
    pairs = list(zip(reversed(old), reversed(new), strict=False))
    changed: dict[str, tuple[Fields, Sequence[str]]] = {}
    for was, should in pairs:
        fields, gone = _difference(was, _instead(was, should))
        if fields or gone:
            changed[was.id] = fields, gone
    for was in old[: len(old) - len(pairs)]:
        changed[was.id] = {"retracted": True}, ()
    main = old[-1]
    added = [
        msgspec.structs.replace(
            _instead(main, seen), id=new_id(), written_up=None, typed=main.typed if seen.typed else None
        )
        for seen in new[: len(new) - len(pairs)]
    ]
    return Amended(changed, tuple(added), {was.id: _TOLD for was, _ in pairs})


def _instead(was: Observation, should: Observation) -> Observation:
    return msgspec.structs.replace(should, **{name: getattr(was, name) for name in _STAYS})


def _difference(was: Observation, should: Observation) -> tuple[Fields, list[str]]:
    before, after = _kept(was), _kept(should)
    fields = {name: value for name, value in after.items() if name not in before or before[name] != value}
    return fields, [name for name in before if name not in after]


def _kept(seen: Observation) -> Fields:
    """The fields that are kept: the item in force and the decision an action belongs to are worked out."""
    item = seen.item if seen.kind == "item" and seen.mode == "open" else None
    fields: Fields = msgspec.to_builtins(msgspec.structs.replace(seen, item=item, of=None))
    return fields
