"""Acts on the record by `add`, the history that `show` prints, and imports of what was changed since."""

from pathlib import Path
from typing import Any

from tests.cli.calling import Caller

HEAD = """Site: Site B
Body: PEC
Date: 2004-05-12
Start: 14:00
Zone: Europe/London
Observer: KC
---
14:01 P1: welcome
14:02 P2: the beds
"""


def seen(fieldnotes: Caller, study: Path, ref: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = fieldnotes.well("show", study, ref, "--json").json["observations"]
    return found


def test_each_act_is_answered_in_one_sentence_and_survives_the_run(
    fieldnotes: Caller, study: Path, meeting: str
) -> None:
    def add(line: str) -> str:
        said = fieldnotes.well("add", study, meeting, line, "--observer", "KC")
        assert not said.err or "P7" in said.err
        return said.out

    assert add("P7: money is short").startswith("saved ")
    assert add("/amend P7: money was short").startswith("Now reads: P7: money was short")
    assert add("/write all about it") == "Written up: P7: money was short.\n"
    assert add("/undo") == "As it was before: P7: money was short.\n"
    assert add("/undo") == "As it was before: P7: money is short.\n"
    assert add("/redo") == "Brought back: P7: money was short.\n"
    assert add("/retract nobody said that") == "Taken back: P7 is here; P7: money was short.\n"
    shown = seen(fieldnotes, study, meeting)
    assert [(one["kind"], one["text"], one["retracted"]) for one in shown] == [
        ("presence", "", True),
        ("speech", "money was short", True),
    ]
    assert add("/redo") == "There is nothing to bring back; nothing was changed.\n"
    for _ in range(3):
        add("/undo")
    assert add("/undo") == "There is no line of yours to take back; nothing was changed.\n"
    assert fieldnotes.well("show", study, meeting, "--json").json["people"] == []
    assert fieldnotes.well("add", study, meeting, "/retract", "--observer", "KC").out == (
        "There is no line of yours here; nothing was changed.\n"
    )


def test_an_act_that_lacks_words_says_which(fieldnotes: Caller, study: Path, meeting: str) -> None:
    for line in ("/amend", "/write  "):
        said = fieldnotes.well("add", study, meeting, line)
        assert said.out == ""
        assert "wants" in said.err
        assert "nothing was changed" in said.err


def test_the_history_tells_who_when_what_and_why(fieldnotes: Caller, study: Path, meeting: str) -> None:
    fieldnotes.well("add", study, meeting, "chair opens", "--observer", "KC")
    fieldnotes.well("add", study, meeting, "/amend chair opens late", "--observer", "KC")
    fieldnotes.well("add", study, meeting, "/retract by the clock", "--observer", "KC")
    fieldnotes.well("add", study, meeting, "/undo", "--observer", "KC")
    told = fieldnotes.well("show", study, meeting, "--history", "--json").json
    lines = [entry for entry in told if entry["table"] == "observations"]
    assert set(told[0]) == {
        "change", "at", "who", "device", "table", "key", "fields", "undoes", "redoes", "why",
    }  # fmt: skip
    assert [entry["who"] for entry in lines] == ["KC"] * 4
    assert [entry["fields"].get("text") for entry in lines] == [
        [None, "chair opens"], ["chair opens", "chair opens late"], None, None,
    ]  # fmt: skip
    assert [entry["fields"].get("retracted") for entry in lines] == [None, None, [None, True], [True, None]]
    assert [entry["why"] for entry in lines] == ["", "", "by the clock", ""]
    assert [entry["undoes"] for entry in lines] == [None, None, None, lines[2]["change"]]
    assert [entry["at"] for entry in lines] == sorted(entry["at"] for entry in lines)
    said = fieldnotes.well("show", study, meeting, "--history").out
    assert "text: chair opens → chair opens late" in said
    assert "because: by the clock" in said
    assert "(undo)" in said


def test_a_jotting_that_was_retracted_or_amended_is_not_imported_again(
    fieldnotes: Caller, study: Path, tmp_path: Path
) -> None:
    file = tmp_path / "pec.jot"
    file.write_text(HEAD, encoding="utf-8")
    fieldnotes.well("import", study, file)
    fieldnotes.well("add", study, "last", "/amend P2: the wards", "--observer", "KC")
    (again,) = fieldnotes.well("import", study, file, "--json").json
    assert (again["added"], again["there_already"], again["missing_in_file"]) == (0, 2, [])
    fieldnotes.well("add", study, "last", "/retract", "--observer", "KC")
    (again,) = fieldnotes.well("import", study, file, "--json").json
    assert (again["added"], again["there_already"], again["missing_in_file"]) == (0, 2, [])
    file.write_text(HEAD.replace("beds", "wards"), encoding="utf-8")
    (now,) = fieldnotes.well("import", study, file, "--json").json
    assert (now["added"], now["there_already"]) == (0, 2)
    file.write_text(HEAD.replace("beds", "nurses"), encoding="utf-8")
    (other,) = fieldnotes.well("import", study, file, "--json").json
    assert (other["added"], other["there_already"]) == (1, 1)


def test_the_text_export_leaves_out_what_was_taken_back(fieldnotes: Caller, study: Path, tmp_path: Path) -> None:
    file = tmp_path / "pec.jot"
    file.write_text(HEAD, encoding="utf-8")
    fieldnotes.well("import", study, file)
    fieldnotes.well("add", study, "last", "/undo", "--observer", "KC")
    (path,) = fieldnotes.well("export", study, "last", "--to", "text", "--out", tmp_path / "out").out.split()
    written = Path(path).read_text(encoding="utf-8")
    assert "welcome" in written
    assert "beds" not in written


def test_codes_are_put_on_the_latest_line_and_lines_are_found(
    fieldnotes: Caller, study: Path, meeting: str
) -> None:
    fieldnotes.well("add", study, meeting, "P1: the beds [/]", "--observer", "KC")
    coded = fieldnotes.well("add", study, meeting, "/code #brand-new", "--observer", "KC")
    assert coded.out == "Coded: P1 · #brand-new: the beds [/].\n"
    assert "is not in the codebook" in coded.err
    found = fieldnotes.well("add", study, meeting, "/find #brand P1:", "--observer", "KC")
    count, row = found.out.splitlines()
    assert count == "1 found:"
    assert row.endswith("P1 · #brand-new: the beds [/]")
    assert fieldnotes.well("add", study, meeting, "/find zebra").out == "Nothing found.\n"
