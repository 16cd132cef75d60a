"""What Tab makes of what was begun."""

from fieldnotes.tui.entry import Entry
from fieldnotes.tui.preparing.choices import Choices


def begun(words: str, *offered: str) -> Choices:
    """A field in which these words stand."""
    return Choices(Entry("", words), offered)


def test_one_that_fits_is_taken_and_then_tab_goes_on() -> None:
    choices = begun("w", "PEC", "Working party")
    assert choices.complete()
    assert choices.entry.text == "Working party"
    assert not choices.complete()


def test_several_go_round() -> None:
    choices = begun("site", "Site B", "Site A", "Other")
    seen = []
    for _ in range(3):
        assert choices.complete()
        seen.append(choices.entry.text)
    assert seen == ["Site B", "Site A", "Site B"]
    choices.keep()
    assert not choices.complete()


def test_a_word_within_is_found_behind_those_that_begin() -> None:
    assert begun("board", "PCT board", "Board", "Boardroom").fitting() == ["Board", "Boardroom", "PCT board"]


def test_nothing_begun_is_nothing_completed() -> None:
    assert not begun("", "PEC").complete()
    assert not begun("x", "PEC").complete()
    assert begun("", "PEC").told() == ""
    assert begun("p", "PEC", "PCT").told() == "Tab: PEC · PCT"


def test_a_step_takes_the_next_choice() -> None:
    choices = begun("", "a", "b", "c")
    for by, text in ((1, "a"), (1, "b"), (-1, "a"), (-1, "c")):
        assert choices.step(by)
        assert choices.entry.text == text
    assert not begun("x").step(1)
