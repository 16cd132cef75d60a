"""The geometry of what is drawn on the front: times, bars, shades, marks; no page is needed for it."""

import pytest

from fieldnotes.export.options import PLAIN, Options, named
from fieldnotes.export.pdf.front.agenda import ItemBar, hatching
from fieldnotes.export.pdf.front.head import figures
from fieldnotes.export.pdf.front.people import ground_of, strips_of
from fieldnotes.export.pdf.front.whom import MOST, grid_of, shade
from fieldnotes.export.pdf.lettering import fitted, hyphened_lines, measured
from fieldnotes.export.pdf.timescale import Bar, Timescale
from fieldnotes.export.pdf.told import told
from fieldnotes.measures.interaction import interaction
from fieldnotes.measures.interval import Interval
from fieldnotes.model.agenda import Item
from fieldnotes.model.people import Person
from tests.export.sample import sample
from tests.measures.meetings import at, meeting, opens, seen

HOUR = Timescale(at("14:00"), at("15:00"), 120)


def test_an_instant_has_its_place_and_none_is_off_the_chart() -> None:
    assert [HOUR.place(at(clock)) for clock in ("13:00", "14:00", "14:30", "15:00", "16:00")] == [
        0,
        0,
        60,
        120,
        120,
    ]
    assert Timescale(at("14:00"), at("14:00"), 120).place(at("14:00")) == 0


def test_bars_are_clipped_to_the_chart_and_never_too_thin_to_see() -> None:
    told_of = [
        Interval(at("13:30"), at("14:15")), Interval(at("14:45"), None), Interval(at("15:30"), None),
        Interval(at("14:20"), at("14:20:01")),
    ]  # fmt: skip
    assert list(HOUR.bars(told_of, least=1)) == [Bar(0, 30), Bar(90, 30), Bar(40, 1)]


@pytest.mark.parametrize(
    ("begin", "end", "room", "marks"),
    [
        ("14:00", "15:00", 40, ["14:00", "14:20", "14:40", "15:00"]),
        ("14:07", "14:52", 40, ["14:15", "14:30", "14:45"]),
        ("09:00", "17:30", 30, ["09:00", "12:00", "15:00"]),
        ("14:00:10", "14:01:50", 60, ["14:01"]),
    ],
)
def test_marks_stand_at_round_times_with_room_between(begin: str, end: str, room: float, marks: list[str]) -> None:
    assert [f"{mark:%H:%M}" for mark in Timescale(at(begin), at(end), 120).marks(room)] == marks


def test_what_ran_over_is_said_in_words_too() -> None:
    assert (ItemBar(5, 8).within, ItemBar(5, 8).over, ItemBar(5, 8).words) == (5, 3, "+3 over")
    assert (ItemBar(5, 3).within, ItemBar(5, 3).over, ItemBar(5, 3).words) == (3, 0, "")
    assert (ItemBar(None, 3).within, ItemBar(None, 3).over) == (3, 0)
    assert ItemBar(5, None).words == "not opened"


def test_the_hatching_stays_within_its_bar() -> None:
    assert hatching(0) == []
    for width in (1.0, 6.5, 40.0):
        lines = hatching(width, 7.0)
        assert lines
        assert all(x + run <= width + 1e-9 and run <= 7.0 for x, run in lines)


def test_a_shade_grows_with_its_figure() -> None:
    shades = [shade(count, 40) for count in range(41)]
    assert shades == sorted(shades)
    assert (shades[0], shades[-1], shade(3, 0)) == (0, 1, 0)


def test_the_matrix_names_the_most_active_and_sums_to_all_turns() -> None:
    said = [
        seen(f"14:{n:02}", "speech", actor=f"P{n}", addressees=(f"P{n % 3}", "*") if n % 2 else ("P0",))
        for n in range(40)
    ]
    found = interaction(meeting(*said, people=tuple(Person(f"P{n}") for n in range(40))))
    grid = grid_of(found)
    assert len(grid.rows) == MOST + 1
    assert grid.rows[-1] == f"{40 - MOST} others"
    assert grid.columns[-1] == "everyone"
    assert sum(grid.cells.values()) == sum(grid.row_sums) == sum(grid.column_sums) == found.total


def test_strips_have_presence_floor_and_what_was_said() -> None:
    strips = strips_of(told(named(sample()), PLAIN))
    assert [f"{stay.begin:%H:%M}" for stay in strips["P6"].stays] == ["14:02"]
    assert [f"{turn.begin:%H:%M}" for turn in strips["P5"].floor] == ["14:13"]
    assert [f"{moment:%H:%M}" for moment in strips["P1"].said] == ["14:01", "14:47"]
    assert strips["P4"] == ([], (), ())
    ground = ground_of(told(named(sample()), PLAIN))
    assert ground is not None
    assert (len(ground.breaks), len(ground.gaps)) == (1, 1)
    assert ground_of(told(named(meeting()), PLAIN)) is None


def test_figures_of_the_head_count_one_as_one_and_leave_out_none() -> None:
    record = meeting(opens("14:00", "1"), seen("14:05", "action", text="x"), items=(Item("1", "One", 5),))
    assert figures(told(named(record), Options())) == [
        ("5", "minutes observed"), ("2", "observations"), ("1", "item opened"), ("1", "action, 1 open"),
    ]  # fmt: skip
    assert figures(told(named(meeting()), PLAIN)) == []


def test_names_are_cut_where_there_is_no_room_and_broken_at_hyphens() -> None:
    assert fitted("short", 100, 8) == "short"
    cut = fitted("x" * 100_000, 50, 8)
    assert cut.endswith("x…")
    assert measured(cut, 8) <= 50
    assert hyphened_lines("reviewing-and-presenting-evidence", 60, 7) == [
        "reviewing-and-",
        "presenting-",
        "evidence",
    ]
    assert len(hyphened_lines("-".join("abcdefgh" * 9), 20, 7)) == 3
