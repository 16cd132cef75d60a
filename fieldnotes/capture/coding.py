"""Codes put on a line that stands, or taken off it: `#beds -#tensions`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from fieldnotes.archive.edits import edits_of
from fieldnotes.capture.acting import answer
from fieldnotes.capture.amending import Fields, line_of
from fieldnotes.capture.taken import Taken, nothing
from fieldnotes.jottings.marks import read_text
from fieldnotes.model.codebook import Code, Codebook
from fieldnotes.model.observation import Observation
from fieldnotes.text import clean_line, hyphened_name, name_key

if TYPE_CHECKING:
    from fieldnotes.capture.session import Session

_MARK = re.compile(r'(?P<off>#?-)?#*(?P<name>"[^"]*"?|[^\s#]+)')


class Wanted(NamedTuple):
    """Codes to put on and to take off, as they are named in the codebook; `new` are not in it yet."""

    on: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    new: tuple[Code, ...] = ()
    warnings: tuple[str, ...] = ()


def read_codes(words: str, codebook: Codebook) -> Wanted:
    """What is asked for: `#beds` or `beds` comes on, `-#beds` or `-beds` goes; `#"two words"` is one code."""
    on: dict[str, Code] = {}
    off: list[str] = []
    warnings: list[str] = []
    for found in _MARK.finditer(clean_line(words)):
        written = found["name"]
        marked = read_text(f"#{written}").codes
        if len(marked) != 1:
            warnings.append(f"“{written}” is no code: one has letters, digits and hyphens, and a letter at least.")
        elif found["off"]:
            code = codebook.get(marked[0])
            off.append(name_key(code.name if code else marked[0]))
        else:
            known = codebook.get(marked[0]) or Code(hyphened_name(marked[0]), status="emergent")
            on.setdefault(name_key(known.name), known)
    new = tuple(code for code in on.values() if codebook.get(code.name) is None)
    return Wanted(tuple(code.name for code in on.values()), tuple(off), new, tuple(warnings))


def recoded(codes: Iterable[str], wanted: Wanted) -> tuple[str, ...]:
    """The codes of a record afterwards: those that stay in their order, then the new ones."""
    stay = [code for code in codes if name_key(code) not in wanted.off]
    known = {name_key(code) for code in stay}
    return (*stay, *(code for code in wanted.on if name_key(code) not in known))


def main_of(line: Sequence[Observation]) -> list[Observation]:
    """Those records of a line that say what was typed, without the marks that somebody is there."""
    return [seen for seen in line if seen.typed is not None and seen.typed == line[-1].typed] or list(line[-1:])


def code(session: Session, observation: str, words: str) -> Taken:
    """Put codes on the line that an observation is of, and take others off: one change, with its history."""
    line = line_of(session.seen(observation), session.observations)
    if not line:
        return nothing("/code", "That line was taken back; nothing was changed.")
    wanted = read_codes(words, session.record.codebook)
    changed: dict[str, tuple[Fields, Sequence[str]]] = {}
    for seen in main_of(line):
        codes = recoded(seen.codes, wanted)
        if codes != seen.codes:
            changed[seen.id] = ({"codes": codes}, ()) if codes else ({}, ("codes",))
    if not changed:
        said = nothing("/code", "Its codes are so already; nothing was changed.")
        return said._replace(warnings=wanted.warnings)
    taken = session.change(
        f"/code {words}", changed, lambda f: answer("Coded", f.of), added=edits_of(codes=wanted.new)
    )
    new = tuple(f"#{one.name} is not in the codebook, and is added to it." for one in wanted.new)
    return taken._replace(warnings=(*wanted.warnings, *new))
