"""Jottings files in and out; a real meeting that nobody here made up goes through the whole way."""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.calling import Caller, Said
from tests.real_meetings import NAMES
from tests.real_meetings import meeting as real_meeting
from tests.shared_material import needs_shared

FILE = """\
Site: Site B
Body: PEC
Date: 2004-05-12
Start: 14:00
Zone: Europe/London
Observer: {observer}
People:
  P1  chair; clinical
  P2  chief executive; managerial
---
14:00 /item 1 Minutes
14:01 P1>*: welcomes everyone #tension
14:02 P2 chalenge: not a head
14:05 ! ruling: go on
"""


@pytest.fixture
def bring(fieldnotes: Caller, study: Path, tmp_path: Path) -> Callable[..., Said]:
    def imported(text: str, *options: str, name: str = "a.jot") -> Said:
        path = tmp_path / name
        path.write_bytes(text.encode())
        return fieldnotes("import", study, path, *options)

    return imported


def test_a_file_goes_in_once_with_its_warnings(bring: Callable[..., Said]) -> None:
    text = FILE.format(observer="KC")
    (first,) = bring(text, "--json").json
    assert (first["added"], first["there_already"], first["missing_in_file"]) == (4, 0, [])
    (warning,) = first["warnings"]
    assert (warning["line"], warning["text"]) == (13, "14:02 P2 chalenge: not a head")
    (second,) = bring(text, "--json").json
    assert (second["meeting"], second["added"], second["there_already"]) == (first["meeting"], 0, 4)


def test_a_file_of_another_study_goes_in_with_a_warning(bring: Callable[..., Said]) -> None:
    text = "Study: Another one\n" + FILE.format(observer="KC")
    (first,) = bring(text, "--json").json
    assert first["added"] == 4
    assert first["warnings"][0] == {
        "line": 1,
        "text": "Study: Another one",
        "why": "The file is of the study “Another one”; it is taken into “A study” all the same.",
    }
    assert "a.jot:1: Study: Another one — " in bring(text).err
    assert "Another" not in bring(text.replace("Another one", "a  STUDY")).err


def test_what_the_meeting_has_and_the_file_has_not_is_listed(bring: Callable[..., Said]) -> None:
    text = FILE.format(observer="KC")
    bring(text)
    (changed,) = bring(text.replace("go on", "stop here"), "--json").json
    assert (changed["added"], changed["there_already"]) == (1, 3)
    assert [seen["line"] for seen in changed["missing_in_file"]] == ["! ruling: go on"]
    assert "not in the file: 14:05:00" in bring(text).out


def test_the_same_line_twice_is_two_jottings(bring: Callable[..., Said]) -> None:
    twice = FILE.format(observer="KC") + "14:05 ! ruling: go on\n"
    bring(FILE.format(observer="KC"))
    assert bring(twice, "--json").json[0]["added"] == 1
    assert bring(twice, "--json").json[0]["added"] == 0


def test_a_write_up_made_in_the_file_comes_in(bring: Callable[..., Said], fieldnotes: Caller, study: Path) -> None:
    text = FILE.format(observer="KC")
    bring(text)
    written = text.replace("welcomes everyone #tension\n", "welcomes everyone #tension\n    | at length\n")
    (done,) = bring(written, "--json").json
    assert (done["added"], done["there_already"], done["missing_in_file"]) == (1, 3, [])
    assert (bring(written, "--json").json)[0]["added"] == 0
    shown = fieldnotes.well("show", study, "last", "--json").json["observations"]
    assert [seen["written_up"] for seen in shown if seen["kind"] == "speech"] == ["at length"]


def test_a_corrected_header_is_said_to_go_unheeded_and_its_new_lines_are_kept(
    bring: Callable[..., Said], fieldnotes: Caller, study: Path
) -> None:
    text = FILE.format(observer="KC")
    bring(text)
    said = bring(
        text.replace("P1  chair; clinical", "P1  vice chair; lay").replace("People:", "Extra: new\nPeople:")
    )
    assert "P1  chair; clinical — stays as it is" in said.out
    assert fieldnotes.well("show", study, "last", "--json").json["meeting"]["header"] == ["Extra: new"]


def test_strict_imports_nothing_if_there_is_any_warning(
    bring: Callable[..., Said], fieldnotes: Caller, study: Path
) -> None:
    said = bring(FILE.format(observer="KC"), "--strict")
    assert said.code == 1
    assert "nothing was imported" in said.err
    assert fieldnotes.well("list", study, "--json").json == []


def test_a_file_without_a_date_is_refused_unless_it_is_given(bring: Callable[..., Said]) -> None:
    text = FILE.format(observer="KC").replace("Date: 2004-05-12\n", "Date: 12/5/2004\n")
    said = bring(text)
    assert said.code == 1
    assert re.search(r"a\.jot, line 3: .*Date: 2004-05-12", said.err)
    assert bring(text, "--date", "2004-05-12").code == 0


