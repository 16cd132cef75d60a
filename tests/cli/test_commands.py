"""The commands: what they print, their exit codes, one sentence for whatever goes wrong."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from fieldnotes.archive import MeetingArchive
from tests.cli.calling import Caller, call

Show = Callable[[str], list[dict[str, object]]]

SHOWN = {
    "meeting": {"id", "source", "site", "body", "type", "date", "start", "end", "zone", "observers", "protocol",
                "blind", "header"},
    "people": {"code", "role", "group", "status", "intervals"},
    "items": {"number", "title", "planned_minutes", "purpose", "presenter", "intervals", "minutes"},
    "observations": {"id", "at", "typed_at", "kind", "mode", "item", "actor", "addressees", "acts", "text",
                     "verbatim", "codes", "votes", "owners", "due", "of", "reflection", "minutes", "scale",
                     "rating", "uncertain", "late", "observer", "written_up", "retracted"},
}  # fmt: skip
LISTED = {"id", "source", "site", "body", "type", "date", "start", "minutes", "observations", "people", "observers",
          "written_up", "open_actions", "state"}  # fmt: skip


def test_new_prints_the_id_alone(meeting: str) -> None:
    assert re.fullmatch(r"[0-9a-f-]{36}", meeting)


def test_add_prints_a_line_for_each_jotting_once_it_is_durable(
    fieldnotes: Caller, study: Path, meeting: str, show: Show
) -> None:
    said = fieldnotes.well("add", study, meeting, 'P1>P2 chall: "no" #tension')
    found = re.fullmatch(r"saved \d\d:\d\d:\d\d ([0-9a-f-]{36})\n", said.out)
    assert found
    (speech,) = [seen for seen in show(meeting) if seen["kind"] == "speech"]
    assert speech["id"] == found[1]
    assert speech["text"] == '"no"'
    assert speech["verbatim"] == [[1, 3]]
    assert "P1 was not on the roster" in said.err


def test_a_meeting_is_named_by_id_by_prefix_and_as_last(
    fieldnotes: Caller, study: Path, meeting: str, show: Show
) -> None:
    for ref in (meeting, meeting[:12], meeting[-8:], "last"):
        fieldnotes.well("add", study, ref, f"by {ref}")
    assert len(show("last")) == 4


def test_show_json_has_every_field_and_misses_none(fieldnotes: Caller, study: Path, meeting: str) -> None:
    fieldnotes.well("add", study, meeting, "/item 1 Apologies")
    said = fieldnotes.well("add", study, meeting, "P1: x")
    fieldnotes.well("code", study, meeting, said.out.split()[-1], "beds", "--quote", "x")
    shown = fieldnotes.well("show", study, meeting, "--json").json
    assert set(shown) == set(SHOWN)
    assert set(shown["meeting"]) == SHOWN["meeting"]
    for part in ("people", "items", "observations"):
        assert shown[part] or part == "people"
        assert all(set(row) == SHOWN[part] for row in shown[part])
    assert [seen["item"] for seen in shown["observations"]] == ["1", "1", "1"]
    known = fieldnotes.well("show", study, meeting, "--json", "--all").json
    assert set(known) == {*SHOWN, "codings", "study", "protocol", "codes", "emerged", "history"}
    assert set(known["meeting"]) == {*SHOWN["meeting"], "place", "mode", "written_up", "order"}
    assert set(known["items"][0]) == {*SHOWN["items"], "added"}
    assert set(known["observations"][0]) == {*SHOWN["observations"], "typed", "mono", "done"}
    assert [(coding["code"], coding["quote"]) for coding in known["codings"]] == [("beds", "x")]


def test_list_json_is_newest_first_and_complete(fieldnotes: Caller, study: Path, meeting: str) -> None:
    older = fieldnotes.well("new", study, "--site", "A", "--body", "B", "--date", "12 May 2004").out.strip()
    rows = fieldnotes.well("list", study, "--json").json
    assert [row["id"] for row in rows] == [meeting, older]
    assert all(set(row) == LISTED for row in rows)
    assert fieldnotes.well("list", study).out.count("\n") == 2


def test_an_agenda_file_becomes_the_agenda(fieldnotes: Caller, study: Path, tmp_path: Path) -> None:
    agenda = tmp_path / "agenda.txt"
    agenda.write_text("1. Apologies (5)\n\n2. Finance (20; decision; P4)\n", encoding="utf-8")
    made = fieldnotes.well(
        "new", study, "--site", "A", "--body", "B", "--date", "2004-05-12", "--agenda", agenda
    ).out.strip()
    items = fieldnotes.well("show", study, made, "--json").json["items"]
    assert [(item["number"], item["title"], item["planned_minutes"]) for item in items] == [
        ("1", "Apologies", 5),
        ("2", "Finance", 20),
    ]
    agenda.write_text("\n\n", encoding="utf-8")
    refused = fieldnotes("new", study, "--site", "A", "--body", "C", "--date", "2004-05-12", "--agenda", agenda)
    assert refused.code == 2
    assert "no line was read as an item" in refused.err


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("show", "STUDY", "nothing"), 1, "nothing"),
        (("show", "nowhere", "last"), 1, "nowhere"),
        (("add", "nowhere", "last", "x"), 1, "nowhere"),
        (("init", "STUDY", "--name", "x", "--zone", "Europe/London"), 1, "study"),
        (("init", "other", "--name", "x", "--zone", "Atlantis"), 2, "Atlantis"),
        (("new", "STUDY", "--site", "A", "--body", "B", "--date", "5/13/2004"), 2, "5/13/2004"),
        (
            ("new", "STUDY", "--site", "A", "--body", "B", "--date", "2004-05-12", "--start", "teatime"),
            2,
            "teatime",
        ),
        (("new", "STUDY", "--site", "A", "--body", "B", "--date", "2004-05-12", "--protocol", "../x"), 2, "../x"),
        (("export", "STUDY", "--to", "papyrus"), 2, "papyrus"),
        (("import", "STUDY", "missing.jot"), 1, "missing.jot"),
        (("import", "STUDY", "missing.vtt", "--as", "vtt"), 2, "vtt"),
        (("frobnicate",), 2, "frobnicate"),
        (("demo", "--no-open", "STUDY"), 1, "sample"),
        (("init", "other", "--name", "x", "--zone", "localtime"), 2, "localtime"),
        (("capture", "STUDY"), 1, "terminal"),
        (("show",), 2, "STUDY"),
    ],
)
def test_what_goes_wrong_is_one_sentence(
    fieldnotes: Caller, study: Path, meeting: str, words: tuple[str, ...], code: int, sentence: str
) -> None:
    said = fieldnotes(*(study if word == "STUDY" else word for word in words))
    assert (said.code, said.out) == (code, "")
    assert sentence in said.err
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err


def test_words_of_the_command_line_cannot_break_a_header(fieldnotes: Caller, study: Path, tmp_path: Path) -> None:
    fieldnotes.well(
        "new", study, "--site", "A\nDate: 1999-01-01", "--body", "B\n---\n14:00 x", "--date", "2004-05-12"
    )
    fieldnotes.well("add", study, "last", "P1: y", "--observer", "Me\nSite: C\n---")
    (path,) = fieldnotes.well(
        "export", study, "last", "last", "--to", "text,text", "--out", tmp_path / "o"
    ).out.split()
    (back,) = fieldnotes.well("import", study, path, "--json").json
    assert (back["added"], back["warnings"]) == (0, [])


def test_an_agenda_is_read_in_any_of_the_languages_bytes(fieldnotes: Caller, study: Path, tmp_path: Path) -> None:
    for number, code in enumerate(("utf-8-sig", "utf-16", "cp1252"), 1):
        path = tmp_path / code
        path.write_bytes("1. café (5)\r\n".encode(code))
        made = fieldnotes.well(
            "new", study, "--site", "A", "--body", "B", "--date", f"2004-05-0{number}", "--agenda", path
        ).out.strip()
        assert fieldnotes.well("show", study, made, "--json").json["items"][0]["title"] == "café"


def test_without_a_study_the_app_says_how_to_begin(fieldnotes: Caller) -> None:
    said = fieldnotes()
    assert said.code == 1
    assert "fieldnotes demo" in said.err


def test_a_fault_of_the_program_leaves_no_word_of_a_note(
    fieldnotes: Caller, study: Path, meeting: str, own_folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: MeetingArchive, **anything: object) -> str:
        raise ZeroDivisionError(str(anything))

    monkeypatch.setattr(MeetingArchive, "record", fail)
    said = fieldnotes("show", study, meeting)
    assert said.code == 1
    assert "ZeroDivisionError" in said.err
    assert "Traceback" not in said.err
    (report,) = (own_folders / "state").glob("crash-*.txt")
    assert "ZeroDivisionError" in report.read_text(encoding="utf-8")


def test_standard_output_never_raises(study: Path, meeting: str) -> None:
    for line in ("P1: Łódź 日本 \U0001f600", "\udcff".encode("utf-8", "surrogateescape").decode("latin-1")):
        assert call("add", study, meeting, line).returncode == 0
    for code_page in ("ascii", "cp1252", "utf-8", "latin-1"):
        said = call("show", study, meeting, PYTHONIOENCODING=code_page)
        assert said.returncode == 0, said.stderr
        shown = call("show", study, meeting, "--json", PYTHONIOENCODING=code_page)
        assert shown.returncode == 0, shown.stderr
        assert "Łódź" in json.loads(shown.stdout.decode(code_page))["observations"][1]["text"]


def test_whoever_has_read_enough_ends_the_program_quietly(study: Path, meeting: str) -> None:
    import subprocess

    from tests.cli.calling import command, environment

    with subprocess.Popen(
        command("show", study, meeting, "--json"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.close()
        assert program.stderr.read() == b""


def test_paths_and_version(fieldnotes: Caller, own_folders: Path) -> None:
    found = fieldnotes.well("paths", "--json").json
    assert found["settings"] == str(own_folders / "data" / "settings.toml")
    assert fieldnotes.well("--version").out == "fieldnotes 0.1.0\n"


@pytest.mark.parametrize("written", ["observer = 5\n", "garbage", "\\ud800"])
def test_broken_settings_are_told_and_stop_no_note(
    fieldnotes: Caller, study: Path, meeting: str, own_folders: Path, written: str
) -> None:
    path = own_folders / "data" / "settings.toml"
    path.write_bytes(written.encode("utf-8", "surrogatepass"))
    said = fieldnotes.well("add", study, meeting, "P1: x")
    assert str(path) in said.err
    assert said.out.startswith("saved ")


def test_a_meeting_that_could_not_be_made_leaves_no_folder(fieldnotes: Caller, study: Path) -> None:
    from fieldnotes.archive import NotText, StudyArchive
    from fieldnotes.cli.shipped import known_protocol
    from fieldnotes.model.meeting import Meeting

    archive = StudyArchive.open(study)
    odd = Meeting(site="\udcff", body="B", date=date(2004, 5, 12), zone="Europe/London", protocol="x")
    with pytest.raises(NotText):
        archive.new_meeting(odd, known_protocol("meeting-observation"))
    assert archive.meetings() == []
