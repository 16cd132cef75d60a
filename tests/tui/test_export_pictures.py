"""Pictures of the export screen, compared with those that were looked at."""

from collections.abc import Callable
from pathlib import Path

import pytest

from fieldnotes.tui.exporting.job import Exporting, Report, Warned
from fieldnotes.tui.shell import Shell
from tests.tui.at_start import SUPPLIES, DeskOfThatDay, make_study
from tests.tui.posing import posed

Compare = Callable[..., bool]
SMALL, LARGE, NARROW = (80, 24), (120, 36), (60, 20)
FOLDER = ("up", "ctrl+u", *"~/out", "see:into /researcher/out")
PICTURES: dict[str, tuple[tuple[int, int], tuple[str, ...]]] = {
    "nvivo": (SMALL, ("end", *FOLDER, "down", "down", "n")),
    "formats_large": (LARGE, ("end", *FOLDER, "down", "down", "n", "down")),
    "narrow": (NARROW, ("end", *FOLDER, "down", "down", "n", *["down"] * 5)),
    "told": (SMALL, ("end", *FOLDER, "ctrl+s", "see:Warnings")),
}
REPORT = Report(
    Path("/researcher/out"),
    (Path("/researcher/out/beds.qdpx"), Path("/researcher/out/[b]eds-nvivo.csv")),
    7,
    7,
    (
        Warned("", "2 characters beyond the Basic Multilingual Plane (emoji and the like): codings behind them may "
               "be shifted in programs that count in UTF-16 (2004-05-12-site-b-pec)."),
        Warned("2004-05-12-site-b-pec", "line 4 of [red]a log[/] is half a line: the disk was full."),
        Warned("2004-05-12-site-b-pec", "line 9 cannot be read."),
    ),
    (Warned("2004-05-11-site-a-pec", "This meeting was written by a newer fieldnotes; update fieldnotes."),),
    False,
)  # fmt: skip


@pytest.mark.parametrize("picture", PICTURES)
def test_exporting(picture: str, tmp_path: Path, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    make_study(tmp_path / "beds").close()
    monkeypatch.setenv("HOME", "/researcher")
    monkeypatch.setattr(Exporting, "run", lambda *_: REPORT)
    size, keys = PICTURES[picture]
    desk = DeskOfThatDay(SUPPLIES, "KC")
    desk.open_study(tmp_path / "beds")
    try:
        pose = posed(desk, ["x", "see:What will be written", *keys])
        assert snap_compare(Shell(desk), run_before=pose, terminal_size=size)
    finally:
        desk.close()
