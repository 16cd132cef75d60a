"""Which protocols a study offers to a new meeting: its own, the newest version of each, then those that ship.

A version is a record of its own in the study's table `protocols`: adding one changes none of those before it.
"""

from collections.abc import Iterable
from typing import NamedTuple

from fieldnotes.archive.edits import Edit, edit_of
from fieldnotes.errors import FieldnotesError
from fieldnotes.locations import read_template, templates_folder
from fieldnotes.model.protocol import Protocol, protocol_from_toml, version_numbers
from fieldnotes.text import name_key


class NotNewer(FieldnotesError):
    """A protocol whose version the study has with other words, or has outgrown."""

    def __init__(self, protocol: Protocol, newest: Protocol) -> None:
        same = version_numbers(protocol.version) == version_numbers(newest.version)
        what = f"version {newest.version} with other content" if same else f"the newer version {newest.version}"
        super().__init__(
            f"The study has the protocol “{newest.name}” in {what}; nothing was changed. "
            f"Write a version above {newest.version} into the file and add it again."
        )


class Offered(NamedTuple):
    """A protocol that a new meeting can take, and whether it is the study's own."""

    protocol: Protocol
    own: bool


def offered(own: Iterable[Protocol] = ()) -> list[Offered]:
    """What there is to choose from, by name; the study's own stands before one that ships with that name."""
    found = {name_key(each.name): Offered(each, False) for each in shipped()}
    found |= {name_key(each.name): Offered(each, True) for each in newest(own)}
    return [found[name] for name in sorted(found)]


def find_offered(name: str, own: Iterable[Protocol] = ()) -> Protocol | None:
    """The protocol that a name means, however it is written; None where there is none."""
    key = name_key(name)
    mine = next((each for each in newest(own) if name_key(each.name) == key), None)
    return mine or find_shipped(name)


def newest(own: Iterable[Protocol]) -> list[Protocol]:
    """The newest version of each protocol."""
    found: dict[str, Protocol] = {}
    for each in own:
        key = name_key(each.name)
        if key not in found or _numbers(each) > _numbers(found[key]):
            found[key] = each
    return list(found.values())


def _numbers(protocol: Protocol) -> tuple[int, ...]:
    return version_numbers(protocol.version) or ()


def shipped() -> list[Protocol]:
    """The protocols that come with the program, by name."""
    names = sorted(path.stem for path in (templates_folder() / "protocols").glob("*.toml"))
    return [each for name in names if (each := find_shipped(name))]


def find_shipped(name: str) -> Protocol | None:
    """The protocol of that name that comes with the program; None where there is none."""
    key = name_key(name)
    if not key:
        return None
    try:
        return protocol_from_toml(read_template("protocols", f"{key}.toml"), key)
    except OSError:
        return None


def is_known(protocol: Protocol, own: Iterable[Protocol]) -> bool:
    """True where it is what the study offers already; raises NotNewer where it cannot take the place of that."""
    latest = next((each for each in newest(own) if name_key(each.name) == name_key(protocol.name)), None)
    if latest is None or _numbers(protocol) > _numbers(latest):
        return False
    if protocol != latest:
        raise NotNewer(protocol, latest)
    return True


def edit_of_version(protocol: Protocol) -> Edit:
    """The record of a version of a protocol; raises NotText."""
    return edit_of("protocols", f"{protocol.name}\t{protocol.version}", protocol)
