"""What goes to standard output and standard error; neither ever raises, whatever the text or the code page."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from fieldnotes.errors import FieldnotesError
from fieldnotes.text import visible

_PLACES = 5


def make_safe() -> None:
    """Let no character that a code page lacks be a fault: it is written as its escape."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def say(text: str) -> None:
    """A line on standard output, flushed: other programs wait for it."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        _leave_quietly()


def say_or_raise(text: str) -> None:
    """The same for whoever goes on when nobody listens; raises OSError, and from then on nothing is written."""
    if sys.stdout is None:
        raise OSError("standard output is closed")
    try:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()
    except OSError:
        _silence()
        raise


class Unsaid(FieldnotesError):
    """Something was made or done, and standard output could not take the word of it."""

    def __init__(self, done: str, error: OSError) -> None:
        why = error.strerror or str(error)
        super().__init__(f"{done} Only standard output could not be written ({why}); there is nothing to do again.")


@contextmanager
def telling(done: str) -> Iterator[None]:
    """Say inside, with `say_or_raise`, what was done; raises Unsaid with the sentence `done` where that fails."""
    try:
        yield
    except OSError as error:
        raise Unsaid(done, error) from error


def complain(text: str) -> None:
    """A line on standard error."""
    try:
        if sys.stderr is not None:
            sys.stderr.write(text + "\n")
            sys.stderr.flush()
    except OSError:
        return


def complain_of_damage(damage: Iterable[object]) -> None:
    """What of a study could not be read, on standard error."""
    for sentence in told_of_damage(damage):
        complain(sentence)


def told_of_damage(damage: Iterable[object]) -> list[str]:
    """What of a study could not be read, in sentences: the first few places, and how many more there are."""
    places = [visible(str(place)) for place in damage]
    more = len(places) - _PLACES
    return [*places[:_PLACES], *([f"… and {more} places more; everything else is here."] if more > 0 else [])]


def say_json(value: Any, say: Callable[[str], None] = say) -> None:
    """A value as JSON; with escapes only where standard output is not UTF-8."""
    import json

    encoding = (getattr(sys.stdout, "encoding", "") or "").lower().replace("-", "")
    say(json.dumps(value, ensure_ascii=encoding != "utf8", indent=1))


def _leave_quietly() -> NoReturn:
    """Whoever read standard output has had enough (`| head`): end without a word."""
    _silence()
    raise SystemExit(0)


def _silence() -> None:
    """What is left in the buffer goes nowhere, so that the end of the program does not trip over it."""
    import os

    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())
