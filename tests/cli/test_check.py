"""`check` and `salvage` as they are called."""

import json
from pathlib import Path

from fieldnotes.archive import StudyArchive
from tests.archive.rewriting import rewrite
from tests.cli.calling import Caller


def _log(study: Path) -> Path:
    (log,) = (study / "meetings").glob("*/*.jsonl")
    return log


def test_a_study_that_is_well(fieldnotes: Caller, study: Path, meeting: str) -> None:
    assert fieldnotes.well("check", study).out == "All is well: 1 meetings, 2 logs, 6 lines.\n"
    assert fieldnotes.well("check", study, "--json").json["ok"] is True


def test_what_is_wrong_and_what_is_not_lost(fieldnotes: Caller, study: Path, meeting: str) -> None:
    log = _log(study)
    log.write_bytes(log.read_bytes().replace(b"Site B", b"Site C"))
    said = fieldnotes("check", study)
    assert said.code == 1
    assert f"{log.name}, line 2: " in said.out
    assert "the others are not touched" in said.out
    assert "--repair" not in said.out
    assert f"fieldnotes restore {study}" in said.out
    assert f"fieldnotes salvage {log}" in said.out
    found = fieldnotes("check", study, "--json").json
    assert (found["ok"], found["findings"][0]["line"], found["findings"][0]["kind"]) == (False, 2, "damage")


def test_a_repair_says_what_it_did(fieldnotes: Caller, study: Path, meeting: str) -> None:
    (_log(study).parent / "meeting.json").unlink()
    said = fieldnotes("check", study)
    assert said.code == 1
    assert "--repair" in said.out
    assert "salvage" not in said.out
    assert "restore" not in said.out
    assert "made anew from the logs" in fieldnotes.well("check", study, "--repair").out
    assert fieldnotes.well("check", study).out.startswith("All is well")


def test_the_leak_check_is_not_there_yet(fieldnotes: Caller, study: Path) -> None:
    said = fieldnotes("check", study, "--names")
    assert said.code == 2
    assert "not possible in this version" in said.err


def test_no_study(fieldnotes: Caller, tmp_path: Path) -> None:
    assert fieldnotes("check", tmp_path).code == 1


def test_one_meeting_of_a_newer_version_is_named_and_left_as_it_is(
    fieldnotes: Caller, study: Path, meeting: str
) -> None:
    other = fieldnotes.well("new", study, "--site", "Site C", "--body", "Board", "--date", "2094-05-13").out.strip()
    (log,) = (study / "meetings").glob(f"*{meeting[-8:]}/*.jsonl")
    rewrite(log, lambda said: {**said, "fieldnotes": 2} if "fieldnotes" in said else said)
    log.chmod(0o644)
    (log.parent / "meeting.json").write_bytes(b"edited")
    before = {path: (path.read_bytes(), path.stat().st_mode) for path in log.parent.iterdir() if path.is_file()}
    listed = fieldnotes.well("list", study)
    assert other[-8:] in listed.out
    assert [row["state"] for row in fieldnotes.well("list", study, "--json").json] == ["planned", "unreadable"]
    said = fieldnotes("check", study, "--repair")
    assert said.code == 1
    assert "a newer fieldnotes" in said.out
    assert {path: (path.read_bytes(), path.stat().st_mode) for path in before} == before


def test_damage_that_the_summary_hides_is_said_where_a_meeting_is_shown_or_exported(
    fieldnotes: Caller, study: Path, meeting: str, tmp_path: Path
) -> None:
    fieldnotes.well("add", study, meeting, "P1: one")
    fieldnotes.well("add", study, meeting, "P1: two")
    assert fieldnotes.well("show", study, meeting, "--history").err == ""
    (log,) = (log for log in (study / "meetings").glob("*/*.jsonl") if b'"text":"one"' in log.read_bytes())
    log.write_bytes(log.read_bytes().replace(b'"text":"one"', b'"text":"ona"'))
    for more in ((), ("--history",), ("--json",)):
        said = fieldnotes.well("show", study, meeting, *more)
        assert f"{log.name}, line 2: " in said.err
        assert "only the history lacks it" in said.err
    assert "one" in fieldnotes.well("show", study, meeting).out
    exported = fieldnotes.well("export", study, meeting, "--to", "json", "--out", tmp_path)
    assert f"{log.name}, line 2: " in exported.err
    (log.parent / "meeting.json").unlink()
    said = fieldnotes.well("show", study, meeting)
    assert said.err.count(f"{log.name}, line 2: ") == 1
    assert "only the history" not in said.err


def test_nothing_is_advised_that_cannot_help(fieldnotes: Caller, study: Path, meeting: str) -> None:
    (log,) = (study / "meetings").glob("*/*.jsonl")
    rewrite(log, lambda said: {**said, "fieldnotes": 2} if "fieldnotes" in said else said)
    said = fieldnotes("check", study).out
    assert "--repair" not in said
    assert "salvage" not in said
    log.unlink()
    said = fieldnotes("check", study).out
    assert f"Try: fieldnotes restore {study}" in said
    assert "--repair" not in said


