"""The protocols and codebooks that ship with the program."""

from fieldnotes.errors import UsageError
from fieldnotes.locations import read_template, templates_folder
from fieldnotes.model.codebook import Code
from fieldnotes.model.codebook_toml import codebook_from_toml
from fieldnotes.model.protocol import Protocol, protocol_from_toml
from fieldnotes.text import name_key


class UnknownTemplate(UsageError):
    """A protocol or codebook that does not ship with the program."""

    def __init__(self, kind: str, name: str) -> None:
        known = ", ".join(sorted(path.stem for path in (templates_folder() / kind).glob("*.toml")))
        super().__init__(f"There is no “{name}” among the {kind}; there are: {known}. Nothing was made.")


def _text(kind: str, name: str) -> str | None:
    """The template's text; only a plain name may reach the disk."""
    if name_key(name) != name:
        return None
    try:
        return read_template(kind, f"{name}.toml")
    except OSError:
        return None


def find_protocol(name: str) -> Protocol | None:
    """The protocol of that name, however it is written; None where there is none."""
    text = _text("protocols", name_key(name))
    return protocol_from_toml(text, name) if text else None


def known_protocol(name: str) -> Protocol:
    """The protocol of that name; raises UnknownTemplate."""
    found = find_protocol(name)
    if found is None:
        raise UnknownTemplate("protocols", name)
    return found


def shipped_codebook(name: str) -> tuple[Code, ...]:
    """The codes of a codebook; raises UnknownTemplate."""
    text = _text("codebooks", name_key(name))
    if text is None:
        raise UnknownTemplate("codebooks", name)
    return codebook_from_toml(text, name).codes
