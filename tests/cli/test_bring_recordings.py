"""Transcripts and turns in: whose words they are, where they stand on the clock, and what no name gets into."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from fieldnotes.archive import StudyArchive
from fieldnotes.measures.participation import participation
from tests.cli.calling import Caller, Said
from tests.shared_material import SHARED, needs_shared

ZOOM = """\
WEBVTT

1
00:00:01.000 --> 00:00:04.000
Alice Smith: Hello &amp; welcome, "all" of you

2
00:00:05.500 --> 00:00:07.000
Bob Jones: Thanks

3
00:00:08.000 --> 00:00:09.000
chair: that is me
"""
ROSTER = """\
Site: Site B
Body: PEC
Date: 2004-05-12
Start: 14:00
Zone: Europe/London
Observer: KC
People:
  P1  chair; clinical
  P2  ; managerial
  P5  ; lay; apologies
---
14:00 /item 1 Minutes
14:00:04 P2: an observer's own line
"""
Bring = Callable[..., Said]


@pytest.fixture
def held(fieldnotes: Caller, study: Path, tmp_path: Path) -> str:
    """The id of a meeting with a roster, from 14:00 on."""
    (tmp_path / "head.jot").write_text(ROSTER)
    return str(fieldnotes.well("import", study, tmp_path / "head.jot", "--json").json[0]["meeting"])


@pytest.fixture
def bring(fieldnotes: Caller, study: Path, tmp_path: Path, held: str) -> Bring:
    def brought(name: str, text: str | bytes, *options: str) -> Said:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return fieldnotes("import", study, path, "--meeting", held, *options)

    return brought


@pytest.fixture
def shown(fieldnotes: Caller, study: Path) -> Callable[[], dict[str, Any]]:
    def show() -> dict[str, Any]:
        found: dict[str, Any] = fieldnotes.well("show", study, "last", "--json").json
        return found

    return show


def speech(shown: dict[str, Any]) -> list[tuple[str, str, str]]:
    said = (one for one in shown["observations"] if one["observer"] == "transcript" and one["kind"] == "speech")
    return [(one["at"][11:23].removesuffix("+01:"), one["actor"], one["text"]) for one in said]


def all_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_a_transcript_stands_beside_the_observers_own_line_and_no_name_is_in_the_study(
    bring: Bring, shown: Callable[[], dict[str, Any]], study: Path
) -> None:
    said = bring("talk.vtt", ZOOM, "--json")
    (done,) = said.json
    assert (done["added"], done["there_already"], done["warnings"]) == (3, 0, [])
    assert speech(shown()) == [
        ("14:00:01", "P3", '“Hello & welcome, "all" of you”'),
        ("14:00:05.500", "P4", '"Thanks"'),
        ("14:00:08", "P1", '"that is me"'),
    ]
    assert [one["verbatim"] for one in shown()["observations"] if one["observer"] == "transcript"] == [
        [[1, 30]], [[1, 7]], [[1, 11]],
    ]  # fmt: skip
    assert shown()["meeting"]["observers"] == ["KC"]
    assert "Alice Smith is P3" in said.err
    assert "Alice" not in said.out
    assert b"Alice" not in all_bytes(study)
    assert b"Smith" not in all_bytes(study)


def test_a_second_time_adds_nothing_though_nobody_kept_the_names(bring: Bring, study: Path) -> None:
    bring("talk.vtt", ZOOM)
    before = all_bytes(study / "meetings")
    said = bring("talk.vtt", ZOOM)
    assert "0 added, 3 there already" in said.out
    assert "nothing in it is new" in said.out
    assert "Alice Smith is P3, as the meeting has it" in said.err
    assert all_bytes(study / "meetings") == before


def test_speakers_are_mapped_by_the_call_and_by_a_file(
    bring: Bring, shown: Callable[[], dict[str, Any]], tmp_path: Path
) -> None:
    (tmp_path / "who.txt").write_text("% who is who\nBob Jones=P5\nAlice Smith = P9\n")
    said = bring("talk.vtt", ZOOM, "--speakers", str(tmp_path / "who.txt"), "--speaker", "alice smith=P2")
    assert (said.code, said.err) == (0, "")
    assert [actor for _, actor, _ in speech(shown())] == ["P2", "P5", "P1"]
    marked = [one for one in shown()["observations"] if one["kind"] == "presence"]
    assert [(one["actor"], one["mode"], one["observer"]) for one in marked] == [("P5", "in", "transcript")]


@pytest.mark.parametrize(
    ("options", "first"),
    [
        (["--offset", "+00:02:10"], "14:02:11"),
        (["--offset", "-5s"], "13:59:56"),
        (["--at", "14:03:20"], "14:03:21"),
        (["--at", "00:30"], "00:30:01"),
    ],
)
def test_it_is_aligned_to_the_meetings_clock(
    bring: Bring, shown: Callable[[], dict[str, Any]], options: list[str], first: str
) -> None:
    assert bring("talk.vtt", ZOOM, *options).code == 0
    assert speech(shown())[0][0] == first


def test_the_same_name_is_the_same_code_in_all_files_of_a_call_and_new_at_the_site(
    fieldnotes: Caller, study: Path, held: str, tmp_path: Path, shown: Callable[[], dict[str, Any]]
) -> None:
    fieldnotes.well("new", study, "--site", "Site B", "--body", "Board", "--date", "2004-06-01", "--start", "10:00")
    fieldnotes.well("add", study, "last", "P3: another person of this site")
    (tmp_path / "a.vtt").write_text(ZOOM)
    (tmp_path / "b.srt").write_text("7\n00:01:00,5 --> 00:01:02,000\n<b>Bob Jones</b>: again\n")
    (tmp_path / "c.rttm").write_text("SPEAKER x 1 100.0 2.5 <NA> <NA> Bob <NA> <NA>\n")
    files = [tmp_path / name for name in ("a.vtt", "b.srt", "c.rttm")]
    fieldnotes.well("import", study, *files, "--meeting", held)
    assert [actor for _, actor, _ in speech(shown())] == ["P4", "P6", "P1", "P6"]
    assert [one["actor"] for one in shown()["observations"] if one["kind"] == "floor"] == ["P7", "P7"]


def test_a_dry_run_tells_the_plan_and_does_nothing(bring: Bring, study: Path) -> None:
    before = all_bytes(study)
    said = bring("talk.vtt", ZOOM, "--dry-run")
    assert "+ line 5" not in said.out
    assert '+ line 8     14:00:05  P4: "Thanks"' in said.out
    assert bring("talk.vtt", ZOOM, "--dry-run", "--json").json[0]["added"] == 3
    assert all_bytes(study) == before


def test_an_error_in_one_file_keeps_the_others_out(
    fieldnotes: Caller, study: Path, held: str, tmp_path: Path
) -> None:
    before = all_bytes(study)
    (tmp_path / "a.vtt").write_text(ZOOM)
    (tmp_path / "b.vtt").write_text(ZOOM.replace("00:05.500 -->", "00:0x.500 -->"))
    said = fieldnotes("import", study, tmp_path / "a.vtt", tmp_path / "b.vtt", "--meeting", held)
    assert said.code == 1
    assert said.err.splitlines()[-1].startswith(f"{tmp_path / 'b.vtt'}, line 8: “00:00:0x.500")
    assert "Nothing was imported." in said.err
    assert all_bytes(study) == before


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--offset", "soon"], "“soon” is no offset"),
        (["--offset", "5s", "--at", "14:03:20"], "give one of them"),
        (["--speaker", "Alice"], "maps no speaker"),
        (["--speaker", "Alice Smith=Alice"], "nobody on the roster"),
        (["--amend"], "--amend is for jottings"),
        (["--column", "when=x"], "no mapping of a column"),
        (["--at", "25:00"], "not a time of day"),
    ],
)
def test_a_wrong_call_is_one_sentence(bring: Bring, study: Path, options: list[str], sentence: str) -> None:
    before = all_bytes(study)
    said = bring("talk.vtt", ZOOM, *options)
    assert (said.code, said.out) == (2, "")
    assert sentence in said.err
    assert all_bytes(study) == before


def test_without_a_meeting_it_is_the_one_that_fits_or_a_new_one(
    fieldnotes: Caller, study: Path, held: str, tmp_path: Path
) -> None:
    (tmp_path / "a.vtt").write_text(ZOOM)
    call = ("import", study, tmp_path / "a.vtt", "--site", "Site B", "--body", "PEC")
    assert "say it with --meeting" in fieldnotes(*call).err
    assert fieldnotes.well(*call, "--date", "2004-05-12", "--json").json[0]["meeting"] == held
    assert "has no start" in fieldnotes(*call, "--date", "2004-05-13").err
    (new,) = fieldnotes.well(*call, "--date", "2004-05-13", "--start", "09:00", "--json").json
    assert (new["added"], new["meeting"] == held) == (3, False)
    assert fieldnotes.well(*call, "--date", "2004-05-13", "--start", "09:00", "--json").json[0]["added"] == 0
    assert len(fieldnotes.well("list", study, "--json").json) == 2


def union_seconds(rttm: str) -> dict[str, Decimal]:
    """The union of each speaker's turns, computed apart from the program."""
    turns: dict[str, list[tuple[Decimal, Decimal]]] = {}
    for line in rttm.splitlines():
        fields = line.split()
        begin = Decimal(fields[3])
        turns.setdefault(fields[7], []).append((begin, begin + Decimal(fields[4])))
    sums = {}
    for who, spoken in turns.items():
        total, until = Decimal(0), Decimal(-1)
        for begin, end in sorted(spoken):
            total += max(end - max(begin, until), Decimal(0))
            until = max(until, end)
        sums[who] = total
    return sums


