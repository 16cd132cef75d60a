"""What is wrong with a protocol file is found, all of it, each fault on its line."""

import pytest

from fieldnotes.capture.keycaps import act_keys
from fieldnotes.model.protocol import (
    Act,
    Protocol,
    ProtocolFault,
    match_name,
    protocol_from_toml,
    usable_key,
    version_numbers,
)
from fieldnotes.model.protocol_faults import faults, line_of, read_protocol

SOUND = """\
name = "ours"
title = "Ours"
version = "1.2"
citation = "Nobody 2004"
acts = [
  { name = "question", key = "q", definition = "Asks." },
  { name = "challenge", key = "c" },
  { name = "side talk", key = "3" },
]
[[modes]]
name = "vote"

[[scales]]
name = "clarity"
lowest = 0
highest = 10
anchors = { 0 = "none", 10 = "all" }

[prompts]
before = ["Who?"]
"""


def test_a_sound_file_has_none() -> None:
    found, wrong = read_protocol(SOUND)
    assert wrong == []
    assert found == protocol_from_toml(SOUND, "x")
    assert found.scales[0].anchors == {"0": "none", "10": "all"}


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ('title = "Ours"', "title = Ours", 2, "no TOML"),
        ('title = "Ours"\n', "", 1, "“title” is missing"),
        ('title = "Ours"', 'title = " "', 2, "empty"),
        ('citation = "Nobody 2004"', 'citation = ""', 4, "empty"),
        ('version = "1.2"', "version = 1.2", 3, "text in quotation marks"),
        ('version = "1.2"', 'version = "1.x"', 3, "1.x"),
        ('version = "1.2"', 'version = ""', 3, "compared"),
        ('name = "ours"', 'name = "Our Own"', 1, "“our-own”"),
        ('name = "ours"', 'name = ""', 1, "cannot be used"),
        ('name = "ours"', f'name = "{"o" * 41}"', 1, "40"),
        ('title = "Ours"', 'title = "Ours"\ncolour = 1', 3, "there is no field “colour”"),
        ('title = "Ours"', 'title = "O\\u0007urs"', 2, "control character"),
        ('key = "c"', 'key = "q"', 7, "that of “question”"),
        ('key = "c"', 'key = "Q"', 7, "that of “question”"),
        ('key = "c"', 'key = "qc"', 7, "“q”, the key of “question”, comes before"),
        ('key = "c"', 'key = "xy"', 7, "one letter or digit"),
        ('key = "c"', 'key = " "', 7, "cannot be pressed"),
        ('key = "c"', 'key = "\\u0301"', 7, "cannot be pressed"),
        ('key = "c"', "key = 1", 7, "“key” of act 2 has to be a text"),
        ('"challenge"', '"Question"', 7, "reads as “question”"),
        ('"challenge"', '"question"', 7, "is there already"),
        ('"challenge"', '"why: so"', 7, "“:”"),
        ('"challenge"', '"a, b"', 7, "“,”"),
        ('"challenge"', '"…"', 7, "no letter or digit"),
        ('"challenge"', f'"{"c" * 41}"', 7, "longer than 40"),
        ('name = "challenge", ', "", 7, "“name” of act 2 is missing"),
        ('{ name = "challenge", key = "c" }', '"challenge"', 7, "number 2 of “acts” has to be a table"),
        ('name = "vote"', 'name = "vote"\n[[modes]]\nname = "VOTE"', 13, "reads as “vote”"),
        ('name = "vote"', 'name = "vote"\nkey = "v"', 12, "there is no field “key”"),
        ('[[modes]]\nname = "vote"', "modes = 5", 10, "“modes” has to be a list"),
        ("lowest = 0", "lowest = 10", 16, "no points"),
        ("lowest = 0", "lowest = 11", 16, "no points"),
        ("lowest = 0\nhighest = 10", "lowest = 5", 15, "no points"),
        ("lowest = 0", "lowest = 0.5", 15, "whole number"),
        ("lowest = 0", "lowest = true", 15, "whole number"),
        ("lowest = 0", f"lowest = -{'9' * 30}", 15, "whole number"),
        ("10 = ", "11 = ", 17, "no point"),
        ("10 = ", "-1 = ", 17, "no point"),
        ("10 = ", "07 = ", 17, "no point"),
        ("10 = ", "ten = ", 17, "no point"),
        ("10 = ", "1.5 = ", 17, "text"),
        ('before = ["Who?"]', 'before = "Who?"', 20, "has to be a list"),
        ('before = ["Who?"]', 'before = ["Who?",\n 5]', 21, "number 2 of “prompts.before”"),
        ('before = ["Who?"]', 'before = ["Who?",\n\n""]', 22, "prompt 2"),
        ('before = ["Who?"]', 'befor = ["Who?"]', 20, "perhaps “before”"),
        ('[prompts]\nbefore = ["Who?"]', "prompts = []", 10, "table"),
        ("{ name", "{{ name", 6, "no TOML"),
    ],
)  # fmt: skip
def test_each_kind_of_fault_is_told_with_its_line(old: str, new: str, line: int, says: str) -> None:
    assert SOUND.count(old) >= 1
    text = SOUND.replace(old, new, 1)
    if new.startswith(("modes", "prompts")) and old.startswith("["):
        text = "\n".join([*SOUND.split("\n")[:9], new])
    (fault,) = faults(text)
    assert fault.line == line
    assert says in fault.sentence


