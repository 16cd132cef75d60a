"""What stands beside the form and in its place, in any number of cells."""

from pathlib import Path

import pytest

from fieldnotes.tui.exporting import told
from fieldnotes.tui.exporting.asking import ExportForm, Which
from fieldnotes.tui.exporting.job import Report, Warned
from fieldnotes.tui.exporting.kept import Chosen
from fieldnotes.tui.exporting.plan import planned
from fieldnotes.tui.wrapping import cells

STEMS = tuple(f"2004-05-12-site-b-pec-{number:08x}" for number in range(150))
LABELS = {STEMS[0]: "12 May 2004  Łódź [red]患者安全[/] \x1b[31m"}
WHICH = (Which("all", "the whole study", STEMS, LABELS),)


def lines(chosen: Chosen, width: int, entry: str = "Meetings") -> list[str]:
    form = ExportForm(WHICH, chosen, lambda: None, lambda: None, lambda: None)
    form.at = next(n for n, each in enumerate(form.entries) if each.label == entry)
    rows = told.before(form, planned(form.asked(), form.stems, "beds"), width)
    assert [row for row in rows if cells(row) > width] == []
    return ["".join(piece.text for piece in row) for row in rows]


@pytest.mark.parametrize("width", [20, 53, 76, 110])
@pytest.mark.parametrize("entry", ["Meetings", "For", "Formats", "Structure", "Folder"])
def test_everything_fits_and_no_row_begins_with_a_sign_between(width: int, entry: str) -> None:
    found = lines(Chosen("all", "nvivo", out="/a/long/way/to/[b]a folder[/]/that has no end"), width, entry)
    assert [line for line in found if line.startswith("·") or line.endswith("·")] == []


def test_what_is_chosen_among_what_there_is() -> None:
    found = "\n".join(lines(Chosen("all", "", ("docx", "qdc"), out="/x"), 76, "Formats"))
    assert "● docx" in found
    assert "● qdc" in found
    assert "● pdf" not in found
    assert "for coding tools, and to read in a word processor" in found


def test_the_meetings_are_named_as_far_as_somebody_reads() -> None:
    found = lines(Chosen("all", "paper", out="/x"), 76)
    assert any(line.startswith("  12 May 2004  Łódź [red]患者安全[/] ") for line in found)
    assert "\x1b" not in "".join(found)
    assert f"  {STEMS[1]}" in found
    assert found[-1] == "  … and 50 more"


def test_all_of_many_sentences_can_be_read() -> None:
    many = tuple(
        Warned(f"m{n // 2}", f"sentence {n} [red]and[/] [@click=app.quit] " + "x " * 60) for n in range(40)
    )
    report = Report(Path("/out"), (Path("/out/[b].pdf"),), 20, 20, many, (), False)
    said = ["".join(piece.text for piece in row) for row in told.after(report, 40)]
    assert [n for n in range(40) if f"sentence {n} " not in "\n".join(said)] == []
    assert all(len(line) <= 40 for line in said)
    assert said.count("m3") == 1
    assert "[b].pdf" in said