@needs_shared
@pytest.mark.parametrize("name", ["IS1009a", "ES2004b"])
def test_talk_of_a_real_meeting_is_the_union_of_its_turns(
    name: str, fieldnotes: Caller, study: Path, held: str
) -> None:
    path = SHARED / "real" / f"{name}.rttm"
    expected = union_seconds(path.read_text())
    mapping = {who: f"P{number}" for number, who in enumerate(sorted(expected), 11)}
    speakers = [word for who, code in mapping.items() for word in ("--speaker", f"{who}={code}")]
    (done,) = fieldnotes.well("import", study, path, "--meeting", held, *speakers, "--json").json
    assert done["added"] > 150
    archive = StudyArchive.open(study)
    minutes = participation(archive.open_meeting(held).record()).minutes
    for who, code in mapping.items():
        assert minutes[code] * 60 == pytest.approx(float(expected[who]), abs=0.001)
    again = fieldnotes.well("import", study, path, "--meeting", held, "--json").json[0]
    assert (again["added"], again["there_already"]) == (0, done["added"])


CSV = "Begin;End;Speaker;Said\n0:01,5;0:03;Ann;yes\n2;00:00:05;Bea;\n0:04;6;Ann;no"
COLUMNS = ("--column", "start=Begin", "--column", "end=End", "--column", "who=Speaker", "--column", "text=Said")


