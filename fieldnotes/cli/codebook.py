"""`codebook`: the codes of a study, and all that can be done to them."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fieldnotes.cli.given import heard_words
from fieldnotes.cli.output import complain, say, say_json, say_or_raise, telling
from fieldnotes.cli.study import STUDY
from fieldnotes.text import visible

if TYPE_CHECKING:
    from fieldnotes.model.codebook import Codebook
    from fieldnotes.model.codebook_edits import Edits, Said

_JSON = click.option("--json", "as_json", is_flag=True, help="As JSON.")
_NAME = click.argument("name")
_WHY = click.option("--why", default="", help="The reason, for the history.")
_WHO = click.option("--observer", help="Who signs the change.")
_UNDER = click.option("--under", default="", help="The code that it lies under.")
_SAID = (
    click.option("--title", help="What a person reads."),
    click.option("--definition", help="What it means."),
    click.option("--when", help="When to use it."),
    click.option("--when-not", help="When not to."),
    click.option("--colour", help="A colour such as #2F6DB5."),
)


class _Codebook(click.Group):
    """The commands behind a study; with none of them it is `list`, options or not."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0][:1] != "-" and all(word[:1] == "-" for word in args[1:2]):
            asks_help = args[1:2] and args[1] in ctx.help_option_names
            args = args[1:2] if asks_help else [args[0], "list", *args[1:]]
        return super().parse_args(ctx, args)


@click.group(cls=_Codebook)
@STUDY
@click.pass_context
def codebook(ctx: click.Context, study: Path) -> None:
    """The codes of a study: list, add, define, rename, merge, move, retire, restore, review, accept, and more.

    Whatever is done, no jotting changes, and codings under an old name are found as before.
    """
    ctx.obj = study


