"""Codebooks in and out from the codebook screen: a plan first, nothing twice, one sentence where it cannot be."""

from pathlib import Path

import pytest

from fieldnotes.archive import StudyArchive
from fieldnotes.intake.codebook.incoming import read_codebook
from fieldnotes.tui.codes.files import path_of
from tests.tui.at_codebook import Coder, at_codebook, make_coded_study

TABLE = "name,title,parent,definition\nmoney,Money,,Cash [b]\nnew-one,New [/] one,money,\n"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A study with a small framework, and codes that emerged in two meetings."""
    make_coded_study(tmp_path / "codes").close()
    return tmp_path / "codes"


async def names(coder: Coder, path: Path) -> None:
    """Import, and name the file."""
    await coder.types("i")
    await coder.sees("Import a codebook")
    coder.page.form.entry.line.set(str(path))  # type: ignore[union-attr]
    await coder.types("", "enter")


async def test_a_plan_is_shown_and_enter_brings_it_in_once(study: Path, tmp_path: Path) -> None:
    table = tmp_path / "codes.csv"
    table.write_text(TABLE)
    async with at_codebook(study) as coder:
        before = StudyArchive.open(study).codes()
        await names(coder, table)
        await coder.sees("1 new, 1 changed, 0 there already. Enter brings it in")
        assert "+ #new-one  New [/] one" in coder.row("#new-one")
        assert "~ #money  definition" in coder.row("~ #money")
        assert StudyArchive.open(study).codes() == before
        await coder.types("", "enter")
        await coder.sees("u takes it back.")
        assert coder.code("new-one").parent == "money"
        assert StudyArchive.open(study).code_history()[-1].why == "imported from codes.csv"
        await coder.settles()
        await names(coder, table)
        await coder.sees("The study has all of it already: there is nothing to bring in.")
        await coder.types("", "enter", "u")
        await coder.sees("Taken back: 1 new, 1 changed")
        assert StudyArchive.open(study).codes() == before


async def test_escape_leaves_everything_as_it_is(study: Path, tmp_path: Path) -> None:
    table = tmp_path / "codes.csv"
    table.write_text(TABLE)
    async with at_codebook(study) as coder:
        before = StudyArchive.open(study).codes()
        await names(coder, table)
        await coder.sees("Enter brings it in")
        await coder.types("", "escape")
        assert coder.row("Waiting for a review  2")
        assert StudyArchive.open(study).codes() == before


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("bad.csv", "name,parent\na,nowhere\n", "line 2"),
        ("bad.toml", "[[codes]]\n", "line 1"),
        ("bad.qdc", "<", "line 1"),
    ],
)
async def test_a_file_that_cannot_be_read_is_one_sentence(
    study: Path, tmp_path: Path, name: str, content: str, says: str
) -> None:
    (tmp_path / name).write_text(content)
    async with at_codebook(study) as coder:
        await names(coder, tmp_path / name)
        await coder.until(lambda: "Nothing was changed" in coder.page.says.words, "the sentence")
        assert says in coder.page.says.words
        assert coder.page.view == "codes"


async def test_a_file_that_is_not_there_or_no_codebook_is_told_while_it_is_typed(study: Path) -> None:
    async with at_codebook(study) as coder:
        await coder.types("i")
        await coder.types("nowhere.csv")
        await coder.sees("no such file")
        await coder.types("", "ctrl+u")
        await coder.types("a.pdf")
        await coder.sees("no codebook by its ending")
        await coder.types("", "enter")
        await coder.sees("Name a file that is there and ends in .csv, .qdc, .toml.")


@pytest.mark.parametrize("ending", [".csv", ".qdc", ".toml"])
async def test_export_writes_each_form(study: Path, tmp_path: Path, ending: str) -> None:
    out = tmp_path / "out" / f"codes{ending}"
    async with at_codebook(study) as coder:
        await coder.types("x")
        await coder.sees("a table for a spreadsheet")
        coder.page.form.entry.line.set(str(out))  # type: ignore[union-attr]
        await coder.types("", "enter")
        await coder.sees("8 codes written to")
        words = {code.words for code in read_codebook(out).codes}
        assert {"Brokering", "Mediating conflict"} <= words or {"brokering", "mediating"} <= words
        await coder.types("x", "ctrl+u")
        await coder.types("codes.pdf", "enter")
        await coder.sees("Name a file that ends in .csv, .qdc, .toml.")


def test_a_path_as_a_terminal_writes_it() -> None:
    assert path_of("'/a b/c.csv'") == Path("/a b/c.csv")
    assert path_of("file:///a/c.csv ") == Path("/a/c.csv")
    assert path_of("/a\\ b/c.csv") == Path("/a b/c.csv")
    assert path_of("  ") is None
