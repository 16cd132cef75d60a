"""What of a text cannot be held by a file is spelt out, and nothing else is touched."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.export.characters import held, is_balanced


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain", "plain"),
        ("a\tb\x00c\x85", "a b[U+0000]c[U+0085]"),
        ("\udc80 \ufffe\uffff", "[U+DC80] [U+FFFE][U+FFFF]"),
        ("a\u2028b\u2029", "a[U+2028]b[U+2029]"),
        ("\u200fשלום\u200e \u061c", "\u200fשלום\u200e \u061c"),
        ("\u2067שלום\u2069 and \u202bx\u202c", "\u2067שלום\u2069 and \u202bx\u202c"),
        ("\u202ereversed", "[U+202E]reversed"),
        ("\u2067a\u202c\u2069", "[U+2067]a[U+202C][U+2069]"),
        ("👩‍👩‍👧 e\u0301 \u00ad \ufeff", "👩‍👩‍👧 e\u0301 \u00ad \ufeff"),
    ],
)
def test_one_line(text: str, written: str) -> None:
    assert held(text) == written


def test_every_character_that_xml_and_lines_can_hold_is_held_as_it_is() -> None:
    changed = {point for point in range(sys.maxunicode + 1) if held(chr(point)) != chr(point)}
    controls = {point for point in range(sys.maxunicode + 1) if unicodedata.category(chr(point)) in ("Cc", "Cs")}
    directions = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}
    assert changed == controls | directions | {0x2028, 0x2029, 0xFFFE, 0xFFFF}


def test_a_piece_is_judged_by_its_whole_line() -> None:
    whole = "\u2067שלום\u2069"
    assert held(whole[:3], whole) + held(whole[3:], whole) == whole
    assert held(whole[:3]) != whole[:3]


@given(st.text())
def test_what_is_held_stays_as_it_is(text: str) -> None:
    once = held(text)
    assert held(once) == once
    assert not {"\n", "\r", "\u2028"} & set(once)


@pytest.mark.parametrize(
    ("text", "balanced"), [("\u2067\u202a\u202c\u2069", True), ("\u2069\u2067", False), ("", True)]
)
def test_directions_end_each_by_its_own_sign(text: str, balanced: bool) -> None:
    assert is_balanced(text) is balanced
