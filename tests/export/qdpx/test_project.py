"""Every coding of a project file is exactly its words; the file is what its schema and its readers want."""

import io
import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from fieldnotes.archive.history import Hand, Hands
from fieldnotes.export.options import Options
from fieldnotes.export.qdpx.codes import BRANCHES
from fieldnotes.export.qdpx.project import Choices, Project
from fieldnotes.model.agenda import Item
from fieldnotes.model.codebook import Code, Codebook
from fieldnotes.model.coding import Coding
from fieldnotes.model.meeting import Record
from fieldnotes.model.people import Person
from fieldnotes.model.source_text import source_text
from tests.export.qdpx.coded import HARD, NOTE, coding, hard_meeting, spans
from tests.export.qdpx.reading import STUDY, Q, ReadBack, project, values
from tests.export.real import real_record
from tests.export.sample import sample
from tests.measures.meetings import meeting, opens, seen
from tests.shared_material import SHARED, needs_shared

CHECK = SHARED / "tools" / "check_refi.py"


def read(folder: Path, *records: Record, options: Choices | None = None) -> ReadBack:
    return ReadBack(project(folder, *records, options=options)[0])


def faults(folder: Path, content: bytes) -> list[str]:
    """What the schema and the linter say, but for characters beyond the BMP, which are warned of."""
    path = folder / "checked.qdpx"
    path.write_bytes(content)
    ran = subprocess.run([sys.executable, CHECK, path], capture_output=True, text=True, check=False)
    said = json.loads(ran.stdout)
    return [*said["xsd_errors"], *(lint for lint in said["lint"] if "non-BMP" not in lint)]


@pytest.mark.parametrize("crlf", [False, True])
def test_every_coding_of_words_is_exactly_its_words(tmp_path: Path, crlf: bool) -> None:
    record = hard_meeting()
    back = read(tmp_path, record, options=Choices(crlf=crlf))
    wanted = [text[a:b] for line in HARD.values() for text in (line, NOTE) for a, b in spans(text)]
    assert sorted(back.words_of("Beds")) == sorted(wanted)
    assert {one.coder for one in back.codings() if one.code == "Beds"} == {"KC"}


def test_a_code_on_a_line_is_on_what_was_typed_and_on_the_head_where_nothing_was(tmp_path: Path) -> None:
    back = read(tmp_path, hard_meeting())
    assert back.words_of("Tension") == [*HARD.values(), "P1 (nod)"]


def test_structure_codes_are_on_the_words_that_they_follow_from(tmp_path: Path) -> None:
    back = read(tmp_path, hard_meeting())
    odd = [text for n, text in enumerate(HARD.values(), 1) if n % 2]
    assert back.words_of("Act – challenge") == odd
    assert back.words_of("Act – nod") == ["P1 (nod)"]
    assert back.words_of("Decision – vote") == ["go on"]
    assert back.words_of("Speaker – P1 (Site B)") == [odd[0], "P1 (nod)"]
    (item,) = back.words_of("Item – Beds & <money>")
    assert item.startswith("Item 1 – Beds & <money>\n14:00:00 Item 1 is opened\n")
    assert item.endswith("\n14:59:00 The meeting ends")
    assert {one.coder for one in back.codings() if " – " in one.code} == {"fieldnotes"}


def test_without_structure_only_the_codes_of_the_study_are_there(tmp_path: Path) -> None:
    back = read(tmp_path, hard_meeting(), options=Choices(structure=False))
    assert {code.attrib["name"] for code in back.codes.values()} == {"Tension", "Beds"}
    assert len(back.words_of("Tension")) == len(HARD) + 1
    assert back.root.find(f"{Q}Cases") is not None


def test_what_was_taken_back_or_lost_is_nowhere(tmp_path: Path) -> None:
    line = seen("14:01", "note", id="o1", text="who has the beds", observer="KC")
    stands, lost, back = (coding(n, "o1", "text", line.text, (0, 3)) for n in range(3))
    record = replace(
        meeting(line),
        codings=(
            replace(stands, code="a"),
            replace(lost, code="b", lost=True),
            replace(back, code="c", retracted=True),
        ),
    )
    own = replace(record.meeting, id="0190a000-0000-7000-8000-000000000009")
    read_back = read(tmp_path, replace(record, meeting=own), hard_meeting())
    assert [one.words for one in read_back.codings() if one.source == "meeting-1"] == ["who"]
    assert "struck out" not in read_back.text("meeting-2")


