"""The codebook screen: every key, and what the disk has after it."""

from pathlib import Path

import pytest

from fieldnotes.archive import StudyArchive
from fieldnotes.model.codebook import Code
from fieldnotes.tui.screens.meeting import MeetingScreen
from tests.tui.at_codebook import FRAMEWORK, Coder, at_codebook, make_coded_study


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A study with a small framework, and codes that emerged in two meetings."""
    make_coded_study(tmp_path / "codes").close()
    return tmp_path / "codes"


async def answers(coder: Coder, letter: str, title: str, words: str, *keys: str) -> None:
    """Press the letter at a code, and answer what it asks first in place of what stands there."""
    await coder.goes_to(title)
    await coder.types(letter, "ctrl+u")
    await coder.types(words, *keys)


async def test_a_new_code_lies_beside_the_chosen_one_or_where_it_is_said(study: Path) -> None:
    async with at_codebook(study) as coder:
        await coder.goes_to("Brokering")
        await coder.types("n", "tab")
        assert "relational" in coder.row("❯ Under")
        await coder.types("", "shift+tab")
        await coder.types("Bed [@click=app.quit] days", "ctrl+s")
        await coder.sees("#bed-click-app-quit-days is added. u takes it back.")
        assert "Bed [@click=app.quit] days" in coder.chosen
        made = coder.code("bed-click-app-quit-days")
        assert (made.title, made.parent, made.status) == ("Bed [@click=app.quit] days", "relational", "a priori")
        await coder.types("u")
        await coder.sees("Taken back: #bed-click-app-quit-days is added.")
        assert StudyArchive.open(study).codebook().get("bed-click-app-quit-days") is None


async def test_a_name_that_is_taken_or_none_is_told_at_once_and_refused(study: Path) -> None:
    async with at_codebook(study) as coder:
        before = StudyArchive.open(study).codes()
        await coder.types("n")
        await coder.types("Money")
        await coder.sees("#money is in the codebook already")
        await coder.types("", "ctrl+s")
        await coder.sees("That cannot be its name")
        await coder.types("", "ctrl+u", "ctrl+s")
        await coder.sees("A code has a name; its title will do.")
        await coder.types("", "escape")
        await coder.sees("◌")
        assert StudyArchive.open(study).codes() == before


async def test_define_changes_only_what_was_touched(study: Path) -> None:
    async with at_codebook(study) as coder:
        await coder.goes_to("Relational [b]ties[/b]")
        await coder.types("d", "tab")
        assert coder.row("Ties.⏎Of all [kinds].")
        await coder.types("", "tab", "tab", "tab", "ctrl+u")
        await coder.types("#2f6")
        await coder.sees("green")
        await coder.types("", "ctrl+s")
        await coder.sees("#relational is changed.")
        assert coder.code("relational") == Code(
            "relational", "Relational [b]ties[/b]", colour="#22FF66", definition="Ties.\nOf all [kinds]."
        )
        await coder.types("d", "tab")
        await coder.types(" More.", "ctrl+n")
        await coder.types("End.", "ctrl+s")
        await coder.sees("#relational is changed.")
        assert coder.code("relational").definition == "Ties.\nOf all [kinds]. More.\nEnd."


async def test_no_colour_is_refused(study: Path) -> None:
    async with at_codebook(study) as coder:
        await coder.goes_to("Money")
        await coder.types("d", *["tab"] * 4)
        await coder.types("[red]", "ctrl+s")
        await coder.sees("That is no colour; write it as #2F6DB5, or leave it empty.")
        assert coder.code("money").colour == ""


async def test_a_rename_keeps_the_old_name_and_the_old_lines(study: Path) -> None:
    async with at_codebook(study) as coder:
        await answers(coder, "r", "Money", "Funds [x]", "tab")
        await coder.types("better word", "enter")
        await coder.sees("#funds-x is its name now; lines coded before are found under both.")
        await coder.settles()
        assert coder.row("called before: #money")
        assert coder.code("money").called == "funds-x"
        await coder.types("", "enter")
        await coder.sees("who pays [U+001B][31m?")
        assert coder.row("Lines with #funds-x")


async def test_a_rename_to_another_code_says_how_to_make_one_of_both(study: Path) -> None:
    async with at_codebook(study) as coder:
        await answers(coder, "r", "Money", "brokering", "ctrl+s")
        await coder.sees("#brokering is another code: m makes one of both")
        assert coder.code("money").called == "money"


async def test_move_takes_all_under_it_along_and_never_under_itself(study: Path) -> None:
    async with at_codebook(study) as coder:
        await answers(coder, "v", "Money", "debts", "ctrl+s")
        await coder.sees("“money” cannot lie under “debts”")
        await coder.types("", "ctrl+u")
        await coder.types("relational", "ctrl+s")
        await coder.sees("#money is moved.")
        assert coder.code("money").parent == "relational"
        assert coder.row("under #relational")


async def test_retire_asks_why_and_restore_brings_back(study: Path) -> None:
    async with at_codebook(study) as coder:
        await coder.goes_to("Money")
        await coder.types("t")
        await coder.sees("retire #money, why ›")
        await coder.types("", "escape")
        assert not coder.code("money").retired
        await coder.types("t")
        await coder.types("no [use]", "enter")
        await coder.sees("#money is offered no more; its lines are found as before.")
        assert coder.code("money").retired
        assert StudyArchive.open(study).code_history()[-1].why == "no [use]"
        await coder.types("s")
        await coder.goes_to("Money")
        await coder.types("t")
        await coder.sees("#money is retired already; e brings it back.")
        await coder.types("e", "enter")
        await coder.sees("#money is back, with its own lines.")
        assert not coder.code("money").retired


async def test_a_merged_code_is_restored_with_its_own_lines(study: Path) -> None:
    async with at_codebook(study) as coder:
        await coder.types("m")
        await coder.types("money", "ctrl+s")
        await coder.sees("#beds is merged into #money")
        await coder.types("s")
        await coder.goes_to("beds")
        assert "→ #money" in coder.chosen
        await coder.types("r")
        await coder.sees("#beds was merged into #money; e brings it back first.")
        await coder.types("", "enter")
        await coder.sees("the [red]beds[/] are full")
        await coder.types("", "escape")
        await coder.types("e", "enter")
        await coder.sees("#beds is back, with its own lines.")
        await coder.goes_to("Money")
        assert coder.chosen.rstrip(" │").endswith("1×")


async def test_taking_a_merge_back_has_the_code_wait_again(study: Path) -> None:
    async with at_codebook(study) as coder:
        await coder.types("m")
        await coder.types("money", "ctrl+s")
        await coder.sees("#beds is merged into #money")
        await coder.types("u")
        await coder.sees("Taken back: #beds is merged into #money")
        assert "beds" in StudyArchive.open(study).codebook().waiting
        assert coder.row("Waiting for a review  2")


async def test_what_somebody_else_changed_since_is_left(study: Path) -> None:
    async with at_codebook(study) as coder:
        await answers(coder, "r", "Money", "funds", "ctrl+s")
        await coder.sees("#funds is its name now")
        from fieldnotes.model.codebook_edits import rename

        other = StudyArchive.open(study)
        other.change_codes(rename(other.codebook(), "money", "cash"), "PM")
        other.close()
        await coder.types("u")
        await coder.sees("What was changed since of #money is left.")
        assert coder.code("money").called == "cash"


async def test_the_key_to_what_waits_goes_round(study: Path) -> None:
    async with at_codebook(study) as coder:
        await coder.goes_to("Debts")
        await coder.types("w")
        assert "beds" in coder.chosen
        await coder.types("w")
        assert "room-cold" in coder.chosen
        await coder.types("w")
        assert "beds" in coder.chosen


async def test_folding(study: Path) -> None:
    async with at_codebook(study) as coder:
        await coder.goes_to("Brokering")
        await coder.types("", "left")
        assert "▾ ■ Relational" in coder.chosen
        await coder.types("", "left")
        assert "▸ ■ Relational" in coder.chosen
        assert not coder.row("Mediating conflict")
        await coder.types("", "right")
        assert coder.row("Mediating conflict")
        await coder.types("", "right")
        assert "Brokering" in coder.chosen
        await coder.types("z")
        assert "▸ ■ Relational" in coder.chosen
        assert not coder.row("Debts")
        await coder.types("z")
        assert coder.row("Debts")


async def test_the_filter_shows_codes_with_those_over_them(study: Path) -> None:
    async with at_codebook(study) as coder:
        await coder.types("/conflict")
        await coder.sees("2 of 8")
        assert coder.row("▾ ■ Relational")
        assert "Relational" in coder.chosen
        await coder.types("", "down", "tab")
        assert "Mediating conflict" in coder.chosen
        assert coder.row("Only codes with “conflict” are shown")
        await coder.types("", "escape")
        assert coder.row("Waiting for a review  2")
        await coder.types("/zz")
        await coder.sees("No code has “zz”. Esc shows all.")
        await coder.types("", "escape")
        assert coder.row("Money")


async def test_a_line_opens_its_meeting_and_leaving_comes_back(study: Path) -> None:
    async with at_codebook(study) as coder:
        await coder.types("", "enter")
        await coder.sees("Lines with #beds")
        await coder.sees("beds again")
        await coder.types("", "down", "enter")
        await coder.until(lambda: isinstance(coder.pilot.app.screen, MeetingScreen), "the meeting")
        await coder.types("more #new-one", "enter", "ctrl+q")
        await coder.until(lambda: coder.pilot.app.screen is coder.page, "the codebook")
        await coder.settles()
        await coder.types("", "escape")
        await coder.sees("Waiting for a review  3")
        assert coder.row("new-one")


async def test_escape_goes_out_level_by_level_to_the_start_screen(study: Path) -> None:
    async with at_codebook(study) as coder:
        await coder.types("p")
        assert not coder.row("Waiting for a review")
        await coder.types("", "down", "escape", "enter", "escape")
        await coder.sees("Waiting for a review")
        await coder.types("", "escape")
        await coder.until(lambda: coder.pilot.app.screen is coder.start, "the start screen")


async def test_the_details_scroll(study: Path) -> None:
    async with at_codebook(study, (60, 20)) as coder:
        await coder.goes_to("Brokering")
        assert coder.row("more below")
        await coder.types("", *["alt+down"] * 9)
        assert coder.row("added under #relational")
        await coder.types("", *["alt+up"] * 9)
        assert coder.row("#brokering  a priori")


async def test_without_codes_it_says_which_keys_fill_it(tmp_path: Path) -> None:
    StudyArchive.create(tmp_path / "s", "S", "UTC").close()
    async with at_codebook(tmp_path / "s") as coder:
        assert coder.row("n  add a code")
        assert coder.row("i  import a codebook (.csv, .qdc, .toml)")
        for key in ("d", "m", "r", "v", "t"):
            await coder.types(key)
            assert coder.row("Choose a code first; n adds one."), key
        for key, words in {
            "a": "No code waits", "w": "No code waits", "e": "neither retired nor merged", "x": "no code to export",
            "u": "Nothing was done", "slash": "no code to look for", "left": "", "right": "", "z": "",
            "enter": "No code yet",
        }.items():  # fmt: skip
            await coder.types("", key)
            assert coder.row(words), key


async def test_what_the_disk_refuses_is_one_sentence_in_the_form(
    study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **words: object) -> str:
        raise OSError(28, "No space left on device")

    async with at_codebook(study) as coder:
        monkeypatch.setattr(StudyArchive, "change_codes", refuse)
        await coder.types("a", "ctrl+s")
        await coder.sees("No space left on device")
        await coder.types("", "escape")
        await coder.types("t", "enter")
        await coder.sees("No space left on device")


async def test_all_that_a_user_may_write_is_shown_as_text(tmp_path: Path) -> None:
    nasty = "[/] [@click=app.quit]x[/] \x1b[31m\u202etxt"
    codes = (
        Code("a", nasty, definition=nasty, when=nasty, when_not=nasty, colour="#000000", aliases=("old",)),
        *FRAMEWORK,
    )
    make_coded_study(tmp_path / "s", codes).close()
    async with at_codebook(tmp_path / "s", (120, 36)) as coder:
        coder.page.choose_code("a")
        await coder.settles()
        shown = "[/] [@click=app.quit]x[/] [U+001B][31m[U+202E]txt"
        assert coder.row(f"■ {shown}"[:40])
        assert any(shown[:30] in row for row in coder.rows[1:4])
        await coder.types("d")
        await coder.sees("Title       [/] [@click=app.quit]x[/] [U+001B][31m[U+202E]txt")
        await coder.types("", "ctrl+s")
        await coder.sees("“a” is so already; nothing was changed.")


async def test_three_hundred_codes_cost_what_is_in_sight(tmp_path: Path) -> None:
    codes = tuple(
        Code(f"code-{n:03}", f"Code {n}", parent=f"code-{n // 10 * 10:03}" if n % 10 else None) for n in range(300)
    )
    make_coded_study(tmp_path / "s", codes).close()
    async with at_codebook(tmp_path / "s") as coder:
        assert "300 codes · 4 waiting" in coder.rows[0]
        painted = 0
        lay_out = coder.page.listing._lay_out

        def counted(row: object, width: int) -> list[object]:
            nonlocal painted
            painted += 1
            return lay_out(row, width)  # type: ignore[arg-type,return-value]

        coder.page.listing._lay_out = counted  # type: ignore[assignment]
        await coder.types("", *["down"] * 10)
        assert painted <= 30
        await coder.types("", "end")
        assert "Code 299" in coder.chosen
