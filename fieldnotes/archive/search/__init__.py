"""Search over all meetings of a study: an index beside the user's caches, made from the records and never trusted.

Words are looked for in what was written: the text of an observation and its write-up. Who, codes, kinds, sites and
bodies are filters. Retracted observations are left out, erased ones are gone. Case and accents do not count. A run
of Chinese or Japanese is searched character by character; other scripts that set no blanks between words (Thai,
Khmer) are found by the beginning of a run alone.
"""

from fieldnotes.archive.search.index import Damaged, Index, Unusable
from fieldnotes.archive.search.notes import MeetingNotes, Note, notes_of
from fieldnotes.archive.search.query import Found, Hit, Query
from fieldnotes.archive.search.searching import SearchIndex, Updated

__all__ = [
    "Damaged",
    "Found",
    "Hit",
    "Index",
    "MeetingNotes",
    "Note",
    "Query",
    "SearchIndex",
    "Unusable",
    "Updated",
    "notes_of",
]
