"""All benchmarks, one command: ``python -m bench [--quick] [--json FILE] [NAME…]``.

Prints a table and writes the same as JSON (bench/results.json unless told otherwise). The exit status is 1 when a
ratio is over its bound, except with `--quick`, whose few rounds say too little to fail anybody.
"""

import argparse
import importlib
import json
import pkgutil
import platform
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import bench
from bench.row import Row

RESULTS = Path(__file__).with_name("results.json")
HEADINGS = ("measured", "ours", "beside", "other", "ratio", "bound", "")


def main(words: list[str] | None = None) -> int:
    asked = _arguments(words)
    rows = list(measured(asked.names, asked.quick))
    print("\n".join(table(rows)))
    asked.json.write_text(json.dumps(as_json(rows, asked.quick), indent=1) + "\n", encoding="utf-8")
    return 0 if asked.quick or all(row.kept for row in rows) else 1


def _arguments(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench", description="Measure fieldnotes against plain programs."
    )
    parser.add_argument("names", nargs="*", help="benchmarks to run, all of them by default")
    parser.add_argument("--quick", action="store_true", help="few rounds; bounds fail nobody")
    parser.add_argument("--json", type=Path, default=RESULTS, help="where the figures go")
    return parser.parse_args(words)


def measured(names: Iterable[str], quick: bool) -> Iterator[Row]:
    """The rows of the named benchmarks, each said on standard error as it begins."""
    known = dict(benchmarks())
    for name in list(names) or sorted(known):
        if name not in known:
            raise SystemExit(f"There is no benchmark “{name}”; there are {', '.join(sorted(known)) or 'none'}.")
        print(f"{name} …", file=sys.stderr, flush=True)
        yield from known[name](quick)


def benchmarks() -> Iterator[tuple[str, Callable[[bool], Iterable[Row]]]]:
    """The name and `rows` of each module of this package that measures something."""
    for found in pkgutil.iter_modules(bench.__path__):
        if found.name.startswith("_"):
            continue
        rows = getattr(importlib.import_module(f"bench.{found.name}"), "rows", None)
        if rows is not None:
            yield found.name, rows


def table(rows: list[Row]) -> Iterator[str]:
    """The rows as lines of text, columns aligned."""
    cells = [HEADINGS, *map(_cells, rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEADINGS))]
    for line in cells:
        yield "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()


def _cells(row: Row) -> tuple[str, ...]:
    bound = "" if row.bound is None else f"{row.bound:g}"
    other = "" if row.other is None else f"{row.other:.3g} {row.unit}"
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
    return row.name, f"{row.ours:.3g} {row.unit}", row.beside, other, ratio, bound, "" if row.kept else "OVER"


def as_json(rows: list[Row], quick: bool) -> dict[str, Any]:
    """The figures with what they were measured on."""
    machine = {"python": platform.python_version(), "system": platform.platform()}
    figures = [{**row._asdict(), "ratio": row.ratio, "kept": row.kept} for row in rows]
    return {"quick": quick, **machine, "rows": figures}


if __name__ == "__main__":
    raise SystemExit(main())
