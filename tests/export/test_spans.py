"""Every coding lies on exactly its words in the project, the Word document and the page, whatever the words are.

The readers here are lxml and the zip and XML of the standard library; nothing of the exporters is asked.
"""

import io
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from lxml import html
from msgspec.structs import replace

from fieldnotes.archive import StudyArchive
from fieldnotes.export.options import Options, named
from fieldnotes.export.registry import exporter, joiner
from fieldnotes.model.codebook import Code
from fieldnotes.model.coding import Coding, Part, part_of
from fieldnotes.model.meeting import Record
from fieldnotes.text import clean_line
from tests.cli.calling import Caller
from tests.export.qdpx.coded import HARD, hard_meeting
from tests.export.qdpx.reading import ReadBack, project
from tests.export.real import real_record
from tests.measures.meetings import meeting, seen
from tests.shared_material import needs_shared

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WORST = {
    "markup": "[red]bracketed[/] <b>bold</b> &amp; &#x41; ]]> </mark> <!-- x -->",
    "blanks": "two  blanks\u00a0hard\u2009thin end ",
    "soft hyphen": "co\u00adoperate, zero\u200bwidth\u200djoined\u2060",
    "flags and families": "🏴󠁧󠁢󠁳󠁣󠁴󠁿 🇵🇱 👩‍👩‍👧‍👦 👍🏽 then",
    "directions": "said \u2067שלום\u2069 and \u202bعربي\u202c end",
    "decomposed": "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d e\u0301\u0323 \u1112\u1161\u11ab",
    "noncharacters": "x\U0001fffey\ufdd0z",
    "same twice": "the beds, the beds, the beds",
}
KEPT_BY_NO_FILE = {
    "control": "a\x07b\x00c\x1bd",
    "half a character": "a\ud800b\udfffc",
    "line ends": "a\rb\x0bc\x85d\u2028e\u2029f",
    "a tab": "a\tb",
    "an open direction": "so \u202eopen and \u2066 not closed",
    "no character": "a\ufffeb\uffffc",
}
SHOWN = {"\t": " ", "\r": "[U+000D]"}


class Found(NamedTuple):
    """A coding as a file has it: the words, the code, the coder where the file says one."""

    words: str
    code: str
    coder: str = ""


