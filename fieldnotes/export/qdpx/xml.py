"""Pieces of XML as text: `Project.xsd` of 18 March 2019 fixes the order, this only what a character may be."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

from fieldnotes.text import REPLACEMENT

SPACE = "urn:QDA-XML:project:1.0"
_NEVER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
Value = str | int | float | date


def text(words: str) -> str:
    """Words between tags; what XML has no place for is `�`."""
    return escape(_NEVER.sub(REPLACEMENT, words), {"\r": "&#13;"})


def quoted(words: str) -> str:
    """Words as the value of an attribute, quotation marks included."""
    return quoteattr(_NEVER.sub(REPLACEMENT, words))


def element(name: str, attributes: Mapping[str, str | None], *inside: str) -> str:
    """An element; attributes that are None are left out."""
    said = "".join(f" {key}={quoted(value)}" for key, value in attributes.items() if value is not None)
    body = "".join(inside)
    return f"<{name}{said}>{body}</{name}>\n" if body else f"<{name}{said}/>\n"


def container(name: str, inside: Iterable[str]) -> str:
    """An element that is left out where there is nothing in it."""
    body = "".join(inside)
    return f"<{name}>\n{body}</{name}>\n" if body else ""


def described(words: str) -> str:
    """A Description; none of no words."""
    return f"<Description>{text(words)}</Description>\n" if words else ""


def reference(name: str, guid: str) -> str:
    """A CodeRef, NoteRef, SourceRef, …"""
    return f'<{name} targetGUID="{guid}"/>\n'


@lru_cache(maxsize=64)
def instant(moment: datetime | None) -> str | None:
    """A dateTime in UTC, to the second, ending in `Z`."""
    return None if moment is None else f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def value(variable: str, said: Value) -> str:
    """A VariableValue, of the type of what is said."""
    if isinstance(said, str):
        kind, words = "TextValue", text(said)
    elif isinstance(said, date):
        kind, words = "DateValue", said.isoformat()
    elif isinstance(said, int):
        kind, words = "IntegerValue", str(said)
    else:
        kind, words = "FloatValue", f"{said:.2f}"
    return f"<VariableValue>{reference('VariableRef', variable).rstrip()}<{kind}>{words}</{kind}></VariableValue>\n"
