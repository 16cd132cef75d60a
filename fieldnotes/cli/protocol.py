"""`protocol list|show|new|check|add`: what meetings are observed by."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from fieldnotes.cli.output import complain, say, say_json, say_or_raise, telling
from fieldnotes.text import hyphened_name, visible

if TYPE_CHECKING:
    from fieldnotes.model.protocol import Protocol

_JSON = click.option("--json", "as_json", is_flag=True, help="As JSON.")
_STUDY = click.option("--study", type=click.Path(path_type=Path), help="A study, whose own protocols count too.")
_FILE = click.argument("file", type=click.Path(path_type=Path))


@click.group()
def protocol() -> None:
    """What meetings are observed by: acts, ways of deciding, scales, prompts."""


@protocol.command("list")
@_STUDY
@_JSON
def list_protocols(study: Path | None, as_json: bool) -> None:
    """The protocols to choose from: those that ship, and a study's own."""
    from fieldnotes.archive.offered import offered
    from fieldnotes.cli.protocol_words import row, row_line

    own, default = _of_study(study)
    found = offered(own)
    if as_json:
        say_json([row(each, default) for each in found])
        return
    for each in found:
        say(row_line(each, default))


def _of_study(study: Path | None) -> "tuple[tuple[Protocol, ...], str]":
    """A study's own protocols, and the name of the one that its meetings take."""
    from fieldnotes.model.protocol import DEFAULT_PROTOCOL

    if study is None:
        return (), DEFAULT_PROTOCOL
    from fieldnotes.archive import StudyArchive

    archive = StudyArchive.open(study)
    return archive.protocols(), archive.study.protocol


@protocol.command()
@click.argument("name")
@_STUDY
@click.option("--toml", "as_toml", is_flag=True, help="As a file to copy and edit.")
@_JSON
def show(name: str, study: Path | None, as_toml: bool, as_json: bool) -> None:
    """All of one protocol, by its name or from a file."""
    from fieldnotes.cli.shipped import known_protocol

    found = known_protocol(name, _of_study(study)[0])
    if as_toml:
        from fieldnotes.model.protocol_toml import written

        say(written(found).rstrip("\n"))
        return
    _tell(found, as_json)


def _tell(found: "Protocol", as_json: bool) -> None:
    from fieldnotes.cli.protocol_words import lines, shape

    if as_json:
        say_json(shape(found))
        return
    for line in lines(found):
        say(line)


@protocol.command()
@_FILE
@click.option("--from", "origin", help="The protocol to begin with: a name, or a file.")
@_STUDY
@click.option("--name", help="What it is chosen by; the name of the file where nothing is said.")
@click.option("--title", help="What it is called in print.")
def new(file: Path, origin: str | None, study: Path | None, name: str | None, title: str | None) -> None:
    """Write a protocol with comments into a new file, to be edited."""
    from fieldnotes.cli.protocol_file import make_file
    from fieldnotes.cli.shipped import known_protocol
    from fieldnotes.model.protocol_start import adapted, beginning
    from fieldnotes.model.protocol_toml import written

    called = hyphened_name(_words(name) or file.stem)
    base = adapted(known_protocol(origin, _of_study(study)[0])) if origin else beginning()
    made = msgspec.structs.replace(base, name=called or base.name, title=_words(title) or base.title)
    make_file(file, written(made))
    shown = visible(str(file))
    with telling(f"The protocol is in {shown}."):
        say_or_raise(f"The protocol “{made.name}” is in {shown}. Edit it, then: fieldnotes protocol check {shown}")


def _words(given: str | None) -> str:
    from fieldnotes.cli.words import one_line

    return one_line(given or "")


@protocol.command()
@_FILE
@_JSON
@click.pass_context
def check(ctx: click.Context, file: Path, as_json: bool) -> None:
    """What is wrong with a protocol file, each fault with its line; or what it holds. Exit status 1 for a fault."""
    from fieldnotes.cli.protocol_file import fault_line, look_at
    from fieldnotes.cli.protocol_words import shape

    found, faults = look_at(file)
    if as_json:
        told: list[dict[str, Any]] = [fault._asdict() for fault in faults]
        say_json({"file": str(file), "protocol": shape(found) if found else None, "faults": told})
    else:
        for fault in faults:
            complain(fault_line(file, fault) + ".")
        if found:
            _tell(found, as_json)
    if faults:
        ctx.exit(1)


@protocol.command()
@click.argument("study", type=click.Path(path_type=Path))
@_FILE
def add(study: Path, file: Path) -> None:
    """Offer the protocol in a file to the new meetings of a study; those that are there keep theirs."""
    from fieldnotes.archive import StudyArchive
    from fieldnotes.cli.protocol_file import read_protocol_file
    from fieldnotes.settings import observer_for

    found = read_protocol_file(file)
    archive = StudyArchive.open(study)
    archive.tell = complain
    is_new = archive.add_protocol(found, observer_for(None, []))
    archive.close()
    what = f"The study {'now' if is_new else 'already'} has the protocol “{found.name}”, version {found.version}."
    with telling(what):
        say_or_raise(f"{what} Use it with: fieldnotes new {visible(str(study))} --protocol {found.name} …")


COMMANDS = {"protocol": protocol}
