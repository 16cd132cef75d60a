"""The line being typed: places between characters, words, and what is kept of any text."""

import itertools
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.text import clean_line
from fieldnotes.tui import graphemes
from fieldnotes.tui.line import History, Line, can_be_typed, split_paste

FAMILY = "👩\u200d👩\u200d👧"
CHARACTERS = ["a", "e\u0301", FAMILY, "👍🏽", "🇬🇧", "🇫🇷", "漢", "क\u094d", "⚕\ufe0f"]


def test_a_character_is_deleted_whole() -> None:
    for char in CHARACTERS:
        line = Line("x" + char)
        line.delete_left()
        assert line.text == "x", char


def test_the_cursor_steps_over_characters() -> None:
    text = "".join(CHARACTERS)
    places, at = [0], 0
    while at < len(text):
        at = graphemes.after(text, at)
        places.append(at)
    assert [text[a:b] for a, b in itertools.pairwise(places)] == CHARACTERS
    back = [at]
    while at:
        at = graphemes.before(text, at)
        back.append(at)
    assert back == places[::-1]


@given(st.text(), st.text())
def test_inserting_loses_nothing(before: str, typed: str) -> None:
    line = Line(clean_line(before))
    line.home()
    line.insert(typed)
    assert line.text == clean_line(typed) + clean_line(before)
    assert line.cursor == len(typed)


MOVES = ["left", "right", "word_left", "word_right", "home", "end", "delete_left", "delete_right"]


@given(st.text(), st.lists(st.sampled_from([*MOVES, "delete_word_left", "delete_to_end", "clear"])))
def test_the_cursor_never_leaves_the_line(text: str, moves: list[str]) -> None:
    line = Line(text)
    for move in moves:
        getattr(line, move)()
        assert 0 <= line.cursor <= len(line.text)


def test_words() -> None:
    line = Line("P3>P5 challenge: the beds")
    line.word_left()
    assert line.text[line.cursor :] == "beds"
    line.delete_word_left()
    assert line.text == "P3>P5 challenge: beds"
    line.home()
    line.word_right()
    assert line.text[: line.cursor] == "P3"
    line.delete_to_end()
    assert line.text == "P3"


@given(st.characters())
def test_all_but_controls_can_be_typed(char: str) -> None:
    assert can_be_typed(char) == (unicodedata.category(char) not in ("Cc", "Cs"))


def test_a_paste_is_cut_at_line_ends_only() -> None:
    assert split_paste("a\r\nb\rc\n\nd\u2028e\x0bf") == (["a", "b", "c", ""], "d\u2028e\x0bf")
    assert split_paste("all\n") == (["all"], "")


def test_history_goes_back_and_returns_to_what_was_typed() -> None:
    history = History(["one", "two"])
    assert history.later() is None
    assert [history.earlier("ty"), history.earlier("two"), history.earlier("one")] == ["two", "one", None]
    assert [history.later(), history.later(), history.later()] == ["two", "ty", None]
    history.add("three")
    assert history.earlier("") == "three"
