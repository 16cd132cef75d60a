"""`new`, `again`, `actions` and `done` as they are called."""

import io
import sys
from pathlib import Path

import pytest
import time_machine

from tests.cli.calling import Caller

NOW = "2026-11-22T10:00:00+00:00"
AGENDA = (
    "Agenda\n1. Welcome\n2. Money (for decision) 20 mins - finance director\n   - detail\n3. Dr Smith to report\n"
)
PEOPLE = "P1  chair; clinical\nP4  finance director; managerial\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """An agenda and a list of people."""
    agenda, people = tmp_path / "agenda.txt", tmp_path / "people.txt"
    agenda.write_text(AGENDA, encoding="utf-8")
    people.write_text(PEOPLE, encoding="utf-8")
    return agenda, people


@time_machine.travel(NOW, tick=False)
def test_new_reads_what_people_write(fieldnotes: Caller, study: Path, files: tuple[Path, Path]) -> None:
    agenda, people = files
    said = fieldnotes.well(
        "new", study, "--site", "Site B", "--body", "PEC", "--date", "next Tuesday 2pm", "--type", "committee",
        "--place", "Board room", "--mode", "face-to-face", "--agenda", agenda, "--people", people,
        "--apologies", "chair,P9",
    )  # fmt: skip
    assert said.out.count("\n") == 1
    assert "Understood: Tuesday 24 November 2026, 14:00 (Europe/London), in 2 days." in said.err
    assert f"{agenda}:4: no item (text under the item in line 3): - detail" in said.err
    assert "“Dr Smith” looks like a real name" in said.err
    assert "3 items read" in said.err
    shown = fieldnotes.well("show", study, said.out.strip(), "--json", "--all").json
    head = shown["meeting"]
    assert (head["start"], head["type"]) == ("2026-11-24T14:00:00+00:00", "committee")
    assert (head["place"], head["mode"]) == ("Board room", "in the room")
    assert [(p["code"], p["status"]) for p in shown["people"]] == [
        ("P1", "apologies"),
        ("P4", "present"),
        ("P9", "apologies"),
    ]
    second = shown["items"][1]
    assert (second["title"], second["planned_minutes"], second["purpose"], second["presenter"]) == (
        "Money", 20, "decision", "P4",
    )  # fmt: skip
    assert "Smith" not in str(shown)


@time_machine.travel(NOW, tick=False)
def test_a_dry_run_shows_and_makes_nothing(
    fieldnotes: Caller, study: Path, files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(AGENDA.encode())))
    said = fieldnotes.well(
        "new", study, "--site", "B", "--body", "PEC", "--date", "12/6", "--start", "half two", "--agenda", "-",
        "--people", files[1], "--dry-run",
    )  # fmt: skip
    assert "When: Saturday 12 June 2027, 14:30 (Europe/London), in 202 days" in said.out
    assert "  2. Money (20; decision; P4)" in said.out
    assert "Nothing was made" in said.err
    assert fieldnotes.well("list", study, "--json").json == []


@time_machine.travel(NOW, tick=False)
def test_the_people_of_the_last_meeting_come_again_when_asked(
    fieldnotes: Caller, study: Path, files: tuple[Path, Path]
) -> None:
    new = ("new", study, "--site", "Site B", "--body", "PEC", "--date")
    fieldnotes.well(*new, "12 May 2004", "--people", files[1], "--apologies", "P4")
    fieldnotes.well(
        "new", study, "--site", "Site C", "--body", "PEC", "--date", "13 May 2004", "--apologies", "P30"
    )
    made = fieldnotes.well(*new, "tomorrow", "--same-people").out.strip()
    people = fieldnotes.well("show", study, made, "--json").json["people"]
    assert [(p["code"], p["role"], p["group"], p["status"]) for p in people] == [
        ("P1", "chair", "clinical", "present"),
        ("P4", "finance director", "managerial", "present"),
    ]
    alone = fieldnotes.well(*new, "in 2 weeks").out.strip()
    assert fieldnotes.well("show", study, alone, "--json").json["people"] == []
    none = fieldnotes.well("new", study, "--site", "Z", "--body", "PEC", "--date", "today", "--same-people")
    assert "no people are taken over" in none.err


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (("--date", "2:30 tomorrow"), "may mean 2.30am or 2.30pm"),
        (("--date", "soon"), "cannot be read"),
        (("--date", "today", "--mode", "asleep"), "in the room, online, hybrid"),
        (("--date", "today", "--apologies", "nobody"), "neither a code"),
        (("--date", "today", "--people", "EMPTY"), "no line was read as a person"),
        (("--date", "today", "--agenda", "EMPTY"), "no line was read as an item"),
        (("--date", "today", "--people", "AGENDA"), "line 1"),
        (("--date", "today", "--agenda", "missing.txt"), "missing.txt"),
    ],
)
def test_what_goes_wrong_is_one_sentence_and_makes_nothing(
    fieldnotes: Caller, study: Path, files: tuple[Path, Path], more: tuple[str, ...], sentence: str
) -> None:
    empty = files[0].with_name("empty.txt")
    empty.write_text("\n", encoding="utf-8")
    named = {"EMPTY": empty, "AGENDA": files[0]}
    said = fieldnotes("new", study, "--site", "A", "--body", "B", *(named.get(word, word) for word in more))
    assert said.code in (1, 2)
    assert said.out == ""
    assert sentence in said.err.splitlines()[-1]
    assert fieldnotes.well("list", study, "--json").json == []


@pytest.fixture
def left_open(fieldnotes: Caller, study: Path) -> str:
    """The id of a meeting of 2004 that deferred a decision and left two actions open."""
    made = fieldnotes.well(
        "new", study, "--site", "Site B", "--body", "PEC", "--date", "12 May 2004 14:00", "--type", "committee",
        "--place", "Board room", "--mode", "hybrid",
    ).out.strip()  # fmt: skip
    for line in (
        "@14:01 /item 1 Apologies", "@14:02 P1: welcome", "@14:06 /item 2 The post",
        "@14:12 ! deferred: fund the lead", "@14:12:30 => P3 by 12 June: one page of options",
        "@14:13 => P4: ask again", "@14:20 /end",
    ):  # fmt: skip
        fieldnotes.well("add", study, made, line)
    return made


def test_actions_are_listed_and_closed(fieldnotes: Caller, study: Path, left_open: str) -> None:
    rows = fieldnotes.well("actions", study, "--json").json
    assert [(r["owners"], r["due"], r["overdue"], r["text"]) for r in rows] == [
        (["P3"], "2004-06-12", True, "one page of options"),
        (["P4"], None, False, "ask again"),
    ]
    assert rows[0]["meeting"] == left_open
    assert "OVERDUE  P3 by 2004-06-12: one page of options" in fieldnotes.well("actions", study).out
    assert fieldnotes.well("list", study, "--json").json[0]["open_actions"] == 2
    said = fieldnotes.well("done", study, rows[0]["id"][-8:], "--why", "it was sent")
    assert said.out.startswith(f"done {rows[0]['id']}")
    assert [r["text"] for r in fieldnotes.well("actions", study, "--json").json] == ["ask again"]
    assert fieldnotes.well("list", study, "--json").json[0]["open_actions"] == 1
    assert "it was sent" in fieldnotes.well("show", study, left_open, "--history").out
    closed = fieldnotes.well("actions", study, "--all", "--json").json
    assert sorted(r["text"] for r in closed if r["done"]) == ["one page of options"]
    fieldnotes.well("done", study, rows[0]["id"], "--open")
    assert len(fieldnotes.well("actions", study, "--json").json) == 2
    assert fieldnotes.well("actions", study, "--body", "pec", "--site", "site b").out.count("\n") == 2
    assert fieldnotes.well("actions", study, "--body", "Board").out == "No open actions.\n"
    assert fieldnotes("done", study, "nothing").code == 1


def test_deferred_decisions_are_listed_and_settled(fieldnotes: Caller, study: Path, left_open: str) -> None:
    rows = fieldnotes.well("actions", study, "--deferred", "--json").json
    (deferred,) = [row for row in rows if row["kind"] == "decision"]
    assert (deferred["text"], deferred["item"]) == ("fund the lead", "The post")
    fieldnotes.well("done", study, deferred["id"])
    assert len(fieldnotes.well("actions", study, "--deferred", "--json").json) == 2


@time_machine.travel(NOW, tick=False)
def test_again_brings_forward_what_was_left_open(fieldnotes: Caller, study: Path, left_open: str) -> None:
    said = fieldnotes.well("again", study, left_open, "--date", "next Tuesday", "--apologies", "P1")
    assert said.out.count("\n") == 1
    shown = fieldnotes.well("show", study, said.out.strip(), "--json", "--all").json
    head = shown["meeting"]
    assert (head["site"], head["body"], head["type"]) == ("Site B", "PEC", "committee")
    assert (head["place"], head["mode"], head["start"]) == ("Board room", "hybrid", "2026-11-24T14:00:00+00:00")
    assert {p["code"]: p["status"] for p in shown["people"]} == {
        "P1": "apologies",
        "P3": "present",
        "P4": "present",
    }
    assert [f"{item['number']} {item['title']}" for item in shown["items"]] == [
        "1 Matters arising",
        "1.1 P4: ask again",
        "1.2 P3 by 12 June 2004: one page of options",
        "2 fund the lead",
    ]
    assert shown["observations"] == []


def test_again_without_a_date_says_which_it_took(fieldnotes: Caller, study: Path, left_open: str) -> None:
    said = fieldnotes.well("again", study, "last", "--dry-run", "--no-people")
    assert "When: Wednesday 9 June 2004, 14:00" in said.out
    assert "28 days after the last one" in said.err
    assert len(fieldnotes.well("list", study, "--json").json) == 1


def test_place_and_mode_survive_the_text_export(
    fieldnotes: Caller, study: Path, left_open: str, tmp_path: Path
) -> None:
    (path,) = fieldnotes.well("export", study, left_open, "--to", "text", "--out", tmp_path / "o").out.split()
    other = tmp_path / "other"
    fieldnotes.well("init", other, "--name", "A study", "--zone", "Europe/London")
    (taken,) = fieldnotes.well("import", other, path, "--json").json
    assert taken["warnings"] == []
    head = fieldnotes.well("show", other, taken["meeting"], "--json", "--all").json["meeting"]
    assert (head["type"], head["place"], head["mode"]) == ("committee", "Board room", "hybrid")
    assert head["header"] == []


def test_in_a_file_that_is_no_export_they_are_lines_nobody_knows(
    fieldnotes: Caller, study: Path, tmp_path: Path
) -> None:
    path = tmp_path / "a.jot"
    path.write_text("Date: 2004-05-12\nPlace: upstairs\nMode: hybrid\n---\n14:00 x\n", encoding="utf-8")
    (taken,) = fieldnotes.well("import", study, path, "--json").json
    assert [warned["text"] for warned in taken["warnings"]] == ["Place: upstairs", "Mode: hybrid"]
    head = fieldnotes.well("show", study, taken["meeting"], "--json", "--all").json["meeting"]
    assert (head["header"], head["place"]) == (["Place: upstairs", "Mode: hybrid"], "")


def test_the_sheet_is_written_where_asked(fieldnotes: Caller, study: Path, left_open: str, tmp_path: Path) -> None:
    path = tmp_path / "new" / "sheet.pdf"
    said = fieldnotes.well("sheet", study, left_open, "--out", path, "--paper", "letter", "--pages", "2")
    assert said.out == f"{path}\n"
    first = path.read_bytes()
    assert first.startswith(b"%PDF")
    fieldnotes.well("sheet", study, left_open, "--out", path, "--paper", "letter", "--pages", "2")
    assert path.read_bytes() == first
    assert fieldnotes("sheet", study, left_open).code == 2
    assert fieldnotes("sheet", study, "nothing", "--out", path).code == 1
