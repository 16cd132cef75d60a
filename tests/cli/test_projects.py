"""`export --to qdpx`: one project for the study, for some meetings, or for what has changed."""

import csv
from datetime import timedelta
from pathlib import Path

from fieldnotes.model.clock import now_in
from tests.cli.calling import Caller
from tests.export.qdpx.reading import Q, ReadBack


def read(path: str | Path) -> ReadBack:
    return ReadBack(Path(path).read_bytes())


def texts(back: ReadBack) -> str:
    return "\n".join(map(back.text, back.sources))


def second(fieldnotes: Caller, study: Path) -> str:
    """Another meeting, of 2004."""
    words = ("--site", "Łódź", "--body", "Board: <1>", "--date", "2004-05-12", "--start", "10:00")
    return fieldnotes.well("new", study, *words).out.strip()


def test_the_study_is_one_project_and_twice_the_same_bytes(
    fieldnotes: Caller, study: Path, meeting: str, tmp_path: Path
) -> None:
    second(fieldnotes, study)
    fieldnotes.well("add", study, meeting, "P3>P1 challenge: who has the beds #beds")
    said = fieldnotes.well("export", study, "--to", "qdpx", "--out", tmp_path / "out")
    assert said.out == f"{tmp_path / 'out' / 'study.qdpx'}\n"
    assert said.err == ""
    first = (tmp_path / "out" / "study.qdpx").read_bytes()
    back = read(tmp_path / "out" / "study.qdpx")
    assert len(back.sources) == 2
    assert back.words_of("beds") == ["who has the beds"]
    fieldnotes.well("export", study, "--to", "qdpx", "--out", tmp_path / "again")
    assert (tmp_path / "again" / "study.qdpx").read_bytes() == first
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["study.qdpx"]


def test_meetings_that_are_named_are_all_that_is_in_it(
    fieldnotes: Caller, study: Path, meeting: str, tmp_path: Path
) -> None:
    other = second(fieldnotes, study)
    fieldnotes.well("add", study, meeting, "only here")
    (path,) = fieldnotes.well("export", study, other, "--to", "qdpx", "--out", tmp_path, "--json").json
    assert "only here" not in texts(read(path))
    assert len(read(path).sources) == 1


def test_only_what_has_changed_since_the_last_export(
    fieldnotes: Caller, study: Path, meeting: str, tmp_path: Path
) -> None:
    second(fieldnotes, study)
    words = ("export", study, "--to", "qdpx", "--out", tmp_path)
    fieldnotes.well(*words)
    none = fieldnotes(*words, "--since", "last")
    assert (none.code, none.err) == (1, "No meeting has changed since the last export; nothing was written.\n")
    fieldnotes.well("add", study, meeting, "a new line")
    said = fieldnotes.well(*words, "--since", "last")
    assert said.out.strip() == str(tmp_path / "study-since-last.qdpx")
    assert "not merged" in said.err
    back = read(tmp_path / "study-since-last.qdpx")
    assert "a new line" in texts(back)
    assert len(back.sources) == 1
    whole = read(fieldnotes.well(*words, "--json").json[0])
    assert set(back.guids()) <= set(whole.guids())
    assert fieldnotes(*words, "--since", "last").code == 1


def test_what_was_left_out_has_not_gone_out(fieldnotes: Caller, study: Path, meeting: str, tmp_path: Path) -> None:
    fieldnotes.well("add", study, meeting, "P3: who has the beds #beds")
    words = ("export", study, "--to", "qdpx", "--out", tmp_path)
    for left_out in ("--no-codes", "--no-reflections", "--no-roles", "--no-structure"):
        fieldnotes.well(*words, left_out)
        assert fieldnotes(*words, left_out, "--since", "last").code == 1
    back = read(fieldnotes.well(*words, "--since", "last", "--json").json[0])
    assert "beds" in [one.code for one in back.codings()]
    assert fieldnotes(*words, "--since", "last").code == 1
    assert fieldnotes(*words, "--no-codes", "--since", "last").code == 1


def test_a_codebook_that_has_changed_is_something_new(
    fieldnotes: Caller, study: Path, meeting: str, tmp_path: Path
) -> None:
    second(fieldnotes, study)
    for name in ("beds", "unused"):
        fieldnotes.well("codebook", study, "add", name)
    fieldnotes.well("add", study, meeting, "P3: who has the beds #beds")
    words = ("export", study, "--to", "qdpx", "--out", tmp_path)
    fieldnotes.well(*words)
    fieldnotes.well("codebook", study, "rename", "beds", "Places")
    assert fieldnotes(*words, "--since", "last", "--no-codes").code == 0
    assert fieldnotes(*words, "--since", "last", "--no-codes").code == 1
    back = read(fieldnotes.well(*words, "--since", "last", "--json").json[0])
    assert len(back.sources) == 1
    assert [one.code for one in back.codings()][:1] == ["Places"]
    fieldnotes.well("codebook", study, "rename", "unused", "Still unused")
    back = read(fieldnotes.well(*words, "--since", "last", "--json").json[0])
    assert len(back.sources) == 0
    assert fieldnotes(*words, "--since", "last").code == 1


