"""`export`: what goes out."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click
from msgspec.structs import replace

from fieldnotes.cli.output import complain, complain_of_damage, say, say_json
from fieldnotes.cli.words import SINCE
from fieldnotes.errors import UsageError
from fieldnotes.export.options import PLAIN, Options
from fieldnotes.export.registry import FORMATS, format_named, known_formats, unheeded
from fieldnotes.export.tools import TOOLS, joined_for, tool_named

if TYPE_CHECKING:
    from datetime import date

    from fieldnotes.archive import MeetingArchive
    from fieldnotes.export.options import Layout, Newline, Paper
    from fieldnotes.export.outgoing import Asked as Export
    from fieldnotes.export.tools import Tool

_FLAGS = {"codes": "--no-codes", "reflections": "--no-reflections", "roles": "--no-roles", "layout": "--layout",
          "paper": "--paper", "since": "--since", "structure": "--no-structure",
          "newline": "--newline"}  # fmt: skip
_JOINED = ", ".join(known.name for known in FORMATS if known.is_joined)
_REFUSED = ("since", "structure", "newline")
"""Options that say so much that the call is refused where no format heeds them."""


class Asked(NamedTuple):
    """What a call of `export` says; None where it says nothing of it."""

    study: Path
    meetings: tuple[str, ...]
    formats: str | None
    tool: str | None
    out: Path
    codes: bool | None
    reflections: bool | None
    roles: bool | None
    layout: "Layout | None"
    paper: "Paper | None"
    together: bool
    since: "date | str | None"
    structure: bool | None
    newline: "Newline | None"
    as_json: bool

    @property
    def said(self) -> dict[str, Any]:
        """The options that were chosen, by name."""
        said = {name: getattr(self, name) for name in Options.__struct_fields__}
        said["since"] = None if self.since is None else str(self.since)
        return {name: value for name, value in said.items() if value is not None}


def _endings() -> str:
    """The formats, each with what it is for, as `--help` has them."""
    return "\n".join(["\b", "Formats:", *(f"  {known.name:<10}{known.purpose}" for known in FORMATS)])


def _able(option: str) -> str:
    """The formats for which an option makes a difference."""
    return ", ".join(known.name for known in FORMATS if option in known.heeds)


def _uses() -> str:
    rows = (f"  {tool.name:<20}{', '.join(tool.formats)}" for tool in TOOLS)
    return "\n".join(["\b", "For a tool (docs/coding-tools.md tells how it is imported there):", *rows])


@click.command(epilog=f"{_endings()}\n\n{_uses()}")
@click.argument("study", type=click.Path(path_type=Path))
@click.argument("meetings", nargs=-1)
@click.option(
    "--to", "formats", metavar="FORMAT,…", help=f"One or more, with commas: {', '.join(known_formats())}."
)
@click.option("--for", "tool", metavar="TOOL", help=f"What that tool takes: {', '.join(t.name for t in TOOLS)}.")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path(), help="The folder to write to."
)
@click.option("--codes/--no-codes", default=None, help="With or without codes.")
@click.option("--reflections/--no-reflections", default=None, help="With or without the observer's own.")
@click.option("--roles/--no-roles", default=None, help="With or without people's roles and groups.")
@click.option(
    "--layout",
    type=click.Choice(["speaker", "time"]),
    help=f"{_able('layout')}: what a paragraph begins with: who speaks, or the time.",
)
@click.option("--paper", type=click.Choice(["a4", "letter"]), help=f"{_able('paper')}: the size of the pages.")
@click.option(
    "--together",
    is_flag=True,
    help=f"{_JOINED}: all meetings in one document, STUDY.ENDING, in order of time.",
)
@click.option("--since", type=SINCE, help=f"{_able('since')}: only what changed since a day, or the `last` export.")
@click.option(
    "--structure/--no-structure",
    default=None,
    help=f"{_able('structure')}: codes for speakers, acts, decisions, items.",
)
@click.option(
    "--newline", type=click.Choice(["lf", "crlf"]), help=f"{_able('newline')}: the line ends of its texts."
)
@click.option("--json", "as_json", is_flag=True, help="The paths as JSON.")
def export(**options: Any) -> None:
    """Write meetings (all, if none is named) in one or more formats, or for a tool; prints each path."""
    asked = Asked(**options)
    from fieldnotes.archive import StudyArchive
    from fieldnotes.export.outgoing import check, write_out
    from fieldnotes.export.watch import Watch

    wanted = _export(asked)
    check(wanted)  # refused before anything is read
    archive = StudyArchive.open(asked.study)
    places = list(dict.fromkeys(archive.find(ref) for ref in asked.meetings)) or archive.meetings()
    _tell_unheeded(wanted.formats, asked.said)
    paths: list[str] = []
    for written in write_out(archive, places, wanted, Watch(look=_complain)):
        for warning in written.warnings:
            complain(f"{written.about}: {warning}" if written.about and len(places) > 1 else warning)
        paths += _told(written.paths, asked.as_json)
    if asked.as_json:
        say_json(paths)


def _export(asked: Asked) -> "Export":
    """What is to be written: what was said goes before what a tool wants."""
    from fieldnotes.export.outgoing import Asked as Export

    tool = tool_named(asked.tool) if asked.tool is not None else None
    if asked.formats is None and tool is None:
        raise UsageError("Say in which formats (--to), or for which tool (--for). Nothing was written.")
    named = [] if asked.formats is None else _formats(asked.formats)
    formats = tuple(dict.fromkeys([*(tool.formats if tool else ()), *named]))
    _refuse(formats, asked.said)
    options = replace(tool.options if tool else PLAIN, **asked.said)
    return Export(formats, asked.out, options, _joined(asked, tool, named))


def _joined(asked: Asked, tool: "Tool | None", named: Iterable[str]) -> frozenset[str]:
    """The formats that have all meetings in one document; of a tool's own, those that can."""
    able = (name for name in (tool.formats if tool else ()) if format_named(name).is_joined)
    return frozenset([*able, *named]) if asked.together else joined_for(tool) if tool else frozenset()


