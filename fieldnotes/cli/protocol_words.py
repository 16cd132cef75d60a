"""A protocol told: as lines to read, and as the values of `--json`."""

from collections.abc import Iterator
from typing import Any

from fieldnotes.archive.offered import Offered
from fieldnotes.capture.keycaps import act_keys
from fieldnotes.model.protocol import Protocol, Scale
from fieldnotes.text import visible


def row(each: Offered, default: str) -> dict[str, Any]:
    """What `list --json` says of a protocol; `default` names the one that a meeting takes where nothing is said."""
    protocol = each.protocol
    return {
        "name": protocol.name,
        "title": protocol.title,
        "version": protocol.version,
        "own": each.own,
        "default": protocol.name == default,
        "acts": len(protocol.acts),
        "modes": len(protocol.modes),
        "scales": len(protocol.scales),
        "prompts": sum(map(len, _prompts(protocol).values())),
    }


def row_line(each: Offered, default: str) -> str:
    """The same as a line."""
    said = row(each, default)
    marks = [mark for mark, holds in (("the study's own", each.own), ("default", said["default"])) if holds]
    counts = (
        f"{said['acts']:2} acts  {said['modes']:2} modes  {said['scales']:2} scales  {said['prompts']:2} prompts"
    )
    words = f"{said['name']:20} {said['version']:6} {counts}  {said['title']}"
    return visible(words + (f"  ({', '.join(marks)})" if marks else ""))


def shape(protocol: Protocol) -> dict[str, Any]:
    """All of a protocol as JSON has it; nothing is missing. `digit` and `key` are the keys of key mode."""
    keys = act_keys(protocol)
    acts = [(act, *keys.of(act.name)) for act in protocol.acts]
    return {
        "name": protocol.name,
        "title": protocol.title,
        "version": protocol.version,
        "citation": protocol.citation,
        "acts": [
            {"name": act.name, "key": letter, "digit": digit, "definition": act.definition}
            for act, digit, letter in acts
        ],
        "modes": [{"name": mode.name, "definition": mode.definition} for mode in protocol.modes],
        "scales": [_scale(scale) for scale in protocol.scales],
        "prompts": _prompts(protocol),
    }


def _scale(scale: Scale) -> dict[str, Any]:
    return {
        "name": scale.name,
        "lowest": scale.lowest,
        "highest": scale.highest,
        "definition": scale.definition,
        "anchors": scale.anchors,
    }


def _prompts(protocol: Protocol) -> dict[str, list[str]]:
    prompts = protocol.prompts
    return {"before": list(prompts.before), "during": list(prompts.during), "after": list(prompts.after)}


def lines(protocol: Protocol) -> Iterator[str]:
    """A protocol as lines of plain text."""
    yield visible(f"{protocol.title} · {protocol.name}, version {protocol.version}")
    yield visible(protocol.citation)
    yield from map(visible, _body(protocol))


def _body(protocol: Protocol) -> Iterator[str]:
    keys = act_keys(protocol)
    if protocol.acts:
        yield from ("", "Acts, with their keys in key mode")
    for act in protocol.acts:
        digit, letter = keys.of(act.name)
        pressed = "  ".join(part for part in (digit, f".{letter}" if letter else "") if part)
        yield f"  {pressed:5}  {act.name:22} {act.definition}".rstrip()
    if protocol.modes:
        yield from ("", "How decisions are reached")
    for mode in protocol.modes:
        yield f"  {mode.name:28}  {mode.definition}".rstrip()
    if protocol.scales:
        yield from ("", "Scales")
    for scale in protocol.scales:
        yield f"  {scale.name} {scale.lowest}–{scale.highest}  {scale.definition}".rstrip()
        yield from (f"    {point:>2}  {words}" for point, words in scale.anchors.items())
    for when, asked in _prompts(protocol).items():
        if asked:
            yield from ("", f"Prompts {when} the meeting", *(f"  {prompt}" for prompt in asked))
