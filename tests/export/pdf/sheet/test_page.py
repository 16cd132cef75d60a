"""The blank sheet: what stands on it, on how many pages, the same bytes each time."""

import subprocess
import sys
from io import BytesIO

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from fieldnotes.export.pdf.sheet.page import sheet
from fieldnotes.model.agenda import Item
from fieldnotes.model.meeting import Record
from fieldnotes.model.people import Person
from fieldnotes.model.protocol import Act, Mode, Prompts, Protocol, Scale
from fieldnotes.text import clean_line
from tests.export.readers import folded
from tests.export.sample import sample
from tests.measures.meetings import meeting
from tests.shared_material import CHECKOUT

PROTOCOL = Protocol(
    name="own", title="Our own", version="1", citation="", acts=(Act("challenge", "c"), Act("build")),
    modes=(Mode("consensus"),), scales=(Scale("chairing", 1, 5),),
    prompts=Prompts(after=("Who leaves with whom?",)),
)  # fmt: skip
ITEMS = (
    Item("1", "Minutes", 10, "approval", "P1"),
    Item("2", "Network post"),
    Item("3", "Came up", added=True),
)


def of(people: tuple[Person, ...] = (), items: tuple[Item, ...] = (), **head: object) -> Record:
    record = meeting(people=people, items=items)
    changed = msgspec.structs.replace(record.meeting, **head)
    return msgspec.structs.replace(record, meeting=changed, protocol=PROTOCOL, study="Service change")


def many(count: int) -> tuple[Person, ...]:
    return tuple(Person(f"P{n}", f"role {n} of the board", "lay") for n in range(1, count + 1))


def pages(record: Record, **more: object) -> list[str]:
    made = sheet(record, **more)  # type: ignore[arg-type]
    found = [folded(page.extract_text()) for page in PdfReader(BytesIO(made.content)).pages]
    assert len(found) == made.pages
    return found


def test_head_people_agenda_signs_and_how_to_key_it_in() -> None:
    first = pages(of(many(3), ITEMS, place="Board room", mode="hybrid"))[0]
    for words in (
        "Service change", "PEC", "Site B · Wednesday 12 May 2004 14:00 (Europe/London)", "Board room · hybrid",
        "P3", "role 3 of the board; lay", "Minutes (approval; P1)", "Network post", "challenge (c), build",
        "consensus", "chairing 1–5", "@14:06 P3>P5 challenge: nobody has the money", "who → whom",
    ):  # fmt: skip
        assert words in first, words
    assert "Came up" not in first


def test_what_was_observed_does_not_stand_on_it() -> None:
    words = " ".join(pages(sample()))
    assert [o.text for o in sample().observations if len(o.text) > 12 and folded(o.text) in words] == []


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("count", [0, 1, 6, 20, 60, 200])
def test_everybody_stands_on_it_once(count: int, paper: str) -> None:
    found = " ".join(pages(of(many(count), ITEMS), paper=paper))
    assert [n for n in range(1, count + 1) if found.count(f"role {n} of the board") != 1] == []


def test_each_page_says_which_meeting_it_is_of_and_which_page() -> None:
    found = pages(of(many(60), ITEMS), lined=2)
    assert all("PEC, Site B, 12 May 2004" in page for page in found)
    assert [f"{n} of {len(found)}" in page for n, page in enumerate(found, 1)] == [True] * len(found)


def test_reflections_have_a_page_of_their_own() -> None:
    *before, last = pages(of())
    assert "Who leaves with whom?" in last
    assert "what was seen and said" not in last
    assert not any("Your own" in page for page in before)


def test_as_many_pages_of_lines_as_asked_for() -> None:
    assert len(pages(of(), lined=0)) == 2
    assert len(pages(of(), lined=7)) == 9
    assert "what was seen and said" not in " ".join(pages(of(), lined=0))


def test_the_size_of_the_paper() -> None:
    sizes = {
        paper: PdfReader(BytesIO(sheet(of(), paper).content)).pages[0].mediabox[2:] for paper in ("a4", "letter")
    }
    assert [round(float(x)) for x in sizes["a4"]] == [595, 842]
    assert [round(float(x)) for x in sizes["letter"]] == [612, 792]


_AGAIN = """
import hashlib
from fieldnotes.export.pdf.sheet.page import sheet
from tests.export.sample import sample
print(hashlib.sha256(sheet(sample()).content).hexdigest(), end="")
"""


def test_another_process_gives_the_same_bytes() -> None:
    asked = [sys.executable, "-c", _AGAIN]
    first, again = (subprocess.run(asked, cwd=CHECKOUT, capture_output=True, check=True).stdout for _ in range(2))
    assert len(first) == 64
    assert first == again
    assert sheet(sample()).content == sheet(sample()).content


def test_nothing_hangs_over_the_edge() -> None:
    """Every word that pdfminer finds lies within the paper, however long titles and roles are."""
    from pdfminer.high_level import extract_pages

    long = "a very long title " * 30 + "x" * 300
    people = (Person("P1", long, long), Person("P" + "9" * 30, "chair"))
    record = of(
        people, (Item("1", long, 10.5, "decision", long), Item("12.34.56.78.90a", "t")), body=long, place=long
    )
    for page in extract_pages(BytesIO(sheet(record).content)):
        for box in page:
            assert box.x0 >= 40
            assert box.x1 <= page.width - 40
            assert box.y0 >= 20


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60).map(clean_line))
def test_no_text_of_any_kind_raises(text: str) -> None:
    people, items = (Person("P1", text, text),), (Item("1", text, None, text, text),)
    assert sheet(of(people, items, body=text, site=text, place=text), lined=1).content


def test_characters_without_a_glyph_are_told() -> None:
    assert sheet(of((Person("P1", "\U0001f600"),))).missing == ("U+1F600",)