def test_only_what_has_changed_since_a_day(fieldnotes: Caller, study: Path, meeting: str, tmp_path: Path) -> None:
    fieldnotes.well("add", study, meeting, "something")
    words = ("export", study, "--to", "qdpx", "--out", tmp_path, "--since")
    today = now_in("Europe/London").date()
    yesterday, later = today - timedelta(days=1), today + timedelta(days=2)
    assert len(read(fieldnotes.well(*words, yesterday, "--json").json[0]).sources) == 1
    assert fieldnotes(*words, later).err == f"No meeting has changed since {later}; nothing was written.\n"
    assert [path.name for path in tmp_path.glob("*.qdpx")] == [f"study-since-{yesterday}.qdpx"]
    assert not list(tmp_path.glob("*.tmp"))
    assert fieldnotes(*words, "whenever").code == 2


def test_structure_and_line_ends_are_switches(
    fieldnotes: Caller, study: Path, meeting: str, tmp_path: Path
) -> None:
    fieldnotes.well("add", study, meeting, "P3: who has the beds #beds")
    words = ("export", study, "--to", "qdpx", "--out", tmp_path, "--json", "--no-structure", "--newline", "crlf")
    back = read(fieldnotes.well(*words).json[0])
    assert [one.code for one in back.codings()] == ["beds"]
    (source,) = back.sources.values()
    assert b"\r\n" in back.zip.read("sources/" + source.attrib["plainTextPath"].removeprefix("internal://"))


def test_characters_that_may_shift_are_warned_of(
    fieldnotes: Caller, study: Path, meeting: str, tmp_path: Path
) -> None:
    fieldnotes.well("add", study, meeting, "😀😀 #beds")
    said = fieldnotes.well("export", study, "--to", "qdpx", "--out", tmp_path)
    assert said.err.startswith("2 characters beyond the Basic Multilingual Plane")
    assert "-site-b-pec-" in said.err


def test_options_of_a_project_are_refused_for_anything_else(
    fieldnotes: Caller, study: Path, meeting: str, tmp_path: Path
) -> None:
    for option in (["--since", "last"], ["--no-structure"], ["--newline", "crlf"]):
        said = fieldnotes("export", study, "--to", "json", "--out", tmp_path / "out", *option)
        assert (said.code, said.out) == (2, "")
    assert not (tmp_path / "out").exists()


def test_a_study_without_meetings_has_nothing_to_export(fieldnotes: Caller, study: Path, tmp_path: Path) -> None:
    said = fieldnotes("export", study, "--to", "qdpx", "--out", tmp_path / "out")
    assert (said.code, said.err) == (1, "There is no meeting to export; nothing was written.\n")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_place_that_cannot_be_written_to_is_one_sentence(
    fieldnotes: Caller, study: Path, meeting: str, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    said = fieldnotes("export", study, "--to", "qdpx", "--out", tmp_path / "file")
    assert said.code != 0
    assert "Traceback" not in said.err
    assert len(said.err.splitlines()) == 1


def test_codes_and_notes_of_another_hand_go_out_as_theirs(
    fieldnotes: Caller, study: Path, meeting: str, tmp_path: Path
) -> None:
    line = fieldnotes.well("add", study, meeting, "P1: who has the beds #own", "--observer", "KC").out.split()[-1]
    fieldnotes.well("code", study, meeting, line, "theirs", "--observer", "Ada")
    fieldnotes.well("write", study, meeting, line, "A fuller note.", "--observer", "Łukasz")
    out = tmp_path / "out"
    made = fieldnotes.well("export", study, "--to", "qdpx,csv", "--out", out, "--json").json
    table = next(Path(path) for path in made if path.endswith("-codings.csv"))
    rows = list(csv.DictReader(table.read_text(encoding="utf-8-sig").splitlines()))
    assert [(row["code"], row["coder"]) for row in rows] == [("own", "KC"), ("theirs", "Ada")]
    back = ReadBack(next(Path(path) for path in made if path.endswith(".qdpx")).read_bytes())
    assert {(one.code, one.coder) for one in back.codings()} >= {("own", "KC"), ("theirs", "Ada")}
    (memo,) = back.root.iter(f"{Q}Note")
    users = {user.attrib["guid"]: user.attrib["name"] for user in back.root.iter(f"{Q}User")}
    assert users[memo.attrib["creatingUser"]] == "Łukasz"
