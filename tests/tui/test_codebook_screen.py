"""The codebook screen: what is listed, each key, and that old codings are found."""

from pathlib import Path

import pytest

from fieldnotes.archive import StudyArchive
from tests.tui.at_codebook import at_codebook, make_coded_study


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A study with a small framework, and codes that emerged in two meetings."""
    make_coded_study(tmp_path / "codes").close()
    return tmp_path / "codes"


async def test_what_waits_stands_at_the_top_and_is_chosen(study: Path) -> None:
    async with at_codebook(study) as coder:
        assert "6 codes · 2 waiting" in coder.rows[0]
        assert "Waiting for a review  2" in coder.row("Waiting")
        assert "beds  2 meetings, since 3 May 2004" in coder.chosen
        assert "◌" in coder.chosen
        assert coder.row("◌")
        assert await coder.sees("14:00  beds again")


async def test_the_tree_with_uses_state_and_colour(study: Path) -> None:
    async with at_codebook(study, (120, 36)) as coder:
        assert "▾ ■ Relational [b]ties[/b]  #relational" in coder.row("Relational")
        assert coder.row("Brokering").split("│")[1].rstrip().endswith("1×")
        assert "✦ emergent" in coder.row("Debts")
        assert not coder.row("Old word")
        await coder.types("s")
        assert "✕ retired" in coder.row("Old word")


async def test_accept_asks_title_place_and_definition(study: Path) -> None:
    async with at_codebook(study) as coder:
        await coder.types("a")
        await coder.sees("Accept #beds")
        await coder.types("Beds [x]", "tab")
        await coder.types("brok", "tab", "tab")
        await coder.types("Who has them.", "ctrl+n")
        await coder.types("And who not.", "ctrl+s")
        await coder.sees("is in the framework, as one that emerged. u takes it back.")
        made = coder.code("beds")
        assert (made.title, made.parent, made.definition) == (
            "Beds [x]",
            "brokering",
            "Who has them.\nAnd who not.",
        )
        assert made.status == "emergent"
        assert "Beds [x]" in coder.chosen
        await coder.settles()
        assert "accepted under #brokering" in "".join(
            piece.text for row in coder.page._details(200) for piece in row
        )


async def test_taking_back_an_acceptance_has_the_code_wait_again(study: Path) -> None:
    async with at_codebook(study) as coder:
        await coder.types("a", "ctrl+s")
        await coder.sees("u takes it back")
        await coder.types("u")
        await coder.sees("Taken back: #beds is in the framework")
        assert "beds" in StudyArchive.open(study).codebook().waiting
        await coder.types("u")
        await coder.sees("Nothing was done to the codebook since it was opened here")


async def test_merging_into_a_code_that_is_typed_in_part(study: Path) -> None:
    async with at_codebook(study) as coder:
        await coder.types("m")
        await coder.types("mon", "tab", "tab")
        await coder.types("same thing", "enter")
        await coder.sees("#beds is merged into #money, where its lines are found now.")
        await coder.settles()
        await coder.goes_to("Money")
        assert "4×" in coder.chosen  # a line that has both counts for both
        await coder.types("", "enter")
        await coder.sees("the [red]beds[/] are full")
        assert coder.row("who pays")
        commit = StudyArchive.open(study).code_history()[-1]
        assert (commit.who, commit.why) == ("KC", "same thing")
