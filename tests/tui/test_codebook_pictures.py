"""Pictures of the codebook screen, compared with those that were looked at; codes that wait have no history yet."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from fieldnotes.tui.shell import Shell
from tests.tui.at_codebook import Coder, make_coded_study
from tests.tui.at_start import SUPPLIES, DeskOfThatDay
from tests.tui.posing import posed, pressed

SMALL, LARGE, NARROW = (80, 24), (120, 36), (60, 20)
PICTURES: dict[str, tuple[tuple[int, int], tuple[str, ...]]] = {
    "small": (SMALL, ()),
    "large": (LARGE, ()),
    "narrow": (NARROW, ()),
    "light": (SMALL, ()),
    "accept": (SMALL, ("a", *"Beds", "tab", *"re")),
    "accept_large": (LARGE, ("a", *"Beds", "tab", *"re")),
    "accept_narrow": (NARROW, ("a", *"Beds", "tab", *"re")),
    "merge_nowhere": (SMALL, ("m", *"zz", "ctrl+s")),
    "lines": (SMALL, ("enter", "see:Lines with", "see:beds again")),
    "retire": (NARROW, ("t",)),
    "filter": (SMALL, ("slash", *"cold")),
}


@pytest.mark.parametrize("picture", PICTURES)
def test_codes_that_wait(picture: str, tmp_path: Path, snap_compare: Callable[..., bool]) -> None:
    make_coded_study(tmp_path / "codes").close()
    size, keys = PICTURES[picture]
    desk = DeskOfThatDay(SUPPLIES, "KC")
    desk.open_study(tmp_path / "codes")
    shell = Shell(desk)
    if picture == "light":
        shell.theme = "fieldnotes-light"

    async def pose(pilot: Pilot[None]) -> None:
        await posed(desk, ["k"])(pilot)
        coder = Coder(pilot, desk)
        await coder.settles()
        await pressed(coder, keys)
        await coder.settles()

    try:
        assert snap_compare(shell, run_before=pose, terminal_size=size)
    finally:
        desk.close()
