"""Making a record of a line: marks read off its text, codes found or noted as emergent."""

from typing import Any

from fieldnotes.jottings.marks import read_text
from fieldnotes.jottings.setting import Line
from fieldnotes.model.codebook import Code
from fieldnotes.model.observation import Kind, Observation
from fieldnotes.text import hyphened_name, name_key


def record(line: Line, kind: Kind, raw: str, **fields: Any) -> Observation:
    """A record of the line whose text is `raw`, marks read off and emergent codes noted."""
    marked = read_text(raw)
    codes = tuple(dict.fromkeys(_code(line, name) for name in marked.codes))
    text = {"text": marked.text, "verbatim": marked.verbatim}
    said = {"codes": codes, "uncertain": marked.uncertain, "typed": line.typed}
    return Observation(at=line.at, kind=kind, **{**text, **said, **fields})


def _code(line: Line, written: str) -> str:
    known = line.setting.codebook.get(written)
    if known is None:
        known = next((c for c in line.codes if name_key(c.name) == name_key(written)), None)
    if known is None:
        known = Code(hyphened_name(written), status="emergent")
        line.codes.append(known)
    return known.name