def test_what_no_file_can_hold_has_the_length_of_what_stands_for_it(tmp_path: Path) -> None:
    text = "a\x07b\ud800c\r\nd the beds"
    line = seen("14:01", "note", id="o1", text=text, written_up=text, observer="K\x07\ufffeC")
    record = replace(
        meeting(line), codings=(coding(1, "o1", "text", text, (7, 15)), coding(2, "o1", "write-up", text, (7, 15)))
    )
    assert read(tmp_path, record).words_of("beds") == ["d the be", "d the be"]


def test_merged_codes_are_one_and_lie_where_they_were_moved(tmp_path: Path) -> None:
    book = Codebook(
        (Code("money", "Money"), Code("cash", merged_into="money"), Code("fear", "Money", parent="money"))
    )
    line = seen("14:01", "note", id="o1", text="who pays", observer="KC", codes=("cash", "money", "fear"))
    content, counts = project(tmp_path, meeting(line), book=book)
    back = ReadBack(content)
    names = {one.code for one in back.codings()}
    assert len(names) == counts.codings == 2
    assert names == {"Money", "Money – Money"}
    (parent,) = back.root.findall(f"{Q}CodeBook/{Q}Codes/{Q}Code")
    assert [child.attrib["name"] for child in parent.findall(f"{Q}Code")] == ["Money – Money"]


def test_names_of_codes_are_unique_without_case_and_short(tmp_path: Path) -> None:
    clash = Codebook((Code("a", "Act – challenge"), Code("b", "speaker"), Code("c", "x" * 90), Code("d", "X" * 90)))
    said = seen("14:01", "speech", actor="P1", acts=("challenge",), text="x")
    titles = [f"{'long title ' * 8}{n}" for n in range(3)]
    opened = [opens(f"14:1{n}", str(n)) for n in range(3)]
    record = meeting(said, *opened)
    items = tuple(replace(item, title=titles[int(item.number)]) for item in _items(3))
    back = ReadBack(project(tmp_path, replace(record, items=items), book=clash)[0])
    names = [code.attrib["name"].casefold() for code in back.codes.values()]
    assert len(set(names)) == len(names)
    assert max(map(len, names)) <= 63
    assert sum(name.startswith("item – long title") for name in names) == 3


def _items(count: int) -> list[Item]:
    return [Item(str(n)) for n in range(count)]


def test_reflections_and_write_ups_are_memos_of_their_line(tmp_path: Path) -> None:
    back = read(tmp_path, hard_meeting())
    notes = {note.attrib["guid"]: note for note in back.root.iter(f"{Q}Note")}
    assert len(notes) == len(HARD) + 1
    assert all(note.attrib["creationDateTime"].endswith("Z") and note.attrib["name"] for note in notes.values())
    assert len({note.attrib["name"] for note in notes.values()}) == len(notes)
    told = {}
    for selection in back.root.iter(f"{Q}PlainTextSelection"):
        start, end = (int(selection.attrib[at]) for at in ("startPosition", "endPosition"))
        for ref in selection.findall(f"{Q}NoteRef"):
            told[back.text("meeting-1")[start:end]] = back.file(notes[ref.attrib["targetGUID"]])
    assert told == {**dict.fromkeys(HARD.values(), NOTE), "it was “odd” 😀": "it was “odd” 😀"}
    assert not list(back.root.iterfind(f".//{Q}TextSource/{Q}NoteRef"))


def test_people_are_cases_with_what_is_known_of_them(tmp_path: Path) -> None:
    later = replace(hard_meeting(), people=(Person("P1", "deputy chair", "managerial"),))
    other = replace(
        later.meeting, id="0190a000-0000-7000-8000-000000000002", date=later.meeting.date.replace(year=2005)
    )
    back = read(tmp_path, hard_meeting(), replace(later, meeting=other))
    cases = {case.attrib["name"]: case for case in back.root.iter(f"{Q}Case")}
    assert list(cases) == ["P1 (Site B)", "P3 (Site B)"]
    first = cases["P1 (Site B)"]
    said = values(back, first)
    assert (said["Person role"], said["Person group"], said["Person meetings"]) == (
        "deputy chair",
        "managerial",
        "2",
    )
    assert len(first.findall(f"{Q}SourceRef")) == 2
    (code,) = first.findall(f"{Q}CodeRef")
    assert back.codes[code.attrib["targetGUID"]].attrib["name"] == "Speaker – P1 (Site B)"


