"""What is kept of a study outside of it, made anew from its logs: the rows of `list`, and the search index."""

from collections.abc import Iterator
from pathlib import Path

from fieldnotes.archive import StudyArchive
from fieldnotes.archive.search import SearchIndex
from fieldnotes.cli.output import complain
from fieldnotes.cli.search import teller
from fieldnotes.errors import FieldnotesError
from fieldnotes.export.listing import listing


def rebuilt(study: Path) -> Iterator[str]:
    """A sentence for each that was made anew; why another was not goes to standard error.

    Nothing of the study is touched, and a study that does not open keeps what it has.
    """
    try:
        archive = StudyArchive.open(study)
    except (FieldnotesError, OSError):
        return  # the findings say why
    for make in (_rows, _index):
        try:
            yield make(archive)
        except (FieldnotesError, OSError) as error:
            complain(f"{error} What is kept for `list` and `search` is not made anew.")


def _rows(archive: StudyArchive) -> str:
    return f"the cache of `list`: made anew from the logs of {_meetings(len(listing(archive, anew=True)))}"


def _index(archive: StudyArchive) -> str:
    index = SearchIndex(archive)
    try:
        made = index.rebuild(teller("Making the search index anew"))
    finally:
        index.close()
    for sentence in made.unread:
        complain(sentence)
    if index.is_without:
        return f"the search index: not made anew ({index.is_without})"
    return f"the search index: made anew from the logs of {_meetings(made.read)}"


def _meetings(count: int) -> str:
    return "1 meeting" if count == 1 else f"{count} meetings"
