"""Definitions and quotations of several lines: a list of codes has them on one, with blanks where lines broke."""

from io import BytesIO

from docx import Document
from msgspec.structs import replace

from fieldnotes.export.docx.document import exported as docx
from fieldnotes.export.html.page import exported as html
from fieldnotes.export.markdown import exported as markdown
from fieldnotes.export.maxqda import exported as maxqda
from fieldnotes.export.options import PLAIN, named
from fieldnotes.export.pdf.back import add_codebook
from fieldnotes.export.pdf.paragraph import Paragraph
from fieldnotes.export.pdf.story import Story
from fieldnotes.export.pdf.told import told
from fieldnotes.model.codebook import Code
from tests.export.reading_contract import CodedWords, coded
from tests.measures.meetings import meeting, seen

NOTE = seen("14:00", "note", text="beds", codes=("beds",), written_up="one two\nthree four")
CODE = Code("beds", title="Beds\nand wards", definition="What is full.\r\n\n  What is closed.\n")
RECORD = replace(coded(meeting(NOTE), CodedWords(NOTE.id, "write-up", 4, 13, "beds")), codes=(CODE,))
SAID = "Beds and wards – What is full. What is closed."


def test_no_document_spells_a_line_break_out() -> None:
    told_by = [next(iter(made(RECORD).files.values())).decode() for made in (html, markdown, maxqda)]
    told_by.append("\n".join(p.text for p in Document(BytesIO(docx(RECORD).files[".docx"])).paragraphs))
    for text in told_by:
        assert SAID in text
        assert "U+000" not in text


def test_the_list_of_codes_in_the_pdf_has_definition_and_quotation_on_one_line() -> None:
    story = Story()
    add_codebook(story, told(named(RECORD), PLAIN))
    said = [run.text for each in story.flow() if isinstance(each, Paragraph) for run in each.runs]
    assert "What is full. What is closed." in said
    assert "Beds and wards" in said
    assert any("“two three”" in text for text in said)
    assert not any("U+000" in text for text in said)
