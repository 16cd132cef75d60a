"""A line that is asked for, and keys while a line is chosen, without a screen."""

import pytest

from fieldnotes.jottings.candidates import Candidate
from fieldnotes.jottings.complete import Completion
from fieldnotes.tui.asking import Asking
from fieldnotes.tui.begun import Begun
from fieldnotes.tui.choosing import MEANS, Choosing
from fieldnotes.tui.line import History, Paragraphs


class Asked:
    """What came of the keys."""

    def __init__(self, **options: object) -> None:
        self.entered: list[str] = []
        self.left: list[str] = []
        self.changes: list[str] = []
        self.mode = Asking(
            "why", self.entered.append, self.left.append, changed=self.changes.append, **options  # type: ignore[arg-type]
        )  # fmt: skip

    def press(self, *keys: str) -> list[object]:
        return [self.mode.key(key, key if len(key) == 1 else None, 0.0) for key in keys]


def test_a_text_is_edited_and_entered() -> None:
    asked = Asked(text="ab")
    assert asked.press("c", "left", "backspace", "X", "tab", "up", "enter") == [[]] * 7
    assert asked.entered == ["aXc"]
    assert asked.changes == ["abc", "ac", "aXc"]


def test_commands_are_whoevers_is_under_it_and_its_own_keys_are_not() -> None:
    pressed: list[str] = []
    asked = Asked(keys={"up": lambda: pressed.append("up")})
    assert asked.press("f1", "ctrl+z", "up") == [None, None, []]
    assert pressed == ["up"]


def test_what_was_typed_and_not_entered_is_told() -> None:
    asked = Asked(text="as it was", of=("amend", "1"))
    assert asked.mode.begun is None
    asked.press("!", "escape")
    assert asked.left == ["as it was!"]
    begun: Begun | None = asked.mode.begun
    assert begun == Begun("amend", "1", "as it was!")
    again = Asked(text="as it was", of=("amend", "1"), words="as it is")
    assert again.mode.begun == Begun("amend", "1", "as it is")
    again.press("ctrl+u")
    assert again.mode.begun is None
    for_none = Asked()
    for_none.press("x", "escape")
    assert for_none.mode.begun is None


def test_what_was_begun_is_gone_back_to_once_in_its_place() -> None:
    begun, other = Begun("amend", "1", "so"), Begun("code", "1", "beds")
    history = History(["one"])
    history.keep(begun)
    history.add("two")
    history.keep(other)
    history.keep(begun._replace(words="so far"))
    assert [history.earlier("half") for _ in range(5)] == [
        begun._replace(words="so far"),
        other,
        "two",
        "one",
        None,
    ]
    history.later()
    history.later()
    history.keep(other._replace(words="beds tens"))
    assert history.earlier("") == "two"
    assert history.later() == other._replace(words="beds tens")
    assert (history.later(), history.later()) == (begun._replace(words="so far"), "half")
    history.forget(begun.target)
    assert history.earlier("") == other._replace(words="beds tens")


def suggested(before: str) -> Completion | None:
    return Completion("code", 0, (Candidate("beds"), Candidate("bees"))) if before in ("", "b") else None


def test_tab_completes_goes_on_and_is_taken_back() -> None:
    asked = Asked(suggests=suggested)
    asked.mode.key("b", "b", 1.0)
    asked.mode.key("tab", "\t", 2.0)
    assert asked.mode.line.text == "beds"
    asked.mode.key("tab", "\t", 3.0)
    assert asked.mode.line.text == "bees"
    asked.mode.key("escape", None, 4.0)
    assert (asked.mode.line.text, asked.left) == ("b", [])
    asked.mode.choose(1)
    assert asked.mode.line.text == "bees"
    asked.mode.key("enter", None, 5.0)
    assert asked.entered == ["bees"]
    assert asked.changes == ["b", "beds", "bees", "b", "bees"]


def test_a_pasted_tab_is_a_blank_where_something_is_completed() -> None:
    asked = Asked(suggests=suggested)
    for key in ("b", "tab", "c"):
        asked.mode.key(key, key if len(key) == 1 else "\t", 1.0 if key == "b" else 2.0)
    assert asked.mode.line.text == "b c"


def test_one_line_is_one_line_and_paragraphs_are_several() -> None:
    asked = Asked()
    asked.mode.paste("a\r\nb\n", 0.0)
    asked.press("ctrl+j")
    assert asked.entered == ["a b"]
    asked = Asked(paragraphs=True)
    asked.mode.paste("a\r\nb\n", 0.0)
    asked.press("ctrl+j", "c", "enter")
    assert asked.entered == ["a\nb\nc"]


@pytest.mark.parametrize(
    ("cursor", "up", "down"),
    [(0, 0, 5), (3, 3, 6), (5, 0, 7), (6, 1, 8), (7, 5, 7), (11, 6, 11)],
)
def test_up_and_down_keep_the_place_in_the_line(cursor: int, up: int, down: int) -> None:
    line = Paragraphs("long\nx\nlonger")
    line.cursor = cursor
    line.up()
    assert line.cursor == up
    line.cursor = cursor
    line.down()
    assert line.cursor == down


def test_every_key_of_a_chosen_line_has_a_meaning_and_the_others_begin_a_jotting() -> None:
    done: list[str] = []
    deeds = {name: (lambda name=name: done.append(name)) for name in {*MEANS.values(), "to-jotting"}}
    mode = Choosing(deeds)
    for key, means in MEANS.items():
        assert mode.key(key, key if len(key) == 1 else None, 0.0) == []
        assert done.pop() == means
    assert mode.key("f1", None, 0.0) is None
    assert mode.key("backspace", None, 0.0) == []
    assert mode.key("tab", "\t", 0.0) == []
    assert done == []
    assert mode.key("upper_p", "P", 0.0) is None
    assert mode.paste("x", 0.0) is None
    assert done == ["to-jotting", "to-jotting"]
