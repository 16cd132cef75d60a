"""LibreOffice opens the Word document and the page, and no text is lost on its way to a PDF."""

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from msgspec.structs import replace

from fieldnotes.export.options import named
from fieldnotes.export.registry import exporter, joiner
from fieldnotes.model.meeting import Record
from tests.export.hostile import LINES, hostile_meeting
from tests.export.reading_contract import texts
from tests.export.real import real_record
from tests.export.sample import sample
from tests.export.test_spans import by_line, in_docx, spread, wanted
from tests.shared_material import needs_shared

SOFFICE, PDFTOTEXT = shutil.which("soffice"), shutil.which("pdftotext")
needs_office = pytest.mark.skipif(not (SOFFICE and PDFTOTEXT), reason="needs soffice and pdftotext")
FORMATS = ("docx", "html")


def _study() -> dict[str, bytes]:
    other = replace(sample(), meeting=replace(sample().meeting, id="other", site="Site C"))
    return {
        ending: data
        for name in FORMATS
        for ending, data in joiner(name)([named(sample()), named(other)]).files.items()
    }


def _files(record: Record) -> dict[str, bytes]:
    return {ending: data for name in FORMATS for ending, data in exporter(name)(record).files.items()}


def _converted(folder: Path, files: dict[str, bytes], to: str) -> dict[str, Path]:
    """Each file converted by one run of LibreOffice with a profile of its own."""
    made = {}
    for ending, data in files.items():
        source = folder / f"{ending[1:]}-file{ending}"
        source.write_bytes(data)
        made[ending] = folder / "out" / f"{source.stem}.{to.split(':')[0]}"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    sources = [str(folder / f"{ending[1:]}-file{ending}") for ending in files]
    asked = [str(SOFFICE), profile, "--headless", "--convert-to", to, "--outdir", str(folder / "out"), *sources]
    subprocess.run(asked, check=True, capture_output=True, timeout=300)
    return made


def _squeezed(text: str) -> str:
    """Text without what a page or pdftotext sets as it likes: blanks, marks of direction, hyphens."""
    return re.sub(r"[\s\u200e\u200f\u202a-\u202e\u2066-\u2069-]+", "", text)


def _lost(wanted: list[str], whole: str) -> list[str]:
    place, missing = 0, []
    for text in map(_squeezed, wanted):
        found = whole.find(text, place)
        if found < 0:
            missing.append(text)
        else:
            place = found + len(text)
    return missing


def _read_pdf(path: Path) -> str:
    asked = [str(PDFTOTEXT), "-nopgbrk", "-enc", "UTF-8", str(path), "-"]
    return subprocess.run(asked, check=True, capture_output=True).stdout.decode()


def _without_page_numbers(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.strip().isdigit())


@needs_office
@pytest.mark.parametrize("name", ["sample", "study"])
def test_every_observation_is_in_the_pdf_in_order(name: str, tmp_path: Path) -> None:
    files = _files(sample()) if name == "sample" else _study()
    wanted = texts(sample()) * (1 if name == "sample" else 2)
    for ending, path in _converted(tmp_path, files, "pdf").items():
        assert _lost(wanted, _squeezed(_without_page_numbers(_read_pdf(path)))) == [], ending


@needs_office
@needs_shared
def test_a_real_meeting_of_71_people_is_in_the_pdf_in_order(tmp_path: Path) -> None:
    record = real_record("covid_2")
    for ending, path in _converted(tmp_path, _files(record), "pdf").items():
        assert _lost(texts(record), _squeezed(_without_page_numbers(_read_pdf(path)))) == [], ending


@needs_office
def test_hostile_text_comes_through_a_word_processor(tmp_path: Path) -> None:
    files = {ending: data for ending, data in _files(hostile_meeting()).items() if ending == ".docx"}
    (path,) = _converted(tmp_path, files, "txt:Text (encoded):UTF8").values()
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert [name for name, text in LINES.items() if not any(text in line for line in lines)] == []


@needs_office
def test_comments_on_coded_words_come_through_a_word_processor(tmp_path: Path) -> None:
    record = spread(sample(), 2)
    made = exporter("docx")(record).files[".docx"]
    (path,) = _converted(tmp_path, {".docx": made}, "docx").values()
    assert Counter(in_docx(path.read_bytes())) == Counter(in_docx(made)) == by_line(wanted(record))
