"""The helper that turns transcripts into jottings; what the product makes of them is tested in tests/intake."""

import json
import re
from typing import Any

import pytest

from tests.real_meetings import NAMES, RealMeeting, from_transcript, meeting
from tests.shared_material import SHARED, needs_shared


def transcript(*turns: tuple[str, str], topics: tuple[tuple[str, list[list[str]]], ...] = ()) -> dict[str, Any]:
    return {
        "meeting_transcripts": [{"speaker": who, "content": text} for who, text in turns],
        "topic_list": [{"topic": title, "relevant_text_span": spans} for title, spans in topics],
    }


def body(made: RealMeeting) -> list[str]:
    return made.jottings.split("\n---\n")[1].splitlines()


def test_speakers_are_coded_in_the_order_in_which_they_first_speak() -> None:
    made = from_transcript("m", transcript(("Ann B", "one"), ("Cy D", "two"), ("Ann B", "three")))
    assert made.turns == [("P1", "one"), ("P2", "two"), ("P1", "three")]
    assert "Ann" not in made.jottings


def test_a_turn_lasts_its_words_at_150_a_minute() -> None:
    made = from_transcript("m", transcript(("A", "one two three"), ("B", "four")))
    assert body(made) == [
        "14:00:00.000 P1: one two three",
        "14:00:01.200 P2: four",
        "14:00:01.600 /end",
    ]


def test_an_item_is_left_and_come_back_to_and_the_latest_to_start_holds() -> None:
    turns = [("A", word) for word in "abcdefg"]
    topics = (("Wide", [["1", "3"], ["6", "6"]]), ("Narrow", [["3", "4"]]))
    made = from_transcript("m", transcript(*turns, topics=topics))
    assert made.item_of == [None, "1", "1", "2", "2", None, "1"]
    assert [line.split(" ", 1)[1] for line in body(made) if "/item" in line] == [
        "/item 1",
        "/item 2",
        "/item",
        "/item 1",
    ]


def test_blanks_at_the_ends_go_and_a_hard_blank_stays() -> None:
    made = from_transcript("m", transcript(("A", " rating\u00a0risk\u00a0\t")))
    assert made.turns == [("P1", "rating\u00a0risk\u00a0")]


@pytest.mark.parametrize("text", ["", " \t", "see #12a", "#tension", "who (?)", 'a "quote"', "“so”", "a\\", "a\nb"])
def test_a_text_that_would_be_read_as_more_than_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="turn 1"):
        from_transcript("m", transcript(("A", "fine, item 1# (?) or so"), ("B", text)))


def test_a_title_that_the_agenda_would_cut_is_refused() -> None:
    with pytest.raises(ValueError, match="title"):
        from_transcript("m", transcript(("A", "x"), topics=(("Money (all of it)", [["0", "0"]]),)))


def test_lines_for_a_terminal_are_cut_and_limited() -> None:
    made = from_transcript("m", transcript(("A", "one two"), ("B", "three"), ("C", "four")))
    assert made.typed_lines(limit=2, cut=4) == ["P1: one", "P2: thre"]


@needs_shared
@pytest.mark.parametrize(
    ("name", "turns", "people"), [("education_0", 124, 11), ("education_4", 229, 11), ("covid_2", 393, 71)]
)
def test_the_real_meetings_keep_every_turn_and_no_name_of_a_speaker(name: str, turns: int, people: int) -> None:
    raw = json.loads((SHARED / "real" / f"{name}.json").read_text(encoding="utf-8"))
    made = meeting(name)
    assert [text for _, text in made.turns] == [turn["content"].strip(" \t") for turn in raw["meeting_transcripts"]]
    assert (len(made.turns), len({code for code, _ in made.turns})) == (turns, people)
    speech = [line for line in body(made) if re.match(r"\S+ P\d+: ", line)]
    assert [line.split(" ", 2)[2] for line in speech] == [text for _, text in made.turns]
    assert not any(turn["speaker"] in made.jottings.split("\n---\n")[0] for turn in raw["meeting_transcripts"])
    assert not any(line.startswith(turn["speaker"]) for line in body(made) for turn in raw["meeting_transcripts"])


@needs_shared
def test_topics_of_real_meetings_are_left_and_come_back_to() -> None:
    opened = [line.split("/item")[1].strip() for line in body(meeting("education_4")) if "/item" in line]
    assert opened == ["1", "2", "3", "4", "5", "1", "5", "2", "6", "5", ""]
    assert NAMES == ("education_0", "education_4", "covid_2")
