"""Codings of spans: where their words are, and what becomes of them with the text."""

from datetime import UTC, datetime

from fieldnotes.model.coding import Coding, anchored, follow, part_of, standing
from fieldnotes.model.observation import Observation
from fieldnotes.model.spans import Splice

TEXT = "who has the beds, and whose beds are they"


def coding(quote: str, start: int | None = None, **more: object) -> Coding:
    at = TEXT.index(quote) if start is None else start
    return Coding(id=quote, of="o", start=at, end=at + len(quote), code="beds", quote=quote, **more)  # type: ignore[arg-type]


def test_words_that_stand_elsewhere_are_found_nearest_to_where_they_stood() -> None:
    assert anchored(coding("the beds"), TEXT) == (8, 16)
    assert anchored(coding("beds"), "so, " + TEXT) == (16, 20)
    assert anchored(coding("beds", 28), "so, " + TEXT) == (32, 36)
    assert anchored(coding("the beds"), "nothing of it") is None


def test_codings_go_with_their_text_and_those_whose_words_are_gone_are_lost_and_kept() -> None:
    first, second = coding("who has"), coding("beds", 28)
    new = "whose beds are they"
    gone, there = follow([first, second], TEXT, new)
    assert gone.lost
    assert gone.quote == "who has"
    assert not gone.stands
    assert (there.span, there.quote, there.lost) == ((6, 10), "beds", False)


def test_edits_tell_better_than_a_comparison_where_words_were_put_inside() -> None:
    [after] = follow(
        [coding("the beds")], TEXT, "who has the many beds", [Splice(12, 12, "many "), Splice(21, 46, "")]
    )
    assert after.quote == "the many beds"


def test_what_was_taken_back_stays_as_it_was() -> None:
    gone = coding("the beds", retracted=True)
    assert follow([gone], TEXT, "") == (gone,)


def test_codings_stand_where_their_line_does() -> None:
    at = datetime(2004, 5, 12, 14, tzinfo=UTC)
    lines = [
        Observation(id="o", at=at, kind="note", text=TEXT),
        Observation(id="p", at=at, kind="note", retracted=True),
    ]
    one = coding("beds")
    there = [one, coding("who", lost=True), coding("has", retracted=True)]
    assert standing(there, lines) == (one,)
    assert standing(there, lines[1:]) == ()
    assert part_of(lines[0], "text") == TEXT
    assert part_of(lines[0], "write-up") == ""
