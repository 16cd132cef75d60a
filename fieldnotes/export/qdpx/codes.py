"""The codes of a project: the study's, nested and under their names of today, and those that the record gives.

The latter lie in branches of their own (Speaker, Act, Decision, Item) and say the branch in their names,
so that no study's code is ever called the same.
"""

import re
from collections.abc import Iterable, Iterator

from fieldnotes.export.qdpx.xml import described, element
from fieldnotes.model.codebook import Code, Codebook
from fieldnotes.model.codebook_exchange import LONGEST, description, exchange_guids, exchange_names
from fieldnotes.model.exchange_guids import structure_guid
from fieldnotes.text import clean_line, hyphened_name, name_key

SPEAKER, ACT, DECISION, ITEM = "Speaker", "Act", "Decision", "Item"
BRANCHES = (SPEAKER, ACT, DECISION, ITEM)
_NUMBERED = re.compile(r"(\D*)([0-9]{0,9})")


class Codes:
    """Hands out the GUIDs of codes while the sources are made, and then writes the CodeBook that they need."""

    def __init__(self, book: Codebook, study: str) -> None:
        self._study = study
        self._take(book)
        self._structure: dict[str, dict[str, str]] = {branch: {} for branch in BRANCHES}
        self._asked: dict[tuple[str, str], str] = {}
        self._used: set[str] = set()
        self._unwanted: set[str] = set()

    def _take(self, book: Codebook) -> None:
        self._book, self._guids = book, exchange_guids(book, self._study)

    def guid(self, name: str) -> str:
        """Of the code under which codings of that name are found; one that the book has not emerges."""
        code = self._book.resolve(name)
        if code is None:
            code = Code(hyphened_name(name) or name, status="emergent")
            self._take(self._book.with_code(code))
        self._used.add(code.name)
        return self._guids[code.name]

    def leave_out(self, names: Iterable[str]) -> None:
        """Codes of what is not to be told: one that emerged there, and that nothing else has, would tell of it."""
        found = (self._book.resolve(name) for name in names)
        self._unwanted.update(code.name for code in found if code and code.status == "emergent")

    def structure(self, branch: str, words: str) -> str:
        """The GUID of a speaker, act, …, by its words; what differs by case or hyphens alone is one."""
        found = self._asked.get((branch, words))
        if found is None:
            key = name_key(words) or words
            found = self._asked[branch, words] = structure_guid(self._study, branch, key)
            self._structure[branch].setdefault(found, words)
        return found

    def has(self, branch: str, words: str) -> bool:
        """True where something was coded with it."""
        return (branch, words) in self._asked

    def written(self) -> Iterator[str]:
        """The `Code` elements: the study's, then the branches in which there is anything."""
        names = exchange_names(self._book)
        taken = {name.casefold() for name in names.values()}
        yield from self._own(names)
        for branch in BRANCHES:
            if self._structure[branch]:
                yield self._branch(branch, taken)

    def _own(self, names: dict[str, str]) -> Iterator[str]:
        """The tree, without recursion: a framework may be as deep as a file was."""
        depth = -1
        for level, code in self._shown():
            yield "</Code>\n" * max(0, depth - level + 1)
            yield self._opened(code, names[code.name])
            depth = level
        yield "</Code>\n" * (depth + 1)

    def _shown(self) -> list[tuple[int, Code]]:
        """The tree without the codes that are left out; one that has others under it stays."""
        hidden, shown, below = self._unwanted - self._used, [], -1
        for level, code in reversed(list(self._book.tree())):
            if code.name not in hidden or below > level:
                shown.append((level, code))
                below = level
        return shown[::-1]

    def _opened(self, code: Code, name: str) -> str:
        colour = code.colour or None
        said = {"guid": self._guids[code.name], "name": name, "isCodable": "true", "color": colour}
        return element("Code", said).removesuffix("/>\n") + ">\n" + described(description(code, name))

    def _branch(self, branch: str, taken: set[str]) -> str:
        said = {"guid": structure_guid(self._study, branch), "name": unique(branch, taken), "isCodable": "false"}
        inside = (
            element("Code", {"guid": guid, "name": unique(f"{branch} – {words}", taken), "isCodable": "true"})
            for guid, words in sorted(self._structure[branch].items(), key=lambda pair: (_in_order(pair[1]), pair))
        )
        return element(
            "Code", said, described("Made by fieldnotes from the record; not a code of the study."), *inside
        )


def unique(words: str, taken: set[str], longest: int = LONGEST) -> str:
    """The words as a name that none has without case, at most so long; it is taken from now on."""
    plain = clean_line(words)
    found, n = _short(plain, longest), 1
    while found.casefold() in taken:
        n += 1
        found = f"{_short(plain, longest - len(f' ({n})'))} ({n})"
    taken.add(found.casefold())
    return found


def _short(words: str, room: int) -> str:
    return words if len(words) <= room else words[: room - 1].rstrip() + "…"


def _in_order(words: str) -> list[tuple[str, int]]:
    """A sort key by which P2 comes before P10."""
    return [(letters.casefold(), int(digits or 0)) for letters, digits in _NUMBERED.findall(words)]


def speaker_words(code: str, site: str) -> str:
    """A person among those of all sites: `P3 (Site B)`."""
    return f"{code} ({site})" if site else code
