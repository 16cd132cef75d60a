"""People as cases, and meetings in sets by site: what a project says of several sources at once."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from fieldnotes.export.qdpx.codes import SPEAKER, Codes, speaker_words, unique
from fieldnotes.export.qdpx.variables import of_person, values
from fieldnotes.export.qdpx.xml import element, reference
from fieldnotes.model.guids import guid_of
from fieldnotes.model.meeting import Record
from fieldnotes.model.people import Person


class _Known(NamedTuple):
    """A person as of the last meeting, and the GUIDs of the sources of all."""

    person: Person
    site: str
    since: date
    sources: list[str]


class Cases:
    """The same code at the same site is the same person (DESIGN, "Words")."""

    def __init__(self, study: str) -> None:
        self._study = study
        self._known: dict[tuple[str, str], _Known] = {}
        self._sites: dict[str, list[str]] = {}

    def add(self, record: Record, source: str) -> None:
        """The people of a meeting, and its site."""
        meeting = record.meeting
        if meeting.site:
            self._sites.setdefault(meeting.site, []).append(source)
        for person in record.people:
            key = meeting.site, person.code
            known = self._known.get(key)
            if known is None or meeting.date >= known.since:
                sources = known.sources if known else []
                known = self._known[key] = _Known(person, meeting.site, meeting.date, sources)
            known.sources.append(source)

    def written(self, codes: Codes) -> Iterator[str]:
        """The Case elements, by site and code; each refers to what its person said, and to the meetings."""
        taken: set[str] = set()
        for (site, code), known in sorted(self._known.items()):
            words = speaker_words(code, site)
            guid = guid_of("person", self._study, site, code)
            spoke = [reference("CodeRef", codes.structure(SPEAKER, words))] if codes.has(SPEAKER, words) else []
            said = values(of_person(known.person, site, len(known.sources)))
            sources = (reference("SourceRef", source) for source in known.sources)
            yield element("Case", {"guid": guid, "name": unique(words, taken)}, *spoke, *said, *sources)

    def sets(self) -> Iterator[str]:
        """A Set a site."""
        taken: set[str] = set()
        for site, sources in sorted(self._sites.items()):
            members = (reference("MemberSource", source) for source in sources)
            name = unique(f"Site – {site}", taken)
            yield element("Set", {"guid": guid_of("set", self._study, site), "name": name}, *members)
