"""`write`, `code` and `left`: each an act with an answer, durable before it is given."""

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from fieldnotes.cli.words import show_lines
from fieldnotes.model.agenda import Item
from tests.cli.calling import Caller, call
from tests.export.sample import sample

Show = Callable[[str], list[dict[str, object]]]
NOTE = "The chair asked who has the beds.\n\nNobody said a word."


@pytest.fixture
def line(fieldnotes: Caller, study: Path, meeting: str) -> str:
    """The id of a line."""
    return fieldnotes.well("add", study, meeting, "P3: who has the beds").out.split()[-1]


def codings(fieldnotes: Caller, study: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = fieldnotes.well("show", study, "last", "--json", "--all").json["codings"]
    return found


def test_a_note_is_written_and_taken_away(
    fieldnotes: Caller, study: Path, meeting: str, line: str, show: Show
) -> None:
    said = fieldnotes.well("write", study, meeting, line, NOTE)
    assert said.out == "Written up: P3: who has the beds.\n"
    assert [seen["written_up"] for seen in show(meeting) if seen["id"] == line] == [NOTE]
    assert fieldnotes.well("list", study, "--json").json[0]["written_up"] is True
    again = fieldnotes.well("write", study, meeting, line[-12:], NOTE, "--json")
    assert again.json["written_up"] == NOTE
    fieldnotes.well("write", study, meeting, line, "")
    assert [seen["written_up"] for seen in show(meeting) if seen["id"] == line] == [None]


def test_a_note_comes_from_standard_input(
    fieldnotes: Caller, study: Path, meeting: str, line: str, show: Show
) -> None:
    said = call("write", study, meeting, line, "-", stdin=(NOTE + "\r\nÉnd\n").encode())
    assert said.returncode == 0, said
    assert [seen["written_up"] for seen in show(meeting) if seen["id"] == line] == [NOTE + "\nÉnd"]


def an_editor(folder: Path, does: str) -> str:
    script = folder / "ed.py"
    script.write_text(f"import os, sys\npath = sys.argv[1]\ntext = open(path).read()\n{does}\n", encoding="utf-8")
    return f"{sys.executable} {script}"


def test_a_note_is_written_in_the_users_own_editor_and_no_copy_is_left(
    fieldnotes: Caller,
    study: Path,
    meeting: str,
    line: str,
    tmp_path: Path,
    own_folders: Path,
    monkeypatch: pytest.MonkeyPatch,
    show: Show,
) -> None:
    fieldnotes.well("write", study, meeting, line, "Before.")
    told = tmp_path / "told"
    does = (
        "modes = [oct(os.stat(each).st_mode)[-3:] for each in (path, os.path.dirname(path))]\n"
        f"open({str(told)!r}, 'w').write(text + ''.join(modes))\n"
        "open(path + '~', 'w').write(text)\nopen(path, 'w').write(text + 'And after.\\n')"
    )
    monkeypatch.setenv("VISUAL", an_editor(tmp_path, does))
    fieldnotes.well("write", study, meeting, line)
    assert [seen["written_up"] for seen in show(meeting) if seen["id"] == line] == ["Before.\nAnd after."]
    assert told.read_text() == "Before.\n600700"
    assert list((own_folders / "state" / "drafts").glob("editor-*")) == []


def drafts(own_folders: Path) -> list[Path]:
    """What was kept of what an editor left."""
    return list((own_folders / "state" / "drafts").glob("kept-*"))


def test_an_editor_that_leaves_other_bytes_than_utf_8_is_told_of(
    fieldnotes: Caller,
    study: Path,
    meeting: str,
    line: str,
    tmp_path: Path,
    own_folders: Path,
    monkeypatch: pytest.MonkeyPatch,
    show: Show,
) -> None:
    monkeypatch.setenv("VISUAL", an_editor(tmp_path, "open(path, 'wb').write(b'caf\\xe9 \\x80 5')"))
    said = fieldnotes.well("write", study, meeting, line)
    assert said.err == "The text is not UTF-8; it is read as Windows-1252.\n"
    assert [seen["written_up"] for seen in show(meeting) if seen["id"] == line] == ["café € 5"]
    monkeypatch.setenv("VISUAL", an_editor(tmp_path, "open(path, 'wb').write(b'\\xff\\xfea\\x00')"))
    refused = fieldnotes("write", study, meeting, line)
    assert (refused.code, refused.out) == (1, "")
    (kept,) = drafts(own_folders)
    assert kept.read_bytes() == b"\xff\xfea\x00"
    assert f"it holds [U+0000]. The note was left as it was, and what was written is kept in {kept}." in refused.err
    assert [seen["written_up"] for seen in show(meeting) if seen["id"] == line] == ["café € 5"]


def test_a_note_that_the_disk_refuses_is_kept(
    fieldnotes: Caller,
    study: Path,
    meeting: str,
    line: str,
    tmp_path: Path,
    own_folders: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from fieldnotes.capture import oneact

    def refuses(session: object, act: object) -> None:
        raise oneact.NotDone("The disk is full.")

    monkeypatch.setattr(oneact, "carried_out", refuses)
    monkeypatch.setenv("VISUAL", an_editor(tmp_path, "open(path, 'w').write('an hour of words')"))
    said = fieldnotes("write", study, meeting, line)
    (kept,) = drafts(own_folders)
    assert kept.read_text() == "an hour of words"
    assert f"What you wrote is kept in {kept}." in said.err


@pytest.mark.skipif(os.name == "nt", reason="a signal to one's own parent is POSIX")
@pytest.mark.parametrize(("name", "left"), [("SIGTERM", 1), ("SIGHUP", 1), ("SIGINT", 0)])
def test_what_was_saved_in_the_editor_outlives_a_signal(
    study: Path, meeting: str, line: str, tmp_path: Path, own_folders: Path, name: str, left: int
) -> None:
    does = (
        "import signal, time\nopen(path, 'w').write('an hour of words')\n"
        f"os.kill(os.getppid(), signal.{name})\ntime.sleep({5 if left else 0.5})"
    )
    done = call("write", study, meeting, line, VISUAL=an_editor(tmp_path, does))
    assert [kept.read_text() for kept in drafts(own_folders)] == ["an hour of words"] * left
    assert (done.returncode == 0) is not bool(left)


def test_an_editor_that_fails_changes_nothing(
    fieldnotes: Caller,
    study: Path,
    meeting: str,
    line: str,
    tmp_path: Path,
    own_folders: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("VISUAL", an_editor(tmp_path, "open(path, 'w').write('lost')\nsys.exit(3)"))
    said = fieldnotes("write", study, meeting, line)
    assert (said.code, said.out) == (1, "")
    assert "error 3" in said.err
    (kept,) = drafts(own_folders)
    assert (kept.read_text(), stat.S_IMODE(kept.stat().st_mode)) == ("lost", 0o600)
    assert str(kept) in said.err
    monkeypatch.setenv("VISUAL", an_editor(tmp_path, "sys.exit(3)"))
    assert "kept" not in fieldnotes("write", study, meeting, line).err
    monkeypatch.setenv("VISUAL", str(tmp_path / "none"))
    assert "could not be started" in fieldnotes("write", study, meeting, line).err
    monkeypatch.delenv("VISUAL")
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "No editor was found" in fieldnotes("write", study, meeting, line).err


def test_a_whole_line_is_coded_and_its_code_taken_off(
    fieldnotes: Caller, study: Path, meeting: str, line: str
) -> None:
    said = fieldnotes.well("code", study, meeting, line, "beds", "--json").json
    assert said == {"id": line, "codes": ["beds"], "codings": []}
    assert fieldnotes.well("code", study, meeting, line, "#two words", "--json").json["codes"] == [
        "beds",
        "two-words",
    ]
    assert fieldnotes.well("code", study, meeting, line, "#beds", "--remove", "--json").json["codes"] == [
        "two-words"
    ]


def test_words_are_coded_by_a_span_or_by_themselves(
    fieldnotes: Caller, study: Path, meeting: str, line: str
) -> None:
    said = fieldnotes.well("code", study, meeting, line, "#beds", "--span", "12:16")
    assert said.out == "Coded: #beds on “beds”.\n"
    assert said.err == "#beds is not in the codebook, and is added to it.\n"
    fieldnotes.well("write", study, meeting, line, NOTE)
    fieldnotes.well("code", study, meeting, line, "silence", "--quote", "Nobody said a word", "--write-up")
    first, second = codings(fieldnotes, study)
    assert {**first, "id": "", "at": "", "coder": ""} == {
        "id": "",
        "of": line,
        "part": "text",
        "start": 12,
        "end": 16,
        "code": "beds",
        "quote": "beds",
        "coder": "",
        "at": "",
        "lost": False,
        "retracted": False,
    }
    assert (second["part"], second["quote"]) == ("write-up", "Nobody said a word")
    written = fieldnotes.well("write", study, meeting, line, "At two, later. " + NOTE)
    assert written.out.endswith(". Moved along: #silence on “Nobody said a word”.\n")
    moved = codings(fieldnotes, study)[1]
    assert (moved["start"], moved["quote"]) == (NOTE.index("Nobody") + 15, "Nobody said a word")
    fieldnotes.well("code", study, meeting, line, "beds", "--quote", "beds", "--remove")
    assert [one["retracted"] for one in codings(fieldnotes, study)] == [True, False]
    lost = fieldnotes.well("write", study, meeting, line, "Quiet.", "--json").json
    assert [(one["code"], one["lost"], one["quote"]) for one in lost["codings"]] == [
        ("silence", True, "Nobody said a word")
    ]
    assert "silence" in {code["name"] for code in fieldnotes.well("codebook", study, "--json").json}
    assert fieldnotes.well("check", study).code == 0


@pytest.mark.parametrize("how", [(), ("--quote", "the beds")])
def test_a_second_coder_codes_the_same_as_a_record_of_their_own(
    fieldnotes: Caller, study: Path, meeting: str, line: str, how: tuple[str, ...]
) -> None:
    fieldnotes.well("code", study, meeting, line, "beds", *how)
    again = fieldnotes.well("code", study, meeting, line, "beds", *how)
    assert "nothing was changed" in again.out
    before = len(codings(fieldnotes, study))
    words = "the beds" if how else "who has the beds"
    fieldnotes.well("code", study, meeting, line, "#Beds", "--observer", "Coder A", *how)
    said = fieldnotes.well("code", study, meeting, line, "beds", "--observer", "Coder A", *how)
    assert "nothing was changed" in said.out
    made = codings(fieldnotes, study)[before:]
    assert [(one["coder"], one["code"], one["quote"]) for one in made] == [("Coder A", "beds", words)]
    [uses] = [code["uses"] for code in fieldnotes.well("codebook", study, "--json").json if code["name"] == "beds"]
    assert uses == 2
    fieldnotes.well("code", study, meeting, line, "beds", "--remove", "--observer", "Coder A", *how)
    left = codings(fieldnotes, study)
    assert [one["coder"] for one in left if one["retracted"]] == ["Coder A"]
    coded = fieldnotes.well("code", study, meeting, line, "other", "--json").json
    assert ("beds" in coded["codes"]) is not bool(how)


def test_a_code_that_one_put_on_anothers_line_is_ones_own(
    fieldnotes: Caller, study: Path, meeting: str, line: str
) -> None:
    fieldnotes.well("code", study, meeting, line, "beds", "--observer", "Coder A")
    said = fieldnotes.well("code", study, meeting, line, "beds", "--observer", "Coder A")
    assert "nothing was changed" in said.out
    coded = fieldnotes.well("code", study, meeting, line, "beds", "--json").json
    assert coded["codes"] == ["beds"]
    assert [one["quote"] for one in coded["codings"]] == ["who has the beds"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("#beds", "--span", "16:12"), 2),
        (("#beds", "--span", "0:999"), 2),
        (("#beds", "--span", "x"), 2),
        (("#beds", "--quote", "tables"), 2),
        (("#beds", "--quote", "beds", "--span", "0:1"), 2),
        (("#beds", "--quote", "beds", "--remove"), 2),
        (("#beds", "--write-up"), 2),
        (("#beds", "--write-up", "--quote", "beds"), 2),
        (("12", "--span", "0:3"), 0),
    ],
)
def test_what_cannot_be_coded_is_one_sentence(
    fieldnotes: Caller, study: Path, meeting: str, line: str, words: tuple[str, ...], code: int
) -> None:
    said = fieldnotes("code", study, meeting, line, *words)
    assert said.code == code
    assert "nothing was" in said.err + said.out
    assert codings(fieldnotes, study) == []


def test_a_line_that_is_not_there_or_could_be_several(
    fieldnotes: Caller, study: Path, meeting: str, line: str
) -> None:
    fieldnotes.well("add", study, meeting, "another")
    assert "No line of this meeting" in fieldnotes("write", study, meeting, "nothing", "x").err
    assert "could be 3 lines" in fieldnotes("write", study, meeting, line[:4], "x").err
    assert fieldnotes("write", study, meeting, "", "x").code == 1


def test_what_is_left_is_told_and_the_meeting_marked(
    fieldnotes: Caller, study: Path, meeting: str, line: str
) -> None:
    fieldnotes.well("add", study, meeting, "a new thing #corridors (?)")
    fieldnotes.well("add", study, meeting, "~m sat too far back")
    left = fieldnotes.well("left", study, meeting, "--json").json
    assert line in left["unwritten"]
    assert (len(left["unwritten"]), len(left["uncertain"])) == (2, 1)
    assert (left["undefined"], left["reflections"]) == (["corridors"], ["interpretation", "feeling"])
    assert (left["meeting"], left["marked"]) == (meeting, False)
    assert 23 < left["hours_left"] <= 24
    told = fieldnotes.well("left", study, meeting).out
    assert "left to write it up." in told
    assert f"({line})" in told
    assert "#corridors" in told
    assert fieldnotes.well("left", study, meeting, "--done").out == "The meeting is marked as written up.\n"
    assert fieldnotes.well("list", study, "--json").json[0]["written_up"] is True
    assert fieldnotes.well("left", study, meeting, "--not-done", "--json").json["marked"] is False


def test_the_hours_are_a_setting(
    fieldnotes: Caller, study: Path, meeting: str, line: str, own_folders: Path
) -> None:
    folder = own_folders / "data"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "settings.toml").write_text("write_up_hours = 48\n", encoding="utf-8")
    assert 47 < fieldnotes.well("left", study, meeting, "--json").json["hours_left"] <= 48


