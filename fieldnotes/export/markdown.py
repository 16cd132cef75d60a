"""The `markdown` export: CommonMark that is plain text to the eye; what was typed never turns into marks."""

import re
from collections.abc import Iterator, Sequence

from fieldnotes.export.characters import held
from fieldnotes.export.document import passages
from fieldnotes.export.exported import Exported
from fieldnotes.export.options import PLAIN, Options, Source, named
from fieldnotes.export.parts import Part, parts_of
from fieldnotes.export.passages import WRITTEN_UP, Kind, Passage
from fieldnotes.model.meeting import Record

_SIGNS = re.compile(r"[\\`*_\[\]<>&#~|^$]|(?<=!)(?=\[)")
_AT_BEGINNING = re.compile(r"([-+=]|\d{1,9}(?=[.)]))")
_LISTED: frozenset[Kind] = frozenset(("fact", "person", "agenda", "code"))
_HEADINGS = {"meeting": "# ", "item": "## ", "section": "### "}


def exported(record: Record, options: Options = PLAIN, name: str = "") -> Exported:
    """One file, `.md`, UTF-8 with LF."""
    return together([named(record, name)], options)


def together(sources: Sequence[Source], options: Options) -> Exported:
    """Several meetings one after the other."""
    blocks = [block for source in sources for block in _blocks(source, options)]
    return Exported({".md": ("".join(blocks).lstrip("\n")).encode()})


def _blocks(source: Source, options: Options) -> Iterator[str]:
    before: Kind | None = None
    for passage in passages(source, options):
        joins = passage.kind in _LISTED and passage.kind == before
        yield ("" if joins else "\n") + _block(passage, options) + "\n"
        before = passage.kind


def _block(passage: Passage, options: Options) -> str:
    if passage.kind in _HEADINGS:
        return _HEADINGS[passage.kind] + (plain(passage.text).strip() or "–")
    line = _begun("".join(_part(part) for part in parts_of(passage, options.layout)))
    if passage.kind in _LISTED:
        return f"- {line}"
    return f"> {line}" if passage.kind in WRITTEN_UP else line


def _part(part: Part) -> str:
    if part.role != "label":
        return plain(part.text)
    core = part.text.rstrip(" ")
    return f"**{plain(core)}**{part.text[len(core) :]}"


def plain(text: str) -> str:
    """Text in which no character is a mark: each that could be one stands behind a backslash."""
    return _SIGNS.sub(lambda found: f"\\{found.group()}", held(text))


def _begun(line: str) -> str:
    """A line that begins neither a list nor a block of code, whatever it begins with."""
    words = line.lstrip()
    blanks = "".join(f"&#{ord(char)};" for char in line[: len(line) - len(words)])
    found = _AT_BEGINNING.match(words)
    if not found:
        return blanks + words
    head, rest = found.group(), words[found.end() :]
    return blanks + (f"{head}\\{rest}" if head[0].isdigit() else f"\\{words}")
