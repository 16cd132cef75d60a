"""What is wrong with a protocol file: every fault with its line, so that all can be mended in one go."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from fieldnotes.model.protocol import Protocol, match_name, usable_key, version_numbers
from fieldnotes.model.toml_lines import NotToml, Path, TooMuch, read_toml
from fieldnotes.model.toml_shape import Fault, Place, misfits
from fieldnotes.text import hyphened_name, name_key, visible

LONGEST_NAME = 40
_NOT_IN_NAMES = ',:>"“”'
_POINT = re.compile(r"0|-?[1-9][0-9]{0,5}")
_NAMED = {"acts": "act", "modes": "mode", "scales": "scale"}


def read_protocol(text: str) -> tuple[Protocol | None, list[Fault]]:
    """The protocol that a TOML text holds, and its faults in the order of their lines; None where there are any."""
    try:
        doc, lines = read_toml(text)
    except (NotToml, TooMuch) as error:
        return None, [Fault(error.line, error.why)]
    places = [*misfits(doc, Protocol), *_faults_of_meaning(doc)]
    found = sorted({Fault(line_of(lines, place.path), place.sentence) for place in places})
    return (None, found) if found else (msgspec.convert(doc, Protocol), [])


def faults(text: str) -> list[Fault]:
    """Everything that is wrong with the text of a protocol file, in the order of the lines."""
    return read_protocol(text)[1]


def line_of(lines: dict[Path, int], path: Path) -> int:
    """The line of what is at a path, or of the nearest thing around it that has one; else the first."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _faults_of_meaning(doc: dict[str, Any]) -> Iterator[Place]:
    yield from _head(doc)
    for table, what in _NAMED.items():
        yield from _names(doc, table, what)
    yield from _keys(doc)
    for path, scale in _entries(doc, "scales"):
        yield from _bounds(path, scale)
    yield from _prompts(doc)


def _entries(doc: dict[str, Any], table: str) -> list[tuple[Path, dict[str, Any]]]:
    """The entries of a list of tables that are tables, each with its path."""
    found = doc.get(table)
    listed = found if isinstance(found, list) else []
    return [((table, number), each) for number, each in enumerate(listed) if isinstance(each, dict)]


def _head(doc: dict[str, Any]) -> Iterator[Place]:
    name, version = doc.get("name"), doc.get("version")
    if isinstance(name, str) and (not name or hyphened_name(name) != name or len(name) > LONGEST_NAME):
        like = hyphened_name(name)[:LONGEST_NAME].strip("-") or "my-protocol"
        why = f"lower-case words with hyphens, at most {LONGEST_NAME} characters, such as “{like}”"
        yield Place(("name",), f"the name “{_short(name)}” cannot be used; write {why}")
    if isinstance(version, str) and version_numbers(version) is None:
        why = 'numbers with dots, such as "1" or "1.2", of which the higher is the newer'
        yield Place(("version",), f"the version “{_short(version)}” cannot be compared; write {why}")
    for field in ("title", "citation"):
        if isinstance(doc.get(field), str) and not doc[field].strip():
            yield Place((field,), f"“{field}” is empty")


def _names(doc: dict[str, Any], table: str, what: str) -> Iterator[Place]:
    """The names of acts, modes or scales that no line of notes could say."""
    first: dict[str, str] = {}
    for path, entry in _entries(doc, table):
        name = entry.get("name")
        if not isinstance(name, str):
            continue
        where = (*path, "name")
        if why := _unsayable(name):
            yield Place(where, f"the {what} “{_short(name)}” {why}")
        elif other := first.get(name_key(name)):
            same = "is there already" if other == name else f"reads as “{_short(other)}”, which is there already"
            yield Place(where, f"the {what} “{_short(name)}” {same}; give each {what} a name of its own")
        elif match_name(hyphened_name(name), [name]) is None:
            yield Place(where, f"the {what} “{_short(name)}” is not found again as it would be written")
        first.setdefault(name_key(name), name)


def _unsayable(name: str) -> str:
    if not name_key(name):
        return "has no letter or digit to be called by"
    if len(name) > LONGEST_NAME:
        return f"is longer than {LONGEST_NAME} characters"
    odd = next((sign for sign in name if sign in _NOT_IN_NAMES), "")
    return f"holds “{odd}”, which ends a name in a line of notes" if odd else ""


def _keys(doc: dict[str, Any]) -> Iterator[Place]:
    """The keys of acts that key mode cannot take, or that another act has."""
    entries = [(path, each) for path, each in _entries(doc, "acts") if isinstance(each.get("key", ""), str)]
    owners: dict[str, str] = {}
    for _, entry in entries:
        if key := usable_key(entry.get("key", "")):
            owners.setdefault(key, _short(str(entry.get("name", ""))))
    taken: set[str] = set()
    for path, entry in entries:
        typed = entry.get("key", "")
        key = usable_key(typed)
        if key in taken:
            yield Place(
                (*path, "key"), f"the key “{key}” is that of “{owners[key]}” already; give each act its own"
            )
        elif typed and not key:
            yield Place((*path, "key"), _unusable(typed, owners))
        elif key:
            taken.add(key)


def _unusable(typed: str, owners: dict[str, str]) -> str:
    if len(typed) > 1 and (hiding := owners.get(usable_key(typed[0]))):
        hides = f"and “{typed[0]}”, the key of “{hiding}”, comes before the second"
        return f"the key “{_short(typed)}” cannot be pressed in key mode: it takes one character, {hides}"
    return f"the key “{_short(typed)}” cannot be pressed in key mode: it takes one letter or digit"


def _bounds(path: Path, scale: dict[str, Any]) -> Iterator[Place]:
    """Whether there are points between the ends of a scale, and each anchor is at one of them."""
    lowest, highest = scale.get("lowest", 1), scale.get("highest", 5)
    if not _is_whole(lowest) or not _is_whole(highest):
        return
    if lowest >= highest:
        field = "highest" if "highest" in scale else "lowest"
        yield Place((*path, field), f"the scale has no points: its lowest is {lowest}, its highest {highest}")
        return
    anchors = scale.get("anchors", {})
    for point in anchors if isinstance(anchors, dict) else ():
        if not (_POINT.fullmatch(point) and lowest <= int(point) <= highest):
            why = f"is on no point of its scale, which goes from {lowest} to {highest} in whole numbers"
            yield Place((*path, "anchors", point), f"the anchor “{_short(point)}” {why}")


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _prompts(doc: dict[str, Any]) -> Iterator[Place]:
    prompts = doc.get("prompts")
    for when, asked in prompts.items() if isinstance(prompts, dict) else ():
        for number, prompt in enumerate(asked if isinstance(asked, list) else []):
            if isinstance(prompt, str) and not prompt.strip():
                yield Place(("prompts", when, number), f"prompt {number + 1} of “{when}” is empty")


def _short(words: str) -> str:
    shown = visible(words)
    return shown if len(shown) <= LONGEST_NAME else shown[: LONGEST_NAME - 1] + "…"
