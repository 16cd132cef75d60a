"""The command line: `fieldnotes COMMAND …`; `fieldnotes [STUDY]` opens the app."""

import os
import sys
from collections.abc import Sequence

import click

from fieldnotes import __version__
from fieldnotes.cli.crash import write_report
from fieldnotes.cli.output import complain, make_safe
from fieldnotes.errors import FieldnotesError, UsageError

# Each command lives in a module that is imported when it is called: start-up is part of every `add`.
_COMMANDS = {
    "init": "fieldnotes.cli.study",
    "new": "fieldnotes.cli.study",
    "list": "fieldnotes.cli.study",
    "show": "fieldnotes.cli.study",
    "import": "fieldnotes.cli.bring",
    "add": "fieldnotes.cli.jot",
    "capture": "fieldnotes.cli.jot",
    "open": "fieldnotes.cli.jot",
    "export": "fieldnotes.cli.bring",
    "demo": "fieldnotes.cli.demo",
    "check": "fieldnotes.cli.check",
    "salvage": "fieldnotes.cli.check",
    "paths": "fieldnotes.cli.places",
}


class UnknownCommand(UsageError):
    """A word that is neither a command nor a study."""

    def __init__(self, word: str, commands: list[str]) -> None:
        super().__init__(
            f"“{word}” is neither a command nor the folder of a study; the commands are: {', '.join(commands)}."
        )


def _may_be_a_folder(word: str) -> bool:
    return os.sep in word or os.path.isdir(word)


class _Commands(click.Group):
    """The commands, each imported when it is asked for; a word that is none of them is a study to open."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name in _COMMANDS if name != "open"]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = __import__(_COMMANDS[cmd_name], fromlist=["COMMANDS"])
        command: click.Command = module.COMMANDS[cmd_name]
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
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


def run(arguments: Sequence[str]) -> int:
    """Run a command line; gives its exit code. Whatever fails is one sentence on standard error."""
    try:
        code = fieldnotes.main(list(arguments), prog_name="fieldnotes", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.exceptions.NoArgsIsHelpError as error:
        complain(error.format_message())
        return 2
    except click.ClickException as error:
        hint = f" Try: {error.ctx.command_path} --help" if isinstance(error, click.UsageError) and error.ctx else ""
        complain(f"{error.format_message()}{hint}")
        return 2 if isinstance(error, click.UsageError) else 1
    except FieldnotesError as error:
        complain(str(error))
        return error.exit_code
    except (KeyboardInterrupt, click.exceptions.Abort):
        return 130
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except OSError as error:
        what = f" ({error.filename})" if error.filename else ""
        complain(f"The system said: {error.strerror or error}{what}. What was saved before is safe.")
        return 1
    except Exception as error:  # the last stop: a user never meets a traceback
        complain(write_report(error))
        return 1


def main() -> None:
    """The console script."""
    make_safe()
    sys.exit(run(sys.argv[1:]))
