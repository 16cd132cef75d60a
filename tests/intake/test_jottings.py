"""The contract for jottings files, and what `--amend` makes of an edited one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fieldnotes.errors import FieldnotesError
from fieldnotes.intake.jottings_plan import plan
from fieldnotes.jottings.file import Given, Known, decode, read_file
from fieldnotes.jottings.warned import NoDate
from fieldnotes.model.observation import Observation
from tests.cli.calling import Caller, Said
from tests.intake.contract import NAME, ImporterContract
from tests.intake.rooms import START, protocol, record

FILE = """\
Site: Site B
Body: PEC
Date: 2004-05-12
Start: 14:00
Zone: Europe/London
Observer: KC
Extra: kept
People:
  P1  chair; clinical
  P2  chief executive; managerial
  P5  ; lay; apologies
Agenda:
  1. Minutes (5)
---
14:00 /item 1
14:01 P1>*: welcomes everyone #tension
    | at length
14:02 P2>P1 challenge: "money is short" (?)
14:03 /in P5, P9
14:05 ! ruling: go on
14:06 => P2 by 12 June: redraft
14:07 ~ nobody looks up
14:20 /end
"""


class TestJottings(ImporterContract):
    ending = ".jot"

    def sound(self) -> list[bytes]:
        second = FILE.replace("KC", "RS").replace("welcomes", "wélcomes").replace("\n", "\r\n")
        return [FILE.encode(), second.encode("utf-16")]

    def malformed(self) -> list[tuple[bytes, int]]:
        return [
            (FILE.replace("Date: 2004-05-12", "Date: 12/5/2004").encode(), 3),
            (FILE.replace("Date: 2004-05-12\n", "").encode(), 13),
            (b"", 1),
        ]

    def pure(self, content: bytes) -> object:
        text, _ = decode(content)
        known = Known(lambda name: protocol() if name == "meeting-observation" else None)
        file = read_file(text, NAME, known, Given("Europe/London", "KC"))
        there = record(Observation(id="0001", at=START, kind="note", text="x", typed="x", observer="KC"))
        plan(file, None)
        drawn = plan(file, there)
        if file.observations:
            plan(file, there, amend=not drawn.there_already and bool(drawn.observations))
        return drawn

    def is_in_header(self, error: FieldnotesError) -> bool:
        return isinstance(error, NoDate)


Bring = Callable[..., Said]


@pytest.fixture
def bring(fieldnotes: Caller, study: Path, tmp_path: Path) -> Bring:
    def brought(text: str, *options: str) -> Said:
        (tmp_path / "a.jot").write_text(text)
        return fieldnotes("import", study, tmp_path / "a.jot", *options)

    return brought


@pytest.fixture
def lines(fieldnotes: Caller, study: Path) -> Callable[[], list[tuple[str, str, str, bool]]]:
    def shown() -> list[tuple[str, str, str, bool]]:
        seen: list[dict[str, Any]] = fieldnotes.well("show", study, "last", "--json").json["observations"]
        return [(one["at"][11:16], one["kind"], one["text"], one["retracted"]) for one in seen]

    return shown


Lines = Callable[[], list[tuple[str, str, str, bool]]]


def test_a_changed_line_amends_and_a_vanished_one_is_retracted(
    bring: Bring, lines: Lines, fieldnotes: Caller, study: Path
) -> None:
    bring(FILE)
    edited = FILE.replace("go on", "stop here").replace("14:07 ~ nobody looks up\n", "").replace("14:06", "14:08")
    edited += "14:21 a new line\n"
    said = bring(edited, "--amend")
    assert said.code == 0
    assert "~ line 20" in said.out
    assert "was 14:05:00 decision · ruling: go on" in said.out
    assert "is not in the file" in said.out
    assert "1 added, 2 amended, 1 taken back, 5 there already" in said.out
    now = lines()
    assert ("14:05", "decision", "stop here", False) in now
    assert ("14:08", "action", "redraft", False) in now
    assert ("14:07", "reflection", "nobody looks up", True) in now
    assert ("14:21", "note", "a new line", False) in now
    assert len(now) == 10
    history = fieldnotes.well("show", study, "last", "--history").out
    assert "go on" in history
    again = bring(edited, "--amend", "--json").json[0]
    assert (again["added"], again["amended"], again["retracted"], again["there_already"]) == (0, 0, 0, 8)


def test_the_plan_is_shown_and_with_a_dry_run_is_all(bring: Bring, lines: Lines) -> None:
    bring(FILE)
    before = lines()
    said = bring(FILE.replace("go on", "stop here"), "--amend", "--dry-run")
    assert "~ line 20    14:05:00  decision · ruling: stop here" in said.out
    assert lines() == before


def test_what_an_import_amended_undo_takes_back_together(
    bring: Bring, lines: Lines, fieldnotes: Caller, study: Path
) -> None:
    bring(FILE)
    before = lines()
    bring(FILE.replace("go on", "stop here").replace("14:07 ~ nobody looks up\n", ""), "--amend")
    assert lines() != before
    fieldnotes.well("add", study, "last", "/undo", "--observer", "KC")
    assert lines() == before


def test_what_was_amended_in_the_app_since_stays_as_it_is(
    bring: Bring, lines: Lines, fieldnotes: Caller, study: Path
) -> None:
    bring(FILE)
    bring(FILE.replace("go on", "stop here"), "--amend")
    said = bring(FILE, "--amend", "--dry-run")
    assert "was amended since: decision · ruling: stop here" in said.out
    bring(FILE, "--amend")
    assert ("14:05", "decision", "stop here", False) in lines()


def test_without_amend_the_old_line_stays_beside_the_new_one(bring: Bring, lines: Lines) -> None:
    bring(FILE)
    bring(FILE.replace("go on", "stop here"))
    assert [text for at, _, text, _ in lines() if at == "14:05"] == ["go on", "stop here"]


def test_a_changed_write_up_is_taken_over(bring: Bring, fieldnotes: Caller, study: Path) -> None:
    bring(FILE)
    changed = FILE.replace("at length", "at greater length")
    assert bring(changed, "--json").json[0]["added"] == 0
    assert bring(changed, "--amend", "--json").json[0]["added"] == 1
    shown = fieldnotes.well("show", study, "last", "--json").json["observations"]
    assert [one["written_up"] for one in shown if one["written_up"]] == ["at greater length"]
    left = bring(FILE, "--amend", "--dry-run")  # as it was at first: written anew since
    assert "has another write-up" in left.out
    assert bring(FILE, "--amend", "--json").json[0]["added"] == 0


def test_a_write_up_that_was_written_anew_since_is_not_replaced_by_the_one_before(
    bring: Bring, fieldnotes: Caller, study: Path
) -> None:
    def notes() -> list[str]:
        shown = fieldnotes.well("show", study, "last", "--json").json["observations"]
        return [one["written_up"] for one in shown if one["written_up"]]

    bring(FILE)
    (line,) = [
        one["id"]
        for one in fieldnotes.well("show", study, "last", "--json").json["observations"]
        if one["written_up"]
    ]
    fieldnotes.well("write", study, "last", line, "written in the evening", "--observer", "KC")
    fieldnotes.well("export", study, "last", "--to", "text", "--out", study.parent / "out")
    (exported,) = (study.parent / "out").glob("*.jot")
    fieldnotes.well("write", study, "last", line, "and better the day after", "--observer", "KC")
    fieldnotes.well("import", study, exported, "--amend")
    assert notes() == ["and better the day after"]
    edited = study.parent / "edited.jot"
    edited.write_text(exported.read_text().replace("welcomes", "greets"))
    fieldnotes.well("import", study, edited, "--amend")
    assert notes() == ["and better the day after"]
    fieldnotes.well("write", study, "last", line, "", "--observer", "KC")
    assert "its write-up was taken away since" in fieldnotes.well("import", study, edited, "--dry-run").out
    bring(FILE)
    assert notes() == []


def test_another_file_does_not_empty_the_meeting(bring: Bring, lines: Lines) -> None:
    bring(FILE)
    before = lines()
    said = bring(FILE[: FILE.index("14:00 /item")], "--amend")
    assert said.code == 1
    assert "Is it the right file?" in said.err
    assert lines() == before


def test_lines_of_another_observer_stay(bring: Bring, lines: Lines) -> None:
    bring(FILE)
    bring(FILE.replace("KC", "RS").replace("go on", "stop"))
    bring(FILE.replace("go on", "pause"), "--amend")
    assert [text for at, _, text, _ in lines() if at == "14:05"] == ["pause", "stop"]


def test_a_person_of_a_line_of_several_is_exchanged(bring: Bring, fieldnotes: Caller, study: Path) -> None:
    bring(FILE)
    bring(FILE.replace("/in P5, P9", "/in P5, P8"), "--amend")
    shown = fieldnotes.well("show", study, "last", "--json").json["observations"]
    assert [(one["actor"], one["retracted"]) for one in shown if one["kind"] == "presence"] == [
        ("P5", False), ("P8", False),
    ]  # fmt: skip
