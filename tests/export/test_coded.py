"""Spans of codings: cut into segments that are the text again, followed through renames and merges."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from fieldnotes.export.coded import CodedSpan, Codings, segments
from fieldnotes.export.options import Options, in_order, named
from fieldnotes.export.registry import exporter
from fieldnotes.model.codebook import Code
from tests.export.reading_contract import CodedWords, coded
from tests.measures.meetings import meeting, seen

SPANS = st.builds(CodedSpan, st.integers(0, 12), st.integers(0, 12), st.sampled_from(["a", "b"]))


@given(st.text(max_size=10), st.lists(SPANS, max_size=5))
def test_segments_joined_are_the_text_and_each_code_covers_its_words(text: str, spans: list[CodedSpan]) -> None:
    made = segments(text, spans)
    assert "".join(piece.text for piece in made) == text
    for span in spans:
        if 0 <= span.start < span.end <= len(text):
            place = 0
            for piece in made:
                is_inside = span.start <= place and place + len(piece.text) <= span.end
                assert not is_inside or span.code in piece.codes
                place += len(piece.text)


def test_a_span_within_a_line_is_counted_from_there() -> None:
    span = CodedSpan(3, 9, "a")
    assert span.within(0, 20) == span
    assert span.within(5, 20) == CodedSpan(0, 4, "a")
    assert span.within(0, 5) == CodedSpan(3, 5, "a")
    assert span.within(9, 20) is None


def test_codes_go_by_what_they_are_called_now() -> None:
    codes = (Code("tension", "Tension", written="strain"), Code("stress", merged_into="tension"), Code("other"))
    noted = seen("14:00", "note", id="o1", text="the beds", codes=("tension", "stress", "other", "nobody's"))
    record = coded(replace(meeting(noted), framework=codes), CodedWords("o1", "text", 4, 8, "stress"))
    codings = Codings(record)
    assert codings.line(noted) == ("strain", "other", "nobody's")
    assert codings.spans(noted, "text") == (CodedSpan(4, 8, "strain", "c0"),)
    assert codings.counts([noted]) == {"nobody's": 1, "other": 1, "strain": 2}
    made = exporter("maxqda")(record).files["-maxqda.txt"].decode()
    assert "codes: strain, other, nobody's, strain(“beds”)" in made
    assert "stress" not in made


def test_meetings_are_put_in_order_of_time() -> None:
    early, late, planned = meeting(start="09:00"), meeting(start="16:00"), meeting(start=None)
    sources = [named(late, "c"), named(early, "b"), named(planned, "a")]
    assert [source.name for source in in_order(sources)] == ["a", "b", "c"]
    assert named(early).name == "2004-05-12-site-b-pec-00000001"
    assert Options() == Options(True, True, True, "speaker", "a4")