def said_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say something about a code."""
    for option in reversed(_SAID):
        command = option(command)
    return command


def said(options: dict[str, str | None]) -> "Said":
    """What of these options was given."""
    given: Any = {key: heard_words(words) for key, words in options.items() if words is not None}
    return given  # type: ignore[no-any-return]


@codebook.command("list")
@_JSON
@click.pass_obj
def list_codes(study: Path, as_json: bool) -> None:
    """All codes, nested, with how often they are used; those that wait for a review are marked."""
    from fieldnotes.archive import StudyArchive
    from fieldnotes.cli.codes import code_shapes, tree_lines

    archive = StudyArchive.open(study)
    used = archive.code_uses()
    book = archive.codebook(used)
    if as_json:
        say_json(code_shapes(book, used))
        return
    for line in tree_lines(book, used):
        say(line)
    if not book.codes:
        say(f"No codes yet. Add one: fieldnotes codebook {study} add NAME --definition …")
    elif book.waiting:
        say(f"{len(book.waiting)} emerged and wait for a review: fieldnotes codebook {study} review")


def change(study: Path, who: str | None, why: str, done: str, edits: "Callable[[Codebook], Edits]") -> None:
    """Draw up the edits of the codebook as it is now, make them durable as one change, and say what was done.

    `done` is a sentence with `{}` for the name of the code, which is that of the last edit.
    """
    from fieldnotes.archive import StudyArchive
    from fieldnotes.settings import observer_for

    archive = StudyArchive.open(study)
    archive.tell = complain
    try:
        drawn = edits(archive.codebook())
        archive.change_codes(drawn, observer_for(who, []), heard_words(why))
    finally:
        archive.close()
    sentence = visible(done.format(f"“{drawn[-1].after.called}”" if drawn else ""))
    with telling(sentence):
        say_or_raise(sentence)


def take_in(
    study: Path, edit: "Callable[..., Edits]", done: str, name: str, under: str, signed: tuple[str | None, str],
    options: dict[str, str | None],
) -> None:  # fmt: skip
    """Take a code into the framework by an edit that lays it under another; `signed` is who does it, and why."""
    words, above, more = heard_words(name), heard_words(under), said(options)
    change(study, *signed, done, lambda book: edit(book, words, above, **more))


@codebook.command()
@_NAME
@_UNDER
@said_options
@_WHY
@_WHO
@click.pass_obj
def add(study: Path, /, name: str, under: str, why: str, observer: str | None, **options: str | None) -> None:
    """Add a code, by its name or title."""
    from fieldnotes.model.codebook_edits import add as edit

    take_in(study, edit, "The code {} is in the codebook.", name, under, (observer, why), options)


@codebook.command()
@_NAME
@said_options
@_WHY
@_WHO
@click.pass_obj
def define(study: Path, /, name: str, why: str, observer: str | None, **options: str | None) -> None:
    """Give a code another title, definition, rule of use or colour; an empty one takes it away."""
    from fieldnotes.model import codebook_edits as edits

    more = said(options)
    change(
        study, observer, why, "The code {} is changed.", lambda book: edits.define(book, heard_words(name), **more)
    )


@codebook.command()
@_NAME
@click.argument("new_name")
@click.option("--title", help="Its title, where it is not the new name's.")
@_WHY
@_WHO
@click.pass_obj
def rename(study: Path, name: str, new_name: str, title: str | None, why: str, observer: str | None) -> None:
    """Call a code otherwise; the old name still means it, wherever it stands or is typed."""
    from fieldnotes.model import codebook_edits as edits

    old, new = heard_words(name), heard_words(new_name)
    called = None if title is None else heard_words(title)
    done = "The code is called {} now; what was coded under its old name is found under both."
    change(study, observer, why, done, lambda book: edits.rename(book, old, new, called))


@codebook.command()
@_NAME
@click.option("--into", required=True, help="The code that takes its codings.")
@_WHY
@_WHO
@click.pass_obj
def merge(study: Path, name: str, into: str, why: str, observer: str | None) -> None:
    """Find the codings of one code under another from now on; no jotting is touched."""
    from fieldnotes.model import codebook_edits as edits

    one, other = heard_words(name), heard_words(into)
    done = visible(f"“{one}”").replace("{", "{{").replace("}", "}}")
    done += " is merged; its codings are found under the other code. To take it back: restore."
    change(study, observer, why, done, lambda book: edits.merge(book, one, other))


@codebook.command()
@_NAME
@click.option("--under", default="", help="The code to lie under; without it, at the top.")
@_WHY
@_WHO
@click.pass_obj
def move(study: Path, name: str, under: str, why: str, observer: str | None) -> None:
    """Put a code, with all under it, under another code or at the top."""
    from fieldnotes.model import codebook_edits as edits

    done = "The code {} is moved."
    change(study, observer, why, done, lambda book: edits.move(book, heard_words(name), heard_words(under)))


@codebook.command()
@_NAME
@_WHY
@_WHO
@click.pass_obj
def retire(study: Path, name: str, why: str, observer: str | None) -> None:
    """Offer a code no more; what is coded with it is found as before."""
    from fieldnotes.model import codebook_edits as edits

    done = "The code {} is offered no more; its codings are found as before."
    change(study, observer, why, done, lambda book: edits.retire(book, heard_words(name)))


@codebook.command()
@_NAME
@_WHY
@_WHO
@click.pass_obj
def restore(study: Path, name: str, why: str, observer: str | None) -> None:
    """Take back a code that was retired or merged."""
    from fieldnotes.model import codebook_edits as edits

    done = "The code {} is back, with its own codings."
    change(study, observer, why, done, lambda book: edits.restore(book, heard_words(name)))


@codebook.command()
@_NAME
@_UNDER
@said_options
@_WHY
@_WHO
@click.pass_obj
def accept(study: Path, /, name: str, under: str, why: str, observer: str | None, **options: str | None) -> None:
    """Take a code that emerged in a meeting into the framework."""
    from fieldnotes.model.codebook_edits import accept as edit

    done = "The code {} is in the framework, as one that emerged."
    take_in(study, edit, done, name, under, (observer, why), options)


@codebook.command()
@_JSON
@click.pass_obj
def review(study: Path, as_json: bool) -> None:
    """The codes that emerged in meetings and wait: how often they are used, in how many, since when."""
    from fieldnotes.archive import StudyArchive
    from fieldnotes.cli.codes import waiting_lines, waiting_shapes

    archive = StudyArchive.open(study)
    used = archive.code_uses()
    book = archive.codebook(used)
    if as_json:
        say_json(waiting_shapes(book, used))
        return
    for line in waiting_lines(book, used):
        say(line)
    if not book.waiting:
        say("Nothing waits: every code that was used is in the framework.")
    else:
        say(f"Take one in: fieldnotes codebook {study} accept NAME --under … · merge NAME --into …")


@codebook.command()
@click.argument("name", default="")
@_JSON
@click.pass_obj
def history(study: Path, name: str, as_json: bool) -> None:
    """Every change of the codebook, or of one code and what was merged into it: who, when, why, and from what."""
    from fieldnotes.archive import StudyArchive
    from fieldnotes.archive.framework import history_of
    from fieldnotes.cli.past import record_lines
    from fieldnotes.export.history import history_shape
    from fieldnotes.model.codebook_edits import found

    archive = StudyArchive.open(study)
    commits = archive.code_history()
    if name:
        book = archive.codebook()
        commits = history_of(commits, book.names_under(found(book, heard_words(name)).name))
    zone = archive.study.zone
    if as_json:
        say_json(history_shape(commits, zone))
        return
    for line in record_lines(commits, zone):
        say(line)
    if not commits:
        say("Nothing was changed yet: the code emerged in a meeting." if name else "No code was ever added.")


@codebook.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Show the plan, and do nothing.")
@_WHO
@_JSON
@click.pass_obj
def import_codes(study: Path, files: tuple[Path, ...], dry_run: bool, observer: str | None, as_json: bool) -> None:
    """Take in codebooks (.csv, .qdc, .toml): what is new, what is changed; nothing is taken away.

    Importing one twice adds nothing.
    """
    from fieldnotes.cli.codebook_files import bring

    bring(study, files, "", observer, as_json, dry_run)


@codebook.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_JSON
@click.pass_obj
def export_codes(study: Path, file: Path, as_json: bool) -> None:
    """Write the codebook to a file, as its ending says: .csv, .qdc (REFI-QDA) or .toml."""
    from fieldnotes.cli.codebook_files import send

    send(study, file, as_json)


COMMANDS = {"codebook": codebook}
