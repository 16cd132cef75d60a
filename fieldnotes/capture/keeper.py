"""What keeps a meeting: as much of the archive as a live session asks for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from fieldnotes.model.agenda import Item
from fieldnotes.model.codebook import Code
from fieldnotes.model.coding import Coding
from fieldnotes.model.meeting import Record
from fieldnotes.model.observation import Observation
from fieldnotes.model.people import Person

if TYPE_CHECKING:
    from fieldnotes.archive.acts import Acts
    from fieldnotes.archive.foresight import Deed


class Keeper(Protocol):
    """A meeting on the disk; `archive.MeetingArchive` is one."""

    @property
    def damage(self) -> Sequence[object]:
        """What of it could not be read."""

    def record(self) -> Record:
        """All that the meeting holds."""

    def commit(
        self,
        *,
        who: str,
        people: Sequence[Person] = (),
        items: Sequence[Item] = (),
        codes: Sequence[Code] = (),
        observations: Sequence[Observation] = (),
        codings: Sequence[Coding] = (),
        change: str = "",
    ) -> str:
        """Put all of it on the disk as one change, of that id if one is given, or raise; gives the id."""

    def acts(self, me: str) -> "Acts":
        """What an observer can do to the record."""

    def carry_out(self, deed: "Deed") -> Sequence[object]:
        """Put an act on the disk as one change, or raise; what it changed in the end."""

    def refresh(self) -> object:
        """Read what others wrote since; false where there is nothing."""

    def close(self) -> None:
        """End this run's log."""
