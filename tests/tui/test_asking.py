"""A line that is asked for, and keys while a line is chosen, without a screen."""

import pytest

from fieldnotes.tui.asking import Asking
from fieldnotes.tui.choosing import MEANS, Choosing
from fieldnotes.tui.line import Paragraphs


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
    assert asked.mode.given_up == ""


def test_commands_are_whoevers_is_under_it_and_its_own_keys_are_not() -> None:
    pressed: list[str] = []
    asked = Asked(keys={"up": lambda: pressed.append("up")})
    assert asked.press("f1", "ctrl+z", "up") == [None, None, []]
    assert pressed == ["up"]


def test_what_was_typed_and_not_entered_is_told() -> None:
    asked = Asked(text="as it was")
    assert asked.mode.given_up == ""
    asked.press("!", "escape")
    assert (asked.left, asked.mode.given_up) == (["as it was!"], "as it was!")
    fleeting = Asked(fleeting=True)
    fleeting.press("x", "escape")
    assert fleeting.mode.given_up == ""


def test_one_line_is_one_line_and_paragraphs_are_several() -> None:
    asked = Asked()
    asked.mode.paste("a\r\nb\n", 0.0)
    asked.press("ctrl+j")
    assert asked.entered == ["a  b"]
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
