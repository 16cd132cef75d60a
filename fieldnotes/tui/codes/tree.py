"""The codes as rows: what waits, the tree, what was merged; which of them are in sight. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

from fieldnotes.model.codebook import Code, Codebook
from fieldnotes.tui.meetings import Heading

if TYPE_CHECKING:
    from fieldnotes.archive.codings import Use

Part = Literal["waiting", "tree", "merged"]
Folded = Literal["", "open", "folded"]
WAITING, TREE, MERGED = "Waiting for a review", "Codebook", "Merged into others"


class Shown(NamedTuple):
    """What of a codebook is in sight: names of codes whose own are folded away, words, retired and merged ones."""

    folded: frozenset[str] = frozenset()
    words: str = ""
    all: bool = False


class CodeRow(NamedTuple):
    """A code in a list. `into` is what it was merged into, `meetings` in how many it is used."""

    code: Code
    part: Part
    depth: int = 0
    fold: Folded = ""
    uses: int = 0
    meetings: int = 0
    since: str = ""
    into: str = ""


Line = CodeRow | Heading


def arranged(book: Codebook, counts: Mapping[str, Use], shown: Shown) -> list[Line]:
    """Headings and codes in their order; a part without a code has no heading."""
    wanted = shown.words.casefold().split()
    parts: dict[str, list[CodeRow]] = {
        WAITING: [_row(code, "waiting", counts) for code in waiting(book) if _fits(code, wanted, book)],
        TREE: list(_tree(book, counts, shown, wanted)),
        MERGED: list(_merged(book, counts, wanted)) if shown.all else [],
    }
    found: list[Line] = []
    for title, rows in parts.items():
        found += [Heading(title, len(rows)), *rows] if rows else []
    return found


def waiting(book: Codebook) -> list[Code]:
    """The codes that emerged and wait, the first seen first."""
    return [code for code in book.codes if code.name in book.waiting]


def hidden(book: Codebook) -> int:
    """How many codes are not in sight at first: retired and merged ones."""
    return sum(code.retired or book.is_merged(code) for code in book.codes)


def _row(code: Code, part: Part, counts: Mapping[str, Use], depth: int = 0, fold: Folded = "") -> CodeRow:
    use = counts.get(code.name)
    if use is None:
        return CodeRow(code, part, depth, fold)
    return CodeRow(code, part, depth, fold, use.uses, len(use.meetings), use.first_seen.date().isoformat())


def _tree(book: Codebook, counts: Mapping[str, Use], shown: Shown, wanted: list[str]) -> Iterator[CodeRow]:
    """The codes that fit, with those over them; nothing is folded away while words are looked for."""
    lines = [(depth, code) for depth, code in book.tree() if code.name not in book.waiting]
    kept, over = set[str](), list[str]()
    for depth, code in lines:
        over[depth:] = [code.name]
        if (shown.all or not code.retired) and _fits(code, wanted, book):
            kept.update(over)
    lines = [(depth, code) for depth, code in lines if code.name in kept]
    deepest: int | None = None
    behind = [*(depth for depth, _ in lines[1:]), 0]
    for (depth, code), next_depth in zip(lines, behind, strict=False):  # the one behind is of the last of none
        if deepest is not None and depth > deepest:
            continue
        deepest = depth if code.name in shown.folded and not wanted else None
        fold: Folded = "" if next_depth <= depth else "open" if deepest is None else "folded"
        yield _row(code, "tree", counts, depth, fold)


def _merged(book: Codebook, counts: Mapping[str, Use], wanted: list[str]) -> Iterator[CodeRow]:
    for code in book.codes:
        if book.is_merged(code) and _fits(code, wanted, book):
            target = book.resolve(code.name)
            yield _row(code, "merged", counts)._replace(into=target.called if target else "")


def _fits(code: Code, wanted: list[str], book: Codebook) -> bool:
    return not wanted or all(word in _told(code, book) for word in wanted)


def _told(code: Code, book: Codebook) -> str:
    """What a code is looked for by."""
    marks = ("waiting" if code.name in book.waiting else "", "retired" if code.retired else "")
    names = (code.title, f"#{code.called}", code.name, *code.aliases)
    return " ".join((*names, code.definition, code.status, *marks)).casefold()


def folding(book: Codebook) -> frozenset[str]:
    """The names of all codes that others lie under."""
    over = (book.parent_of(code) for code in book.living())
    return frozenset(code.name for code in over if code)
