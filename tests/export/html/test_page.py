"""The page: read back as a browser reads it, and once only what Taguette keeps is left of it."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser

import pytest
from msgspec.structs import replace

from fieldnotes.export.exported import Exported
from fieldnotes.export.html.page import exported, together
from fieldnotes.export.options import Options, named
from fieldnotes.model.meeting import Record
from tests.export.hostile import LINES, hostile_meeting
from tests.export.reading_contract import CodedWords, ReadingContract, coded, lost, texts
from tests.export.sample import sample
from tests.measures.meetings import meeting, seen

BLOCKS = {"h1", "h2", "p", "li"}
KEPT_BY_TAGUETTE = {"p", "h1", "h2", "b", "ul", "li", "a"}


class _Reader(HTMLParser):
    """Gathers blocks with their attributes, every element, and the text of coded words."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[tuple[str, dict[str, str | None], str]] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.marked: list[tuple[str, str]] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "meta":
            return
        self._open.append(tag)
        if tag in BLOCKS:
            self.blocks.append((tag, dict(attrs), ""))
        if tag == "mark":
            self.marked.append((str(dict(attrs)["title"]), ""))
            assert (dict(attrs).get("class") == "several") == (" " in str(dict(attrs)["title"]))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if BLOCKS & set(self._open):
            tag, attributes, text = self.blocks[-1]
            self.blocks[-1] = (tag, attributes, text + data)
        else:
            assert not data.strip() or {"style", "title"} & set(self._open)
        if "mark" in self._open:
            codes, text = self.marked[-1]
            self.marked[-1] = (codes, text + data)


def _read(page: bytes) -> _Reader:
    reader = _Reader()
    reader.feed(page.decode())
    reader.close()
    assert not reader._open
    return reader


class TestHtml(ReadingContract):
    name = "html"

    def paragraphs(self, files: Mapping[str, bytes]) -> list[str]:
        return [text for _, _, text in _read(files[".html"]).blocks]


@pytest.mark.parametrize("made", [exported(sample()), exported(hostile_meeting())])
def test_the_page_has_no_script_and_loads_nothing(made: Exported) -> None:
    page = made.files[".html"]
    elements = _read(page).elements
    assert not {tag for tag, _ in elements} & {"script", "link", "img", "iframe", "object", "form", "base"}
    assert not [name for _, attributes in elements for name in attributes if name.startswith("on") or name == "src"]
    assert "url(" not in page.decode().split("</style>")[0]
    assert ("html", {"lang": "en"}) in elements
    assert b'<meta charset="utf-8">' in page[:100]


def test_each_observation_has_an_id_of_its_own() -> None:
    blocks = _read(exported(sample()).files[".html"]).blocks
    ids = [str(attributes["id"]) for _, attributes, _ in blocks if "id" in attributes]
    assert ids == [
        f"o-{o.id}" for o in sorted(sample().observations, key=lambda o: (o.at, o.id)) if not o.retracted
    ]


@pytest.mark.parametrize("record", [sample(), hostile_meeting()], ids=["sample", "hostile"])
def test_text_survives_what_taguette_strips(record: Record) -> None:
    page = exported(record).files[".html"].decode()
    body = page[page.index("<body>") :]
    kept = re.sub(rf"</?(?!(?:{'|'.join(KEPT_BY_TAGUETTE)})\b)[a-z][^>]*>", "", body)
    kept = re.sub(r"<(\w+) [^>]*>", r"<\1>", kept)
    assert set(re.findall(r"<(\w+)", kept)) <= KEPT_BY_TAGUETTE
    reader = _Reader()
    reader.feed(kept)
    assert lost(texts(record), [text for _, _, text in reader.blocks]) == []


def test_codes_are_small_marks_that_can_be_left_out() -> None:
    whole, bare = exported(sample()), exported(sample(), Options(codes=False))
    assert b'<span class="code">#new-thing</span>' in whole.files[".html"]
    assert b'class="code"' not in bare.files[".html"].split(b"</style>")[1]


def test_overlapping_codings_are_marked_from_end_to_end() -> None:
    record = coded(
        meeting(seen("14:00", "note", id="o1", text="so <many> beds here")),
        CodedWords("o1", "text", 3, 14, "wide"),
        CodedWords("o1", "text", 10, 19, "late"),
    )
    marked = _read(exported(record).files[".html"]).marked
    assert marked == [("#wide", "<many> "), ("#wide #late", "beds"), ("#late", " here")]


def test_a_study_has_links_to_its_meetings() -> None:
    other = replace(sample(), meeting=replace(sample().meeting, id="other", site="Site C"))
    elements = _read(together([named(sample()), named(other)], Options()).files[".html"]).elements
    targets = [attributes["href"] for tag, attributes in elements if tag == "a"]
    assert targets == [f"#{attributes['id']}" for tag, attributes in elements if tag == "article"]


def test_paper_and_light_and_print_are_looked_after() -> None:
    page = exported(sample(), Options(paper="letter")).files[".html"].decode()
    assert "size: letter" in page
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page


def test_a_long_word_does_not_widen_the_page() -> None:
    page = exported(hostile_meeting()).files[".html"].decode()
    assert LINES["long word"] in page
    assert "overflow-wrap: anywhere" in page


def test_the_day_stays_one_behind_names_that_are_written_from_the_right() -> None:
    record = meeting()
    arabic = replace(record, meeting=replace(record.meeting, body="لجنة الصحة", site="موقع ب"))
    titles = [_read(exported(each).files[".html"]).blocks[0][2] for each in (arabic, record)]
    assert titles == ["لجنة الصحة, موقع ب, \u200e12 May 2004", "PEC, Site B, 12 May 2004"]


def test_printed_pages_are_numbered() -> None:
    assert "counter(page)" in exported(sample()).files[".html"].decode()