def in_docx(content: bytes) -> Iterator[Found]:
    """The ranges of the comments, by the XML alone."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        document = ElementTree.fromstring(packed.read("word/document.xml"))
        comments = ElementTree.fromstring(packed.read("word/comments.xml"))
    words: dict[str, str] = {}
    open_now: list[str] = []
    for paragraph in document.iter(f"{W}p"):
        for each in paragraph.iter():
            if each.tag == f"{W}commentRangeStart":
                open_now.append(each.attrib[f"{W}id"])
                assert words.setdefault(open_now[-1], "") == ""
            elif each.tag == f"{W}commentRangeEnd":
                open_now.remove(each.attrib[f"{W}id"])
            elif each.tag == f"{W}t":
                words |= {number: words[number] + (each.text or "") for number in open_now}
        assert open_now == []
    said = {each.attrib[f"{W}id"]: each for each in comments}
    assert set(said) == set(words)
    for number, each in said.items():
        code = "".join(part.text or "" for part in each.iter(f"{W}t")).removeprefix("#")
        yield Found(words[number], code, each.attrib[f"{W}author"])


def in_html(content: bytes) -> Iterator[Found]:
    """The marks of each coding put together, by a parser of HTML; the page says no coder."""
    words: dict[tuple[int, str], list[str]] = {}
    page = html.document_fromstring(content.decode())
    for number, article in enumerate(page.iter("article")):
        for block in article.iter("p"):
            pieces: dict[str, str] = {}
            for mark in block.iter("mark"):
                codings = mark.attrib["data-codings"].split(" ")
                assert set(mark.attrib["title"].split(" ")) == {f"#{one.partition(':')[2]}" for one in codings}
                for coding in codings:
                    pieces[coding] = pieces.get(coding, "") + mark.text_content()
            for coding, piece in pieces.items():
                words.setdefault((number, coding), []).append(piece)
    for (_, coding), lines in words.items():
        yield Found("\n".join(lines), coding.partition(":")[2])


def standing(record: Record) -> list[tuple[Coding, str]]:
    """The codings that a file must have, each with the name that its code has now."""
    there = {each.id for each in record.observations if not each.retracted}
    found = [one for one in record.codings if one.of in there and not (one.lost or one.retracted)]
    named_now = {one.code: record.codebook.resolve(one.code) for one in found}
    return [(one, now.called if (now := named_now[one.code]) else one.code) for one in found]


def wanted(*records: Record) -> Counter[Found]:
    return Counter(Found(one.quote, code, one.coder) for each in records for one, code in standing(each))


def by_line(found: Counter[Found]) -> Counter[Found]:
    """The same where a paragraph has a coding for itself."""
    total: Counter[Found] = Counter()
    for one, count in found.items():
        total.update({one._replace(words=line): count for line in one.words.split("\n") if line})
    return total


def nameless(found: Counter[Found]) -> Counter[Found]:
    total: Counter[Found] = Counter()
    for one, count in found.items():
        lines = [line for line in one.words.split("\n") if line]
        total[Found("\n".join(lines), one.code)] += count
    return total


def spread(record: Record, every: int = 1) -> Record:
    """The meeting with codings on its lines and fuller notes: of one character, of words, across one another."""
    codings: list[Coding] = []
    parts: tuple[Part, ...] = ("text", "write-up")
    for number, each in enumerate(record.observations[::every]):
        for part in parts:
            text, step = part_of(each, part), number % 5
            size = len(text)
            ends = ((0, size), (step, step + 1), (size // 3, 2 * size // 3), (size // 2, size), (size - 1, size))
            for start, end in sorted({span for span in ends if 0 <= span[0] < span[1] <= size}):
                code = ("tension", "the-beds", "Łóżka")[(start + number) % 3]
                codings.append(
                    Coding(id=f"{number}-{part}-{start}-{end}", of=each.id, part=part, start=start, end=end,
                           code=code, quote=text[start:end], coder=("KC", "Łukasz & <x>")[number % 2])
                )  # fmt: skip
    return replace(record, codings=tuple(codings))


def worst(lines: dict[str, str]) -> Record:
    noted = [
        seen(f"14:{n:02}", "note", id=f"w{n}", text=text, observer="KC", written_up=f"{text}\n\nand {text}")
        for n, text in enumerate(lines.values())
    ]
    framework = (
        Code("tension", "Tension", written="strain"),
        Code("the-beds"),
        Code("lozka", merged_into="tension"),
    )
    return spread(replace(meeting(*noted), framework=framework))


RECORDS: dict[str, Callable[[], Record]] = {
    "hard": hard_meeting,
    "worst": cache(lambda: worst({**WORST, **{name: text for name, text in HARD.items() if name not in (
        "breaks", "no character")}})),
}  # fmt: skip


@pytest.mark.parametrize("layout", ["speaker", "time"])
def test_codings_of_every_hard_character_are_exact(layout: str, tmp_path: Path) -> None:
    record = RECORDS["worst"]()
    options = Options(layout="time" if layout == "time" else "speaker")
    assert Counter(in_docx(exporter("docx", options)(record).files[".docx"])) == by_line(wanted(record))
    assert Counter(in_html(exporter("html", options)(record).files[".html"])) == nameless(wanted(record))
    back = ReadBack(project(tmp_path, record)[0])
    assert Counter(one.words for one in back.codings() if one.coder != "fieldnotes") == Counter(
        one.quote for one, _ in standing(record)
    )


def _spelt(quote: str, line: str) -> str:
    """What cannot stand in a file as it stands in these: a blank for a tab, else its number."""
    held = set("\u202e\u2066") if line == KEPT_BY_NO_FILE["an open direction"] else set()
    return "".join(
        SHOWN.get(c) or (f"[U+{ord(c):04X}]" if c in held or (not c.isprintable() and c != " ") else c)
        for c in quote
    )


def test_codings_of_what_no_file_can_hold_are_on_what_stands_for_it(tmp_path: Path) -> None:
    record = worst(KEPT_BY_NO_FILE)
    record = replace(record, codings=tuple(one for one in record.codings if one.part == "text"))
    lines = {each.id: each.text for each in record.observations}
    shown = Counter(Found(_spelt(one.quote, lines[one.of]), code, one.coder) for one, code in standing(record))
    assert Counter(in_docx(exporter("docx")(record).files[".docx"])) == shown
    assert Counter(in_html(exporter("html")(record).files[".html"])) == nameless(shown)
    back = ReadBack(project(tmp_path, record)[0])
    assert Counter(one.words for one in back.codings() if one.coder != "fieldnotes") == Counter(
        clean_line(one.quote) for one, _ in standing(record)
    )


@needs_shared
def test_codings_of_a_real_meeting_are_exact(tmp_path: Path) -> None:
    record = spread(real_record("education_4"), 3)
    assert len(record.codings) > 300
    assert Counter(in_docx(exporter("docx")(record).files[".docx"])) == by_line(wanted(record))
    assert Counter(in_html(exporter("html")(record).files[".html"])) == nameless(wanted(record))
    back = ReadBack(project(tmp_path, record)[0])
    assert Counter(one.words for one in back.codings() if one.coder != "fieldnotes") == Counter(
        one.quote for one, _ in standing(record)
    )


def test_codings_of_the_demo_study_are_exact(fieldnotes: Caller, tmp_path: Path) -> None:
    fieldnotes.well("demo", "--no-open", tmp_path / "demo")
    archive = StudyArchive.open(next((tmp_path / "demo").rglob("study.json")).parent)
    records = [archive.open_meeting(place).record() for place in archive.meetings()]
    archive.close()
    records = [spread(each, 4) if not each.codings else each for each in records]
    sources = [named(each) for each in records]
    assert Counter(in_docx(joiner("docx")(sources).files[".docx"])) == by_line(wanted(*records))
    assert Counter(in_html(joiner("html")(sources).files[".html"])) == nameless(wanted(*records))


def test_a_line_of_a_hundred_thousand_characters(tmp_path: Path) -> None:
    text = "😀 the beds e\u0301 " * 7_200
    assert len(text) > 100_000
    record = spread(meeting(seen("14:00", "note", id="long", text=text)))
    assert Counter(in_docx(exporter("docx")(record).files[".docx"])) == by_line(wanted(record))
    assert Counter(in_html(exporter("html")(record).files[".html"])) == nameless(wanted(record))
    back = ReadBack(project(tmp_path, record)[0])
    assert Counter(one.words for one in back.codings() if one.coder != "fieldnotes") == Counter(
        one.quote for one, _ in standing(record)
    )


def test_a_coding_whose_words_moved_apart_from_it_is_on_its_words(tmp_path: Path) -> None:
    """Two people wrote apart from one another: the line was changed by one who did not know of the coding."""
    line = seen("14:00", "note", id="o1", text="well, who has the beds", observer="KC")
    moved = Coding(id="c1", of="o1", start=8, end=12, code="tension", quote="beds", coder="KC")
    gone = Coding(id="c2", of="o1", start=8, end=12, code="tension", quote="staff", coder="KC")
    record = replace(meeting(line), codings=(moved, gone))
    assert list(in_docx(exporter("docx")(record).files[".docx"])) == [Found("beds", "tension", "KC")]
    assert list(in_html(exporter("html")(record).files[".html"])) == [Found("beds", "tension")]
    assert "tension,text,18,22,beds" in exporter("csv")(record).files["-codings.csv"].decode()
    assert "#tension(“beds”)" in exporter("markdown")(record).files[".md"].decode().replace("\\", "")
    assert [one.words for one in ReadBack(project(tmp_path, record)[0]).codings() if one.coder == "KC"] == ["beds"]
