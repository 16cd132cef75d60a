"""A codebook as a TOML file: the form of those that ship, nested as one reads it."""

import re
from collections.abc import Iterator

import msgspec
from msgspec import Struct

from fieldnotes.model.codebook import Code, Codebook, Status
from fieldnotes.model.codebook_faults import CodebookFault
from fieldnotes.model.codebook_words import a_colour, a_name, a_title, paragraphs
from fieldnotes.text import hyphened_name, name_key

DEEPEST = 50
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")


class _Entry(Struct, forbid_unknown_fields=True):
    title: str
    name: str = ""
    definition: str = ""
    when: str = ""
    when_not: str = ""
    colour: str = ""
    status: Status = "a priori"
    retired: bool = False
    codes: list["_Entry"] = []


class _File(Struct, forbid_unknown_fields=True):
    name: str
    title: str
    version: str
    note: str = ""
    citation: str = ""
    codes: list[_Entry] = []


def codebook_from_toml(text: str, source: str) -> Codebook:
    """The codebook of a TOML file: `[[codes]]` with `title`, `definition` …, nested as `[[codes.codes]]`.

    A code is named after its title, hyphened, unless it has a `name`. Raises CodebookFault.
    """
    import tomllib  # 3 ms, which no `add` should pay

    try:
        parsed = msgspec.convert(tomllib.loads(text), _File)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        line = int(place[1]) if place and place[1] else len(text.splitlines()) or 1
        raise CodebookFault(source, _PLACE.sub("", str(error)), line) from error
    except msgspec.ValidationError as error:
        raise CodebookFault(source, str(error), _line_of(text, error)) from error
    except RecursionError as error:
        raise CodebookFault(source, "it is nested too deep", 1) from error
    codes = tuple(_flat(parsed.codes, None, _Lines(text, source)))
    return Codebook(codes)


def _line_of(text: str, error: msgspec.ValidationError) -> int:
    """The line of the table or key that an error is about, as near as its path tells; else the first."""
    path = re.search(r" - at `\$(.*)`$", str(error))
    if path is None:
        return 1
    n = 0
    indexes = [int(found) for found in re.findall(r"codes\[(\d+)\]", path[1])]
    counts: list[int] = [-1] * len(indexes)
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[\[\s*(codes(?:\s*\.\s*codes)*)\s*\]\]", line)
        level = header[1].count("codes") if header else 0
        if header and level <= len(counts):
            counts[level - 1] += 1
            counts[level:] = [-1] * (len(counts) - level)
            n = number if counts == indexes else n
    return n or 1


class _Lines:
    """Where titles stand in the text, for what is to be said of them; and which names were given out."""

    def __init__(self, text: str, source: str) -> None:
        self._lines, self.source = text.splitlines(), source
        self.names: dict[str, str] = {}

    def fault(self, title: str, why: str) -> CodebookFault:
        quoted = [n for n, line in enumerate(self._lines, 1) if title in line]
        return CodebookFault(self.source, why, quoted[-1] if quoted else 1)


def _flat(entries: list[_Entry], parent: str | None, lines: _Lines, depth: int = 0) -> Iterator[Code]:
    for entry in entries:
        if depth >= DEEPEST:
            raise lines.fault(entry.title, f"codes are nested deeper than {DEEPEST}")
        title = a_title(entry.title)
        name, colour = a_name(entry.name or title), a_colour(entry.colour)
        if name is None or (entry.name and hyphened_name(entry.name) != entry.name):
            raise lines.fault(entry.name or entry.title, f"“{entry.name or entry.title}” makes no name for a code")
        if colour is None:
            raise lines.fault(entry.colour, f"“{entry.colour}” is no colour such as #2F6DB5")
        if name_key(name) in lines.names:
            raise lines.fault(entry.title, f"two codes are called “{name}”; give one of them a name of its own")
        lines.names[name_key(name)] = name
        definition, when, when_not = map(paragraphs, (entry.definition, entry.when, entry.when_not))
        code = Code(name, title, parent, definition, when, when_not, colour, entry.status)
        yield msgspec.structs.replace(code, retired=entry.retired)
        yield from _flat(entry.codes, name, lines, depth + 1)


def codebook_to_toml(book: Codebook, name: str, title: str) -> str:
    """The living codes of a codebook as such a file; what was merged, and former names, are not in it."""
    head = ("name", hyphened_name(name) or "codebook"), ("title", title), ("version", "1")
    lines = [f"{key} = {_quoted(value)}" for key, value in head]
    for depth, code in book.tree():
        indent = "  " * depth
        lines += ["", f"{indent}[[{'.'.join(['codes'] * (depth + 1))}]]"]
        lines += [f"{indent}{key} = {value}" for key, value in _fields(code)]
    return "\n".join(lines) + "\n"


def _fields(code: Code) -> Iterator[tuple[str, str]]:
    yield "title", _quoted(code.label)
    if hyphened_name(code.label) != code.called:
        yield "name", _quoted(code.called)
    for field in ("definition", "when", "when_not", "colour"):
        if value := getattr(code, field):
            yield field, _quoted(value)
    if code.status != "a priori":
        yield "status", _quoted(code.status)
    if code.retired:
        yield "retired", "true"


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes are TOML's too."""
    import json

    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
