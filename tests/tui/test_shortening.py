"""Short names stay apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from fieldnotes.tui.shortening import shortened


@pytest.mark.parametrize(
    ("names", "short"),
    [
        (["managerial", "clinical"], ["man", "cli"]),
        (["group north", "group south", "lay"], ["g…n", "g…s", "lay"]),
        (["group one", "group two", "group three"], ["g…o", "g…w", "g…h"]),
        (["team", "team b"], ["te1", "t…b"]),
        (["lay", "lay"], ["lay", "lay"]),
        ([], []),
    ],
)
def test_what_three_cells_hold(names: list[str], short: list[str]) -> None:
    assert shortened(names, 3) == short


@given(st.lists(st.text(min_size=1, max_size=9), unique=True, max_size=12), st.integers(3, 12))
def test_names_that_differ_stay_apart_and_fit(names: list[str], width: int) -> None:
    short = shortened(names, width)
    assert len(set(short)) == len(names)
    assert all(cell_len(one) <= max(width, 3) for one in short)


def test_a_name_that_has_room_stays_as_it_is() -> None:
    assert shortened(["ward north", "ward south"], 10) == ["ward north", "ward south"]
