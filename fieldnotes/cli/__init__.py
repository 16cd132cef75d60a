"""The command line: `fieldnotes COMMAND …`; `fieldnotes [STUDY]` opens the app."""

import itertools
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from fieldnotes.cli.briefly import leave, load_msgspec, uncollected
from fieldnotes.cli.crash import write_report
from fieldnotes.cli.output import complain, make_safe
from fieldnotes.errors import FieldnotesError

# Each command lives in a module that is imported when it is called: start-up is part of every `add`.
_COMMANDS = {
    "init": "fieldnotes.cli.study",
    "new": "fieldnotes.cli.new",
    "again": "fieldnotes.cli.again",
    "actions": "fieldnotes.cli.actions",
    "done": "fieldnotes.cli.actions",
    "sheet": "fieldnotes.cli.sheet",
    "list": "fieldnotes.cli.study",
    "show": "fieldnotes.cli.study",
    "import": "fieldnotes.cli.bring",
    "add": "fieldnotes.cli.jot",
    "capture": "fieldnotes.cli.jot",
    "open": "fieldnotes.cli.jot",
    "export": "fieldnotes.cli.takeout",
    "push": "fieldnotes.cli.push",
    "search": "fieldnotes.cli.search",
    "codebook": "fieldnotes.cli.codebook",
    "restore": "fieldnotes.cli.restore",
    "protocol": "fieldnotes.cli.protocol",
    "demo": "fieldnotes.cli.demo",
    "check": "fieldnotes.cli.check",
    "salvage": "fieldnotes.cli.check",
    "paths": "fieldnotes.cli.places",
    "keys": "fieldnotes.cli.keys",
    "writeup": "fieldnotes.cli.writing",
    "write": "fieldnotes.cli.writing",
    "code": "fieldnotes.cli.writing",
    "left": "fieldnotes.cli.left",
}

_BRIEF = (["add"], ["list"])


def run(arguments: Sequence[str]) -> int:
    """Run a command line; gives its exit code. Whatever fails is one sentence on standard error."""
    try:
        return _called(arguments)
    except FieldnotesError as error:
        complain(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        what = f" ({error.filename})" if error.filename else ""
        complain(f"The system said: {error.strerror or error}{what}. What was saved before is safe.")
        return 1
    except Exception as error:  # the last stop: a user never meets a traceback
        complain(write_report(error))
        return 1


def _called(arguments: Sequence[str]) -> int:
    if is_plain_add(arguments):
        with uncollected():
            load_msgspec()
            from fieldnotes.cli.lines import add_lines

        add_lines(*arguments[1:4])
        return 0
    if is_plain_list(arguments):
        with uncollected():
            load_msgspec()
            from fieldnotes.cli.meetings import say_meetings

        say_meetings(arguments[1])
        return 0
    if is_plain_capture(arguments):
        with uncollected():
            load_msgspec()
            from fieldnotes.cli.screen import run_as_asked

        run_as_asked(arguments[1:])
        return 0
    if is_plain_start(arguments):
        with uncollected():
            load_msgspec()
            from fieldnotes.cli.screen import run_start

        run_start(Path(arguments[0]) if arguments else None)
        return 0
    from fieldnotes.cli.group import call  # 30 ms: click

    return call(dashes_kept(arguments), _COMMANDS)


def dashes_kept(arguments: Sequence[str]) -> list[str]:
    """The words of an `add` with its options in front, so that a line may begin with a dash."""
    if list(arguments[:1]) != ["add"]:
        return list(arguments)
    options: list[str] = []
    words: list[str] = []
    left = iter(arguments[1:])
    for word in left:
        if word == "--observer":
            options += [word, *itertools.islice(left, 1)]
        else:
            (options if word in ("--help", "-h") or word.startswith("--observer=") else words).append(word)
    return ["add", *options, "--", *(word for word in words if word != "--")]


def is_plain_add(arguments: Sequence[str]) -> bool:
    """True for `add STUDY MEETING [LINE]` without an option, which needs no click to be understood."""
    words = arguments[1:]
    if list(arguments[:1]) != ["add"] or len(words) not in (2, 3) or any(word[:1] == "-" for word in words[:2]):
        return False
    return len(words) == 2 or not words[2].startswith(("--", "-h"))  # a line may begin with a dash


def is_plain_list(arguments: Sequence[str]) -> bool:
    """True for `list STUDY` without an option."""
    return list(arguments[:1]) == ["list"] and len(arguments) == 2 and arguments[1][:1] != "-"


def is_plain_capture(arguments: Sequence[str]) -> bool:
    """True for `capture STUDY MEETING`, with `--observer NAME` behind it or nothing."""
    words, rest = arguments[1:3], arguments[3:]
    if list(arguments[:1]) != ["capture"] or len(words) != 2 or any(word[:1] == "-" for word in words):
        return False
    return not rest or (len(rest) == 2 and rest[0] == "--observer")


def is_plain_start(arguments: Sequence[str]) -> bool:
    """True for no words at all, and for the folder of a study alone."""
    return not arguments or (
        len(arguments) == 1
        and arguments[0] not in _COMMANDS
        and arguments[0][:1] != "-"
        and os.path.isdir(arguments[0])
    )


def main() -> None:
    """The console script."""
    make_safe()
    arguments = sys.argv[1:]
    code = run(arguments)
    if arguments[:1] in _BRIEF:
        leave(code)
    sys.exit(code)
