"""Whether what a TOML file holds has the shape of a record: each unknown field, missing field, wrong kind of value.

`msgspec` stops at the first of them and knows no lines.
"""

import difflib
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, get_args, get_origin

import msgspec
from msgspec import Struct

from fieldnotes.model.toml_lines import Path
from fieldnotes.text import clean_line, visible

LARGEST = 999_999


class Fault(NamedTuple):
    """What is wrong, and on which line of the file."""

    line: int
    sentence: str


class Place(NamedTuple):
    """A fault by the path of what it is about."""

    path: Path
    sentence: str


def misfits(value: object, kind: Any, path: Path = ()) -> Iterator[Place]:
    """What keeps a value from being of a kind: a Struct, a tuple of a kind, a table of texts, a text, a number."""
    if isinstance(kind, type) and issubclass(kind, Struct):
        yield from _table(value, kind, path)
    elif get_origin(kind) is tuple:
        yield from _list(value, get_args(kind)[0], path)
    elif get_origin(kind) is dict:
        yield from _texts(value, path)
    elif kind is int:
        if not isinstance(value, int) or isinstance(value, bool) or abs(value) > LARGEST:
            yield Place(path, f"{named(path)} has to be a whole number between {-LARGEST} and {LARGEST}")
    else:
        yield from _text(value, path)


def named(path: Path) -> str:
    """`“key” of act 3`, as somebody who counts from 1 would say it."""
    words = [str(part) if isinstance(part, int) else visible(part)[:40] for part in path]
    if len(path) > 2 and isinstance(path[1], int):
        return f"“{'.'.join(words[2:])}” of {words[0].removesuffix('s')} {path[1] + 1}"
    if path and isinstance(path[-1], int):
        return f"number {path[-1] + 1} of “{'.'.join(words[:-1])}”"
    return f"“{'.'.join(words)}”"


def _table(value: object, kind: type[Struct], path: Path) -> Iterator[Place]:
    if not isinstance(value, dict):
        yield Place(path, f"{named(path)} has to be a table: {{ … }} or a part of its own under [{path[0]}]")
        return
    fields = _fields(kind)
    for name in value:
        if name not in fields:
            yield Place((*path, name), _unknown(name, list(fields)))
    for name, field in fields.items():
        if name in value:
            yield from misfits(value[name], field.type, (*path, name))
        elif field.required:
            yield Place(path, f"{named((*path, name))} is missing")


@cache
def _fields(kind: type[Struct]) -> dict[str, msgspec.structs.FieldInfo]:
    """The fields of a record by their names; msgspec works its types out at every call."""
    return {field.name: field for field in msgspec.structs.fields(kind)}


def _unknown(name: str, known: list[str]) -> str:
    like = difflib.get_close_matches(name.casefold(), known, 1)
    meant = f"perhaps “{like[0]}” is meant" if like else f"there are: {', '.join(known)}"
    return f"there is no field “{visible(name)[:40]}” here; {meant}"


def _list(value: object, kind: Any, path: Path) -> Iterator[Place]:
    if not isinstance(value, list):
        yield Place(path, f"{named(path)} has to be a list: [ … ]")
        return
    for number, each in enumerate(value):
        yield from misfits(each, kind, (*path, number))


def _texts(value: object, path: Path) -> Iterator[Place]:
    if not isinstance(value, dict):
        yield Place(path, f'{named(path)} has to be a table: {{ 1 = "…", 5 = "…" }}')
        return
    for name, each in value.items():
        yield from _text(each, (*path, name))


def _text(value: object, path: Path) -> Iterator[Place]:
    if not isinstance(value, str):
        yield Place(path, f"{named(path)} has to be a text in quotation marks")
    elif clean_line(value) != value:
        why = "a tab, a line break or a control character, and is shown on one line"
        yield Place(path, f"{named(path)} holds {why}")
