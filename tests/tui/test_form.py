"""A line that is asked for, several of them, and work in a thread."""

import threading
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.archive.failures import NotSaved
from fieldnotes.tui.entry import Entry
from fieldnotes.tui.entryrow import entry_row
from fieldnotes.tui.form import Form
from fieldnotes.tui.work import Work
from fieldnotes.tui.wrapping import cells


def typed(entry: Entry, words: str) -> None:
    """A key for each character."""
    for char in words:
        entry.key(char, char)


def test_everything_but_controls_can_be_typed() -> None:
    entry = Entry()
    typed(entry, "a\u00a0b\u200dc\ue000 é\x1b")
    assert entry.line.text == "a\u00a0b\u200dc\ue000 é"
    assert entry.key("backspace", None)
    assert not entry.key("enter", "\r")
    assert not entry.key("f5", None)


def test_a_paste_is_one_line() -> None:
    entry = Entry("", "x")
    entry.paste("one\r\ntwo\nthree\n")
    assert entry.text == "xone two three"


@given(st.text(), st.integers(0, 40), st.integers(3, 40))
def test_the_cursor_is_in_sight_and_the_row_fits(text: str, back: int, width: int) -> None:
    entry = Entry("", "", "a hint that is longer than there is room")
    entry.paste(text)
    for _ in range(back):
        entry.key("left", None)
    row, cursor = entry_row(entry, width, active=True)
    assert cursor is not None
    assert 0 <= cursor < width
    assert cells(row) <= width


class Filled:
    """A form of two entries, and what came of it."""

    def __init__(self) -> None:
        self.came: list[str] = []
        self.one, self.two = Entry("One"), Entry("Two")
        self.form = Form(
            "T",
            [self.one, self.two],
            lambda: self.came.append("entered"),
            lambda: self.came.append("left"),
            self.read,
        )

    def read(self, entry: Entry) -> None:
        """What was understood: the text backwards."""
        entry.understood = entry.text[::-1]


def test_tab_and_enter_go_on_and_the_last_enter_enters() -> None:
    filled = Filled()
    for key in ("a", "tab", "b", "shift+tab", "c", "enter", "d", "enter"):
        filled.form.key(key, key if len(key) == 1 else None)
    assert (filled.one.text, filled.two.text) == ("ac", "bd")
    assert filled.one.understood == "ca"
    assert filled.came == ["entered"]


def test_what_is_wrong_is_stood_in_and_told_until_the_next_letter() -> None:
    filled = Filled()
    filled.form.key("ctrl+s", None)
    filled.form.wrong(filled.two, "No.")
    assert filled.form.entry is filled.two
    filled.form.paste("x")
    assert filled.form.error == ""
    assert not filled.form.key("f9", None)
    filled.form.key("escape", None)
    assert filled.came == ["entered", "left"]


def settled(job: Callable[..., object]) -> list[object]:
    """What came of a job that was begun, stopped and waited for."""
    came: list[object] = []
    work: Work[object] = Work("w", job, came.append, came.append)
    tells: list[Callable[[], object]] = []
    work.start(tells.append, lambda: None)
    work.stop()
    work.join()
    for tell in tells:
        tell()
    return came


def test_work_tells_its_result() -> None:
    assert settled(lambda tell, stop: stop.wait(20)) == [True]


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    done = threading.Event()
    work: Work[None] = Work("w", lambda tell, stop: tell(1, 2), lambda result: None)
    work.start(lambda tell: done.set(), lambda: told.append(work.progress))
    assert done.wait(20)
    assert told == [(1, 2)]


def _refuse(tell: object, stop: object) -> None:
    raise NotSaved("no room")


def _break(tell: object, stop: object) -> None:
    raise KeyError("what P3 said")


@pytest.mark.parametrize(("job", "says"), [(_refuse, "Not saved: no room"), (_break, "a fault of fieldnotes")])
def test_an_error_is_a_sentence_without_a_word_of_the_notes(job: Callable[..., object], says: str) -> None:
    (came,) = settled(job)
    assert says in str(came)
    assert "P3" not in str(came)
