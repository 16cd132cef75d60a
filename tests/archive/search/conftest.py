"""An index in memory, and the search of a study; the study itself is that of the archive's tests."""

from collections.abc import Iterator

import pytest

from fieldnotes.archive import StudyArchive
from fieldnotes.archive.search import Index, SearchIndex
from fieldnotes.archive.search.index import MEMORY


@pytest.fixture
def index() -> Iterator[Index]:
    """An empty index."""
    made = Index(MEMORY)
    yield made
    made.close()


@pytest.fixture
def search(study: StudyArchive) -> Iterator[SearchIndex]:
    """The search of the study."""
    made = SearchIndex(study)
    yield made
    made.close()
