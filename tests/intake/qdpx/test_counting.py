"""Programs count otherwise than the format says: what comes back is exactly its words or is told, never shifted."""

import io
import tempfile
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from fieldnotes.export.qdpx.project import Choices
from fieldnotes.intake.qdpx.codes import KnownCodes
from fieldnotes.intake.qdpx.package import Package
from fieldnotes.intake.qdpx.plan import MeetingPlan, plan
from fieldnotes.intake.qdpx.reading import read_project
from fieldnotes.model.codebook import Code
from fieldnotes.model.meeting import Record
from tests.export.qdpx.coded import HARD, hard_meeting
from tests.export.qdpx.reading import STUDY, Q, project
from tests.intake.qdpx.elsewhere import Elsewhere
from tests.measures.meetings import meeting, seen

CODERS_WORDS = (
    "the beds 👩‍👩‍👧‍👦",
    "ukasz said żółć",
    "المدير إن",
    "第一位的",
    "n\u0303 नमस्ते",
    "second & “last”",
    "he said",
)


class Program(NamedTuple):
    """How a program counts, and what its text files look like."""

    unit: str = "utf-32-le"
    line_end: str = "\n"
    file: str = "\n"
    has_mark: bool = False
    counts_mark: bool = False
    is_inclusive: bool = False
    gives_names: bool = False

    def position(self, text: str, place: int) -> int:
        before = ("\ufeff" if self.counts_mark else "") + text[:place].replace("\n", self.line_end)
        size = {"utf-32-le": 4, "utf-16-le": 2, "utf-8": 1}[self.unit]
        return len(before.encode(self.unit)) // size

    def span(self, text: str, start: int, end: int) -> tuple[int, int]:
        last = end - 1 if self.is_inclusive else end
        return self.position(text, start), self.position(text, last)


PROGRAMS = {
    "as the format says": Program(),
    "a mark in the file": Program(has_mark=True),
    "a mark that counts": Program(has_mark=True, counts_mark=True),
    "CRLF in the file": Program(file="\r\n"),
    "CRLF that counts": Program(file="\r\n", line_end="\r\n"),
    "CRLF that counts, in no file": Program(line_end="\r\n"),
    "CR in the file": Program(file="\r"),
    "UTF-16": Program("utf-16-le"),
    "UTF-16 and CRLF and a mark": Program("utf-16-le", "\r\n", "\r\n", True, True),
    "bytes": Program("utf-8"),
    "bytes and CRLF": Program("utf-8", "\r\n", "\r\n"),
    "the last character is the end": Program(is_inclusive=True),
    "the last character, CRLF": Program(file="\r\n", line_end="\r\n", is_inclusive=True),
}


def returned(there: Elsewhere, program: Program, only: frozenset[str] = frozenset()) -> bytes:
    """The project as that program writes it; with `only`, as if no more than those selections were its own."""
    text = there.text()
    for selection in there.source().iter(f"{Q}PlainTextSelection"):
        start, end = (int(selection.attrib[at]) for at in ("startPosition", "endPosition"))
        if program.gives_names:
            selection.attrib["name"] = text[start:end][:60]
        if not only or selection.attrib["guid"] in only:
            first, last = program.span(text, start, end)
            selection.attrib.update(startPosition=str(first), endPosition=str(last))
    there.rewrite(("\ufeff" if program.has_mark else "") + text.replace("\n", program.file))
    return there.save()


def coded(there: Elsewhere, words: tuple[str, ...] = CODERS_WORDS) -> dict[str, str]:
    """The words that a coder selected, by the GUID of the selection."""
    found = {}
    for each in words:
        there.put(each, "Beds")
        selection = next(one for one in there.source() if one.tag == f"{Q}PlainTextSelection")
        found[selection.attrib["guid"]] = each
    return found


def planned(content: bytes, record: Record) -> MeetingPlan:
    known = KnownCodes(record.codebook, STUDY.id)
    file = read_project(Package(io.BytesIO(content), "x"), "x", known.is_structure)
    return plan(file, lambda source, text: record, known).meetings[0]


def sent(record: Record, folder: Path, options: Choices | None = None) -> Elsewhere:
    return Elsewhere(project(folder, record, options=options)[0])


@cache
def hard() -> Record:
    return hard_meeting()


@cache
def _hard_content() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return project(Path(folder), hard())[0]


def hard_sent() -> Elsewhere:
    return Elsewhere(_hard_content())


