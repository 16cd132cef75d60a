"""Archives that mean harm are refused with one sentence, before they cost anything."""

import io
import stat
import time
import tracemalloc
import zipfile

import pytest

from fieldnotes.intake.faults import FileFault
from fieldnotes.intake.qdpx import limits
from fieldnotes.intake.qdpx.anchoring import as_counted, placed
from fieldnotes.intake.qdpx.package import Package
from fieldnotes.intake.qdpx.reading import ProjectFile, read_project
from tests.intake.qdpx.elsewhere import packed

HEAD = b'<?xml version="1.0"?>\n<Project xmlns="urn:QDA-XML:project:1.0" name="x">\n'
GUID = "{:08X}-0000-0000-0000-000000000000"


def read(content: bytes) -> ProjectFile:
    return read_project(Package(io.BytesIO(content), "x.qdpx"), "x.qdpx")


def refused(content: bytes) -> str:
    """The sentence by which it is refused; reading it may take neither time nor memory."""
    tracemalloc.start()
    start = time.process_time()
    with pytest.raises(FileFault) as caught:
        file = read(content)
        for source in file.sources:
            file.text(source)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert time.process_time() - start < 20
    assert peak < 60 * limits.MB
    sentence = str(caught.value)
    assert sentence.endswith("Nothing was imported.")
    assert "\n" not in sentence
    return sentence


def qde(body: bytes) -> bytes:
    return packed({"project.qde": HEAD + body + b"</Project>"})


def test_a_bomb_is_not_unpacked() -> None:
    assert "as a trap does" in refused(packed({"project.qde": b" " * (64 * limits.MB)}))
    assert "as a trap does" in refused(packed({"project.qde": HEAD, "sources/x.txt": b"a" * (64 * limits.MB)}))


def test_more_text_than_any_meeting_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LARGEST_TEXT", 1000)
    sources = b"".join(
        b'<TextSource guid="%b" plainTextPath="internal://%d.txt"/>' % (GUID.format(n).encode(), n)
        for n in range(5)
    )
    project = HEAD + b"<Sources>" + sources + b"</Sources></Project>"
    texts = {f"sources/{n}.txt": b"x" * 900 for n in range(5)}
    assert len(read(packed({"project.qde": project, **texts})).sources) == 5
    assert "larger than" in refused(packed({"project.qde": project, **texts, "sources/3.txt": b"x" * 1001}))
    monkeypatch.setattr(limits, "ALL_TEXTS", 4000)
    assert "larger than" in refused(packed({"project.qde": project, **texts}))
    inline = b'<TextSource guid="%b"><PlainTextContent>' % GUID.format(1).encode() + b"x" * 1001
    assert "larger than" in refused(qde(b"<Sources>" + inline + b"</PlainTextContent></TextSource></Sources>"))


def test_a_file_or_project_that_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    content = packed({"project.qde": HEAD + b"</Project>"})
    monkeypatch.setattr(limits, "LARGEST_PROJECT", 20)
    assert "project.qde is larger" in refused(content)
    monkeypatch.setattr(limits, "LARGEST_FILE", 20)
    assert "larger than 0 MB" in refused(content)


@pytest.mark.parametrize(
    "name", ["../x.txt", "/etc/x", "a/../../x", "C:/x", "..\\x", "\\\\server\\x", "sources/../../x"]
)
def test_names_that_point_outside_are_refused(name: str) -> None:
    assert "outside of the project" in refused(packed({"project.qde": HEAD, name: b""}))


def test_links_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        link = zipfile.ZipInfo("sources/x.txt")
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, "/etc/passwd")
        made.writestr("project.qde", HEAD)
    assert "outside of the project" in refused(out.getvalue())


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused() -> None:
    for names in (("project.qde", "project.qde"), ("project.qde", "sources/a.txt", "Sources/A.TXT")):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as made:
            for name in names:
                made.writestr(name, HEAD)
        assert "one name" in refused(out.getvalue())


def test_two_projects_none_and_other_packing_are_refused() -> None:
    assert "one project.qde" in refused(packed({"project.qde": HEAD, "other.qde": HEAD}))
    assert "one project.qde" in refused(packed({"sub/project.qde": HEAD}))
    assert "packed in a way" in refused(packed({"project.qde": HEAD}, zipfile.ZIP_BZIP2))