def test_turns_of_a_table_with_words(bring: Bring, shown: Callable[[], dict[str, Any]]) -> None:
    (done,) = bring("turns.csv", CSV, *COLUMNS, "--json").json
    assert (done["added"], done["warnings"]) == (5, [])
    floor = [
        (one["at"][17:23], one["mode"], one["actor"]) for one in shown()["observations"] if one["kind"] == "floor"
    ]
    assert floor == [
        ("01.500", "takes", "P3"), ("02+01:", "joins", "P4"), ("03+01:", "stops", "P3"),
        ("04+01:", "joins", "P3"), ("05+01:", "stops", "P4"), ("06+01:", "stops", "P3"),
    ]  # fmt: skip
    assert [text for _, _, text in speech(shown())] == ['"yes"', '"no"']
    assert bring("turns.csv", CSV, *COLUMNS, "--json").json[0]["added"] == 0


def test_other_turns_of_the_same_time_are_refused(bring: Bring, study: Path) -> None:
    bring("a.csv", "start,end,who\n1,9,Ann\n")
    before = all_bytes(study)
    said = bring("b.csv", "start,end,who\n0,2,Bea\n")
    assert said.code == 1
    assert "other turns between 14:00:00 and 14:00:02" in said.err
    assert all_bytes(study) == before
    assert bring("b.csv", "start,end,who\n0,2,Bea\n", "--offset", "20s").code == 0


def test_an_import_is_one_act_that_undo_takes_back(
    bring: Bring, fieldnotes: Caller, study: Path, shown: Callable[[], dict[str, Any]]
) -> None:
    bring("talk.vtt", ZOOM, "--observer", "KC")
    fieldnotes.well("add", study, "last", "/undo", "--observer", "KC")
    gone = [one["retracted"] for one in shown()["observations"] if one["observer"] == "transcript"]
    assert gone == [True, True, True]
    assert [one["code"] for one in shown()["people"]] == ["P1", "P2", "P5"]
