"""What a meeting's checkpoint says of its head and agenda, for a screen to show before the meeting is read.

Nothing is checked and no log is read: what was written since, or elsewhere, is not in it. Only for the moment
until the meeting is open.
"""

from pathlib import Path

import msgspec
from msgspec import Struct

from fieldnotes.archive.meeting import SUMMARY
from fieldnotes.model.agenda import Item, on_paper
from fieldnotes.model.meeting import Meeting


class Glimpse(Struct, frozen=True):
    """The head of a meeting, None where the checkpoint does not tell it, and the items in the paper's order."""

    meeting: Meeting | None = None
    items: tuple[Item, ...] = ()


class _Tables(Struct):
    meeting: dict[str, Meeting] = {}
    items: dict[str, Item] = {}


_tables = msgspec.json.Decoder(_Tables)


def glimpse(folder: Path) -> Glimpse:
    """What the checkpoint in a meeting's folder says; nothing where there is none that can be read."""
    try:
        tables = _tables.decode((folder / SUMMARY).read_bytes())
    except (OSError, msgspec.DecodeError):
        return Glimpse()
    meeting = next(iter(tables.meeting.values()), None)
    return Glimpse(meeting, on_paper(tables.items.values(), meeting.order if meeting else ()))