def test_a_field_that_is_written_wrong_is_told_with_the_one_that_is_meant() -> None:
    missing, unknown = faults(SOUND.replace("title", "titel"))
    assert (missing.line, unknown.line) == (1, 2)
    assert "“title” is missing" in missing.sentence
    assert "perhaps “title” is meant" in unknown.sentence


def test_what_has_no_line_of_its_own_has_that_of_what_it_is_in() -> None:
    lines = {("acts",): 3, ("acts", 1): 5}
    found = [line_of(lines, path) for path in (("acts", 1, "key"), ("acts", 0), ("modes",), ())]
    assert found == [5, 3, 1, 1]


def test_all_faults_are_told_at_once() -> None:
    text = SOUND.replace('key = "c"', 'key = "q"').replace("10 = ", "11 = ").replace("title", "titel")
    assert [fault.line for fault in faults(text)] == [1, 2, 7, 17]


def test_a_file_that_cannot_be_held_is_refused_with_its_line() -> None:
    with pytest.raises(ProtocolFault, match=r"line 7: .*text in quotation marks"):
        protocol_from_toml(SOUND.replace('key = "c"', "key = 1"), "ours.toml")
    with pytest.raises(ProtocolFault, match="line 2: "):
        protocol_from_toml(SOUND.replace("title =", "title"), "ours.toml")


@pytest.mark.parametrize("key", ["q", "Q", "1", "0", "é", "ж", "!", "", "qq", " ", "\t", "ß", "İ", "\u0301", "\n"])
def test_a_key_is_a_fault_just_where_key_mode_does_not_take_it(key: str) -> None:
    protocol = Protocol("x", "x", "1", "x", acts=(Act("zzz", key),))
    digit, letter = act_keys(protocol).of("zzz")
    taken = bool(key) and key.casefold() in (digit, letter)
    assert taken == bool(usable_key(key))


def test_versions_are_compared_as_numbers() -> None:
    assert version_numbers("1.10") == (1, 10)
    assert version_numbers("2") == version_numbers("2.0.0") == (2,)
    assert version_numbers("0") == (0,)
    assert [version_numbers(odd) for odd in ("", "1.", ".1", "v1", "1.2.3.4.5", "²", "-1")] == [None] * 7


def test_every_name_that_is_no_fault_is_found_again() -> None:
    found, _ = read_protocol(SOUND)
    assert found
    names = tuple(act.name for act in found.acts)
    assert [match_name(name, names) for name in names] == list(names)