def _refuse(formats: Iterable[str], said: dict[str, Any]) -> None:
    for option in _REFUSED:
        usual = getattr(PLAIN, option)
        if said.get(option, usual) != usual and not any(option in format_named(name).heeds for name in formats):
            raise UsageError(f"{_FLAGS[option]} is for --to {_able(option)}. Nothing was written.")


def _formats(words: str) -> list[str]:
    """The formats asked for, each once; raises UsageError for one that nobody knows."""
    wanted = list(dict.fromkeys(name.strip().casefold() for name in words.split(",") if name.strip()))
    known = known_formats()
    unknown = [name for name in wanted if name not in known]
    if unknown or not wanted:
        raise UsageError(
            f"“{', '.join(unknown) or words}” is not a format; there are: {', '.join(known)}. Nothing was written."
        )
    return wanted


def _tell_unheeded(formats: Iterable[str], said: dict[str, Any]) -> None:
    """Say which choices leave formats as they are: somebody may give away what was meant to be left out."""
    ignored: dict[str, list[str]] = {}
    for name in formats:
        for option in unheeded(name, Options(**said)):
            ignored.setdefault(option, []).append(name)
    alike: dict[tuple[str, ...], list[str]] = {}
    for option, names in ignored.items():
        alike.setdefault(tuple(names), []).append(_FLAGS[option])
    for of, flags in alike.items():
        rest = "which is written as it always is" if len(of) == 1 else "which are written as they always are"
        changes = "changes" if len(flags) == 1 else "change"
        complain(f"{_listed(flags)} {changes} nothing in {_listed([f'“{name}”' for name in of])}, {rest}.")


def _listed(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _complain(opened: "MeetingArchive") -> None:
    complain_of_damage([*opened.damage, *opened.damage_behind()])


def _told(paths: Iterable[Path], as_json: bool) -> list[str]:
    written = [str(path) for path in paths]
    if not as_json:
        for path in written:
            say(path)
    return written


COMMANDS = {"export": export}
