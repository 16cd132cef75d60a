"""Who took part how much, as the page says it: whoever spoke is in the table, and shares say what they are of."""

from fieldnotes.export.options import PLAIN, named
from fieldnotes.export.pdf.front.participation import add_participation
from fieldnotes.export.pdf.paragraph import Paragraph
from fieldnotes.export.pdf.story import Story
from fieldnotes.export.pdf.table import Table
from fieldnotes.export.pdf.told import told
from fieldnotes.model.observation import Observation
from fieldnotes.model.people import Person
from tests.measures.meetings import meeting, seen

TWO = (Person("P1"), Person("P3"))
HELLO, THERE = seen("14:00", "speech", actor="P1"), seen("14:01", "speech", actor="P3")
END = seen("14:25", "break", "end")


def _takes(clock: str, who: str) -> Observation:
    return seen(clock, "floor", "takes", actor=who)


def _told(*observations: Observation, people: tuple[Person, ...] = TWO) -> tuple[list[list[str]], str]:
    """The words of the tables, a list a row, and the notes under them."""
    story = Story()
    add_participation(story, told(named(meeting(*observations, people=people)), PLAIN))
    rows, notes = [], []
    for each in story.flow():
        if isinstance(each, Table):
            for row in filter(None, (each._head, *each._rows)):
                rows.append([" ".join(run.text for runs in cell.paragraphs for run in runs) for cell in row.cells])
        elif isinstance(each, Paragraph):
            notes.append(" ".join(run.text for run in each.runs))
    return rows, " ".join(notes)


def test_a_floor_kept_for_a_moment_says_how_little_shares_tell_and_silences_nobody() -> None:
    rows, notes = _told(HELLO, THERE, _takes("14:09:40", "P3"), seen("14:10:10", "floor", "none"), END)
    assert rows == [
        ["", "turns", "lines", "min talk", "min present", "share"],
        ["P3", "1", "1", "0.5", "25", ""],
        ["P1", "0", "1", "0", "25", ""],
    ]
    assert "for 0.5 of the 25 minutes observed. Of the rest they tell nothing." in notes
    assert "1 spoke with no minutes of the floor" in notes
    assert "never spoke" not in notes


def test_a_floor_kept_throughout_counts_who_never_spoke() -> None:
    rows, notes = _told(_takes("14:00", "P3"), END)
    assert rows == [["", "turns", "min talk", "min present", "share"], ["P3", "1", "25", "25", ""]]
    assert "for 25 of the 25 minutes observed." in notes
    assert "tell nothing" not in notes
    assert notes.endswith("the top share is 100 %, 1 never spoke.")


def test_two_who_have_the_floor_at_once_are_one_stretch_of_it() -> None:
    _, notes = _told(_takes("14:05", "P1"), seen("14:05", "floor", "joins", actor="P3"), END)
    assert "for 20 of the 25 minutes observed" in notes


def test_a_floor_that_lies_in_a_gap_has_turns_and_no_minutes() -> None:
    gap = seen("14:20", "gap", minutes=15.0)
    rows, notes = _told(HELLO, _takes("14:08", "P3"), seen("14:10", "floor", "none"), gap, END)
    assert rows[1:] == [["P3", "1", "0", "", "10", ""], ["P1", "0", "1", "", "10", ""]]
    assert notes.endswith("none of its time was observed, so there are no minutes and no shares.")


def test_all_who_spoke_are_in_the_table() -> None:
    people = tuple(Person(f"P{n}") for n in range(71))
    rows, notes = _told(*(seen("14:00", "speech", actor=person.code) for person in people), END, people=people)
    assert [row[0] for row in rows[1:]] == [person.code for person in people]
    assert "more spoke" not in notes


def test_of_one_alone_nothing_is_said_of_how_evenly() -> None:
    rows, notes = _told(HELLO, END, people=TWO[:1])
    assert rows[1][:2] == ["P1", "1"]
    assert notes == "Participation No floor was kept: a turn is a line of speech, and shares are of turns."
