"""Reading a codebook in the form of those that ship: TOML, nested."""

import re
from typing import Any

from fieldnotes.intake.codebook.incoming import CodebookFile, Incoming
from fieldnotes.jottings.file import decode
from fieldnotes.model.codebook import Code
from fieldnotes.model.codebook_faults import CodebookFault
from fieldnotes.model.codebook_toml import codebook_from_toml

_TITLE = re.compile(r"\s*title\s*=")
_SAID = ("definition", "when", "when_not", "colour", "status", "retired")


def read(content: bytes, source: str) -> CodebookFile:
    """The codes of a file; what has its default is not spoken of. Raises CodebookFault with the line."""
    text, odd = decode(content)
    codes = codebook_from_toml(text, source).codes
    if not codes:
        raise CodebookFault(source, "there is no code in it", 1)
    places = {code.name: place for place, code in enumerate(codes)}
    titles = [n for n, line in enumerate(text.splitlines(), 1) if _TITLE.match(line)][-len(codes) :]
    lines = titles if len(titles) == len(codes) else [1] * len(codes)
    found = (_incoming(code, places.get(code.parent or ""), line) for code, line in zip(codes, lines, strict=True))
    return CodebookFile(source, tuple(found), (odd,) if odd else ())


def _incoming(code: Code, above: int | None, line: int) -> Incoming:
    fields: dict[str, Any] = {field: value for field in _SAID if (value := getattr(code, field)) != _default(field)}
    title = {"title": code.title} if code.title != code.name else {}
    return Incoming(line, code.label, code.name, {**title, **fields}, above)


def _default(field: str) -> Any:
    return getattr(Code("x"), field)
