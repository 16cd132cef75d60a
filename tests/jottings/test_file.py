"""Whole files: a meeting written out and read back is the same meeting, and no bytes of any kind raise."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldnotes.jottings.file import JottingsFile, decode, file_lines
from fieldnotes.jottings.warned import NoDate
from fieldnotes.jottings.written import write_file
from fieldnotes.model.observation import Observation
from tests.jottings.rooms import read, record_of

HEADER = """\
Study: A study
Site: Site B
Body: PEC
Date: 2004-05-12
Start: 14:00
Zone: Europe/London
Observer: KC
Protocol: meeting-observation
People:
  P1  chair; clinical
  P2  chief executive; managerial; apologies
  P3
Agenda:
  1. Minutes (5)
  2. Finance (20; decision; P2)
---
"""
_TEXT = st.text(
    st.one_of(st.sampled_from('#"“”(?)\\ -:,;%/!~@>=*|P123'), st.characters(exclude_categories=["Cs"])), max_size=30
)
_HEADS = st.sampled_from(
    [
        "", "P1: ", "P3>P1: ", "P3>P1,P9 challenge, build: ", "?>*: ", "* laughter: ",
        "P2: ", "P7>P8 interrupt: ",
        "! ", "! vote 3-2: ", "! : ", "! ratified: ", "=> ", "=> P1, P9 by 12 June: ",
        "=> by next meeting: ", "=> : ",
        "~ ", "~m ", "~f ", "/item ", "/item 2 ", "/item 2a ", "/item 9.1 ", "/in P1 ", "/in P5,P3 ", "/out P3 ",
        "/floor ", "/floor P3 ", "/floor +P4 ", "/floor -P3 ", "/break ",
        "/resume ", "/end ", "/gap 5m ", "/gap 95s ",
        "/rate chairing 4 ", "/undo ", "/what ", "\\", "\\! ", "P3 chalenge: ", "chair: ",
        "#tension ", "##x ", "@14:00 ",
    ]
)  # fmt: skip
_WHEN = st.one_of(
    st.times().map(lambda t: f"{t:%H:%M}"),
    st.times().map(lambda t: f"{t:%H:%M:%S}.{t.microsecond // 1000:03}"),
    st.just("14:05"),
    st.sampled_from(
        ["2004-05-13 09:00", "2004-10-31 01:30", "2004-10-31 01:30+00:00", "2004-03-28 01:30", "no time"]
    ),
)
_WRITE_UP = st.one_of(st.just(""), st.just(""), _TEXT.map(lambda t: "    | " + t.replace("\n", "\n    | ") + "\n"))
LINES = st.builds(lambda w, h, t, u: f"{w} {h}{t}".replace("\n", " ") + "\n" + u, _WHEN, _HEADS, _TEXT, _WRITE_UP)
FILES = st.lists(LINES, max_size=12).map(lambda lines: HEADER + "".join(lines))


def substance(file: JottingsFile) -> list[Observation]:
    return [msgspec.structs.replace(o, typed=None) for o in file.observations]


@given(FILES)
@settings(max_examples=400)
def test_a_meeting_written_and_read_is_the_same_and_without_a_warning(text: str) -> None:
    first = read(text)
    written = write_file(record_of(first), "KC")
    again = read(written)
    assert substance(again) == substance(first)
    assert again.people == first.people
    assert [msgspec.structs.replace(i, added=False) for i in first.items] == list(again.items)
    assert again.meeting == first.meeting
    assert {code.name for code in again.codes} >= {c for o in again.observations for c in o.codes} - {
        code.name for code in record_of(first).framework
    }
    assert again.warnings == ()
    assert write_file(record_of(again), "KC") == written


@given(st.text(st.characters()) | FILES.flatmap(lambda t: st.integers(0, len(t)).map(lambda n: t[n:])))
def test_no_text_of_any_kind_raises(text: str) -> None:
    try:
        file = read(text)
    except NoDate:
        file = read(HEADER + text)
    assert all(o.observer == "KC" or o.observer for o in file.observations)


@given(st.lists(_TEXT.map(lambda t: t.replace("\n", " ")).filter(lambda t: t.strip(" \t\r\v\f"))))
def test_every_line_of_a_file_becomes_a_record_and_loses_no_character(texts: list[str]) -> None:
    file = read(HEADER + "".join(f"14:05 P3: x{t}\n" for t in texts))
    speeches = [o for o in file.observations if o.kind in ("speech", "act")]
    assert len(speeches) == len(texts)
    for seen, text in zip(speeches, texts, strict=True):
        left = iter(file_lines(f"x{text}")[0])
        assert all(char in left for char in seen.text)


@given(st.binary())
def test_no_bytes_raise(content: bytes) -> None:
    assert isinstance(decode(content)[0], str)


@pytest.mark.parametrize(
    ("content", "text", "warned"),
    [
        ("Łódź".encode(), "Łódź", False),
        ("Łódź".encode("utf-8-sig"), "Łódź", False),
        ("Łódź".encode("utf-16"), "Łódź", False),
        ("caf\u00e9 “so”".encode("cp1252"), "café “so”", True),
    ],
)
def test_bytes_are_read_as(content: bytes, text: str, warned: bool) -> None:
    assert decode(content)[0] == text
    assert (decode(content)[1] is not None) == warned


def test_lines_end_with_lf_or_crlf_only() -> None:
    assert file_lines("a\r\nb\nc\rd\x0be\u2028f\x85g") == ["a", "b", "c d\ufffde\u2028f\ufffdg"]


def test_lines_are_read_in_order_of_time_and_within_an_instant_of_the_file() -> None:
    file = read(HEADER + "14:20 P2: late\n14:10 /in P2\n14:10 P2: b\n14:10 P2: c\n")
    assert [o.kind for o in file.observations] == ["presence", "speech", "speech", "speech"]
    assert [o.text for o in file.observations] == ["", "b", "c", "late"]
    assert file.lines == (18, 19, 20, 17)
    assert all("present" not in w.why for w in file.warnings)


def test_a_write_up_stands_under_its_jotting_and_nothing_is_read_in_it() -> None:
    file = read(HEADER + "14:05 P3: x\n    | one #not-a-code (?)\n    |\n    | ! three\n14:06 y\n")
    assert file.observations[0].written_up == "one #not-a-code (?)\n\n! three"
    assert file.observations[1].written_up is None
    assert not file.codes
