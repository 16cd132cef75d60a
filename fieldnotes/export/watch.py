"""Whoever has an export made hears of it while it is: what is read, what could not be."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from fieldnotes.archive import MeetingArchive, MeetingPlace


class Enough(Exception):
    """Raised by `Watch.tell` to end an export: what is written so far stays, what was begun is not."""


def _raise(error: Exception, about: str) -> None:
    raise error


class Watch(NamedTuple):
    """`tell` is told of each meeting that is about to be read, and may raise Enough.

    `look` is given each that was read, to say what of it was damaged. `failed` is told of a meeting that cannot be
    read and of a format that there is nothing for, by name; where it raises nothing, the rest is written all the
    same.
    """

    tell: "Callable[[MeetingPlace], object]" = lambda place: None
    look: "Callable[[MeetingArchive], object]" = lambda opened: None
    failed: Callable[[Exception, str], object] = _raise


ALONE = Watch()