def test_meetings_have_their_attributes_and_stand_in_sets_by_site(tmp_path: Path) -> None:
    back = read(tmp_path, sample())
    said = values(back, back.sources["meeting-1"])
    assert said["Site"] == "Site B"
    assert said["Date"] == "2004-05-12"
    assert said["Minutes"] == "35.00"
    assert (said["Decisions"], said["Actions"], said["Reflections"], said["People"]) == ("3", "2", "3", "6")
    (group,) = back.root.iter(f"{Q}Set")
    assert group.attrib["name"] == "Site – Site B"
    (member,) = group
    assert member.attrib["targetGUID"] == back.sources["meeting-1"].attrib["guid"]


def test_the_text_reads_as_the_meeting_went(tmp_path: Path) -> None:
    text = read(tmp_path, sample()).text("meeting-1")
    assert "\n14:09:00 P2 > P3 (challenge; not certain): money is not there\n" in text
    assert "\n14:12:00 Decision (vote, 7 for, 2 against, 1 abstained): one page of options first" in text
    assert (
        "\nWrite-up: Afterwards P3 told me that the figures had been sent to P2 twice.\nThe second pilot's" in text
    )
    assert text.count("\nItem 2 – Diabetes NSF update\n") == 2
    assert text.startswith("Professional executive committee, Site B, 2004-05-12\n")


def test_places_are_found_again_by_spans_of_the_text() -> None:
    page = source_text(hard_meeting())
    for place in page.places:
        if place.is_text:
            ((found, start, end),) = page.within(place.start, place.end)
            assert (found, start, end) == (place, 0, place.end - place.start)
    first, second = page.places[1], page.places[2]
    assert [(p.of.id, a, b) for p, a, b in page.within(first.start + 3, second.start + 2)] == [
        (first.of.id, 3, first.end - first.start), (second.of.id, 0, 2),
    ]  # fmt: skip
    assert list(page.within(0, 10)) == []


def test_the_same_study_gives_the_same_bytes_and_a_grown_one_the_same_guids(tmp_path: Path) -> None:
    first = project(tmp_path, hard_meeting())[0]
    assert project(tmp_path, hard_meeting())[0] == first
    grown = hard_meeting()
    late = seen("13:59", "speech", id="late", actor="P9", text="before all else", observer="KC", codes=("new",))
    grown = replace(grown, observations=(late, *grown.observations))
    more = read(tmp_path, grown, sample())
    assert set(ReadBack(first).guids()) <= set(more.guids())
    before = {one.guid: one.words for one in ReadBack(first).codings() if not one.code.startswith("Item")}
    assert before.items() <= {one.guid: one.words for one in more.codings()}.items()


def test_wide_characters_are_counted_by_source(tmp_path: Path) -> None:
    assert project(tmp_path, sample(), meeting(seen("14:00", "note", text="plain")))[1].wide == (("meeting-1", 1),)


def test_line_ends_are_crlf_where_that_is_asked_for(tmp_path: Path) -> None:
    back = read(tmp_path, sample(), options=Choices(crlf=True))
    name = back.sources["meeting-1"].attrib["plainTextPath"].removeprefix("internal://")
    raw = back.zip.read(f"sources/{name}")
    assert raw.count(b"\n") == raw.count(b"\r\n") > 30
    assert not raw.startswith(b"\xef\xbb\xbf")


def test_names_of_sources_hold_nothing_that_a_program_refuses(tmp_path: Path) -> None:
    out, _ = project(tmp_path, sample())
    assert list(ReadBack(out).sources) == ["meeting-1"]
    assert {info.date_time for info in ReadBack(out).zip.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_interval_of_an_item_goes_by_the_items_guid(tmp_path: Path) -> None:
    record = meeting(
        opens("14:00", "1"), opens("14:10", "2"), opens("14:20", "1"), seen("14:30", "note", text="end")
    )
    assert len(read(tmp_path, record).words_of("Item – number 1")) == 2


@needs_shared
@pytest.mark.parametrize("structure", [True, False])
def test_the_schema_and_the_linter_find_nothing(tmp_path: Path, structure: bool) -> None:
    options = Choices(structure=structure)
    empty = replace(meeting(start=None), meeting=replace(meeting().meeting, id="e", site="", body=""))
    content, _ = project(tmp_path, hard_meeting(), sample(), real_record("education_4"), empty, options=options)
    assert faults(tmp_path, content) == []


@needs_shared
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_linter_would_find_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Project, "_apart", lambda self, record, name: record)
    content, _ = project(tmp_path, hard_meeting(), hard_meeting())
    assert any("duplicate guid" in fault for fault in faults(tmp_path, content))


