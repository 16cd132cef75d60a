"""Markdown, read back by a CommonMark reader: what was typed is text and nothing else."""

from collections.abc import Mapping

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from fieldnotes.export.characters import turned_back
from fieldnotes.export.markdown import exported
from tests.export.hostile import LINES, hostile_meeting
from tests.export.reading_contract import ReadingContract
from tests.export.sample import sample
from tests.measures.meetings import meeting, seen

READER = MarkdownIt("commonmark")
OPENED = ("paragraph", "heading", "bullet_list", "list_item", "blockquote")
INLINE = {"inline", *(f"{block}_{end}" for block in OPENED for end in ("open", "close"))}
SPAN = {"text", "strong_open", "strong_close", "text_special"}


def _paragraphs(text: str) -> list[str]:
    found = []
    for token in READER.parse(text):
        assert token.type in INLINE, token
        if token.type == "inline":
            assert {child.type for child in token.children or ()} <= SPAN, token.content[:80]
            found.append("".join(child.content for child in token.children or ()))
    return found


class TestMarkdown(ReadingContract):
    name = "markdown"

    def paragraphs(self, files: Mapping[str, bytes]) -> list[str]:
        return _paragraphs(files[".md"].decode())


def test_plain_lines_stay_plain_to_the_eye() -> None:
    text = exported(sample()).files[".md"].decode()
    assert "\n**P1:** welcomes everyone \\[to everyone · 14:01:00\\]\n" in text
    assert "\n## 1 Apologies and minutes\n" in text
    assert "\n> **Write-up:** Afterwards P3 told me" in text
    assert text.startswith("# Professional executive committee")


STARTS = [
    "- a",
    "+ a",
    "1. a",
    "2) a",
    "= a",
    "===",
    "---",
    "    code",
    "# no",
    "> no",
    "\u00a0    no",
    "***",
    "\\",
    "a  ",
]


@pytest.mark.parametrize("line", STARTS)
def test_a_line_of_a_write_up_begins_no_block(line: str) -> None:
    record = meeting(seen("14:00", "note", text="x", written_up=f"first\n{line}"))
    assert _paragraphs(exported(record).files[".md"].decode())[-1] == line.rstrip(" ")


@example("\U0001e800")  # written from the right
@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1).filter(str.strip))
def test_any_text_reads_back_as_itself(text: str) -> None:
    record = meeting(seen("14:00", "note", text=text))
    (paragraph,) = (p for p in _paragraphs(exported(record).files[".md"].decode()) if p.startswith("Note: "))
    assert paragraph == f"Note: {text} {turned_back('[14:00:00]', text)}"


def test_hostile_headings_stay_headings() -> None:
    text = exported(hostile_meeting()).files[".md"].decode()
    assert len([line for line in text.splitlines() if line.startswith("## ")]) == 1
    assert LINES["long word"] in text
