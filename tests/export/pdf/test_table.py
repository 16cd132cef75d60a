"""Tables: every row on one page or another, their head on each, no sum alone at the top of a page."""

from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.export.pdf.paragraph import Run
from fieldnotes.export.pdf.table import Column, Row, Table, words


def _table(rows: int, lines: int = 1) -> Table:
    made = [Row((words(Run("word " * lines)), words(Run(str(n))))) for n in range(rows)]
    return Table((Column(0), Column(30)), made, Row((words(Run("head")), words(Run("n")))))


def _rows(table: object) -> int:
    assert isinstance(table, Table)
    return len(table._made or ())


@given(st.integers(1, 60), st.integers(20, 400))
def test_a_split_loses_no_row_and_leaves_no_few_alone(rows: int, height: int) -> None:
    table = _table(rows)
    _, tall = table.wrap(300, height)
    parts = table.split(300, height) if tall > height else [table]
    if parts:
        assert sum(map(_rows, parts)) == rows
        assert len(parts) == 1 or rows <= 6 or _rows(parts[1]) >= 3
        assert parts[0].wrap(300, height)[1] <= height or len(parts) == 1


@given(st.integers(1, 60), st.integers(20, 400))
def test_no_low_row_stands_alone_at_the_foot_of_a_page_and_no_short_table_is_torn(rows: int, height: int) -> None:
    table = _table(rows)
    _, tall = table.wrap(300, height)
    parts = table.split(300, height) if tall > height else []
    assert not parts or (rows > 3 and min(map(_rows, parts)) >= 2)


def test_a_high_row_is_left_alone_for_no_page_would_hold_both() -> None:
    table = Table((Column(40),), [Row((words(Run("word " * 30)),))] * 2)
    _, tall = table.wrap(0, 600)
    first, rest = table.split(0, tall / 2 + 10)
    assert (_rows(first), _rows(rest)) == (1, 1)


def test_a_row_that_is_longer_than_a_page_goes_on() -> None:
    table = Table((Column(40),), [Row((words(Run("word " * 500)),))])
    _, tall = table.wrap(0, 600)
    assert _rows(table) > 1
    first, _ = table.split(0, 600)
    assert 0 < first.wrap(0, 600)[1] <= 600 < tall


def test_it_is_as_high_as_its_rows() -> None:
    assert _table(3).wrap(300, 1000)[1] == 4 * (11.5 + 5)
