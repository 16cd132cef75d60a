"""What taking a codebook file in would come to: a plan that can be shown, and edits that are one commit.

A code of the file is the study's by its GUID, else by its name; what the file does not speak of stays as it is, and
nothing is ever taken away.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from msgspec.structs import replace

from fieldnotes.intake.codebook.incoming import CodebookFile, Incoming
from fieldnotes.model.codebook import Code, Codebook
from fieldnotes.model.codebook_edits import Edited, Edits, after, edited
from fieldnotes.model.codebook_exchange import exchange_guids, exchange_names
from fieldnotes.model.codebook_faults import CodebookFault
from fieldnotes.model.codebook_words import a_name
from fieldnotes.text import hyphened_name, name_key


class Plan(NamedTuple):
    """The codes of a file that the study has not, has otherwise, and has just so; those that the file lacks.

    `merged` are codes of the file that the study has merged into others: they are left as they are. `taken_in` are
    codes that emerged in meetings and go into the framework because a new code lies under them.
    """

    new: Edits = ()
    changed: Edits = ()
    same: tuple[Code, ...] = ()
    missing_in_file: tuple[Code, ...] = ()
    merged: tuple[Code, ...] = ()
    taken_in: Edits = ()

    @property
    def edits(self) -> Edits:
        """All that there is to do; empty where the study has everything already."""
        return (*self.taken_in, *self.new, *self.changed)


def plan(file: CodebookFile, book: Codebook, study: str) -> Plan:
    """Plan the import of a file into a study, by its codebook and its id; raises CodebookFault with the line."""
    return _Planner(file, book, study).plan()


class _Planner:
    """Matches the codes of a file one by one; `_becomes` is what each of them is in the study afterwards."""

    def __init__(self, file: CodebookFile, book: Codebook, study: str) -> None:
        self._file, self._book = file, book
        self._names = exchange_names(book)
        self._by_words = {words.casefold(): name for name, words in self._names.items()}
        self._by_guid = {guid: name for name, guid in exchange_guids(book, study).items()}
        self._becomes: list[Code] = []
        self._lines: dict[str, int] = {}
        self._given: set[str] = set()
        self._left: set[int] = set()

    def plan(self) -> Plan:
        new: list[Code] = []
        merged: list[Code] = []
        by_guid = [self._book.get(self._by_guid.get(code.guid, "")) for code in self._file.codes]
        self._lines = {
            known.name: code.line for known, code in zip(by_guid, self._file.codes, strict=True) if known
        }
        for place, code in enumerate(self._file.codes):
            known = by_guid[place] or self._named(code)
            if known is not None and self._book.is_merged(known):
                merged.append(known)
                self._left.add(place)
                self._becomes.append(self._book.resolve(known.name) or known)
            elif known is not None:
                self._lines.setdefault(known.name, code.line)
                self._becomes.append(self._told(code, known, by_guid[place] is not None))
            else:
                self._becomes.append(self._made(code, place))
                new.append(self._becomes[-1])
        return self._drawn_up(new, merged)

    def _named(self, code: Incoming) -> Code | None:
        """The study's code of that name, unless another code of the file is it."""
        names = [code.name] if code.name else [self._by_words.get(code.words.casefold(), ""), code.words]
        for known in filter(None, map(self._book.get, filter(None, names))):
            if known.name not in self._lines:
                return known
            if not code.guid:
                line = self._lines[known.name]
                where = f" (the other is in line {line})" if line else ""
                raise self._fault(code, f"two codes of it are the study's “{known.called}”{where}")
        return None

    def _fault(self, code: Incoming, why: str) -> CodebookFault:
        return CodebookFault(self._file.source, why, code.line)

    def _told(self, code: Incoming, known: Code, by_guid: bool) -> Code:
        """The code that is there, with what the file says of it."""
        said = dict(code.fields)
        if not known.title and said.get("title") == known.called:
            del said["title"]  # the name stands for the title that it has not
        if by_guid:
            said |= self._renamed(code, known)
        return replace(known, **said)

    def _renamed(self, code: Incoming, known: Code) -> dict[str, Any]:
        """Another title and name, where the other program gave the code another name than it had from us."""
        if code.words == self._names.get(known.name) or hyphened_name(code.words) == known.called:
            return {}
        said: dict[str, Any] = {"title": code.words}
        name = a_name(code.words)
        if name and name != known.called and self._book.get(name) in (None, known) and name not in self._given:
            self._given.add(name)
            former = (a for a in (*known.aliases, known.written) if a and a != name)
            said |= {"written": "" if name == known.name else name, "aliases": tuple(dict.fromkeys(former))}
        return said

    def _made(self, code: Incoming, place: int) -> Code:
        """A code that the study has not, under a name that none has."""
        title = code.fields.get("title") or code.words
        wanted = code.name or a_name(title) or f"code-{hyphened_name(title) or place + 1}"
        name = self._free(wanted if a_name(wanted) else f"code-{wanted}", code)
        self._given.add(name)
        self._lines[name] = code.line
        return Code(name, **{**code.fields, "title": "" if title == name else title, "guid": code.guid})

    def _free(self, name: str, code: Incoming) -> str:
        if not self._is_taken(name):
            return name
        if not code.guid:
            raise self._fault(code, f"a second code is called “{name}”")
        above = self._becomes[code.above].called if isinstance(code.above, int) else ""
        qualified = f"{above}-{name}" if above else name
        n, found = 1, qualified
        while self._is_taken(found):
            n += 1
            found = f"{qualified}-{n}"
        return found

    def _is_taken(self, name: str) -> bool:
        return self._book.get(name) is not None or any(name_key(name) == name_key(given) for given in self._given)

    # -- once all are matched

    def _drawn_up(self, new: list[Code], merged: list[Code]) -> Plan:
        made = {code.name for code in new}
        placed = list(self._placed())
        became = {code.name: code for code in placed}
        edits = tuple(edited(self._book, code) for code in became.values() if code.name in made)
        known = [code for code in became.values() if code.name not in made]
        changed = tuple(edited(self._book, code) for code in known if code != self._book.get(code.name))
        same = tuple(code for code in known if code == self._book.get(code.name))
        there = {*became, *(code.name for code in merged)}
        missing = tuple(code for _, code in self._book.tree() if code.name not in there)
        found = Plan(edits, changed, same, missing, tuple(merged))
        self._refuse_rings(after(self._book, found.edits), became)
        return found._replace(taken_in=self._taken_in(found.edits))

    def _taken_in(self, edits: Iterable[Edited]) -> Edits:
        touched = {edit.after.name for edit in edits}
        parents = dict.fromkeys(edit.after.parent or "" for edit in edits)
        wanting = (self._book.get(name) for name in parents if name in self._book.waiting and name not in touched)
        return tuple(edited(self._book, code) for code in wanting if code)

    def _placed(self) -> Iterable[Code]:
        """The codes of the file, each under the one that the file has it under; not those that were merged."""
        by_name = {name_key(name): made.name for made in self._becomes for name in (made.name, made.called)}
        for place, (code, made) in enumerate(zip(self._file.codes, self._becomes, strict=True)):
            if place in self._left:
                continue
            if not code.places:
                yield made
                continue
            parent = self._parent(code, by_name)
            there = self._book.get(made.name)
            above = self._book.parent_of(there) if there else None
            is_so = there is not None and (above.name if above else None) == parent
            yield made if is_so else replace(made, parent=parent)

    def _parent(self, code: Incoming, by_name: dict[str, str]) -> str | None:
        if code.above is None:
            return None
        if isinstance(code.above, int):
            return self._becomes[code.above].name
        known = self._book.resolve(code.above)
        name = by_name.get(name_key(code.above)) or (known.name if known else None)
        if name is None:
            raise self._fault(code, f"it lies under “{code.above}”, which is neither in the file nor in the study")
        return name

    def _refuse_rings(self, book: Codebook, became: dict[str, Code]) -> None:
        """Raise where a code of the file would lie under itself."""
        for code in became.values():
            over, seen = book.resolve(code.parent or ""), set[str]()
            while over is not None and over.name not in seen and over.name != code.name:
                seen.add(over.name)
                over = book.resolve(over.parent or "")
            if over is not None and over.name == code.name:
                line = self._lines.get(code.name, 0)
                raise CodebookFault(self._file.source, f"the code “{code.called}” would lie under itself", line)
