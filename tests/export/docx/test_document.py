"""The Word document: read back by python-docx, and by the zip and XML readers of the standard library."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

from docx import Document
from msgspec.structs import replace

from fieldnotes.export.docx.document import exported, together
from fieldnotes.export.options import Options, named
from tests.export.hostile import hostile_meeting
from tests.export.reading_contract import CodedWords, ReadingContract, coded
from tests.export.sample import sample
from tests.measures.meetings import meeting, seen

FORBIDDEN = set('\\/:*?"<>|')
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class TestDocx(ReadingContract):
    name = "docx"

    def paragraphs(self, files: Mapping[str, bytes]) -> list[str]:
        return [p.text for p in Document(BytesIO(files[".docx"])).paragraphs]


def _made(options: Options | None = None) -> bytes:
    return exported(sample(), options or Options()).files[".docx"]


def _by_style(content: bytes) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for paragraph in Document(BytesIO(content)).paragraphs:
        assert paragraph.style is not None
        found.setdefault(str(paragraph.style.name), []).append(paragraph.text)
    return found


def test_each_kind_has_a_style_of_its_own() -> None:
    styles = _by_style(_made())
    assert styles["Heading 1"] == ["Professional executive committee, Site B, 12 May 2004"]
    kinds = {o.kind for o in sample().observations if not o.retracted}
    assert kinds >= {"speech", "note", "decision", "action", "reflection", "rating"}
    for kind in ("Speech", "Note", "Decision", "Action", "Reflection", "Rating", "Course", "Write-up"):
        assert styles[f"Fieldnotes {kind}"], kind
    assert not set(styles) & {"Normal", "Heading 3", "Title"}


def test_headings_hold_no_time_and_nothing_that_nvivo_replaces() -> None:
    for content in (_made(), exported(hostile_meeting()).files[".docx"]):
        styles = _by_style(content)
        headings = styles["Heading 1"] + styles["Heading 2"]
        assert [heading for heading in headings if FORBIDDEN & set(heading)] == []
        assert all(headings)


def test_an_item_taken_up_again_has_the_same_heading() -> None:
    headings = _by_style(_made())["Heading 2"]
    assert headings.count("2 Diabetes NSF update") == 2


def test_no_paragraph_has_a_break_or_a_tab_inside() -> None:
    xml = ZipFile(BytesIO(exported(hostile_meeting()).files[".docx"])).read("word/document.xml")
    names = {element.tag for element in ElementTree.fromstring(xml).iter()}
    assert not names & {W + "br", W + "cr", W + "tab", W + "tbl"}


def test_the_words_that_the_head_is_made_of_hold_no_colon() -> None:
    styles = _by_style(_made())
    head = styles["Fieldnotes Fact"] + styles["Fieldnotes Person"] + styles["Fieldnotes Section"]
    assert [line for line in head if ":" in line] == []


def test_nothing_in_it_is_of_the_day_of_the_export() -> None:
    packed = ZipFile(BytesIO(_made()))
    assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    said = Document(BytesIO(_made())).core_properties
    assert said.created is not None
    assert (said.title, said.author, said.revision) == (_by_style(_made())["Heading 1"][0], "KC", 1)
    assert said.created.date() == said.modified.date() == sample().meeting.date


def test_it_holds_what_it_needs_and_says_nothing_of_another_program() -> None:
    packed = ZipFile(BytesIO(_made()))
    assert {name.split("/")[-1] for name in packed.namelist()} == {
        "[Content_Types].xml", ".rels", "core.xml", "document.xml", "document.xml.rels", "styles.xml",
        "settings.xml", "webSettings.xml", "fontTable.xml", "theme1.xml", "footer1.xml",
    }  # fmt: skip
    whole = b"".join(packed.read(name) for name in packed.namelist())
    assert b"Macintosh" not in whole
    assert b"python-docx" not in whole


def test_the_coded_words_are_runs_of_their_own() -> None:
    record = coded(
        meeting(seen("14:00", "note", id="o1", text="so many beds here")), CodedWords("o1", "text", 3, 12, "b")
    )
    (paragraph,) = (p for p in Document(BytesIO(exported(record).files[".docx"])).paragraphs if "beds" in p.text)
    marked = [run.text for run in paragraph.runs if run.style.name == "Fieldnotes Coded"]
    assert marked == ["many beds"]


def test_paper_is_a4_or_letter() -> None:
    sizes = {}
    for paper in ("a4", "letter"):
        section: Any = Document(BytesIO(_made(Options(paper=paper)))).sections[0]
        sizes[paper] = round(section.page_width.pt), round(section.page_height.pt)
    assert sizes == {"a4": (595, 842), "letter": (612, 792)}


def test_a_study_has_a_heading_a_meeting_and_its_own_title() -> None:
    other = replace(sample(), meeting=replace(sample().meeting, id="other", site="Site C"))
    content = together([named(sample()), named(other)], Options()).files[".docx"]
    assert [heading.split(", ")[1] for heading in _by_style(content)["Heading 1"]] == ["Site B", "Site C"]
    assert Document(BytesIO(content)).core_properties.title == sample().study
