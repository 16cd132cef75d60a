"""Entries that are chosen in: one of several, and several words."""

from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.tui.exporting.choice import Choice, Option, Several

FRUIT = (Option("a", "apple", "red"), Option("b", "banana"), Option("c", "avocado"))


def chosen(*keys: str) -> str:
    """What is chosen after these keys; a single letter is typed."""
    choice = Choice("Fruit", FRUIT)
    for key in keys:
        assert choice.key(key, key if len(key) == 1 else None)
    return choice.value


def test_keys_go_round_and_letters_to_what_begins_with_them() -> None:
    assert chosen() == "a"
    assert chosen("space") == chosen("right") == chosen("alt+down") == "b"
    assert chosen("left") == chosen("alt+up") == chosen("end") == "c"
    assert chosen("space", "space", "space") == chosen("end", "home") == "a"
    assert chosen("a") == "c"
    assert chosen("A", "a") == "a"
    assert chosen("z") == "a"


def test_what_is_typed_chooses_what_it_begins_as_a_whole() -> None:
    assert chosen(*"av") == chosen(*"avoc") == "c"
    assert chosen(*"ba") == chosen(*"Bana") == "b"
    assert (chosen(*"ab"), chosen(*"bananas"), chosen(*"xb")) == ("a", "a", "a")
    assert chosen(*"/banana") == chosen(*"~/b") == chosen(*"xbb") == "a"
    assert chosen(*"xb", "backspace", "backspace", "b") == "b"
    assert chosen(*"x", "space") == "b"


def test_words_that_begin_none_are_said_until_they_are_gone() -> None:
    choice = Choice("Fruit", FRUIT)
    assert not choice.key("?", "?")
    for character in "/b":
        assert choice.key(character, character)
    assert choice.understood == "none of them begins with “/b”"
    choice.forget()
    assert (choice.value, choice.understood) == ("a", "red")
    assert choice.key("b", "b")
    assert choice.value == "b"


def test_it_shows_what_is_chosen_and_what_it_means() -> None:
    choice = Choice("Fruit", FRUIT)
    assert (choice.text, choice.understood) == ("apple", "red")
    choice.choose("b")
    assert (choice.text, choice.understood) == ("banana", "")
    choice.choose("gone")
    assert choice.value == "a"
    choice.paste("anything")
    assert choice.text == "apple"


def test_what_means_nothing_is_left_to_others() -> None:
    choice = Choice("Fruit", FRUIT)
    assert not any(choice.key(key, None) for key in ("backspace", "ctrl+u", "tab", "enter", "f2"))
    assert choice.click()
    assert choice.value == "b"


def several(text: str) -> Several:
    entry = Several("Formats", ("text", "json", "pdf"), "")
    entry.line.set(text)
    return entry


def test_the_last_word_is_completed() -> None:
    entry = several("text, js")
    assert entry.complete()
    assert entry.text == "text, json"
    assert not entry.complete()
    assert not several("text, ").complete()
    assert not several("text, wav").complete()


def test_the_last_word_goes_round() -> None:
    entry = several("pdf, ")
    assert entry.key("alt+down", None)
    assert entry.text == "pdf, text"
    assert entry.key("alt+down", None)
    assert entry.names == ("pdf", "json")


@given(st.text("txjsonpdf, \tWAV", max_size=30))
def test_words_are_known_or_told(text: str) -> None:
    entry = several(text)
    assert len(set(entry.names)) == len(entry.names)
    assert set(entry.unknown) == set(entry.names) - {"text", "json", "pdf"}
    entry.complete()
