"""Which of several changes to one field is shown.

A change over the shown one wins, whatever the clocks say; of two made apart the later is shown, by clock, device
and id. Both follow from one order that does not depend on the order of reading: a change counts as later than the
one it replaces even where its clock does not say so.
"""

from typing import Any, NamedTuple

GONE = object()  # the value of a field that was taken away


class Stamp(NamedTuple):
    """Whose change, and when: the parts in the order in which changes made apart are compared."""

    ms: int
    counter: int
    device: str
    id: str


class Version(NamedTuple):
    """What one change made of one field. The first six parts order it among the others; no two have one id.

    `after_ms` and `after_counter` are its clock, raised above that of the version it replaces where need be. `also`
    are further versions that it replaces, none of which is shown once `over` is there.
    """

    after_ms: int
    after_counter: int
    ms: int
    counter: int
    device: str
    id: str
    over: str
    value: Any
    also: tuple[str, ...] = ()


Register = dict[str, Version]  # all versions of one field, by the id of the change


def first_version(stamp: Stamp, value: Any) -> Version:
    """The version of a field that replaces none."""
    return Version(stamp.ms, stamp.counter, stamp.ms, stamp.counter, stamp.device, stamp.id, "", value)


def version_over(
    stamp: Stamp, target: Version | None, over: str, value: Any, also: tuple[str, ...] = ()
) -> Version:
    """The version of a field that replaces `target`, which is None where its text was erased, and `also` those."""
    clock = (stamp.ms, stamp.counter)
    if target is not None and clock <= (target.after_ms, target.after_counter):
        clock = (target.after_ms, target.after_counter + 1)
    return Version(*clock, stamp.ms, stamp.counter, stamp.device, stamp.id, over, value, also)


def shown(register: Register) -> Version:
    """The one that is shown."""
    return max(register.values(), key=rank)


def rank(version: Version) -> tuple[int, int, int, int, str, str]:
    """The sort key of versions: the one that is shown is the last."""
    return version[:6]


def others(register: Register) -> list[Version]:
    """Those that no later change replaced and that are not shown: what two people wrote apart."""
    replaced = {replaced for version in register.values() for replaced in (version.over, *version.also)}
    best = shown(register)
    return sorted((v for v in register.values() if v.id not in replaced and v is not best), key=rank)
