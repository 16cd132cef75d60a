"""The meetings that an export can be of: the chosen one, those that the filter shows, the whole study."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from fieldnotes.archive.names import id8_of
from fieldnotes.tui.exporting.asking import Which

if TYPE_CHECKING:
    from fieldnotes.archive import MeetingPlace, StudyArchive
    from fieldnotes.tui.meetings import MeetingRow


class Places:
    """Meetings by the names of their folders, as they lie there now; `rows` say what people call them."""

    def __init__(
        self, study: StudyArchive, rows: Sequence[MeetingRow], meeting: str | None, shown: Sequence[str]
    ) -> None:
        self._study = study
        self._by_name = {place.folder.name: place for place in study.meetings()}
        self._by_id8: dict[str, list[str]] = {}
        for place in self._by_name.values():
            self._by_id8.setdefault(place.id8, []).append(place.folder.name)
        self._labels = {stem: f"{row.day:>11}  {row.place}" for row in rows for stem in self._stems([row.id])}
        self.which = list(self._which(meeting, shown))

    def _which(self, meeting: str | None, shown: Sequence[str]) -> Iterator[Which]:
        if meeting and (stems := self._stems([meeting])):
            yield Which("this", self._labels.get(stems[0], stems[0]).strip(), stems, self._labels)
        if shown and len(shown) < len(self._by_name):
            words = f"the {len(shown):,} that the filter shows"
            yield Which("shown", words, self._stems(shown), self._labels)
        yield Which("all", "the whole study", tuple(self._by_name), self._labels)

    def _stems(self, meetings: Sequence[str]) -> tuple[str, ...]:
        """The folders of meetings that are there still; an id is looked up where the end of it tells too little."""
        found: list[str] = []
        for meeting in meetings:
            names = self._by_id8.get(id8_of(meeting), [])
            found += names if len(names) < 2 else [self._study.find(meeting).folder.name]
        return tuple(found)

    def of(self, stems: Sequence[str]) -> list[MeetingPlace]:
        """Where these meetings lie."""
        return [self._by_name[stem] for stem in stems]
