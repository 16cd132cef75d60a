"""`search`: what it prints, and how it refuses."""

from pathlib import Path

import pytest

from tests.cli.calling import Caller

FILE = """\
Site: {site}
Body: PEC
Date: {date}
Start: 14:00
Zone: Europe/London
Observer: AB
People:
  P1  chair; clinical
  P2  chief executive; managerial
---
14:01 P1>P2: "who has the beds" this winter #tension
14:02 the café is cold, nobody has beds
14:03 => P2 by 12 June: count the beds
14:04 ! consensus: leave it
"""
FIELDS = ["meeting", "id", "at", "kind", "actor", "text", "site", "body", "date"]


@pytest.fixture
def two(fieldnotes: Caller, study: Path, tmp_path: Path) -> Path:
    """The study with two meetings, the later one imported first."""
    for site, date in (("Site C", "2005-01-12"), ("Site B", "2004-05-12")):
        path = tmp_path / f"{date}.jot"
        path.write_text(FILE.format(site=site, date=date), encoding="utf-8")
        fieldnotes.well("import", study, path)
    return study


def texts(fieldnotes: Caller, study: Path, *words: object) -> list[str]:
    """Day and text of each hit."""
    return [f"{hit['at'][:4]} {hit['text']}" for hit in fieldnotes.well("search", study, *words, "--json").json]


def test_json_is_complete_and_newest_first(fieldnotes: Caller, two: Path) -> None:
    hits = fieldnotes.well("search", two, "beds", "--json").json
    assert [list(hit) for hit in hits] == [FIELDS] * 6
    assert [hit["at"] for hit in hits] == sorted((hit["at"] for hit in hits), reverse=True)
    shown = fieldnotes.well("show", two, hits[-1]["meeting"], "--json").json
    first = next(seen for seen in shown["observations"] if seen["id"] == hits[-1]["id"])
    assert {**hits[-1], **{key: first[key] for key in ("id", "at", "kind", "actor", "text")}} == hits[-1]
    assert (hits[-1]["site"], hits[-1]["body"], hits[-1]["actor"]) == ("Site B", "PEC", "P1")
    assert hits[-2]["actor"] is None


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["beds", "--kind", "action"], ["2005 count the beds", "2004 count the beds"]),
        (["beds", "--kind", "action", "--site", "site b"], ["2004 count the beds"]),
        (["--code", "tension", "--until", "2004-12-31"], ['2004 "who has the beds" this winter']),
        (
            ["--person", "P2", "--since", "12 January 2005", "--kind", "speech"],
            ['2005 "who has the beds" this winter'],
        ),
        (["CAFE cold", "--body", "PEC", "--until", "2004-05-12"], ["2004 the café is cold, nobody has beds"]),
        (['"has the"', "--limit", "1"], ['2005 "who has the beds" this winter']),
        (["beds", "--until", "11 May 2004"], []),
        (["beds", "--site", "nowhere"], []),
        (['") OR rowid:* NEAR(', "--site", "Site B"], []),
    ],
)
def test_words_and_filters(fieldnotes: Caller, two: Path, words: list[str], found: list[str]) -> None:
    assert texts(fieldnotes, two, *words) == found


def test_to_read_few_come_best_first_unless_told_otherwise(fieldnotes: Caller, two: Path) -> None:
    said = fieldnotes.well("search", two, "beds").out
    assert said.count("\n") == 7
    assert said.endswith("6 found, best first.\n")
    assert "the café is cold" in said
    newest = fieldnotes.well("search", two, "beds", "--order", "newest", "--limit", 2).out
    assert newest.endswith("The first 2, newest first; there are more: narrow it, or set --limit.\n")
    assert [line[10:20] for line in newest.splitlines()[:2]] == ["2005-01-12"] * 2
    assert fieldnotes.well("search", two, "nothing*").out == "Nothing found.\n"


def test_a_line_typed_today_is_of_the_day_of_its_meeting(fieldnotes: Caller, two: Path) -> None:
    hits = fieldnotes.well("search", two, "leave", "--json").json
    fieldnotes.well("add", two, hits[-1]["meeting"], "P1: the beds, typed today")
    hits = fieldnotes.well("search", two, "beds", "--json").json
    assert [hit["date"] for hit in hits] == ["2005-01-12"] * 3 + ["2004-05-12"] * 4
    assert hits[3]["text"] == "the beds, typed today"
    assert not fieldnotes.well("search", two, "typed", "--json", "--since", "2005-01-01").json
    (line,) = fieldnotes.well("search", two, "typed", "--until", "2004-05-12").out.splitlines()[:1]
    assert line[10:20] == "2004-05-12"
    assert f"(on {hits[3]['at'][:10]})" in line


def test_a_new_line_is_found_at_once(fieldnotes: Caller, study: Path, meeting: str) -> None:
    assert texts(fieldnotes, study, "freezing") == []
    fieldnotes.well("add", study, meeting, "the room is freezing")
    (hit,) = fieldnotes.well("search", study, "freezing", "--json").json
    assert hit["meeting"] == meeting


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["STUDY"], 2, "Say what to look for"),
        (["STUDY", "  "], 2, "Say what to look for"),
        (["STUDY", "x", "--kind", "poem"], 2, "poem"),
        (["STUDY", "x", "--since", "12/5/2004"], 2, "12/5/2004"),
        (["STUDY", "x", "--limit", "0"], 2, "--limit"),
        (["nowhere", "x"], 1, "nowhere"),
    ],
)
def test_what_goes_wrong_is_one_sentence(
    fieldnotes: Caller, study: Path, words: list[str], code: int, sentence: str
) -> None:
    said = fieldnotes("search", *(study if word == "STUDY" else word for word in words))
    assert (said.code, said.out) == (code, "")
    assert sentence in said.err
    assert said.err.count("\n") == 1
