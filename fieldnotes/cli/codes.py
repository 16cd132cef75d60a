"""The codes of a study as lines to read and as JSON."""

from collections.abc import Iterator, Mapping
from typing import Any

from fieldnotes.archive.codings import Use, uses_of
from fieldnotes.model.codebook import Code, Codebook
from fieldnotes.text import hyphened_name, visible

Shape = dict[str, Any]
_ROOM = 52


def code_shapes(book: Codebook, used: Mapping[str, Use]) -> list[Shape]:
    """Every code, those that live as a tree has them, then the merged ones.

    `name` is what observations carry, `written` what the code is called now; `depth` is null for a merged one.
    """
    counts = uses_of(book, dict(used))
    shapes = [_shape(book, code, depth, counts.get(code.name)) for depth, code in book.tree()]
    living = {shape["name"] for shape in shapes}
    return shapes + [
        _shape(book, code, None, used.get(code.name)) for code in book.codes if code.name not in living
    ]


def _shape(book: Codebook, code: Code, depth: int | None, use: Use | None) -> Shape:
    above = book.parent_of(code)
    into = book.resolve(code.name) if code.merged_into else None
    return {
        "name": code.name,
        "written": code.called,
        "former": [name for name in dict.fromkeys((code.name, *code.aliases)) if name != code.called],
        "title": code.title,
        "parent": above.name if above else None,
        "depth": depth,
        "definition": code.definition,
        "when": code.when,
        "when_not": code.when_not,
        "colour": code.colour,
        "status": code.status,
        "waiting": code.name in book.waiting,
        "retired": code.retired,
        "merged_into": into.name if into and into is not code else None,
        "uses": use.uses if use else 0,
        "meetings": len(use.meetings) if use else 0,
        "first_seen": _iso(use),
    }


def _iso(use: Use | None) -> str | None:
    return use.first_seen.isoformat(timespec="seconds") if use else None


def tree_lines(book: Codebook, used: Mapping[str, Use]) -> Iterator[str]:
    """The tree: `#name`, how often it is used, title, what is to be known of it; then what was merged."""
    counts = uses_of(book, dict(used))
    for depth, code in book.tree():
        use = counts.get(code.name)
        name = f"{'  ' * depth}#{code.called}"
        title = code.title if hyphened_name(code.title) != code.called else ""
        marks = ["waits for a review"] * (code.name in book.waiting) or ["emergent"] * (code.status == "emergent")
        marks += ["retired"] * code.retired
        said = "  ".join(filter(None, (title, f"({', '.join(marks)})" if marks else "")))
        yield visible(f"{name:{_ROOM}} {_count(use):>8}  {said}".rstrip())
    for code in book.codes:
        if book.is_merged(code) and (target := book.resolve(code.name)):
            yield visible(f"#{code.called} is merged into #{target.called}")


def _count(use: Use | None) -> str:
    return f"{use.uses:,}×" if use and use.uses else "—"


def waiting_shapes(book: Codebook, used: Mapping[str, Use]) -> list[Shape]:
    """The codes that wait: `name`, `written`, `uses`, `meetings`, `first_seen`; the first seen first."""
    return [
        {
            "name": code.name,
            "written": code.called,
            "uses": use.uses if use else 0,
            "meetings": len(use.meetings) if use else 0,
            "first_seen": _iso(use),
        }
        for code, use in _waiting(book, used)
    ]


def waiting_lines(book: Codebook, used: Mapping[str, Use]) -> Iterator[str]:
    """A line for each that waits."""
    for code, use in _waiting(book, used):
        many = len(use.meetings) if use else 0
        where = f"in {many} meeting{'s' if many != 1 else ''}" if many else "nowhere now"
        first = f", first on {use.first_seen:%Y-%m-%d}" if use else ""
        yield visible(f"#{code.called:{_ROOM - 1}} {_count(use):>8}  {where}{first}")


def _waiting(book: Codebook, used: Mapping[str, Use]) -> list[tuple[Code, Use | None]]:
    counts = uses_of(book, dict(used))
    found = [(code, counts.get(code.name)) for code in book.codes if code.name in book.waiting]
    return sorted(found, key=lambda each: (each[1] is None, each[1].first_seen.timestamp() if each[1] else 0))
