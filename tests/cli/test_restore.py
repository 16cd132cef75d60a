"""`restore`, from the study's closing to the plan and the act."""

import hashlib
import json
import os
import shutil
from pathlib import Path

import pytest

from fieldnotes.archive import keeping
from tests.cli.calling import Caller, call


@pytest.fixture
def log(study: Path, meeting: str, fieldnotes: Caller) -> Path:
    """The log of a line that is in a backup."""
    fieldnotes.well("new", study, "--site", "A", "--body", "B", "--date", "2004-05-12")  # always makes one
    folder = next((study / "meetings").glob(f"*{meeting[-8:]}"))
    return next(folder.glob("*.jsonl"))


def states(fieldnotes: Caller, study: Path, *more: object) -> dict[str, str]:
    """The states of a plan, by file, without those that stay."""
    rows = fieldnotes.well("restore", study, "--json", *more).json["logs"]
    return {row["file"]: row["state"] for row in rows if row["state"] not in ("same", "newer")}


def test_without_backups_it_says_so(fieldnotes: Caller, study: Path, own_folders: Path) -> None:
    shutil.rmtree(own_folders / "data" / "backups")
    said = fieldnotes("restore", study)
    assert said.code == 1
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "no backup" in said.err


def test_what_is_there_needs_nothing(fieldnotes: Caller, study: Path, log: Path) -> None:
    assert log.exists()
    assert states(fieldnotes, study) == {}
    assert "0 to put back" in fieldnotes.well("restore", study).out
    names = [row["name"] for row in fieldnotes.well("restore", study, "--list", "--json").json]
    assert names == sorted(names)
    assert len(names) == 3
    assert fieldnotes("restore", study, "--from", "nosuch").code == 2


def test_a_lost_meeting_comes_back(fieldnotes: Caller, study: Path, meeting: str, log: Path) -> None:
    before = fieldnotes.well("show", study, meeting, "--json").json
    shutil.rmtree(log.parent)
    said = fieldnotes.well("restore", study)
    assert "not in the study" in said.out
    assert "--yes" in said.err
    assert not log.exists()
    fieldnotes.well("restore", study, "--yes")
    assert fieldnotes.well("show", study, meeting, "--json").json == before
    assert states(fieldnotes, study) == {}


def test_a_lost_study_comes_back(fieldnotes: Caller, study: Path, meeting: str, log: Path, tmp_path: Path) -> None:
    before = fieldnotes.well("show", study, meeting, "--json").json
    fieldnotes.well("restore", study, "--to", tmp_path / "other", "--yes")
    assert fieldnotes.well("show", tmp_path / "other", meeting, "--json").json == before
    assert log.exists()
    shutil.rmtree(study)
    fieldnotes.well("restore", study, "--yes")
    assert fieldnotes.well("show", study, meeting, "--json").json == before


def test_a_log_cut_at_the_end_of_a_line_is_told_and_put_back(fieldnotes: Caller, study: Path, log: Path) -> None:
    whole = log.read_bytes()
    cut = b"".join(whole.splitlines(keepends=True)[:-1])
    log.write_bytes(cut)
    name = log.relative_to(study).as_posix()
    assert states(fieldnotes, study) == {name: "shorter"}
    fieldnotes.well("restore", study, "--yes")
    assert log.read_bytes() == whole
    (aside,) = [path for path in (log.parent / "set-aside").iterdir() if "shorter" in path.name]
    assert aside.read_bytes() == cut
    assert states(fieldnotes, study) == {}


def test_a_damaged_log_is_set_aside(fieldnotes: Caller, study: Path, meeting: str, log: Path) -> None:
    whole = log.read_bytes()
    damaged = whole.replace(b"Site B", b"Site X", 1)
    log.write_bytes(damaged)
    assert states(fieldnotes, study) == {log.relative_to(study).as_posix(): "damaged"}
    fieldnotes.well("restore", study, "--yes")
    assert log.read_bytes() == whole
    said = fieldnotes.well("show", study, meeting, "--json")
    assert said.err == ""
    assert said.json["meeting"]["site"] == "Site B"