def test_json_is_said_to_be_json(fieldnotes: Caller, study: Path, meeting: str, tmp_path: Path) -> None:
    fieldnotes.well("add", study, meeting, "a line")
    (path,) = fieldnotes.well("export", study, meeting, "--to", "json", "--out", tmp_path, "--json").json
    for options in ((), ("--date", "2004-05-12")):
        said = fieldnotes("import", study, path, *options)
        assert (said.code, said.out) == (1, "")
        assert said.err.startswith(f"{path} is a JSON export of fieldnotes, which is for other programs to read;")
        assert "(.jot)" in said.err
    other = tmp_path / "other.json"
    other.write_text('[{"a": 1}]', encoding="utf-8")
    assert f"{other} is JSON, and no jottings" in fieldnotes("import", study, other).err
    jottings = tmp_path / "a.jot"
    jottings.write_text("Date: 2004-05-12\n---\n[a, b]\n", encoding="utf-8")
    fieldnotes.well("import", study, jottings)


def test_two_observers_have_a_file_each_and_both_come_back(
    bring: Callable[..., Said], fieldnotes: Caller, study: Path, tmp_path: Path
) -> None:
    bring(FILE.format(observer="KC").replace("chalenge", "challenge"))
    bring(FILE.format(observer="RS").replace("chalenge", "challenge"))
    (row,) = fieldnotes.well("list", study, "--json").json
    assert row["observers"] == ["KC", "RS"]
    paths = fieldnotes.well("export", study, "--to", "text", "--out", tmp_path / "out").out.split()
    assert len(paths) == 2
    done = fieldnotes.well("import", study, *paths, "--json").json
    assert [(file["added"], file["there_already"], file["warnings"]) for file in done] == [(0, 4, [])] * 2


def test_who_was_seen_by_another_observer_is_not_marked_again(
    fieldnotes: Caller, study: Path, meeting: str, tmp_path: Path
) -> None:
    fieldnotes.well("add", study, meeting, "/in P4", "--observer", "RS")
    fieldnotes.well("add", study, meeting, "P4: sorry I am late", "--observer", "KC")
    paths = fieldnotes.well("export", study, "--to", "text", "--out", tmp_path / "out").out.split()
    roster = Path(paths[1]).read_text(encoding="utf-8").replace("  P4", "  P4  ; apologies")
    Path(paths[1]).write_text(roster, encoding="utf-8")
    for done in fieldnotes.well("import", study, *paths, "--json").json:
        assert (done["added"], done["warnings"]) == (0, [])


def turns(observations: list[dict[str, object]]) -> list[tuple[object, object]]:
    return [(seen["actor"], seen["text"]) for seen in observations if seen["kind"] == "speech"]


def squeezed(text: str) -> str:
    """Each run of white space one blank, and nothing else: what "exactly" means of a PDF."""
    return re.sub(r"\s+", " ", text)


def page_texts(pdf: bytes) -> dict[str, str]:
    """What three readers give of a PDF, page after page."""
    import pymupdf
    import pypdf
    from pdfminer.high_level import extract_text

    return {
        "pypdf": "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages),
        "pdfminer.six": extract_text(io.BytesIO(pdf)),
        "PyMuPDF": "\n".join(page.get_text() for page in pymupdf.open(stream=pdf, filetype="pdf")),
    }


@needs_shared
@pytest.mark.parametrize("name", NAMES)
def test_a_real_meeting_comes_back_whole_from_json_text_and_pdf(
    name: str, fieldnotes: Caller, study: Path, tmp_path: Path
) -> None:
    real = real_meeting(name)
    path = tmp_path / f"{name}.jot"
    path.write_text(real.jottings, encoding="utf-8")
    (done,) = fieldnotes.well("import", study, path, "--json").json
    assert [warning["text"] for warning in done["warnings"]] == ["Study: Real meetings"]
    shown = fieldnotes.well("show", study, done["meeting"], "--json", "--all").json
    assert turns(shown["observations"]) == real.turns
    assert [seen["item"] for seen in shown["observations"] if seen["kind"] == "speech"] == real.item_of
    out = tmp_path / "out"
    jot, written, pdf = (
        Path(line)
        for line in fieldnotes.well("export", study, "last", "--to", "text,json,pdf", "--out", out).out.splitlines()
    )
    assert json.loads(written.read_text(encoding="utf-8")) == shown
    again = tmp_path / "again"
    fieldnotes.well("init", again, "--name", "A study", "--zone", "Europe/London")
    (back,) = fieldnotes.well("import", again, jot, "--json").json
    assert (back["warnings"], back["meeting"]) == ([], done["meeting"])
    read_back = fieldnotes.well("show", again, "last", "--json").json
    assert turns(read_back["observations"]) == real.turns
    for reader, text in page_texts(pdf.read_bytes()).items():
        place, flat = 0, squeezed(text)
        for number, (_, said) in enumerate(real.turns):
            found = flat.find(squeezed(said), place)
            assert found >= 0, (reader, number, said[:60])
            place = found + len(squeezed(said))
