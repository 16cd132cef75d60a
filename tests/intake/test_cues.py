"""Transcripts as meeting software writes them: who speaks, what is left of the words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.intake.cues import looks_like_a_name
from fieldnotes.intake.recording import Recording
from fieldnotes.intake.subtitles import read_srt, read_vtt
from fieldnotes.intake.timecode import clock_ms, offset_ms, time_ms
from fieldnotes.intake.verbatim import spoken
from fieldnotes.jottings.marks import read_text, write_text
from fieldnotes.text import clean_line


def said(recording: Recording) -> list[tuple[int, str, str]]:
    return [(one.begin, one.who, one.text) for one in recording.said]


def cue(text: str, known: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """What one cue says."""
    recording = read_vtt(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{text}\n", "a file", known.__contains__)
    return [(one.who, one.text) for one in recording.said]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Alice Smith: Hello", [("Alice Smith", "Hello")]),
        ("Smith, Alice (Guest): Hello", [("Smith, Alice (Guest)", "Hello")]),
        ("[Alice Smith]: Hello", [("Alice Smith", "Hello")]),
        ("Ludwig van der Berg: 10:30 it is", [("Ludwig van der Berg", "10:30 it is")]),
        ("李雷: 好", [("李雷", "好")]),
        ("<v Alice Smith>Hello</v>", [("Alice Smith", "Hello")]),
        ("<v.first.loud Alice Smith>Note: hello", [("Alice Smith", "Note: hello")]),
        ("<v Alice>Hi</v> <v Bob>Ho</v>", [("Alice", "Hi"), ("Bob", "Ho")]),
        ("<v Alice>one\ntwo</v>", [("Alice", "one two")]),
        ("Alice: one\ntwo\nBob: three", [("Alice", "one two"), ("Bob", "three")]),
        (">> Alice: one", [("Alice", "one")]),
        ("so here it is: we need it", [("", "so here it is: we need it")]),
        ("What now? Who: me", [("", "What now? Who: me")]),
        ("10:30 is the time", [("", "10:30 is the time")]),
        ("a &lt;b&gt; &amp; c <00:01.500> d {\\an8}", [("", "a <b> & c d")]),
        ("<c.yellow>a</c> <i>b</i> 1 < 2", [("", "a b 1 < 2")]),
        ("tab\tand \u200bnothing\x07", [("", "tab and \u200bnothing�")]),
        ("<v Alice></v>", []),
    ],
)  # fmt: skip
def test_who_says_what_in_a_cue(text: str, expected: list[tuple[str, str]]) -> None:
    assert cue(text) == expected


def test_a_small_beginning_is_a_speaker_where_it_is_known() -> None:
    assert cue("chair: order", ("chair",)) == [("chair", "order")]
    assert cue("chair: order") == [("", "chair: order")]


def test_a_beginning_that_comes_again_and_again_is_a_speaker() -> None:
    cues = (f"00:0{n}.000 --> 00:0{n}.900\nalice smith: {n}\n" for n in range(3))
    recording = read_vtt("WEBVTT\n\n" + "\n".join(cues), "a file")
    assert [(one.who, one.text) for one in recording.said] == [("alice smith", f"{n}") for n in range(3)]


def test_a_speaker_in_the_id_of_a_cue() -> None:
    recording = read_vtt('WEBVTT\n\n1 "Alice Smith" (12345)\n00:01.000 --> 00:02.000\nhello\n', "a file")
    assert said(recording) == [(1000, "Alice Smith", "hello")]


def test_lines_behind_a_blank_one_belong_to_the_cue_before() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\none\n\ntwo\n\n7\n\n9\n00:00:03,000 --> 00:00:04,000\nthree\n"
    assert said(read_srt(text, "a file")) == [(1000, "", "one two"), (3000, "", "three")]


def test_a_header_without_its_blank_line_costs_no_cue() -> None:
    text = "WEBVTT\nKind: captions\n00:01.000 --> 00:02.000\nhello\n"
    assert said(read_vtt(text, "a file")) == [(1000, "", "hello")]


def test_an_empty_cue_is_warned_of() -> None:
    recording = read_vtt("WEBVTT\n\n00:01.000 --> 00:02.000\n\n00:03.000 --> 00:04.000\nx\n", "a file")
    assert [warning.line for warning in recording.warnings] == [3]


def test_words_that_are_no_name() -> None:
    assert not any(
        map(looks_like_a_name, ("", "and", "So we said", "One Two Three Four Five Six Seven", "Well; Bob"))
    )


@pytest.mark.parametrize(
    ("words", "ms"),
    [("83.5", 83500), ("1:23,5", 83500), ("00:01:23.500", 83500), ("61:00", 3660000), ("0.0005", 1), ("0.0004", 0),
     ("1:60", None), ("1:61:00", None), ("", None), ("-1", None), ("1e3", None), ("１", None), ("nan", None)],
)  # fmt: skip
def test_times(words: str, ms: int | None) -> None:
    assert time_ms(words) == ms
    assert clock_ms(words) == (ms if ":" in words else None)


@pytest.mark.parametrize(
    ("words", "ms"),
    [("+00:02:10", 130_000), ("-5s", -5000), ("1m30s", 90_000), ("1h", 3_600_000), ("-2.5", -2500), ("2,5s", 2500),
     ("", None), ("+", None), ("soon", None), ("5 s", None), ("--5s", None)],
)  # fmt: skip
def test_offsets(words: str, ms: int | None) -> None:
    assert offset_ms(words) == ms


@given(st.text(st.sampled_from('ab "“”#(?)\\>:'), min_size=1) | st.text(min_size=1))
def test_all_of_it_is_word_for_word_and_is_read_back_so(words: str) -> None:
    words = " ".join(clean_line(words).split())
    if not words:
        return
    text, spans = spoken(words)
    assert spans == ((1, len(text) - 1),)
    straight = str.maketrans("“”", '""')
    assert text[1:-1].translate(straight) == words.translate(straight)
    assert '"' in words or text[1:-1] == words
    read = read_text(write_text(text))
    assert (read.text, read.verbatim, read.codes, read.uncertain) == (text, spans, (), False)