def test_a_damaged_log_with_more_in_it_stays_and_the_copy_goes_beside_it(
    fieldnotes: Caller, study: Path, meeting: str, log: Path
) -> None:
    whole = log.read_bytes()
    lines = whole.splitlines(keepends=True)
    other = next(path for path in (study / "meetings").rglob("*.jsonl") if path.parent != log.parent)
    more = whole.replace(b"Site B", b"Site X", 1) + other.read_bytes().splitlines(keepends=True)[1]
    log.write_bytes(more)
    assert len(lines) >= 2
    assert states(fieldnotes, study) == {log.relative_to(study).as_posix(): "mended"}
    fieldnotes.well("restore", study, "--yes")
    assert log.read_bytes() == more
    assert [path.read_bytes() for path in log.parent.glob("*.from-*.jsonl")] == [whole]
    assert states(fieldnotes, study) == {}
    assert fieldnotes.well("show", study, meeting, "--json").json["meeting"]["id"] == meeting


def test_of_a_damaged_copy_what_can_be_read_is_put_back(
    fieldnotes: Caller, study: Path, meeting: str, log: Path, own_folders: Path
) -> None:
    name, cut = log.relative_to(study).as_posix(), log.read_bytes()[:-5]
    for copy in (own_folders / "data" / "backups").rglob(log.name):
        copy.write_bytes(cut)
    log.unlink()
    log.with_name("meeting.json").unlink()
    assert states(fieldnotes, study) == {name: "partly"}
    assert "what is whole in it can be put back" in fieldnotes("check", study).out
    said = fieldnotes("restore", study, "--yes")
    assert said.code == 1
    assert "1 of which no whole copy is there" in said.out
    assert log.read_bytes() == cut
    assert fieldnotes.well("show", study, meeting, "--json").json["meeting"]["site"] == "Site B"


def test_a_copy_without_one_sound_line_is_not_put_back(
    fieldnotes: Caller, study: Path, log: Path, own_folders: Path
) -> None:
    for copy in (own_folders / "data" / "backups").rglob(log.name):
        copy.write_bytes(b"\0" * 500)
    log.unlink()
    assert states(fieldnotes, study) == {log.relative_to(study).as_posix(): "unusable"}
    assert "cannot be read there any more" in fieldnotes("check", study).out
    assert fieldnotes("restore", study, "--yes").code == 1
    assert not log.exists()


def test_lists_of_backups_that_are_garbage_do_not_hide_a_loss(
    fieldnotes: Caller, study: Path, meeting: str, log: Path, own_folders: Path
) -> None:
    before = fieldnotes.well("show", study, meeting, "--json").json
    for manifest in (own_folders / "data" / "backups").rglob("generation.json"):
        manifest.write_bytes(b"garbage")
    log.unlink()
    log.with_name("meeting.json").unlink()
    assert fieldnotes("check", study).code == 1
    fieldnotes.well("restore", study, "--yes")
    assert fieldnotes.well("show", study, meeting, "--json").json == before


def test_the_lines_of_a_later_copy_that_is_damaged_go_beside_the_whole_one(
    fieldnotes: Caller, study: Path, meeting: str, log: Path, own_folders: Path
) -> None:
    whole = log.read_bytes()
    first = sorted((own_folders / "data" / "backups").rglob(log.name))[-1]
    shorter = b"".join(whole.splitlines(keepends=True)[:-1])
    generation = first.parents[2].with_name("20990101T000000Z")
    shutil.copytree(first.parents[2], generation)
    generation.joinpath(*first.parts[-3:]).write_bytes(whole.replace(b"Site B", b"Site X", 1))
    first.write_bytes(shorter)
    marks = json.loads((first.parents[2] / "generation.json").read_bytes())
    for kept in marks["logs"]:
        kept["sha256"] = hashlib.sha256(shorter).hexdigest() if log.name in kept["file"] else kept["sha256"]
    (first.parents[2] / "generation.json").write_text(json.dumps(marks))
    log.unlink()
    rows = fieldnotes.well("restore", study, "--json").json["logs"]
    assert [row["state"] for row in rows if row["acts"]] == ["missing", "rest"]
    assert fieldnotes("restore", study, "--yes").code == 1
    assert log.read_bytes() == shorter
    assert len(list(log.parent.glob("*.from-20990101T000000Z.jsonl"))) == 1


def test_another_log_under_its_name_is_set_aside(fieldnotes: Caller, study: Path, meeting: str, log: Path) -> None:
    before, whole = fieldnotes.well("show", study, meeting, "--json").json, log.read_bytes()
    other = next(path for path in (study / "meetings").rglob("*.jsonl") if path.parent != log.parent)
    shutil.copy(other, log)
    assert fieldnotes("check", study).code == 1
    assert states(fieldnotes, study) == {log.relative_to(study).as_posix(): "other"}
    fieldnotes.well("restore", study, "--yes")
    assert log.read_bytes() == whole
    assert fieldnotes.well("show", study, meeting, "--json").json == before
    fieldnotes.well("check", study)


