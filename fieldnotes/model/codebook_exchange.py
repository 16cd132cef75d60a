"""How a code stands in a file of another program: one name, unique and not too long, one description, one GUID.

The description holds all that such a file has no place for, in lines that people read, and `read_description`.
"""

import re
from collections.abc import Iterable
from typing import Any

from fieldnotes.model.codebook import Code, Codebook
from fieldnotes.model.codebook_words import a_name
from fieldnotes.model.guids import guid_of
from fieldnotes.text import hyphened_name

LONGEST = 63
_FIELDS = {
    "When to use": "when",
    "When not to use": "when_not",
    "Title": "title",
    "Name": "name",
    "Status": "status",
    "Retired": "retired",
}
_MARK = re.compile(rf"(\\*)({'|'.join(_FIELDS)}):(?: (.*)|())\Z")


def exchange_names(book: Codebook) -> dict[str, str]:
    """By the name of each code that lives its name elsewhere: the title, unique without case, 63 characters.

    Codes that would share one are told apart by the code that they lie under, else by a number.
    """
    codes = [code for _, code in book.tree()]
    said = {code.name: _short(code.label) for code in codes}
    for name in _shared(said):
        code = book.get(name)
        above = book.parent_of(code) if code else None
        if code and above:
            said[name] = _short(f"{above.label} – {code.label}")
    shared = _shared(said)
    taken = {text.casefold() for name, text in said.items() if name not in shared}
    for name in shared:
        said[name] = _numbered(said[name], taken)
        taken.add(said[name].casefold())
    return said


def _shared(said: dict[str, str]) -> list[str]:
    counts: dict[str, int] = {}
    for text in said.values():
        counts[text.casefold()] = counts.get(text.casefold(), 0) + 1
    return [name for name, text in said.items() if counts[text.casefold()] > 1]


def _short(text: str, room: int = LONGEST) -> str:
    return text if len(text) <= room else text[: room - 1].rstrip() + "…"


def _numbered(text: str, taken: set[str]) -> str:
    n, found = 1, text
    while found.casefold() in taken:
        n += 1
        found = f"{_short(text, LONGEST - len(f' ({n})'))} ({n})"
    return found


def exchange_guids(book: Codebook, study: str) -> dict[str, str]:
    """By the name of each code its GUID in that study: its own from an import, else one of its name."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for code in book.codes:
        own = code.guid if code.guid and code.guid not in taken else guid_of("code", study, code.name)
        found[code.name] = own
        taken.add(own)
    return found


def description(code: Code, name: str) -> str:
    """What stands under a code that is called `name` elsewhere; empty where there is nothing to say."""
    lines = {
        "When to use": code.when,
        "When not to use": code.when_not,
        "Title": code.label if code.label != name else "",
        "Name": code.called if a_name(code.label) != code.called else "",
        "Status": "" if code.status == "a priori" else code.status,
        "Retired": "yes" if code.retired else "",
    }
    said = [f"{mark}: {_escaped(text, 1)}" for mark, text in lines.items() if text]
    return "\n\n".join([*filter(None, [_escaped(code.definition)]), *said])


def _escaped(text: str, first: int = 0) -> str:
    """The text with a backslash before each line, from the first on, that would else read as one of ours."""
    lines = text.split("\n")
    return "\n".join("\\" + line if n >= first and _MARK.match(line) else line for n, line in enumerate(lines))


def read_description(text: str) -> dict[str, Any]:
    """The fields that a description says: `definition`, `when`, …; none of an empty one."""
    found: dict[str, list[str]] = {"definition": []}
    lines = found["definition"]
    for line in text.split("\n"):
        mark = _MARK.match(line)
        if mark is None:
            lines.append(line)
        elif mark[1]:
            lines.append(line[1:])
        else:
            lines = found.setdefault(_FIELDS[mark[2]], [])
            lines.append(mark[3] or "")
    said: dict[str, Any] = {field: "\n".join(each).strip(" \n") for field, each in found.items()}
    return _understood({field: words for field, words in said.items() if words})


def _understood(said: dict[str, Any]) -> dict[str, Any]:
    if "retired" in said:
        said["retired"] = said["retired"].casefold() in ("yes", "true", "1")
    if said.get("status") not in (None, "a priori", "emergent"):
        del said["status"]
    if "name" in said and hyphened_name(said["name"]) != said["name"]:
        del said["name"]
    return said


def shortest(names: Iterable[str], most: int = 5) -> str:
    """The first few of these, and how many more there are: `a, b and 3 more`."""
    known = list(names)
    more = f" and {len(known) - most} more" if len(known) > most else ""
    return ", ".join(known[:most]) + more
