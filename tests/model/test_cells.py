"""Cells that would run get a sign in front that can be taken away again; all others stay as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.model.cells import harmless, plain

BEGINNINGS = (
    "", " ", "\u00a0", "\u3000", "\u2009", "\t", "\r", "\n", "\u200b", "\ufeff", "\u00ad", "\u200f", "\u202e",
    "\u2066", "\u2060", "\u061c", "\u034f", "\u180e", "\u3164", "\ufe0f", "\U000e0020", "'", "''", "' ", "'\u200b",
)  # fmt: skip
SIGNS = st.sampled_from([*BEGINNINGS, *"=+-@＝＋－＠", "x", "1", '"', ",", ";"])


@pytest.mark.parametrize("beginning", BEGINNINGS)
@pytest.mark.parametrize("sign", "=+-@＝＋－＠")
def test_no_cell_begins_with_what_runs(beginning: str, sign: str) -> None:
    assert harmless(f"{beginning}{sign}1+1") == f"'{beginning}{sign}1+1"
    assert plain(f"'{beginning}{sign}1+1") == f"{beginning}{sign}1+1"


@pytest.mark.parametrize("text", ["", "x", "a=1", "'", "'quoted'", "1+1", "%1", "\u200btext", "it's -1", "(?)"])
def test_others_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text == plain(text)


@given(st.one_of(st.text(max_size=8), st.lists(SIGNS, max_size=6).map("".join)))
def test_what_was_made_harmless_comes_back(text: str) -> None:
    assert plain(harmless(text)) == text
    assert harmless(text) in (text, f"'{text}")