def test_an_encrypted_file_is_refused() -> None:
    content = bytearray(packed({"project.qde": HEAD}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert "encrypted" in refused(bytes(content))


def test_a_list_that_is_too_long_is_not_built(monkeypatch: pytest.MonkeyPatch) -> None:
    content = packed({f"sources/{n}.txt": b"" for n in range(70_000)})
    assert "list of files is longer" in refused(content)  # past 65,535 there is a second, longer end
    monkeypatch.setattr(limits, "LARGEST_LIST", 40)
    assert "list of files is longer" in refused(packed({"project.qde": HEAD}))
    monkeypatch.setattr(limits, "LARGEST_LIST", 10_000)
    monkeypatch.setattr(limits, "MOST_FILES", 2)
    assert "more than 2 files" in refused(packed({"a": b"", "b": b"", "c": b""}))


LAUGHS = b"".join(b'<!ENTITY a%d "%b">' % (n + 1, b"&a%d;" % n * 10) for n in range(9))


@pytest.mark.parametrize(
    "doctype",
    [
        b'<!DOCTYPE Project [<!ENTITY a0 "ha">' + LAUGHS + b"]>",
        b'<!DOCTYPE Project SYSTEM "file:///etc/passwd">',
        b'<!DOCTYPE Project [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        b"<!DOCTYPE Project>",
    ],
)
def test_document_types_and_entities_are_refused(doctype: bytes) -> None:
    body = b"<Project><Description>&a9;&x;</Description></Project>"
    assert "document type or entities" in refused(packed({"project.qde": doctype + body}))


def test_deep_nesting_is_refused() -> None:
    codes = b"".join(
        b'<Code guid="%b" name="c%d" isCodable="true">' % (GUID.format(n).encode(), n) for n in range(5000)
    )
    assert "nested deeper" in refused(qde(b"<CodeBook><Codes>" + codes))
    assert "nested deeper" in refused(qde(b"<a>" * 100_000))


CODE = f'<CodeBook><Codes><Code guid="{GUID.format(1)}" name="c"/></Codes></CodeBook>'
SOURCE = f'<Sources><TextSource guid="{GUID.format(2)}" name="s">{{}}</TextSource></Sources>'
CODING = '<PlainTextSelection startPosition="{}" endPosition="{}"><Coding>{}</Coding></PlainTextSelection>'
REF = f'<CodeRef targetGUID="{GUID.format(1)}"/>'


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (CODE.replace(GUID.format(1), "no"), "has no GUID"),
        (CODE.replace('name="c"', ""), "has no name"),
        (CODE.replace("</Codes>", f'<Code guid="{GUID.format(1)}" name="d"/></Codes>'), "another thing"),
        (CODE + SOURCE.replace(GUID.format(2), GUID.format(1)).format(""), "another thing"),
        (CODE + SOURCE.format(CODING.format(5, 3, REF)), "from 5 to 3"),
        (CODE + SOURCE.format(CODING.format(-1, 3, REF)), "is no position"),
        (CODE + SOURCE.format(CODING.format("9" * 40, 3, REF)), "is no position"),
        (CODE + SOURCE.format(CODING.format("١", 3, REF)), "is no position"),
        (CODE + SOURCE.format(CODING.format(1, 3, "")), "names no code"),
        (CODE + SOURCE.format(CODING.format(1, 3, REF.replace("00000001", "00000009"))), "not in it"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_line(body: str, why: str) -> None:
    sentence = refused(qde(body.encode()))
    assert why in sentence
    assert "x.qdpx, line 3: " in sentence


def test_more_of_anything_than_a_study_has_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    body = CODE + SOURCE.format(CODING.format(1, 3, REF) * 3)
    assert len(read(qde(body.encode())).sources[0].codings) == 3
    for limit, most in (("MOST_CODINGS", 2), ("MOST_CODES", 0), ("MOST_SOURCES", 0)):
        with monkeypatch.context() as patch:
            patch.setattr(limits, limit, most)
            assert "more than" in refused(qde(body.encode()))


def test_a_text_that_is_nothing_like_the_meetings_costs_little() -> None:
    there, now = "a b " * 600_000, "b a " * 10_000
    start = time.process_time()
    assert placed([(0, 1), (3, 2), (0, 9_999_999)], there, now) == [None, None, None]
    assert time.process_time() - start < 20


def test_spans_go_along_with_a_changed_text() -> None:
    there, now = "one two\nthree the beds", "zero one two\nthree and the beds\nx"

    def find(words: str) -> tuple[int, int]:
        return there.index(words), there.index(words) + len(words)

    spans = placed([find("two"), find("the beds"), find("three the")], there, now)
    assert [span and now[slice(*span)] for span in spans] == ["two", "the beds", None]
    assert as_counted("\ufeffa\r\nb\rc") == "a\nb\nc"