def test_what_is_advised_can_be_typed_where_a_folder_was_renamed(
    fieldnotes: Caller, study: Path, meeting: str
) -> None:
    folder = _log(study).parent
    folder = folder.rename(folder.with_name("Board (May)"))
    log = _log(study)
    log.write_bytes(log.read_bytes().replace(b"Site B", b"Site C"))
    assert f'Try: fieldnotes salvage "{log}" (' in fieldnotes("check", study).out


def test_salvage_of_a_summary(fieldnotes: Caller, study: Path, meeting: str) -> None:
    summary = _log(study).parent / "meeting.json"
    rows = [json.loads(line) for line in fieldnotes.well("salvage", summary).out.splitlines()]
    assert [row["fields"]["site"] for row in rows if row["table"] == "meeting"] == ["Site B"]
    summary.write_bytes(summary.read_bytes()[:-1])
    said = fieldnotes("salvage", summary)
    assert said.code == 1
    assert [json.loads(line) for line in said.out.splitlines()] == rows
    assert f"{summary}: " in said.err


def test_salvage_of_half_a_log_anywhere(fieldnotes: Caller, study: Path, meeting: str, tmp_path: Path) -> None:
    data = _log(study).read_bytes()
    half = tmp_path / "found.bin"
    half.write_bytes(data[:-20])
    said = fieldnotes("salvage", half)
    assert said.code == 1
    records = [json.loads(line) for line in said.out.splitlines()]
    assert [record["n"] for record in records if record["ok"]] == [0, 1]
    assert f"{half}, line 3: " in said.err
    half.write_bytes(data)
    assert fieldnotes.well("salvage", half).err == ""


def test_salvage_of_a_file_that_is_not_there(fieldnotes: Caller, tmp_path: Path) -> None:
    said = fieldnotes("salvage", tmp_path / "nothing")
    assert said.code == 1
    assert "cannot be read" in said.err


def test_init_in_a_synced_folder_warns_and_goes_on(fieldnotes: Caller, tmp_path: Path) -> None:
    folder = tmp_path / "Dropbox" / "diabetes"
    said = fieldnotes.well("init", folder, "--name", "A study", "--zone", "Europe/London")
    assert "lies in Dropbox" in said.err
    assert "nothing is lost" in said.err
    assert said.err.count("\n") == 1
    assert fieldnotes.well("check", folder).out.startswith("All is well")


def test_a_cut_that_only_a_backup_knows_of_is_told(fieldnotes: Caller, study: Path, meeting: str) -> None:
    """The log ends at the end of a line and was never closed, and there is no checkpoint: it looks whole."""
    log = _log(study)
    fieldnotes.well("add", study, "last", "one more")
    data = log.read_bytes()
    (log.parent / "meeting.json").unlink()
    log.write_bytes(b"".join(data.splitlines(keepends=True)[:-1]))
    said = fieldnotes("check", study)
    assert said.code == 1
    assert "the backup " in said.out
    assert "`fieldnotes restore` brings them back" in said.out


def test_list_marks_what_cannot_be_read_and_says_how_many(fieldnotes: Caller, study: Path, meeting: str) -> None:
    assert fieldnotes.well("list", study).err == ""
    log = _log(study)
    whole = log.read_bytes()
    (log.parent / "meeting.json").unlink()
    log.write_bytes(whole.replace(b"Site B", b"Site C"))
    for options in ((), ("--json",)):
        said = fieldnotes.well("list", study, *options)
        assert "damaged" in said.out
        assert said.err.startswith("1 of 1 meetings cannot be read as a whole")
        assert said.err.endswith(f"fieldnotes check {study}\n")
    log.write_bytes(whole)
    assert fieldnotes.well("list", study).err == ""
    assert fieldnotes.well("list", study, "--json").json[0]["state"] == "planned"


def test_what_two_wrote_apart_is_listed_and_no_fault(fieldnotes: Caller, study: Path, meeting: str) -> None:
    saved = fieldnotes.well("add", study, meeting, "the beds").out.split()[-1]
    one, two = (StudyArchive.open(study).open_meeting(meeting) for _ in "12")
    one.amend("observations", saved, {"text": "the beds are few"}, "AB")
    two.amend("observations", saved, {"text": "the beds are full"}, "CD")
    for each in (one, two):
        each.close()
    said = fieldnotes.well("check", study)
    assert "whoever amends that field settles it" in said.out
    assert '    shown: "the beds are full" (CD, ' in said.out
    assert '    other: "the beds are few" (AB, ' in said.out
    assert said.out.splitlines()[-1].endswith("; 1 difference to settle.")
    found = fieldnotes.well("check", study, "--json").json
    assert (found["ok"], [each["kind"] for each in found["findings"]]) == (True, ["difference"])
    _log_of_many(study).write_bytes(b"")
    assert "; 1 difference to settle.\nTry: " in fieldnotes("check", study).out


def _log_of_many(study: Path) -> Path:
    """The study's own log, to be emptied."""
    (log,) = (study / "logs").glob("*.jsonl")
    return log