@pytest.mark.parametrize("name", PROGRAMS)
@pytest.mark.parametrize("own_guids", [False, True])
def test_every_coding_is_exactly_its_words(name: str, own_guids: bool) -> None:
    there = hard_sent()
    coded(there)
    if own_guids:
        there.with_own_guids()
    found = planned(returned(there, PROGRAMS[name]), hard())
    assert sorted(one.quote for one in found.new) == sorted(CODERS_WORDS)
    assert found.not_placed == ()
    assert found.there == planned(hard_sent().save(), hard()).there
    assert bool(found.counted) == (PROGRAMS[name][:2] != Program()[:2] or PROGRAMS[name][4:6] != (False, False))


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_text_that_was_edited_too(name: str) -> None:
    """Lines of ours put in, taken out and cleaned elsewhere: what stands is exact, what was touched is told."""
    there = hard_sent()
    text = there.text()
    there.rewrite("Anonymised 😀\n" + text.replace("Łukasz said", "[a man] said").replace("14:04", "14:40"))
    for selection in list(there.source().iter(f"{Q}PlainTextSelection")):
        before, end = (int(selection.attrib[at]) for at in ("startPosition", "endPosition"))
        selected = text[before:end]
        start = there.text().find(selected, max(0, before - 20))
        if start < 0:
            there.source().remove(selection)
            continue
        selection.attrib.update(startPosition=str(start), endPosition=str(start + len(selected)))
    words = tuple(each for each in CODERS_WORDS if "ukasz" not in each)
    coded(there, (*words, "[a man] said"))
    found = planned(returned(there, PROGRAMS[name]), hard())
    assert sorted(one.quote for one in found.new) == sorted(words)
    assert [one.words for one in found.not_placed] == ["[a man] said"]


NAIVE = {
    "UTF-16": Program("utf-16-le"),
    "CRLF": Program(line_end="\r\n", file="\r\n"),
    "a mark": Program(has_mark=True, counts_mark=True),
    "UTF-16 and CRLF": Program("utf-16-le", "\r\n", "\r\n"),
}


@pytest.mark.parametrize("name", NAIVE)
@pytest.mark.parametrize("gives_names", [False, True])
def test_a_program_that_shows_what_went_out_shifted_takes_nothing_of_its_own_astray(
    name: str, gives_names: bool
) -> None:
    """It keeps the numbers that it was given and counts its own otherwise: the numbers alone agree with nobody."""
    there = hard_sent()
    own = coded(
        there, tuple(words for words in CODERS_WORDS if words.isascii() or "ukasz" in words or "the" in words)
    )
    names = {one.attrib["guid"]: one for one in there.source().iter(f"{Q}PlainTextSelection")}
    text = there.text()
    content = returned(there, NAIVE[name], frozenset(own))
    if gives_names:
        for guid, words in own.items():
            names[guid].attrib["name"] = words
        there.rewrite(text)
        content = _with_text(there, text, NAIVE[name])
    found = planned(content, hard())
    assert {one.quote for one in found.new} <= set(own.values())
    if gives_names:
        assert sorted(one.quote for one in found.new) == sorted(own.values())
    else:
        assert len(found.new) + len(found.not_placed) == len(own)
        assert all("may count" in one.why for one in found.not_placed)


def _with_text(there: Elsewhere, text: str, program: Program) -> bytes:
    there.rewrite(("\ufeff" if program.has_mark else "") + text.replace("\n", program.file))
    return there.save()


def test_nothing_that_went_out_is_left_to_tell_by(tmp_path: Path) -> None:
    """Then what lies behind a character that counts for two is told, what lies before it is taken."""
    record = meeting(
        seen("14:00", "note", id="a", text="the beds are gone"),
        seen("14:01", "note", id="b", text="😀 so are the staff"),
    )
    record = replace(record, framework=(Code("beds", "Beds"),))
    there = sent(record, tmp_path, Choices(structure=False))
    coded(there, ("beds are", "are the"))
    found = planned(there.save(), record)
    assert [one.quote for one in found.new] == ["beds are"]
    ((lost),) = found.not_placed
    assert (lost.words, lost.why) == (
        "are the", "its words cannot be told, for its program may count in UTF-16 units",
    )  # fmt: skip
    plain = replace(record, observations=record.observations[:1])
    there = sent(plain, tmp_path, Choices(structure=False))
    coded(there, ("beds are",))
    assert [one.quote for one in planned(there.save(), plain).new] == ["beds are"]


def test_a_coding_of_part_of_a_word_is_taken() -> None:
    there = hard_sent()
    words = ("he be", "quiet", "it was “o", *CODERS_WORDS)
    coded(there, words)
    found = planned(there.save(), hard())
    assert sorted(one.quote for one in found.new) == sorted(words)


def test_a_selection_that_begins_within_a_character_is_told() -> None:
    there = hard_sent()
    (guid,) = coded(there, ("the beds",))
    program = Program("utf-16-le")
    content = returned(there, program)
    selection = next(one for one in there.source() if one.attrib.get("guid") == guid)
    place = there.text().index(next(iter(HARD.values())))
    start = program.position(there.text(), place) + 1
    selection.attrib.update(startPosition=str(start), endPosition=str(start + 5))
    content = there.save()
    found = planned(content, hard())
    assert found.new == ()
    assert len(found.not_placed) == 1


def test_a_selection_whose_name_is_other_words_of_the_text_is_told() -> None:
    there = hard_sent()
    (guid,) = coded(there, ("the beds",))
    selection = next(one for one in there.source() if one.attrib.get("guid") == guid)
    for name, is_taken in (
        ("Łukasz said", False), ("Quotation 12", True), ("then the beds 👩", True), ("the beds…", True),
    ):  # fmt: skip
        selection.attrib["name"] = name
        found = planned(there.save(), hard())
        assert [one.quote for one in found.new] == ["the beds"] * is_taken, name
        assert len(found.not_placed) == 1 - is_taken
