"""A protocol written as a TOML file with a comment on each part, to be read and edited by people."""

import json
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from fieldnotes.model.protocol import Act, Mode, Prompts, Protocol, Scale

_HEAD = """\
# A protocol: what a meeting is observed by. Each meeting keeps the one it began with, so that editing this file
# changes no past. See whether it can be read: fieldnotes protocol check FILE

# What it is chosen by: lower-case words with hyphens.
"""
_VERSION = "# Raise it with each change, and a study takes the file anew: fieldnotes protocol add STUDY FILE"
_CITATION = "# Where it comes from, as a paper would cite it. It stands in every PDF."
_ACTS = """\
# What people do when they speak, logged with or without words: `P3>P5 challenge: …`. The key is pressed after `.`
# in key mode: one letter or digit, another one for each act; a digit is pressed alone. Digits that are left go to
# the first acts in their order."""
_MODES = "# How a decision is reached: `! vote 4-1-1: …`."
_SCALES = """\
# What is rated when an item has closed: `/rate NAME 4 why`. The points go from `lowest` (1 where nothing is said)
# to `highest` (5); the anchors say what some of them mean."""
_PROMPTS = "# Questions to the observer, shown one at a time in quiet moments before, during and after the meeting."


def written(protocol: Protocol) -> str:
    """The protocol as a TOML file that reads back as the same."""
    return "\n".join(_lines(protocol)) + "\n"


def _lines(protocol: Protocol) -> Iterator[str]:
    yield _HEAD + f"name = {_text(protocol.name)}"
    yield f"title = {_text(protocol.title)}"
    yield from (_VERSION, f"version = {_text(protocol.version)}")
    yield from (_CITATION, f"citation = {_text(protocol.citation)}")
    yield from ("", _ACTS, *_list("acts", protocol.acts, Act))
    yield from ("", _MODES, *_list("modes", protocol.modes, Mode))
    yield from ("", _SCALES)
    for scale in protocol.scales:
        yield from _scale(scale)
    yield from ("", _PROMPTS, "[prompts]", *_prompts(protocol.prompts))


def _list(table: str, entries: Sequence[Act | Mode], kind: type[Struct]) -> Iterator[str]:
    if not entries:
        yield f"{table} = []"
        return
    yield f"{table} = ["
    for entry in entries:
        said = {field: getattr(entry, field) for field in kind.__struct_fields__}
        yield f"  {_table({field: value for field, value in said.items() if value or field == 'name'})},"
    yield "]"


def _scale(scale: Scale) -> Iterator[str]:
    yield from ("[[scales]]", f"name = {_text(scale.name)}")
    yield from (f"lowest = {scale.lowest}", f"highest = {scale.highest}")
    if scale.definition:
        yield f"definition = {_text(scale.definition)}"
    if scale.anchors:
        yield f"anchors = {_table(scale.anchors)}"
    yield ""


def _prompts(prompts: Prompts) -> Iterator[str]:
    for when in Prompts.__struct_fields__:
        yield f"{when} = ["
        yield from (f"  {_text(prompt)}," for prompt in getattr(prompts, when))
        yield "]"


def _table(entries: Mapping[str, str]) -> str:
    inside = ", ".join(f"{_key(name)} = {_text(value)}" for name, value in entries.items())
    return f"{{ {inside} }}" if inside else "{}"


def _key(name: str) -> str:
    is_bare = name.isascii() and name.replace("-", "a").replace("_", "a").isalnum()
    return name if is_bare else _text(name)


def _text(value: str) -> str:
    """A basic string: JSON's escapes are TOML's too, but for DEL, which JSON leaves as it is."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
