"""Which code of the study a code of a project is: by GUID, then by name; new ones where it is none."""

from collections.abc import Iterable

from fieldnotes.intake.qdpx.reading import FileCode
from fieldnotes.model.codebook import Code, Codebook
from fieldnotes.model.codebook_exchange import exchange_guids, exchange_names
from fieldnotes.model.codebook_words import a_name
from fieldnotes.model.exchange_guids import structure_guid
from fieldnotes.text import hyphened_name, name_key

BRANCHES = ("Speaker", "Act", "Decision", "Item")
"""What `export` makes of the record; codings with these say nothing that is not known."""


class KnownCodes:
    """The codes of a study, and those that a file adds to them."""

    def __init__(self, book: Codebook, study: str) -> None:
        self._book = book
        self._branches = {structure_guid(study, branch) for branch in BRANCHES}
        self._by_guid = {guid: name for name, guid in exchange_guids(book, study).items()}
        self._by_words = {words.casefold(): name for name, words in exchange_names(book).items()}
        self._new: dict[str, Code] = {}
        self._given: set[str] = set()

    def is_structure(self, code: FileCode) -> bool:
        """True for a branch that `export` makes, and for what is named as if it lay in one."""
        if code.guid in self._branches:
            return True
        if code.guid in self._by_guid or self._named(code.words):
            return False
        return any(code.words.startswith(f"{branch} – ") for branch in BRANCHES)

    def of(self, code: FileCode) -> tuple[str, Code | None]:
        """The name by which codings of it are kept, and the code itself where the study has not got it."""
        known = self._book.get(self._by_guid.get(code.guid, "")) or self._named(code.words)
        if known is not None:
            return (self._book.resolve(known.name) or known).name, None
        if code.guid not in self._new:
            self._new[code.guid] = self._made(code)
        return self._new[code.guid].name, self._new[code.guid]

    def elsewhere(self, codes: Iterable[FileCode]) -> tuple[tuple[str, str], ...]:
        """The study's codes that are called there as they never were here: names here, and there."""
        found = (
            (self._book.resolve(self._by_guid[code.guid]), code) for code in codes if code.guid in self._by_guid
        )
        return tuple(
            (ours.called, code.words) for ours, code in found if ours and not self._is_called(ours, code.words)
        )

    def _is_called(self, ours: Code, words: str) -> bool:
        named = self._named(words)
        return named is not None and self.resolved(named.name) == ours.name

    def resolved(self, name: str) -> str:
        """The name of the code under which codings of a name are found; the name itself for no code."""
        code = self._book.resolve(name)
        return code.name if code else name

    def _named(self, words: str) -> Code | None:
        return self._book.get(self._by_words.get(words.casefold(), "")) or self._book.get(words)

    def _made(self, code: FileCode) -> Code:
        plain = a_name(code.words) or f"code-{hyphened_name(code.words) or code.guid[:8].lower()}"
        name, n = plain, 1
        while self._book.get(name) is not None or name_key(name) in self._given:
            n += 1
            name = f"{plain}-{n}"
        self._given.add(name_key(name))
        title = "" if code.words == name else code.words
        return Code(name, title, status="emergent", guid=code.guid)


def in_use(codes: Iterable[Code | None]) -> tuple[Code, ...]:
    """Those that are codes, each once."""
    return tuple({code.name: code for code in codes if code is not None}.values())
