"""An export of several meetings in several formats: each meeting is read once, whatever is made of it."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fieldnotes.errors import FieldnotesError
from fieldnotes.export.exported import Written
from fieldnotes.export.options import PLAIN, Options, Source, in_order, named
from fieldnotes.export.placing import CannotWrite
from fieldnotes.export.registry import exporter, format_named, joiner, whole, write, write_together
from fieldnotes.export.watch import ALONE, Watch

if TYPE_CHECKING:
    from fieldnotes.archive import MeetingPlace, StudyArchive
    from fieldnotes.archive.history import Commit
    from fieldnotes.model.meeting import Record


class Asked(NamedTuple):
    """In which formats and where to; those of `joined` have all meetings in one document."""

    formats: tuple[str, ...]
    out: Path
    options: Options = PLAIN
    joined: frozenset[str] = frozenset()

    def of_scope(self, *, whole: bool) -> list[str]:
        """The formats that hold more than a meeting by their nature, or those that do not."""
        return [name for name in self.formats if (format_named(name).scope != "meeting") is whole]


def check(asked: Asked) -> None:
    """Raise what is wrong with it before anything is read: UnknownFormat, NotTogether."""
    for name in asked.of_scope(whole=False):
        joiner(name) if name in asked.joined else exporter(name)


def write_out(
    study: "StudyArchive", places: "Sequence[MeetingPlace]", asked: Asked, watch: Watch = ALONE
) -> Iterator[Written]:
    """Write all of it, and give what was written step by step.

    What holds the whole study comes first, as `<study><ending>`, then meeting by meeting, then what has several
    together. A meeting is written in all formats or in none.

    Raises CannotWrite, Enough, UnknownFormat, NotTogether.
    """
    check(asked)
    for name in asked.of_scope(whole=True):
        try:
            yield whole(name)(study, places, asked.out, asked.options, watch)
        except CannotWrite:
            raise
        except (FieldnotesError, OSError) as error:
            watch.failed(error, name)
    if places and asked.of_scope(whole=False):
        yield from _meetings(study, places, asked, watch)


def _meetings(
    study: "StudyArchive", places: "Sequence[MeetingPlace]", asked: Asked, watch: Watch
) -> Iterator[Written]:
    apart = [name for name in asked.of_scope(whole=False) if name not in asked.joined]
    joined = [name for name in asked.of_scope(whole=False) if name in asked.joined]
    sources: list[Source] = []
    with_history = any(format_named(name).tells_history for name in (*apart, *joined))
    for place in places:
        watch.tell(place)
        try:
            record, history = _read(study, place, watch, with_history)
        except (FieldnotesError, OSError) as error:
            watch.failed(error, place.folder.name)
            continue
        if apart:
            written = write(record, asked.out, apart, place.folder.name, asked.options, history)
            yield written._replace(about=place.folder.name)
        if joined:
            sources.append(named(record, place.folder.name, history))
    if sources:
        yield write_together(in_order(sources), asked.out, joined, study.folder.resolve().name, asked.options)


def _read(
    study: "StudyArchive", place: "MeetingPlace", watch: Watch, with_history: bool
) -> "tuple[Record, list[Commit]]":
    opened = study.open_meeting(place)
    try:
        record = opened.record()
        history = opened.history() if with_history else []
        watch.look(opened)
    finally:
        opened.close()
    return record, history
