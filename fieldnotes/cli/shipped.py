"""Protocols and codebooks by the words of the command line: those that ship with the program, and a study's own."""

from collections.abc import Iterable
from pathlib import Path

from fieldnotes.archive.offered import find_offered, offered
from fieldnotes.errors import UsageError
from fieldnotes.locations import read_template, templates_folder
from fieldnotes.model.codebook import Code
from fieldnotes.model.codebook_toml import codebook_from_toml
from fieldnotes.model.protocol import Protocol
from fieldnotes.text import name_key, visible

ENDING = ".toml"


class UnknownTemplate(UsageError):
    """A codebook that does not ship with the program, or a protocol that is not offered."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        listed = ", ".join(known)
        super().__init__(f"There is no “{visible(name)}” among the {kind}; there are: {listed}. Nothing was made.")


def known_protocol(name: str, own: Iterable[Protocol] = ()) -> Protocol:
    """The protocol that a word names: a file, where it ends in .toml, else one of the study's own or a shipped one.

    Raises UnknownTemplate, and what reading a file raises.
    """
    if name.lower().endswith(ENDING):
        from fieldnotes.cli.protocol_file import read_protocol_file  # wanted where there is one

        return read_protocol_file(Path(name))
    mine = tuple(own)
    found = find_offered(name, mine)
    if found is None:
        raise UnknownTemplate("protocols", name, [each.protocol.name for each in offered(mine)])
    return found


def shipped_codebook(name: str) -> tuple[Code, ...]:
    """The codes of a codebook; raises UnknownTemplate."""
    try:
        text = read_template("codebooks", f"{name_key(name)}{ENDING}") if name_key(name) else None
    except OSError:
        text = None
    if text is None:
        there = sorted(path.stem for path in (templates_folder() / "codebooks").glob(f"*{ENDING}"))
        raise UnknownTemplate("codebooks", name, there)
    return codebook_from_toml(text, name).codes
