"""Names shortened to so few cells that they stay apart."""

from collections import Counter
from collections.abc import Sequence

from rich.cells import cell_len

from fieldnotes.tui.wrapping import fitting


def shortened(names: Sequence[str], width: int) -> list[str]:
    """Each name in at most so many cells, and no two names alike that differ: `group north` is `g…n` in three.

    Those that would be alike keep their beginning and what they differ in, else have a number. Where so many
    do not fit, the numbers are wider.
    """
    plain = {name: _cut(name, width) for name in names}
    often = Counter(plain.values())
    found = {name: short for name, short in plain.items() if often[short] == 1}
    for name in plain:
        if name not in found:
            alike = [other for other in plain if other != name and plain[other] == plain[name]]
            found[name] = _apart(name, alike, width, set(found.values()))
    return [found[name] for name in names]


def _apart(name: str, alike: Sequence[str], width: int, taken: set[str]) -> str:
    """What a name differs in from those that begin as it does, behind its own beginning."""
    rest = name[max(_shared(name, other) for other in alike) :].lstrip()
    first = _cut(name, max(1, width // 2 - 1))
    telling = f"{first}…{_cut(rest, width - 1 - cell_len(first))}"
    if rest and cell_len(telling) <= width and telling not in taken:
        return telling
    return next(short for n in range(1, len(taken) + 2) if (short := _numbered(name, n, width)) not in taken)


def _numbered(name: str, number: int, width: int) -> str:
    return f"{_cut(name, max(1, width - len(str(number))))}{number}"


def _shared(one: str, other: str) -> int:
    """How many characters two names have in common at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def _cut(name: str, width: int) -> str:
    """As much of a name as fits, without a sign that it was cut."""
    return name[: fitting(name, max(1, width))].rstrip() if name else name
