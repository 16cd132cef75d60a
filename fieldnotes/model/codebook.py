"""The coding framework: codes, a priori or emergent, nested."""

from typing import Literal

import msgspec
from msgspec import Struct

from fieldnotes.errors import FieldnotesError
from fieldnotes.text import hyphened_name, name_key


class CodebookFault(FieldnotesError):
    """A codebook file that cannot be read."""

    def __init__(self, source: str, why: str) -> None:
        super().__init__(f"The codebook {source} cannot be read: {why}. Nothing was changed.")


class Code(Struct, frozen=True, omit_defaults=True):
    """A code of the framework. `name` is hyphened and lower-case, as it is written after `#`."""

    name: str
    title: str = ""
    parent: str | None = None
    definition: str = ""
    when: str = ""
    when_not: str = ""
    colour: str = ""
    status: Literal["a priori", "emergent"] = "a priori"


class Codebook:
    """The codes that a meeting can be coded with, found by name however it is written."""

    def __init__(self, codes: tuple[Code, ...] = ()) -> None:
        self.codes = codes
        self._by_key = {name_key(code.name): code for code in codes}

    def with_code(self, code: Code) -> "Codebook":
        """The codebook with one more code at its end."""
        return Codebook((*self.codes, code))

    def get(self, name: str) -> Code | None:
        """The code of that name, without case, blanks as hyphens."""
        return self._by_key.get(name_key(name))

    def children(self, parent: str | None) -> list[Code]:
        """The codes right under one, or at the top."""
        return [code for code in self.codes if code.parent == parent]


class _Entry(Struct, forbid_unknown_fields=True):
    title: str
    definition: str = ""
    when: str = ""
    when_not: str = ""
    colour: str = ""
    codes: list["_Entry"] = []


class _File(Struct, forbid_unknown_fields=True):
    name: str
    title: str
    version: str
    note: str = ""
    citation: str = ""
    codes: list[_Entry] = []


def _flat(entries: list[_Entry], parent: str | None) -> list[Code]:
    found: list[Code] = []
    for entry in entries:
        name = hyphened_name(entry.title)
        found.append(Code(name, entry.title, parent, entry.definition, entry.when, entry.when_not, entry.colour))
        found.extend(_flat(entry.codes, name))
    return found


def codebook_from_toml(text: str, source: str) -> Codebook:
    """The codebook of a TOML file: `[[codes]]` with `title`, `definition` …, nested as `[[codes.codes]]`.

    Raises CodebookFault.
    """
    import tomllib  # 3 ms, which no `add` should pay

    try:
        parsed = msgspec.convert(tomllib.loads(text), _File)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise CodebookFault(source, str(error)) from error
    return Codebook(tuple(_flat(parsed.codes, None)))
