"""Observations in plain words."""

import pytest

from fieldnotes.export.wording import day_words, due_words, minutes_words, worded
from fieldnotes.model.observation import Observation
from tests.measures.meetings import DAY, seen


@pytest.mark.parametrize(
    ("observation", "head"),
    [
        (seen("14:00", "note", text="x"), ""),
        (seen("14:00", "note"), "Time marked"),
        (seen("14:00", "speech", actor="P3", text="x"), "P3:"),
        (seen("14:00", "speech", actor="P3", addressees=("P5", "*"), acts=("challenge", "build"), text="x"),
         "P3 → P5, everyone · challenge · build:"),
        (seen("14:00", "act", actor="*", acts=("laughter",)), "all · laughter"),
        (seen("14:00", "speech", actor="?", addressees=("P1",), text="x"), "somebody → P1:"),
        (seen("14:00", "decision", text="x"), "Decision:"),
        (seen("14:00", "decision", "vote", votes=(7, 2, None), text="x"), "Decision (vote, 7 for, 2 against):"),
        (seen("14:00", "decision", votes=(7, 2, 0), text="x"), "Decision (7 for, 2 against, 0 abstained):"),
        (seen("14:00", "action", owners=("P2", "P3"), due="2004-06-12", text="x"),
         "Action for P2, P3 by 12 June 2004:"),
        (seen("14:00", "action", due="next meeting"), "Action by next meeting"),
        (seen("14:00", "reflection", reflection="feeling", text="x"), "Feeling:"),
        (seen("14:00", "rating", scale="chairing", rating=4, text="x"), "Rating: chairing 4:"),
        (seen("14:00", "item", "open", item="2a"), "Opens item 2a"),
        (seen("14:00", "item", "close", item="2a"), "Closes item 2a"),
        (seen("14:00", "presence", "in", actor="P5", text="phone"), "P5 comes in:"),
        (seen("14:00", "presence", "out", actor="P5"), "P5 leaves"),
        (seen("14:00", "floor", "joins", actor="P5"), "P5 speaks as well"),
        (seen("14:00", "floor", "none"), "Nobody speaks"),
        (seen("14:00", "break", "break", text="tea"), "The meeting pauses:"),
        (seen("14:00", "gap", minutes=2.5), "Not observed for 2.5 min"),
    ],
)  # fmt: skip
def test_the_head_says_what_it_is(observation: Observation, head: str) -> None:
    assert worded(observation).head == head
    assert worded(observation).text == observation.text


def test_marks_stand_apart_from_the_text() -> None:
    words = worded(seen("14:00", "note", text="x", uncertain=True, late=True, observer="KC", codes=("a",)), 2)
    assert words == ("", "x", ("a",), ("(?)", "(noted afterwards)", "— KC"))
    assert worded(seen("14:00", "note", text="x", observer="KC"), 1).marks == ()


def test_days_and_minutes() -> None:
    assert (day_words(DAY), due_words("12/6"), minutes_words(20.0)) == ("Wednesday 12 May 2004", "12/6", "20 min")
