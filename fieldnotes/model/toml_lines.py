"""On which line of a TOML text each table, key and list entry stands, which `tomllib` does not tell.

Only texts that `tomllib` reads are walked; their values are not looked at, but for where they end.
https://toml.io/en/v1.0.0
"""

import re
import tomllib
from bisect import bisect_left

from fieldnotes.errors import FieldnotesError

Path = tuple[str | int, ...]
"""Where something is: names of tables and keys, numbers of list entries from 0, as in what `tomllib` gives."""

DEEPEST = 60
_LONGEST_BARE = 200
_BLANK = re.compile(r"[ \t]*")
_ROOM = re.compile(r"(?:[ \t\n]+|#[^\n]*)*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BARE_VALUE = re.compile(r"[^,\]}#\n]*")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"""(?:"{1,2}(?!"))?' r"|'''.*?'''(?:'{1,2}(?!'))?" r'|"(?:[^"\\\n]|\\.)*"' r"|'[^'\n]*'",
    re.DOTALL,
)


class TooMuch(FieldnotesError):
    """Something that TOML allows and no file of ours has: lists within lists without end, an endless number."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"line {line}: {why}")
        self.line, self.why = line, why


class NotToml(FieldnotesError):
    """A text that is no TOML: the line, and what is wrong there."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"line {line}: {why}")
        self.line, self.why = line, why


def read_toml(text: str) -> tuple[dict[str, object], dict[Path, int]]:
    """What the text holds, and the line (from 1) of each thing in it; raises NotToml, TooMuch."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _no_toml(text, str(error)) from error
    except (
        RecursionError,
        ValueError,
    ) as error:  # it goes as deep as the text does, and reads numbers of any length
        lines_of(text)
        raise TooMuch(1, "it cannot be read: a value is nested too deep, or too long") from error
    return found, lines_of(text)


def _no_toml(text: str, said: str) -> NotToml:
    place = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", said)
    why = said[: place.start()] if place else said
    line = int(place[1]) if place and place[1] else max(1, text.rstrip("\n").count("\n") + 1)
    return NotToml(line, f"this is no TOML: {why[:1].lower()}{why[1:]}")


def lines_of(text: str) -> dict[Path, int]:
    """The line of everything in a text that `tomllib` reads; raises TooMuch."""
    return _Walk(text.replace("\r\n", "\n")).lines


class _Walk:
    """A walk over a text: `lines` is what it came by, `_counts` how many tables each list of tables has."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Path, int] = {}
        self._text, self._at, self._stood = text, 0, -1
        self._ends = [found.start() for found in re.finditer("\n", text)]
        self._counts: dict[Path, int] = {}
        table: Path = ()
        self._skip(_ROOM)
        while self._goes_on():
            if text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table, 0)
            self._skip(_ROOM)

    def _goes_on(self) -> bool:
        """True while something is left; a text of which nothing more is understood is left where it stands."""
        if self._at == self._stood:
            self._at = len(self._text)
        self._stood = self._at
        return self._at < len(self._text)

    def _line(self) -> int:
        return bisect_left(self._ends, self._at) + 1

    def _skip(self, what: re.Pattern[str]) -> str:
        found = what.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return found.group() if found else ""

    def _is(self, sign: str) -> bool:
        """Step over a sign, where it comes next."""
        is_next = self._text.startswith(sign, self._at)
        self._at += len(sign) if is_next else 0
        return is_next

    def _note(self, path: Path, line: int) -> None:
        for length in range(1, len(path) + 1):
            self.lines.setdefault(path[:length], line)

    def _key(self) -> tuple[str, ...]:
        parts: list[str] = []
        while True:
            self._skip(_BLANK)
            quoted = self._skip(_STRING)
            parts.append(tomllib.loads(f"key = {quoted}")["key"] if quoted else self._skip(_BARE_KEY))
            self._skip(_BLANK)
            if not self._is("."):
                return tuple(parts)

    def _header(self) -> Path:
        """`[table]` or `[[one of a list of tables]]`; the path of what follows."""
        line, is_list = self._line(), self._is("[[")
        _ = is_list or self._is("[")
        *outer, last = self._key()
        path = self._within((), (*outer, last)) if not is_list else (*self._within((), tuple(outer)), last)
        if is_list:
            self._counts[path] = self._counts.get(path, 0) + 1
            path = (*path, self._counts[path] - 1)
        self._is("]]" if is_list else "]")
        self._note(path, line)
        return path

    def _within(self, table: Path, keys: tuple[str, ...]) -> Path:
        """The path of keys, where a list of tables stands for its last one."""
        for key in keys:
            table = (*table, key)
            if table in self._counts:
                table = (*table, self._counts[table] - 1)
        return table

    def _pair(self, table: Path, depth: int) -> None:
        line = self._line()
        path = (*table, *self._key())
        self._is("=")
        self._skip(_BLANK)
        self._note(path, line)
        self._value(path, depth)

    def _value(self, path: Path, depth: int) -> None:
        if depth > DEEPEST:
            raise TooMuch(self._line(), "lists or tables stand within one another too deep to be read")
        if self._is("["):
            self._list(path, depth)
        elif self._is("{"):
            self._inline(path, depth)
        elif not self._skip(_STRING):
            line, bare = self._line(), self._skip(_BARE_VALUE)
            if len(bare.strip()) > _LONGEST_BARE:
                raise TooMuch(line, "a number has more digits than can be read")

    def _list(self, path: Path, depth: int) -> None:
        number = 0
        self._skip(_ROOM)
        while self._goes_on() and not self._is("]"):
            self._note((*path, number), self._line())
            self._value((*path, number), depth + 1)
            number += 1
            self._skip(_ROOM)
            self._is(",")
            self._skip(_ROOM)

    def _inline(self, path: Path, depth: int) -> None:
        self._skip(_ROOM)
        while self._goes_on() and not self._is("}"):
            self._pair(path, depth + 1)
            self._skip(_ROOM)
            self._is(",")
            self._skip(_ROOM)
