"""Tab, lines that a key begins, and the time of the line: from keys to reports, without a screen."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.capture.moment import KeyTime
from fieldnotes.capture.suggesting import suggest
from fieldnotes.jottings.candidates import Candidate
from fieldnotes.jottings.complete import Completion
from fieldnotes.tui.commands import BY_KEY
from fieldnotes.tui.completing import TOGETHER, Offered
from fieldnotes.tui.editing import Changed, Editing, Entered, Pressed, Report
from fieldnotes.tui.offers import BACK, lay_out
from fieldnotes.tui.started import COMES, ITEM
from fieldnotes.tui.wrapping import cells
from tests.jottings.rooms import setting

BEGIN = datetime(2004, 5, 12, 14, 0, tzinfo=UTC)


def stamp(monotonic: float) -> KeyTime:
    return KeyTime(BEGIN + timedelta(seconds=monotonic), round(monotonic * 1000))


def offers(before: str, key: KeyTime) -> Completion | None:
    return suggest(before, key, "UTC", None, setting())


class Typist:
    """Presses keys on a line, a second apart unless it is said otherwise."""

    def __init__(self) -> None:
        self.editing = Editing(stamp, BY_KEY, offers)
        self.now = 100.0
        self.reports: list[Report] = []

    def press(self, *keys: str, apart: float = 1.0) -> "Typist":
        """Keys by their names; a single character types itself."""
        for key in keys:
            self.now += apart
            character = key if len(key) == 1 else None
            self.reports += self.editing.key({" ": "space"}.get(key, key), character, self.now)
        return self

    def types(self, words: str, *keys: str) -> "Typist":
        """The characters of words, then keys."""
        return self.press(*words, *keys)

    @property
    def line(self) -> str:
        """What stands in the composer, the cursor as `|`."""
        line = self.editing.line
        return line.text[: line.cursor] + "|" + line.text[line.cursor :]

    @property
    def entered(self) -> list[str]:
        """The lines entered."""
        return [report.line for report in self.reports if isinstance(report, Entered)]


@pytest.fixture
def typist() -> Typist:
    return Typist()


def test_tab_takes_the_first_goes_on_and_back(typist: Typist) -> None:
    assert typist.types("P3>ch", "tab").line == "P3>P1|"
    assert typist.press("tab").line == "P3>P2|"
    assert typist.press("tab").line == "P3>P1|"
    assert typist.press("shift+tab").line == "P3>P2|"
    assert typist.types(" cha", "tab").types(": beds", "enter").entered == ["P3>P2 challenge: beds"]


def test_shift_tab_begins_with_the_last(typist: Typist) -> None:
    assert typist.types("! ", "shift+tab").line == "! none|"


def test_escape_gives_back_what_was_typed_and_only_then_goes_further_out(typist: Typist) -> None:
    assert typist.types("P3>ch", "tab", "tab", "escape").line == "P3>ch|"
    typist.press("escape")
    assert typist.reports[-1] == Pressed("back", stamp(typist.now))


def test_what_follows_the_cursor_stays(typist: Typist) -> None:
    typist.types("P3>ch: beds", *["left"] * 6)
    assert typist.press("tab", "tab").line == "P3>P2|: beds"


def test_nothing_is_offered_within_a_word(typist: Typist) -> None:
    typist.types("P3>cha", "left")
    assert typist.editing.offered() is None


def test_a_line_that_names_its_time_is_completed_too(typist: Typist) -> None:
    assert typist.types(" @-5m  P3>ch", "tab").line == " @-5m  P3>P1|"


def test_the_one_taken_stands_first_and_the_next_after_it(typist: Typist) -> None:
    offered = typist.types("P3>ch", "tab", "tab").editing.offered()
    assert offered is not None
    assert offered.taken
    assert [one.text for one in offered.candidates] == ["P2", "P1"]
    typist.types(" ")
    later = typist.editing.offered()
    assert later is not None
    assert not later.taken


def test_a_click_takes_what_was_clicked(typist: Typist) -> None:
    typist.types("P3>")
    typist.editing.choose(2)
    assert typist.line == "P3>P5|"
    typist.editing.choose(1)
    assert typist.line == "P3>KC|"


# -- tabs in a paste


@pytest.mark.parametrize("words", ["ch\tx", "P3>ch\tP1\tbeds", "=> ch\t\tx", "#eng\ta", "\tch\tx", "/item \t1"])
def test_a_tab_in_a_paste_without_brackets_is_a_blank(typist: Typist, words: str) -> None:
    for char in words:
        typist.press("tab" if char == "\t" else char, apart=0.0001)
    assert typist.line == words.lstrip("\t").replace("\t", " ") + "|"


def test_a_tab_at_the_head_of_a_pasted_piece_is_a_blank(typist: Typist) -> None:
    typist.types("P3>ch").press("tab").press("x", apart=TOGETHER / 2)
    assert typist.line == "P3>ch x|"


def test_two_tabs_at_the_head_of_a_pasted_piece_are_two(typist: Typist) -> None:
    typist.types("P3>ch").press("tab").press("tab", "x", apart=TOGETHER / 2)
    assert typist.line == "P3>ch  x|"


def test_a_tab_at_the_end_of_a_pasted_piece_is_a_blank(typist: Typist) -> None:
    typist.types("P3>c").press("h", "tab", apart=TOGETHER / 2)
    assert typist.line == "P3>ch |"


def test_a_tab_in_a_bracketed_paste_is_a_blank(typist: Typist) -> None:
    typist.types("P3>")
    typist.editing.paste("ch\tx", 500.0)
    assert typist.line == "P3>ch x|"


def test_a_tab_that_finds_nothing_is_a_blank_within_a_line_and_nothing_before_it(typist: Typist) -> None:
    assert typist.press("tab", "shift+tab").line == "|"
    assert typist.editing.at is None
    assert typist.types("beds", "tab", "shift+tab").line == "beds |"


@given(st.lists(st.tuples(st.sampled_from([*"P13>,ch :#=/!", "tab"]), st.booleans()), max_size=25))
def test_no_other_character_is_ever_lost_to_a_tab(keys: list[tuple[str, bool]]) -> None:
    """Fast or slow: with the tabs taken out, all that was typed in one piece stands in the line."""
    typist = Typist()
    for key, _ in keys:
        typist.press(key, apart=0.001)
    assert typist.editing.line.text.replace(" ", "") == "".join(k for k, _ in keys if k not in ("tab", " "))
    slow = Typist()
    for key, fast in keys:
        before, cursor = slow.editing.line.text, slow.editing.line.cursor
        slow.press(key, apart=0.001 if fast else 1.0)
        if key != "tab" and not fast:
            assert slow.editing.line.text == before[:cursor] + key + before[cursor:]


# -- the time of the line


def test_the_time_is_moved_by_minutes_and_told(typist: Typist) -> None:
    typist.types("x")
    at = stamp(typist.now)
    assert typist.editing.move(-1) == [Changed("x", at._replace(moved=-1))]
    assert typist.editing.move(-1) == [Changed("x", at._replace(moved=-2))]
    assert typist.editing.move(1) == [Changed("x", at._replace(moved=-1))]
    typist.press("enter")
    assert typist.reports[-2:] == [Entered("x", at._replace(moved=-1)), Changed("", None)]
    assert typist.editing.moved == 0


def test_it_can_be_moved_before_the_first_key(typist: Typist) -> None:
    typist.editing.move(-3)
    assert typist.types("x").editing.at == stamp(typist.now)._replace(moved=-3)


@pytest.mark.parametrize("key", ["ctrl+u", "backspace", "enter"])
def test_a_line_that_is_gone_takes_its_time_with_it(typist: Typist, key: str) -> None:
    typist.types("x")
    typist.editing.move(-3)
    typist.press(key)
    assert typist.types("y").editing.at == stamp(typist.now)


@pytest.mark.parametrize("key", ["ctrl+u", "enter"])
def test_a_move_before_any_key_can_be_forgotten(typist: Typist, key: str) -> None:
    typist.editing.move(-3)
    typist.press(key)
    assert typist.editing.moved == 0
    assert typist.entered == []


def test_it_is_not_moved_to_a_time_to_come_nor_beyond_half_a_day(typist: Typist) -> None:
    typist.types("x")
    typist.editing.move(2)
    assert typist.editing.moved == 0
    typist.editing.move(-100_000)
    assert typist.editing.moved == -720
    typist.press("ctrl+u").types("@13:00 x")
    typist.editing.move(2)
    assert typist.editing.moved == 2


def test_a_draft_comes_back_with_the_time_it_was_moved_to() -> None:
    later = Typist()
    later.editing.restore("half", stamp(5)._replace(moved=-4))
    assert (later.editing.at, later.editing.moved) == (stamp(5)._replace(moved=-4), -4)


# -- lines that a key begins


def test_an_item_is_asked_for_and_the_line_comes_back(typist: Typist) -> None:
    typist.types("P3: half a")
    began = typist.editing.at
    typist.editing.line.left()
    typist.editing.ask(ITEM, stamp(200))
    assert typist.line == "/item |"
    assert typist.editing.draft == ("P3: half a", began)
    assert typist.editing.waiting == "P3: half a"
    typist.types("nsf")
    assert typist.editing.meant == "/item 2"
    typist.press("enter")
    assert typist.reports[-2:] == [Entered("/item 2", stamp(200)), Changed("P3: half a", began)]
    assert typist.line == "P3: half |a"
    assert typist.types("x", "enter").entered == ["/item 2", "P3: half xa"]


@pytest.mark.parametrize(
    "keys", [("escape",), ("enter",), ("n", "escape"), ("ctrl+u", "ctrl+u"), ("ctrl+u", "enter")]
)
def test_a_line_that_was_asked_for_can_be_given_up(typist: Typist, keys: tuple[str, ...]) -> None:
    typist.types("half").editing.ask(ITEM, stamp(200))
    typist.press(*keys)
    assert typist.line == "half|"
    assert typist.entered == []
    assert typist.editing.draft[0] == "half"
    assert not typist.editing.waiting


def test_emptying_it_by_backspace_does_not_go_on_into_the_line_that_waits(typist: Typist) -> None:
    typist.types("half").editing.ask(ITEM, stamp(200))
    typist.press(*["backspace"] * 20)
    assert typist.line == "|"
    assert typist.press("enter").line == "half|"


@pytest.mark.parametrize(
    ("typed", "entered"),
    [("2", "/item 2"), ("7", "/item 7"), ("2a", "/item 2a"), ("ao", "/item 2a"), ("Estates", "/item Estates")],
)
def test_a_number_or_words_open_an_item(typist: Typist, typed: str, entered: str) -> None:
    typist.editing.ask(ITEM, stamp(200))
    assert typist.types(typed, "enter").entered == [entered]


def test_only_lines_that_a_key_began_are_completed_by_enter(typist: Typist) -> None:
    assert typist.types("/item nsf", "enter").entered == ["/item nsf"]


def test_in_turns_to_out_and_back_with_what_was_typed(typist: Typist) -> None:
    typist.types("half").editing.ask_or_turn(COMES, stamp(200))
    typist.types("P5, chai").editing.ask_or_turn(COMES, stamp(201))
    assert typist.line == "/out P5, chai|"
    typist.editing.ask_or_turn(COMES, stamp(202))
    typist.editing.ask_or_turn(COMES, stamp(203))
    typist.press("enter")
    assert typist.reports[-2] == Entered("/out P5, P1", stamp(200))
    assert typist.line == "half|"


def test_asking_for_another_thing_keeps_the_line_that_waits(typist: Typist) -> None:
    typist.types("half").editing.ask(ITEM, stamp(200))
    typist.editing.ask_or_turn(COMES, stamp(201))
    assert typist.types("5", "enter").entered == ["/in P5"]
    assert typist.line == "half|"


def test_words_after_the_person_are_not_completed_by_enter(typist: Typist) -> None:
    typist.editing.ask_or_turn(COMES, stamp(200))
    assert typist.types("P5 l", "enter").entered == ["/in P5 l"]


# -- the row


@pytest.mark.parametrize("width", [20, 60, 80, 200])
@pytest.mark.parametrize("before", ["P3>", "! ", "x #", "/", "/item ", "P3>P5 cha"])
@pytest.mark.parametrize("waits", [False, True])
def test_the_row_has_room_for_what_it_says(typist: Typist, width: int, before: str, waits: bool) -> None:
    if waits and width < len(BACK) + 20:
        return
    offered = typist.types(before).editing.offered()
    laid = lay_out(offered, width, waits)
    assert cells(laid.row) <= width
    text = "".join(piece.text for piece in laid.row)
    assert offered is not None
    for (start, end), candidate in zip(laid.spans, offered.candidates, strict=False):
        shown = text[start:end]
        assert shown.startswith(candidate.text) or (shown.endswith("…") and start < 10)
    hidden = len(offered.candidates) - len(laid.spans)
    assert (f"+{hidden}" in text) is bool(hidden)
    assert text.endswith(BACK) is waits


LONG = ("analytical-contribution", "reviewing-and-presenting-evidence", "underlying-tensions", "critical-challenge")


def _row_of(names: tuple[str, ...], says: str, kind: str, width: int) -> str:
    offered = Offered(tuple(Candidate(name, says) for name in names), False, kind)
    return "".join(piece.text for piece in lay_out(offered, width).row)


def test_long_names_come_before_the_words_on_the_first() -> None:
    row = _row_of(LONG, "Work on what is known, and how it is shown", "code", 80)
    assert row == " Tab  analytical-contribution   reviewing-and-presenting-evidence   +2"


def test_the_words_on_the_first_come_where_the_next_names_leave_room() -> None:
    row = _row_of(("vote", "ruling", "none", "delegated"), "A count of hands", "mode", 80)
    assert row == " Tab  vote A count of hands   ruling   none   delegated"
    row = _row_of(LONG, "Work on what is known, and how it is shown", "code", 150)
    assert "contribution Work on what is known" in row
    assert "critical-challenge" in row


def test_words_that_fit_only_in_part_are_left_out_where_they_say_nothing() -> None:
    assert "Wor" not in _row_of(("a" * 20, "b" * 18, "c" * 9), "Work on what is known", "code", 76)