def test_a_meeting_of_which_nothing_was_observed(fieldnotes: Caller, study: Path, meeting: str) -> None:
    left = fieldnotes.well("left", study, meeting, "--json").json
    assert (left["ended"], left["hours_since"], left["hours_left"], left["unwritten"]) == (None, None, None, [])
    assert fieldnotes.well("left", study, meeting).out.startswith("Nothing was observed yet.")


def test_the_mode_of_drafts_is_the_owners(own_folders: Path) -> None:
    from fieldnotes.capture.pads import Pad, Pads

    pads = Pads("meeting", "KC")
    assert pads.keep({"o": Pad("text")})
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (own_folders / "state" / "drafts").iterdir()}
    assert modes == {0o600}
    pads.close()


def test_what_is_shown_has_the_fuller_notes(fieldnotes: Caller, study: Path, meeting: str, line: str) -> None:
    fieldnotes.well("write", study, meeting, line, NOTE)
    shown = fieldnotes.well("show", study, meeting).out
    assert "\n    | The chair asked who has the beds.\n    |\n    | Nobody said a word.\n" in shown


def test_what_is_shown_of_an_item_has_its_purpose_and_presenter() -> None:
    items = (Item("1", "Budget", 5, "decision", "P3"), Item("2", "AOB", purpose="note"), Item("3", "Next"))
    shown = list(show_lines(msgspec.structs.replace(sample(), items=items, people=(), observations=())))
    assert shown[-3:] == ["  1. Budget  (5 min; decision; P3)", "  2. AOB  (note)", "  3. Next"]
