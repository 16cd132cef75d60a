"""Pages of observations of several rows, against all rows written out."""

from datetime import UTC, datetime

from hypothesis import assume, given
from hypothesis import strategies as st

from fieldnotes.model.observation import Observation
from fieldnotes.tui.paging import Paging, Place
from fieldnotes.tui.views import Sifted

NOON = datetime(2004, 5, 12, 12, 0, tzinfo=UTC)
heights = st.lists(st.tuples(st.integers(1, 6), st.booleans()), min_size=1, max_size=30)


def paged(lines: list[tuple[int, bool]]) -> tuple[Paging, list[tuple[int, int]]]:
    """The pages over lines that take so many rows and fit or not, and every row as line and row of it."""
    seen = [Observation(id=f"{n:03}", at=NOON, kind="note", text="x" * fits) for n, (_, fits) in enumerate(lines)]
    view = Sifted(lambda: seen, lambda one: bool(one.text))
    rows = [(n, row) for n, (count, fits) in enumerate(lines) if fits for row in range(count)]
    return Paging(view, lambda at: lines[at][0]), rows


@given(heights, st.integers(1, 12))
def test_the_end_shows_the_last_rows(lines: list[tuple[int, bool]], height: int) -> None:
    paging, rows = paged(lines)
    assert paging.end(height) == (rows[-height:][0] if rows else None)
    assert paging.start() == (rows[0] if rows else None)


@given(heights, st.integers(-40, 40), st.data())
def test_moving_goes_row_by_row(lines: list[tuple[int, bool]], by: int, data: st.DataObject) -> None:
    paging, rows = paged(lines)
    assume(rows)
    paging.view.first()
    at = data.draw(st.integers(0, len(rows) - 1))
    moved = paging.moved(Place(*rows[at]), by)
    if 0 <= at + by < len(rows):
        assert moved == rows[at + by]
    else:
        assert moved.at == (rows[0] if by < 0 else rows[-1])[0]


@given(heights, st.integers(1, 12), st.data())
def test_what_is_in_sight(lines: list[tuple[int, bool]], height: int, data: st.DataObject) -> None:
    paging, rows = paged(lines)
    assume(rows)
    paging.view.first()
    at = data.draw(st.integers(0, len(rows) - 1))
    shown = list(dict.fromkeys(line for line, _ in rows[at : at + height]))
    assert list(paging.showing(Place(*rows[at]), height)) == shown


@given(heights, st.integers(1, 12), st.data())
def test_a_line_is_brought_into_sight_by_the_shortest_way(
    lines: list[tuple[int, bool]], height: int, data: st.DataObject
) -> None:
    paging, rows = paged(lines)
    assume(rows)
    paging.view.first()
    at = data.draw(st.integers(0, len(rows) - 1))
    wanted = data.draw(st.sampled_from(sorted({line for line, _ in rows})))
    place = paging.revealed(Place(*rows[at]), wanted, height)
    top = rows.index(place)
    own = [n for n, (line, _) in enumerate(rows) if line == wanted]
    if len(own) > height:
        assert top == own[0]
    else:
        nearest = min(max(at, own[-1] - height + 1), own[0])
        assert top == max(0, nearest)
