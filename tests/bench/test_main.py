"""The command that runs the benchmarks; what they measure is theirs."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from bench import __main__ as command
from bench.row import Row, by_turns

GOOD = Row("a line", 2.0, "append", 1.0, "ms", 3.0)
OVER = Row("a page", 9.0, "canvas", 2.0, "ms", 2.0)
FREE = Row("start", 1.0, "empty app", 0.5, "s")
ALONE = Row("memory", 17.0, "", None, "MB")


def rows(*made: Row) -> Iterable[tuple[str, object]]:
    return [("one", lambda quick: made)]


@pytest.mark.parametrize(
    ("made", "words", "status"),
    [((GOOD, FREE, ALONE), [], 0), ((GOOD, OVER), [], 1), ((GOOD, OVER), ["--quick"], 0)],
)
def test_a_ratio_over_its_bound_is_status_1_unless_quick(
    made: tuple[Row, ...],
    words: list[str],
    status: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(command, "benchmarks", lambda: rows(*made))
    assert command.main([*words, "--json", str(tmp_path / "r.json")]) == status
    written = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert [(row["name"], row["kept"]) for row in written["rows"]] == [(row.name, row.kept) for row in made]
    assert ("OVER" in capsys.readouterr().out) == (OVER in made)


def test_a_benchmark_nobody_wrote_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "benchmarks", lambda: rows(GOOD))
    with pytest.raises(SystemExit, match="“two”; there are one"):
        list(command.measured(["two"], quick=True))


def test_rows_are_found_where_a_module_has_them() -> None:
    assert "row" not in dict(command.benchmarks())


def test_two_actions_are_run_by_turns_and_their_medians_taken() -> None:
    ticks = iter([0, 1, 1, 3, 3, 5, 5, 9, 9, 12, 12, 13])
    order: list[str] = []
    taken = by_turns(lambda: order.append("a"), lambda: order.append("b"), 3, clock=lambda: next(ticks))
    assert order == ["a", "b"] * 3
    assert taken == (2, 2)
