"""The commands as click knows them: 30 ms to import, which one line of `add` can do without."""

import os
from collections.abc import Mapping, Sequence

import click

from fieldnotes import __version__
from fieldnotes.cli.output import complain
from fieldnotes.errors import UsageError


class UnknownCommand(UsageError):
    """A word that is neither a command nor a study."""

    def __init__(self, word: str, commands: list[str]) -> None:
        super().__init__(
            f"“{word}” is neither a command nor the folder of a study; the commands are: {', '.join(commands)}."
        )


def _may_be_a_folder(word: str) -> bool:
    return os.sep in word or os.path.isdir(word)


class _Commands(click.Group):
    """The commands, each imported when it is asked for; a word that is none of them is a study to open.

    The context's object says in which module each command lives.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name in ctx.obj if name != "open"]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in ctx.obj:
            return None
        module = __import__(ctx.obj[cmd_name], fromlist=["COMMANDS"])
        command: click.Command = module.COMMANDS[cmd_name]
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in ctx.obj and not args[0].startswith("-"):
            if len(args) > 1 or not _may_be_a_folder(args[0]):
                raise UnknownCommand(args[0], self.list_commands(ctx))
            args = ["open", *args]
        return super().resolve_command(ctx, args)


@click.group(cls=_Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="fieldnotes", message="%(prog)s %(version)s")
@click.pass_context
def fieldnotes(ctx: click.Context) -> None:
    """Timed observation of meetings, for research: captured offline, exported ready for coding.

    Without a command, opens the app on a study: the one named, or the last one.
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(fieldnotes.get_command(ctx, "open"), study=None)  # type: ignore[arg-type]


def call(arguments: Sequence[str], commands: Mapping[str, str]) -> int:
    """Run a command line; gives its exit code. What is wrong with the call is one sentence on standard error."""
    try:
        code = fieldnotes.main(list(arguments), prog_name="fieldnotes", standalone_mode=False, obj=commands)
        return code if isinstance(code, int) else 0
    except click.exceptions.NoArgsIsHelpError as error:
        complain(error.format_message())
        return 2
    except click.ClickException as error:
        hint = f" Try: {error.ctx.command_path} --help" if isinstance(error, click.UsageError) and error.ctx else ""
        complain(f"{error.format_message()}{hint}")
        return 2 if isinstance(error, click.UsageError) else 1
    except click.exceptions.Abort:
        return 130
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
