"""`codebook`: what is done to a study's codes, and that no jotting notices."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.calling import Caller

Observations = Callable[[str], list[dict[str, object]]]


@pytest.fixture
def coded(fieldnotes: Caller, study: Path, meeting: str) -> Path:
    """The study, with three coded lines in its meeting."""
    for line in ("who has them #beds", "says nothing #underlying-tensions", "again #beds #porters"):
        fieldnotes.well("add", study, meeting, line)
    return study


def codes(fieldnotes: Caller, study: Path) -> dict[str, dict[str, Any]]:
    return {code["name"]: code for code in fieldnotes.well("codebook", study, "--json").json}


def found(fieldnotes: Caller, study: Path, code: str) -> set[str]:
    return {hit["text"] for hit in fieldnotes.well("search", study, "--code", code, "--json").json}


def test_the_list_is_a_tree_with_uses(fieldnotes: Caller, coded: Path) -> None:
    said = fieldnotes.well("codebook", coded).out.splitlines()
    assert said[0].startswith("#analytical-contribution")
    assert said[2].split() == ["#underlying-tensions", "1×"]
    assert said[2].startswith("  #")
    assert "waits for a review" in next(line for line in said if "#beds" in line)
    assert fieldnotes.well("codebook", coded, "list").out == fieldnotes.well("codebook", coded).out
    assert (
        fieldnotes.well("codebook", coded, "list", "--json").json
        == fieldnotes.well("codebook", coded, "--json").json
    )
    tensions = codes(fieldnotes, coded)["underlying-tensions"]
    assert (tensions["parent"], tensions["depth"], tensions["uses"]) == ("analytical-contribution", 1, 1)


def test_a_renamed_code_is_found_under_both_names_and_typed_by_either(
    fieldnotes: Caller, coded: Path, meeting: str, show: Observations
) -> None:
    before = show(meeting)
    fieldnotes.well("codebook", coded, "rename", "underlying-tensions", "Deep tensions", "--why", "clearer")
    assert show(meeting) == before
    fieldnotes.well("add", coded, meeting, "one #deep-tensions")
    fieldnotes.well("add", coded, meeting, "two #underlying-tensions")
    assert [seen["codes"] for seen in show(meeting)][-2:] == [["underlying-tensions"]] * 2
    assert found(fieldnotes, coded, "deep-tensions") == {"says nothing", "one", "two"}
    assert found(fieldnotes, coded, "underlying-tensions") == {"says nothing", "one", "two"}
    code = codes(fieldnotes, coded)["underlying-tensions"]
    assert (code["written"], code["former"], code["title"]) == (
        "deep-tensions",
        ["underlying-tensions"],
        "Deep tensions",
    )


def test_merged_codings_are_found_under_the_other_code_and_come_back(
    fieldnotes: Caller, coded: Path, meeting: str, show: Observations
) -> None:
    before = show(meeting)
    fieldnotes.well("codebook", coded, "merge", "beds", "--into", "underlying-tensions")
    assert show(meeting) == before
    assert found(fieldnotes, coded, "underlying-tensions") == {"who has them", "says nothing", "again"}
    assert found(fieldnotes, coded, "beds") == {"who has them", "says nothing", "again"}
    listed = codes(fieldnotes, coded)
    assert (listed["beds"]["merged_into"], listed["underlying-tensions"]["uses"]) == ("underlying-tensions", 3)
    assert "#beds is merged into #underlying-tensions" in fieldnotes.well("codebook", coded).out
    fieldnotes.well("codebook", coded, "restore", "beds")
    assert found(fieldnotes, coded, "beds") == {"who has them", "again"}


def test_what_emerged_waits_until_it_is_accepted(fieldnotes: Caller, coded: Path) -> None:
    waiting = fieldnotes.well("codebook", coded, "review", "--json").json
    assert [(code["name"], code["uses"], code["meetings"]) for code in waiting] == [
        ("beds", 2, 1),
        ("porters", 1, 1),
    ]
    assert all(code["first_seen"] for code in waiting)
    assert "#beds" in fieldnotes.well("codebook", coded, "review").out
    fieldnotes.well("codebook", coded, "accept", "beds", "--under", "relational", "--definition", "Who has beds.")
    fieldnotes.well("codebook", coded, "retire", "porters")
    assert "Nothing waits" in fieldnotes.well("codebook", coded, "review").out
    listed = codes(fieldnotes, coded)
    assert (listed["beds"]["parent"], listed["beds"]["status"]) == ("relational", "emergent")
    assert listed["porters"]["retired"]
    assert found(fieldnotes, coded, "porters") == {"again"}


def test_a_code_is_added_defined_and_moved(fieldnotes: Caller, study: Path) -> None:
    fieldnotes.well("codebook", study, "add", "Who pays", "--under", "relational", "--colour", "#abc")
    fieldnotes.well(
        "codebook", study, "define", "who-pays", "--when-not", "It is free.", "--title", "Who pays for it"
    )
    fieldnotes.well("codebook", study, "move", "who-pays", "--under", "engagement")
    code = codes(fieldnotes, study)["who-pays"]
    assert (code["parent"], code["colour"], code["when_not"]) == ("engagement", "#AABBCC", "It is free.")
    assert code["title"] == "Who pays for it"
    fieldnotes.well("codebook", study, "move", "who-pays")
    assert codes(fieldnotes, study)["who-pays"]["parent"] is None


def test_every_change_has_who_when_and_why(fieldnotes: Caller, coded: Path) -> None:
    fieldnotes.well("codebook", coded, "accept", "beds", "--observer", "KC", "--why", "seen everywhere")
    fieldnotes.well("codebook", coded, "rename", "beds", "bed-days", "--observer", "LM")
    said = fieldnotes.well("codebook", coded, "history", "bed-days").out
    assert said.splitlines()[0] == "beds"
    assert "KC  written  because: seen everywhere" in said
    assert "LM  changed" in said
    assert "written: — → bed-days" in said
    steps = fieldnotes.well("codebook", coded, "history", "beds", "--json").json
    assert [(step["who"], step["why"]) for step in steps] == [("KC", "seen everywhere"), ("LM", "")]
    assert len(fieldnotes.well("codebook", coded, "history", "--json").json) > 17


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["merge", "beds", "--into", "nothing"], "There is no code “nothing”"),
        (["add", "Engagement"], "define engagement"),
        (["move", "relational", "--under", "engagement-x"], "There is no code"),
        (["rename", "beds", "porters"], "merge beds --into porters"),
        (["history", "nothing"], "There is no code"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(fieldnotes: Caller, coded: Path, words: list[str], says: str) -> None:
    said = fieldnotes("codebook", coded, *words)
    assert (said.code, said.out) == (1, "")
    assert says in said.err
    assert said.err.count("\n") == 1


def test_wrong_usage_is_2(fieldnotes: Caller, study: Path) -> None:
    assert fieldnotes("codebook", study, "merge", "relational").code == 2
    assert fieldnotes("codebook", study, "nonsense").code == 2
    assert fieldnotes("codebook").code == 2


def test_a_codebook_goes_out_and_comes_back(fieldnotes: Caller, coded: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    fieldnotes.well("init", other, "--name", "Other", "--zone", "UTC", "--codebook", "receptive-context")
    for ending in ("qdc", "csv", "toml"):
        file = tmp_path / f"codes.{ending}"
        assert fieldnotes.well("codebook", coded, "export", file).out == f"{file}\n"
        again = fieldnotes.well("codebook", coded, "import", file, "--json").json
        assert [(told["added"], told["changed"], told["there_already"]) for told in again] == [(0, 0, 19)]
    file = tmp_path / "codes.qdc"
    shown = fieldnotes.well("codebook", other, "import", file, "--dry-run").out
    assert "new: #underlying-tensions" in shown
    assert "19 to add" in shown
    assert "underlying-tensions" not in codes(fieldnotes, other)
    fieldnotes.well("codebook", other, "import", file, "--observer", "KC")
    there = codes(fieldnotes, other)
    assert there["underlying-tensions"]["parent"] == "analytical-contribution"
    assert (there["beds"]["status"], there["beds"]["waiting"]) == ("emergent", False)
    steps = fieldnotes.well("codebook", other, "history", "beds", "--json").json
    assert [(step["who"], step["why"]) for step in steps] == [("KC", "imported from codes.qdc")]
    before = fieldnotes.well("codebook", other, "history", "--json").out
    assert "0 added, 19 there already" in fieldnotes.well("import", other, file, "--as", "qdc").out
    assert fieldnotes.well("codebook", other, "history", "--json").out == before


def test_the_export_of_a_study_is_named_after_its_folder(fieldnotes: Caller, coded: Path, tmp_path: Path) -> None:
    said = fieldnotes.well("export", coded, "--to", "qdc", "--out", tmp_path / "out").out
    assert said == f"{tmp_path / 'out' / 'study.qdc'}\n"
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["study.qdc"]
    both = fieldnotes.well("export", coded, "--to", "qdc,text", "--out", tmp_path / "out", "--json").json
    assert [Path(path).suffix for path in both] == [".qdc", ".jot"]


def test_what_is_changed_elsewhere_comes_back_as_a_change(fieldnotes: Caller, coded: Path, tmp_path: Path) -> None:
    file = tmp_path / "codes.qdc"
    fieldnotes.well("codebook", coded, "export", file)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"Underlying tensions"', '"Deep tensions"'), encoding="utf-8")
    said = fieldnotes.well("codebook", coded, "import", file).out
    assert "changed: #underlying-tensions  (title, written)" in said
    assert found(fieldnotes, coded, "deep-tensions") == {"says nothing"}
    assert "0 added, 19 there already" in fieldnotes.well("codebook", coded, "import", file).out


def test_a_wrong_file_changes_nothing_not_even_by_the_right_one_beside_it(
    fieldnotes: Caller, study: Path, tmp_path: Path
) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("name\nbrand-new\n", encoding="utf-8")
    bad.write_text("name,colour\nother,red\n", encoding="utf-8")
    said = fieldnotes("codebook", study, "import", good, bad)
    assert said.code == 1
    assert "bad.csv, line 2: " in said.err
    assert said.err.count("\n") == 1
    assert "brand-new" not in codes(fieldnotes, study)
    assert fieldnotes("codebook", study, "import", tmp_path / "x.docx").code == 2
    assert fieldnotes("codebook", study, "export", tmp_path / "x.docx").code == 2
