"""The coding framework: codes, a priori or emergent, nested; renamed, merged and retired without losing a coding.

What a jotting holds is a code's `name`, which never changes: it is the identity. A new name is `written`, the ones
before it stay in `aliases`, and a code that was merged points to the one that its codings are found under. So no
change of the framework touches a jotting, and all of them are followed when the codings are read (`resolve`).
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Literal

from msgspec import Struct

from fieldnotes.text import hyphened_name, name_key

Status = Literal["a priori", "emergent"]


class Code(Struct, frozen=True, omit_defaults=True):
    """A code of the framework. `name` is hyphened and lower-case, as it is written after `#`, and stays for ever.

    `written` is what the code is called since it was renamed, `aliases` what it was called in between. A `retired`
    one is offered no more; `merged_into` names the code that its codings are found under. `parent` is a name, too.
    An `unreviewed` one emerged and was renamed, and is in the framework for that alone: it waits for a review.
    `colour` is `#RRGGBB`; `guid` that of another program, from which the code was imported.
    """

    name: str
    title: str = ""
    parent: str | None = None
    definition: str = ""
    when: str = ""
    when_not: str = ""
    colour: str = ""
    status: Status = "a priori"
    written: str = ""
    aliases: tuple[str, ...] = ()
    retired: bool = False
    merged_into: str | None = None
    guid: str = ""
    unreviewed: bool = False

    @property
    def called(self) -> str:
        """The name that it is written by after `#` now."""
        return self.written or self.name

    @property
    def label(self) -> str:
        """What a person reads: the title, or the name where it has none."""
        return self.title or self.called

    @property
    def is_offered(self) -> bool:
        """True where it is proposed for new codings."""
        return not (self.retired or self.merged_into)


class Codebook:
    """The codes that a meeting can be coded with, found by name however it is written.

    `waiting` are the names of codes that emerged in meetings and that nobody has accepted into the framework.
    """

    def __init__(self, codes: Iterable[Code] = (), waiting: frozenset[str] = frozenset()) -> None:
        self.codes = tuple(codes)
        self.waiting = waiting
        self._by_key = {name_key(code.name): code for code in self.codes}
        renamed = [code for code in self.codes if code.written or code.aliases]
        for code in renamed:
            self._by_key.setdefault(name_key(code.called), code)
        for code in renamed:
            for name in code.aliases:
                self._by_key.setdefault(name_key(name), code)

    def with_code(self, code: Code) -> "Codebook":
        """The codebook with one more code at its end."""
        return Codebook((*self.codes, code), self.waiting)

    def get(self, name: str) -> Code | None:
        """The code that is, or once was, called so, without case, blanks as hyphens; merged ones as themselves.

        The name that a code was born with goes before what another was renamed to.
        """
        return self._by_key.get(name_key(name))

    def resolve(self, name: str) -> Code | None:
        """The code under which codings of that name are found: renames and merges followed; None for no code.

        Of codes that were merged into one another, apart from one another, it is the one that came first.
        """
        code, way = self.get(name), list[Code]()
        while code is not None and code not in way:
            way.append(code)
            into = self.get(code.merged_into) if code.merged_into else None
            if into is None:
                return code
            code = into
        ring = way[way.index(code) :] if code else ()
        return min(ring, key=self.codes.index, default=None)

    def is_merged(self, code: Code) -> bool:
        """True where its codings are found under another code."""
        return bool(code.merged_into) and self.resolve(code.name) is not code

    def names_under(self, name: str) -> tuple[str, ...]:
        """All names by which codings of that code may be kept: its own and those of codes merged into it.

        Of a name that no code has it is that name alone.
        """
        target = self.resolve(name)
        if target is None:
            return (hyphened_name(name),)
        return self._names[target.name]

    def names_like(self, beginning: str) -> frozenset[str]:
        """All names by which codings of codes may be kept that are, or once were, called something so beginning."""
        key = name_key(beginning)
        fitting = (names for names in self._names.values() if any(name_key(n).startswith(key) for n in names))
        return frozenset(name for names in fitting for name in names)

    def living(self) -> list[Code]:
        """The codes that were not merged into others, in the order in which the framework grew."""
        return [code for code in self.codes if self.get(code.name) is code and not self.is_merged(code)]

    def children(self, parent: str | None) -> list[Code]:
        """The codes right under one, or at the top."""
        above = self.resolve(parent) if parent else None
        if parent and above is None:
            return []
        at = above.name if above else None
        return [code for code in self.living() if self._above[code.name] == at]

    def parent_of(self, code: Code) -> Code | None:
        """The code that it lies under, merges followed; None at the top."""
        above = self._above.get(code.name)
        return self.get(above) if above else None

    def is_under(self, code: Code, above: Code) -> bool:
        """True where `above` is one of the codes over it."""
        over: Code | None = self.parent_of(code)
        while over is not None and over is not above:
            over = self.parent_of(over)
        return over is not None

    def tree(self) -> Iterator[tuple[int, Code]]:
        """Every code that was not merged, each once, under its parent; with how deep it lies, from 0."""
        below: dict[str | None, list[Code]] = {}
        for code in self.living():
            below.setdefault(self._above[code.name], []).append(code)
        left = [(0, code) for code in reversed(below.get(None, []))]
        while left:
            depth, code = left.pop()
            yield depth, code
            left += [(depth + 1, child) for child in reversed(below.get(code.name, []))]

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        """By the name of a code that lives, all names under which its codings may be kept."""
        found: dict[str, dict[str, None]] = {}
        for code in self.codes:
            for name in filter(None, (code.name, code.written, *code.aliases)):
                if target := self.resolve(name):
                    found.setdefault(target.name, {})[name] = None
        return {target: tuple(names) for target, names in found.items()}

    @cached_property
    def _above(self) -> dict[str, str | None]:
        """Over each code that lives the name of the one it lies under."""
        above: dict[str, str | None] = {}
        for code in self.living():
            parent = self.resolve(code.parent) if code.parent else None
            above[code.name] = parent.name if parent and parent is not code else None
        for name in above:  # two people who moved codes apart from one another may have made a ring of them
            over, seen = above[name], {name}
            while over is not None and over not in seen:
                seen.add(over)
                over = above[over]
            if over == name:
                above[name] = None
        return above
