"""Pictures of the page on which a meeting is prepared, compared with those that were looked at."""

from collections.abc import Callable
from pathlib import Path

import pytest

from fieldnotes.tui.shell import Shell
from tests.tui.at_start import SUPPLIES, DeskOfThatDay, make_study
from tests.tui.posing import posed

Compare = Callable[..., bool]
SMALL, LARGE, NARROW = (80, 24), (120, 36), (60, 20)
HEAD = ("n", *"Forum", "enter", "enter", *"31/6", "see:is no day of the calendar; write it")
AGENDA = ("f3", *"agenda.txt", "enter", "see:3 items read")
PEOPLE = ("f4", *"P1", "space", *"[/]", "space", *"chair;", "space", "l", "a", "y", "enter", "down", "space")
PICTURES: dict[str, tuple[tuple[int, int], tuple[str, ...]]] = {
    "head": (SMALL, HEAD),
    "agenda": (SMALL, ("n", *AGENDA)),
    "agenda_large": (LARGE, ("n", *AGENDA, *["down"] * 4, "enter")),
    "agenda_narrow": (NARROW, ("n", *AGENDA, *["down"] * 4)),
    "people": (SMALL, ("n", *AGENDA, *PEOPLE)),
    "again_large": (LARGE, ("down", "a", "see:Tuesday 8 June 2004, 14:00, in 27 days", "f3", "down", "down")),
}
EMAIL = """Dear [all],

1. Apologies (5)
2. Diabetes NSF update - Dr Smith 20 mins for discussion
3. Finance, Lead: P4, 15 mins, for decision

Regards
"""


@pytest.mark.parametrize("picture", PICTURES)
def test_preparing(picture: str, tmp_path: Path, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    make_study(tmp_path / "beds").close()
    (tmp_path / "agenda.txt").write_text(EMAIL, "utf-8")
    monkeypatch.chdir(tmp_path)
    size, keys = PICTURES[picture]
    desk = DeskOfThatDay(SUPPLIES, "KC")
    desk.open_study(tmp_path / "beds")
    try:
        assert snap_compare(Shell(desk), run_before=posed(desk, keys), terminal_size=size)
    finally:
        desk.close()
