"""A long text being written: every edit, undo, selection and row, against what a plain text does."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from fieldnotes.model.spans import Splice
from fieldnotes.text import visible
from fieldnotes.tui.pad import Pad, words_in
from fieldnotes.tui.padkeys import _DEEDS, _MOVES, PadKeys
from fieldnotes.tui.padrows import PadRows

TEXT = st.text(alphabet="ab \n", max_size=80) | st.text(alphabet="aé́ \n字\u202e\u00a0👩\u200d", max_size=40)
KEYS = st.sampled_from(sorted({*_MOVES, *(f"shift+{key}" for key in _MOVES), *_DEEDS, "a", "é", " ", "字"}))


def hands(text: str = "", width: int = 20, **more: object) -> PadKeys:
    pad = Pad(text, **more)  # type: ignore[arg-type]
    return PadKeys(pad, PadRows(pad.text, width))


def press(to: PadKeys, *keys: str) -> None:
    for key in keys:
        to.key(key, key if len(key) == 1 else None)


@given(TEXT, TEXT, st.data(), st.integers(1, 12))
def test_rows_after_a_change_are_those_of_the_text_laid_out_anew(
    text: str, more: str, data: st.DataObject, width: int
) -> None:
    start = data.draw(st.integers(0, len(text)))
    splice = Splice(start, data.draw(st.integers(start, len(text))), more)
    rows = PadRows(text, width)
    rows.change(splice.of(text), splice)
    assert rows.starts == PadRows(splice.of(text), width).starts


@given(TEXT, st.integers(8, 30))
def test_rows_fit_and_hold_all_of_the_text(text: str, width: int) -> None:
    rows = PadRows(text, width)
    spans = [rows.span(row) for row in range(len(rows))]
    assert rows.starts == sorted(set(rows.starts))
    for start, end in spans:
        assert "\n" not in text[start:end]
        assert cell_len(visible(text[start:end].rstrip(" "))) <= width or end - start == 1
    assert "".join(text[start:end] for start, end in spans) == text.replace("\n", "")


@given(TEXT, st.lists(KEYS, max_size=40))
def test_no_key_breaks_the_text_and_undo_takes_all_of_it_back(text: str, keys: list[str]) -> None:
    to = hands(text, 9)
    before = to.pad.text
    press(to, *keys)
    assert 0 <= to.pad.cursor <= len(to.pad.text)
    assert to.rows.starts == PadRows(to.pad.text, 9).starts
    after = to.pad.text
    steps = 0
    while to.pad.undo():
        steps += 1
    while to.pad.redo():
        pass
    if "ctrl+z" not in keys:
        assert to.pad.text == after
    while to.pad.undo():
        pass
    assert to.pad.text == before
    assert to.rows.starts == PadRows(before, 9).starts
    assert steps <= len(keys)


@given(st.text(alphabet="ab \n", min_size=4, max_size=30), st.lists(KEYS, max_size=30))
def test_undo_brings_every_span_back_to_its_words(text: str, keys: list[str]) -> None:
    to = hands(text, 9, places={"one": (1, 3)})
    quote = to.pad.text[1:3]
    press(to, *keys)
    if to.pad.places["one"] is not None:
        assert to.pad.places["one"][1] <= len(to.pad.text)
    while to.pad.undo():
        pass
    assert to.pad.places == {"one": (1, 3)}
    assert to.pad.text[1:3] == quote


def test_letters_of_a_word_are_one_step_and_a_blank_begins_another() -> None:
    to = hands()
    press(to, *"two words", "backspace", "backspace")
    to.pad.undo()
    assert to.pad.text == "two words"
    to.pad.undo()
    assert to.pad.text == "two "
    to.pad.undo()
    to.pad.undo()
    assert to.pad.text == ""


def test_what_is_selected_gives_way_to_what_is_typed() -> None:
    to = hands("who has the beds")
    press(to, "shift+ctrl+left", "x")
    assert to.pad.text == "who has the x"
    press(to, "shift+home", "ctrl+x")
    assert to.pad.text == ""
    press(to, "ctrl+v", "ctrl+v")
    assert to.pad.text == "who has the x" * 2


def test_a_mark_selects_where_the_terminal_has_no_shifted_arrows() -> None:
    to = hands("who has the beds")
    press(to, "ctrl+home", "ctrl+@", "ctrl+right", "right")
    assert to.pad.selected_text == "who "
    press(to, "ctrl+@", "right")
    assert to.pad.selected is None


def test_a_frozen_text_can_be_selected_and_not_changed() -> None:
    to = hands("who has the beds", frozen=True)
    press(to, "shift+ctrl+left", "x", "backspace", "enter", "ctrl+k", "ctrl+z")
    to.paste("more")
    to.pad.become("another")
    assert to.pad.text == "who has the beds"
    assert to.pad.selected_text == "beds"


def test_up_and_down_keep_their_column() -> None:
    to = hands("a long first row\nab\nanother long row", 40)
    press(to, "ctrl+home", *["right"] * 10, "down", "down")
    assert to.pad.text[to.pad.cursor :] == "ng row"
    press(to, "up")
    assert to.pad.text[: to.pad.cursor].endswith("\nab")


def test_what_comes_from_another_editor_keeps_spans_where_the_words_are() -> None:
    to = hands("who has the beds", places={"beds": (12, 16)})
    to.pad.become("At two: who, then, has the beds?")
    span = to.pad.places["beds"]
    assert span is not None
    assert to.pad.text[slice(*span)] == "beds"
    to.pad.undo()


def test_the_spans_at_the_cursor_the_shortest_first() -> None:
    pad = Pad("who has the beds", {"all": (0, 16), "beds": (12, 16), "who": (0, 3), "gone": None})
    assert pad.at_cursor() == ["beds", "all"]
    pad.move_to(1)
    assert pad.at_cursor() == ["who", "all"]


def test_the_word_at_the_cursor() -> None:
    pad = Pad("who has the chair’s beds")
    pad.move_to(14)
    assert pad.select_word()
    assert pad.selected_text == "chair’s"
    assert not Pad("  ").select_word()


def test_pasted_text_is_cleaned_and_kept_whole() -> None:
    to = hands()
    to.paste("one\r\ntwo\rthree\tfour\x1b[31m\u00a0five\n")
    assert to.pad.text == "one\ntwo\nthree four�[31m\u00a0five\n"
    assert words_in(to.pad.text) == 5


def test_keys_that_mean_nothing_say_so() -> None:
    to = hands("a")
    assert not to.key("f20", None)
    assert to.key("\u200d", "\u200d")
    assert not to.key("x", "\x07")
