"""A reflection is the observer's own, and so is the fuller note under it: no format hides it."""

from io import BytesIO

from docx import Document

from fieldnotes.export.docx.document import exported as docx
from fieldnotes.export.html.page import exported as html
from fieldnotes.export.markdown import exported as markdown
from fieldnotes.export.maxqda import exported as maxqda
from fieldnotes.export.options import PLAIN, Options, named
from fieldnotes.export.pdf import look
from fieldnotes.export.pdf.body import add_observations
from fieldnotes.export.pdf.noted import Noted
from fieldnotes.export.pdf.story import Story
from fieldnotes.export.pdf.told import told
from tests.measures.meetings import meeting, seen

RECORD = meeting(
    seen("14:00", "note", text="observed", written_up="a fact\nanother"),
    seen(
        "14:01",
        "reflection",
        "interpretation",
        text="mine",
        reflection="interpretation",
        written_up="a hunch\n\nmore",
    ),
    seen("14:02", "note", text="observed again"),
)
LABEL = "Interpretation, written up:"


def test_each_line_says_so_in_plain_text() -> None:
    lines = maxqda(RECORD).files["-maxqda.txt"].decode().split("\n")
    assert [line for line in lines if "hunch" in line or "more" in line] == [f"{LABEL} a hunch", f"{LABEL} more"]
    assert "Write-up: a fact" in lines
    assert "another" in lines


def test_each_line_says_so_in_a_quotation() -> None:
    text = markdown(RECORD).files[".md"].decode()
    assert f"\n> **{LABEL}** a hunch\n" in text
    assert f"\n> **{LABEL}** more\n" in text
    assert "\n> **Write-up:** a fact\n" in text


def test_a_paragraph_has_a_class_or_a_style_of_its_own() -> None:
    page = html(RECORD).files[".html"].decode()
    assert page.count('<p class="own-write-up">') == page.count('<p class="write-up">') == 2
    assert ".reflection, .own-write-up {" in page
    styles = [(p.style.name, p.text) for p in Document(BytesIO(docx(RECORD).files[".docx"])).paragraphs if p.style]
    own = [text for name, text in styles if name == "Fieldnotes Reflection Write-up"]
    assert own == [f"{LABEL} a hunch", f"{LABEL} more"]
    assert len([name for name, _ in styles if name == "Fieldnotes Write-up"]) == 2


def test_it_is_in_the_box_of_its_reflection() -> None:
    story = Story()
    add_observations(story, told(named(RECORD), PLAIN))
    noted = [(each.runs[-1].text, each.style) for each in story.flow() if isinstance(each, Noted)]
    boxed = {text: style for text, style in noted if style.edge}
    assert list(boxed) == ["mine", "a hunch", "more"]
    assert [(style.before, style.after) for style in boxed.values()][1:] == [(0, 0), (0, look.REFLECTION.after)]
    assert boxed["mine"].after == 0


def test_without_reflections_it_is_left_out() -> None:
    for made in (html, markdown, maxqda):
        for content in made(RECORD, Options(reflections=False)).files.values():
            assert b"hunch" not in content