def test_a_checkpoint_of_damaged_logs_is_made_anew_and_the_plan_says_so(
    fieldnotes: Caller, study: Path, meeting: str, log: Path
) -> None:
    whole, summary = log.read_bytes(), log.with_name("meeting.json")
    before = fieldnotes.well("show", study, meeting, "--json").json
    fieldnotes.well("check", study)
    log.write_bytes(whole.replace(b"Site B", b"Site X", 1))
    summary.unlink()
    fieldnotes("check", study, "--repair")
    named = summary.relative_to(study).as_posix()
    assert f"{named}  is made anew" in fieldnotes.well("restore", study).out
    said = fieldnotes.well("restore", study, "--yes", "--json").json
    assert said["checkpoints"] == [{"file": named, "set_aside": True}]
    fieldnotes.well("check", study)
    assert fieldnotes.well("show", study, meeting, "--json").json == before


def test_after_restoring_all_is_well(fieldnotes: Caller, study: Path, meeting: str, log: Path) -> None:
    shutil.rmtree(log.parent)
    fieldnotes.well("restore", study, "--yes")
    fieldnotes.well("check", study)
    summary = log.with_name("meeting.json")
    kept = summary.read_bytes()
    log.write_bytes(log.read_bytes()[:-200])
    assert fieldnotes.well("restore", study, "--yes", "--json").json["checkpoints"] == []
    assert summary.read_bytes() == kept
    fieldnotes.well("check", study)


def test_a_link_to_a_disk_that_is_not_there_stays(
    fieldnotes: Caller, study: Path, meeting: str, log: Path, tmp_path: Path
) -> None:
    before, whole = fieldnotes.well("show", study, meeting, "--json").json, log.read_bytes()
    log.unlink()
    log.symlink_to(tmp_path / "unmounted" / log.name)
    assert states(fieldnotes, study) == {log.relative_to(study).as_posix(): "away"}
    fieldnotes.well("restore", study, "--yes")
    assert log.is_symlink()
    assert [path.read_bytes() for path in log.parent.glob("*.from-*.jsonl")] == [whole]
    assert fieldnotes.well("show", study, meeting, "--json").json == before
    assert states(fieldnotes, study) == {}


def test_two_studies_are_not_mixed(fieldnotes: Caller, study: Path, log: Path) -> None:
    other = study.with_name("other")
    fieldnotes.well("init", other, "--name", "Another", "--zone", "Europe/London")
    there = sorted(path.name for path in other.rglob("*"))
    for more in ((), ("--yes",)):
        said = fieldnotes("restore", study, "--to", other, *more)
        assert said.code == 2
        assert "another study" in said.err
    assert sorted(path.name for path in other.rglob("*")) == there
    assert log.exists()


def test_the_plan_names_what_no_backup_can_help(fieldnotes: Caller, study: Path, meeting: str, log: Path) -> None:
    fieldnotes.well("add", study, meeting, "not in a backup yet")
    new = next(path for path in log.parent.glob("*.jsonl") if path != log)
    name, whole = new.relative_to(study).as_posix(), new.read_bytes()
    new.write_bytes(whole.replace(b"backup yet", b"backup yes", 1))
    assert states(fieldnotes, study) == {name: "alone"}
    assert f"{name}  3 of 0 lines; damaged" in fieldnotes.well("restore", study).out
    assert fieldnotes("restore", study, "--yes").code == 1
    assert b"backup yes" in new.read_bytes()
    new.unlink()
    assert states(fieldnotes, study) == {name: "gone"}


def test_one_backup_for_many_lines_and_paths_names_the_folder(
    fieldnotes: Caller, study: Path, meeting: str, own_folders: Path
) -> None:
    before = len(fieldnotes.well("restore", study, "--list", "--json").json)
    for number in range(3):
        fieldnotes.well("add", study, meeting, f"line {number}")
    assert len(fieldnotes.well("restore", study, "--list", "--json").json) == before
    paths = fieldnotes.well("paths", "--json").json
    assert paths["backups"] == str(own_folders / "data" / "backups")
    (own_folders / "data" / "settings.toml").write_text("backups = false\n")
    fieldnotes.well("new", study, "--site", "A", "--body", "B", "--date", "2004-05-12")
    assert "turned off" in fieldnotes.well("paths", "--json").json["backups"]
    assert len(fieldnotes.well("restore", study, "--list", "--json").json) == before