@needs_shared
def test_a_real_meeting_is_whole_and_by_speaker(tmp_path: Path) -> None:
    record = real_record("education_4")
    back = read(tmp_path, record)
    for person in record.people:
        said = [o.text for o in record.observations if o.actor == person.code]
        assert back.words_of(f"Speaker – {person.code} (Site A)") == said


def test_two_folders_of_one_meeting_are_two_sources_that_share_nothing(tmp_path: Path) -> None:
    record = hard_meeting()
    longer = record.with_observations((seen("13:59", "note", text="early 😀"), *record.observations))
    content, counts = project(tmp_path, record, longer)
    assert counts.twins == ("meeting-2",)
    assert faults(tmp_path, content) == []
    back = ReadBack(content)
    assert len(back.zip.namelist()) == len(set(back.zip.namelist()))
    wanted = sorted(read(tmp_path, record).words_of("Beds"))
    assert sorted(back.words_of("Beds")) == sorted([*wanted, *wanted])


def test_a_line_code_and_a_note_are_of_who_made_them(tmp_path: Path) -> None:
    record = meeting(
        seen("14:05", "note", text="beds", codes=("own", "theirs"), written_up="A note.", observer="KC")
    )
    of, at = record.observations[0].id, record.observations[0].at
    hands = Hands({(of, "theirs"): Hand("Ada", at)}, {of: Hand("Łukasz", at)})
    out = io.BytesIO()
    with Project(out, STUDY, record.codebook, Choices(structure=False), tmp_path) as made:
        made.add(record, "meeting-1", hands)
        made.finish()
    back = ReadBack(out.getvalue())
    assert {(one.code, one.coder) for one in back.codings()} == {("own", "KC"), ("theirs", "Ada")}
    users = {user.attrib["guid"]: user.attrib["name"] for user in back.root.iter(f"{Q}User")}
    (memo,) = back.root.iter(f"{Q}Note")
    assert users[memo.attrib["creatingUser"]] == "Łukasz"


def test_neither_codes_nor_coders_tell_of_reflections_that_are_left_out(tmp_path: Path) -> None:
    mine = seen("14:07", "reflection", reflection="feeling", text="a heavy silence", codes=("only-mine", "kept"))
    quiet = seen("14:05", "note", text="it is quiet", codes=("tension", "kept-below"))
    emerged = {"only-mine": None, "mine-too": None, "kept": None, "kept-below": "kept"}
    framework = (Code("a-priori"), *(Code(name, parent=over, status="emergent") for name, over in emerged.items()))
    made = Coding(id="c-1", of=mine.id, start=2, end=7, code="mine-too", quote="heavy", coder="Coder of feelings")
    record = replace(meeting(quiet, mine), framework=framework, codings=(made,))
    names = [code.attrib["name"] for code in read(tmp_path, record).codes.values()]
    assert {"only-mine", "mine-too", "tension", "kept", "kept-below", "a-priori"} <= set(names)
    bare = read(tmp_path, record, options=Choices(content=Options(reflections=False)))
    said = ElementTree.tostring(bare.root, encoding="unicode")
    assert not any(word in said for word in ("only-mine", "mine-too", "Coder of feelings", "heavy"))
    left = {code.attrib["name"] for code in bare.codes.values()}
    assert {"tension", "kept", "kept-below", "a-priori"} <= left


def test_what_is_to_be_left_out_is_nowhere(tmp_path: Path) -> None:
    bare = read(tmp_path, hard_meeting(), options=Choices(content=Options(codes=False)))
    assert {code.attrib["name"].partition(" ")[0] for code in bare.codes.values()} <= set(BRANCHES)
    own = read(tmp_path, hard_meeting(), options=Choices(content=Options(reflections=False)))
    assert "it was “odd”" not in own.text("meeting-1")
    assert len(list(own.root.iter(f"{Q}Note"))) == len(HARD)
    roles = read(tmp_path, hard_meeting(), options=Choices(content=Options(roles=False)))
    assert "chair &" not in roles.text("meeting-1")
    assert "Person role" not in values(roles, next(roles.root.iter(f"{Q}Case")))
