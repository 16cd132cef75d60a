"""What benches of whole programs share: folders of their own, rounds that go by turns, and what a program takes."""

import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.pty_driver import Terminal

EMPTY = [sys.executable, "-m", "bench.empty_app", "--still"]
NONE = 0
"""The size of the empty app, which stands beside each size of a study."""


@contextmanager
def own_folders() -> Iterator[Path]:
    """A folder for studies, for what the programs keep, and for what Python compiles of them."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("FIELDNOTES_BENCH")) as folder:
        surroundings = {f"FIELDNOTES_{kind}": str(Path(folder, kind)) for kind in ("DATA", "STATE", "CACHE")}
        surroundings |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(Path(folder, "compiled"))}
        os.environ.update(surroundings)
        yield Path(folder)


def medians(run: Callable[[int], tuple[float, ...]], sizes: tuple[int, ...], rounds: int) -> list[list[float]]:
    """The median figures of the empty app and of each size, of rounds in which all of them go by turns.

    Each round begins with another one: a program that follows one of another kind starts later, by up to 90 ms.
    """
    every = (NONE, *sizes)
    runs: dict[int, list[tuple[float, ...]]] = {size: [] for size in every}
    for n in range(rounds):
        first = n % len(every)
        for size in (*every[first:], *every[:first]):
            runs[size].append(run(size))
    return [[statistics.median(figures) for figures in zip(*runs[size], strict=True)] for size in every]


def spent(screen: Terminal, act: Callable[[], None]) -> float:
    """Processor seconds of all threads of the program while something is done, by the scheduler's own account."""
    before = _on_cpu(screen)
    act()
    return _on_cpu(screen) - before


def _on_cpu(screen: Terminal) -> float:
    tasks = Path(f"/proc/{screen.process.pid}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9
