"""A prompt that knows when its first key was pressed, with the terminal's own line editing."""

import os
import sys
from collections.abc import Callable
from typing import TypeVar

Moment = TypeVar("Moment")
_END_OF_INPUT = b"\x04"
_ESCAPE = b"\x1b"


def prompt_line(prompt: str, now: Callable[[], Moment]) -> tuple[str, Moment]:
    """Ask for a line; gives it with the moment of its first key. Raises EOFError at the end of input.

    Where there is no such terminal (Windows, no readline) the moment is that of Enter.
    """
    try:
        import readline
        import termios  # noqa: F401  # its absence is asked here, before the prompt stands
    except ImportError:
        line = input(prompt)
        return line, now()
    first = _first_character(prompt)
    at = now()
    readline.set_startup_hook(lambda: readline.insert_text(first))
    try:
        return input(prompt), at
    finally:
        readline.set_startup_hook(None)


def _first_character(prompt: str) -> str:
    """Wait for the character that begins a line, without echo: readline shows it. Raises EOFError."""
    import termios

    handle = sys.stdin.fileno()
    before = termios.tcgetattr(handle)
    quiet = termios.tcgetattr(handle)
    quiet[3] &= ~(termios.ICANON | termios.ECHO)
    sys.stdout.write(prompt)
    sys.stdout.flush()
    try:
        termios.tcsetattr(handle, termios.TCSADRAIN, quiet)
        return _read_character(handle)
    finally:
        termios.tcsetattr(handle, termios.TCSADRAIN, before)
        sys.stdout.write("\r")
        sys.stdout.flush()


def _read_character(handle: int) -> str:
    """One printable character, byte by byte, so that all behind it stays for the line editor."""
    pending = b""
    while True:
        byte = os.read(handle, 1)
        if byte in (b"", _END_OF_INPUT):
            raise EOFError
        if byte == _ESCAPE:
            _skip_sequence(handle)
            continue
        pending += byte
        character = pending.decode("utf-8", errors="ignore")
        if character and character.isprintable():
            return character
        if character or len(pending) == 4:
            pending = b""  # a control key, or no UTF-8


def _skip_sequence(handle: int) -> None:
    """Pass over the rest of an arrow or function key."""
    import select

    while select.select([handle], [], [], 0.02)[0]:
        byte = os.read(handle, 1)
        if not byte or byte.isalpha() or byte == b"~":
            return