def test_a_backup_that_fails_is_one_quiet_sentence(
    fieldnotes: Caller, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(keeping, "_written", refuse)
    said = fieldnotes.well("new", study, "--site", "A", "--body", "B", "--date", "2004-05-12")
    assert said.err.count("\n") == 1
    assert "No backup was made" in said.err
    assert fieldnotes.well("show", study, said.out.strip()).err == ""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_what_is_called_like_a_log_and_is_no_file_holds_nothing_up(
    study: Path, meeting: str, log: Path, own_folders: Path
) -> None:
    os.mkfifo(log.parent / "0.jsonl")
    (log.parent / "f.jsonl").mkdir()
    os.mkfifo(log.parent / "z.jsonl")
    (log.parent / "g.jsonl").symlink_to(log.parent / "nowhere")
    os.utime(log.parent, (1, 1))  # long enough ago that what was seen of it would hold
    added = call("add", study, "last", "still saved", seconds=20)
    assert (added.returncode, b"backup" in added.stderr) == (0, False)
    assert call("new", study, "--site", "A", "--body", "B", "--date", "2004-05-12", seconds=20).returncode == 0
    kept = [path.name for path in (own_folders / "data" / "backups").rglob("*.jsonl")]
    assert log.name in kept
    assert len([name for name in kept if name in {path.name for path in log.parent.glob("2*")}]) >= 2
    assert call("restore", study, seconds=20).returncode == 0
    for name in ("0.jsonl", "f.jsonl"):
        salvaged = call("salvage", log.parent / name, seconds=20)
        assert salvaged.returncode == 1
        assert b"cannot be read" in salvaged.stderr


def test_a_copy_of_a_study_says_nothing_of_the_other(fieldnotes: Caller, study: Path, log: Path) -> None:
    copy = study.with_name("copy")
    shutil.copytree(study, copy)
    fieldnotes.well("new", copy, "--site", "A", "--body", "B", "--date", "2004-05-12")
    fieldnotes.well("check", study)
    assert states(fieldnotes, study) == {}
    assert fieldnotes.well("restore", copy, "--json").json["made_of"] == str(copy)
    assert str(study) in fieldnotes.well("restore", study).out


def test_many_new_lines_get_a_backup_at_once_and_few_do_not(
    fieldnotes: Caller, study: Path, meeting: str, log: Path, own_folders: Path
) -> None:
    def kept() -> set[str]:
        return {path.name for path in (own_folders / "data" / "backups").rglob("*.jsonl")}

    def new() -> set[str]:
        return {path.name for path in log.parent.glob("*.jsonl")} - kept()

    fieldnotes.well("add", study, meeting, "one line")
    assert len(new()) == 1
    assert call("add", study, meeting, "-", stdin=b"one of many lines\n" * 200).returncode == 0
    assert new() == set()
    fieldnotes.well("add", study, meeting, "one line")
    assert len(new()) == 1
    for _ in range(3):
        fieldnotes.well("add", study, meeting, "another " * 4000)
    assert len(new()) < 3


def test_an_import_of_many_files_makes_one_backup(fieldnotes: Caller, study: Path, tmp_path: Path) -> None:
    before = len(fieldnotes.well("restore", study, "--list", "--json").json)
    files = [tmp_path / f"{number}.jot" for number in range(3)]
    for number, file in enumerate(files):
        file.write_text(f"Site: A\nBody: B\nDate: 200{number}-05-12\n\n" + "14:00 note\n" * 300)
    fieldnotes.well("import", study, *files)
    assert len(fieldnotes.well("restore", study, "--list", "--json").json) == before + 1
    assert states(fieldnotes, study) == {}


def test_a_checkpoint_that_alone_holds_a_lost_log_stays(
    fieldnotes: Caller, study: Path, meeting: str, log: Path
) -> None:
    fieldnotes.well("add", study, meeting, "in no backup")
    new = next(path for path in log.parent.glob("*.jsonl") if path != log)
    log.write_bytes(log.read_bytes().replace(b"Site B", b"Site X", 1))
    log.with_name("meeting.json").unlink()
    fieldnotes("check", study, "--repair")
    new.unlink()
    said = fieldnotes("restore", study, "--yes", "--json")
    assert said.code == 1
    assert said.json["checkpoints"] == []
    assert "in no backup" in fieldnotes.well("show", study, meeting).out
