"""Codings that were made in another program: each becomes a record with its coder, at the words it was put on."""

from pathlib import Path
from typing import Any

import pytest

from fieldnotes.archive import StudyArchive
from tests.cli.calling import Caller
from tests.export.qdpx.reading import Q, ReadBack
from tests.intake.qdpx.elsewhere import Change, Elsewhere, coded

JOTTINGS = """Study: A study
Site: Site B
Body: {body}
Date: 2004-05-{day}
Start: 14:00
Zone: Europe/London
Observer: KC
---
14:01 P1 challenge: who has the “beds” 😀 and the beds #tension
    | The fuller note.
    | Łukasz & the beds again.
14:02 a note of Łukasz
14:03 P2 support:
"""


@pytest.fixture
def ready(fieldnotes: Caller, study: Path, tmp_path: Path) -> Path:
    """A study of two meetings; in each a code on a line, in the first one on words."""
    for day, body in ((12, "PEC"), (13, "Board")):
        path = tmp_path / f"{day}.jot"
        path.write_text(JOTTINGS.format(day=day, body=body), encoding="utf-8")
        fieldnotes.well("import", study, path)
    first = meeting_of(study, "pec")
    fieldnotes.well(
        "code", study, first, line_of(fieldnotes, study, first), "#own", "--quote", "who has", "--observer", "KC"
    )
    return study


def line_of(fieldnotes: Caller, study: Path, meeting: str) -> str:
    """The id of the first line that has words."""
    lines = fieldnotes.well("show", study, meeting, "--json").json["observations"]
    return next(str(line["id"]) for line in lines if line["text"])


def meeting_of(study: Path, body: str) -> str:
    return next(p.id8 for p in StudyArchive.open(study).meetings() if body in p.folder.name)


def elsewhere(fieldnotes: Caller, study: Path, folder: Path, *changes: Change) -> Path:
    (path,) = fieldnotes.well("export", study, "--to", "qdpx", "--out", folder, "--json").json
    returned = folder / "returned.qdpx"
    returned.write_bytes(coded(Path(path).read_bytes(), *changes))
    return returned


def bring(fieldnotes: Caller, study: Path, path: Path, *options: str) -> Any:
    (said,) = fieldnotes.well("import", study, path, "--as", "qdpx", "--json", *options).json
    return said


def codings(fieldnotes: Caller, study: Path, body: str = "pec") -> list[tuple[str, str, str, str]]:
    """Quote, code, coder and part of the codings of a meeting that stand."""
    found = fieldnotes.well("show", study, meeting_of(study, body), "--json", "--all").json["codings"]
    return [(one["quote"], one["code"], one["coder"], one["part"]) for one in found if not one["retracted"]]


def test_what_comes_back_untouched_adds_nothing(fieldnotes: Caller, ready: Path, tmp_path: Path) -> None:
    said = bring(fieldnotes, ready, elsewhere(fieldnotes, ready, tmp_path))
    assert (said["added"], said["there_already"], said["warnings"], said["strangers"]) == (0, 3, [], [])


def test_new_codings_come_in_with_their_coder_one_commit_a_meeting(
    fieldnotes: Caller, ready: Path, tmp_path: Path
) -> None:
    def change(there: Elsewhere) -> None:
        there.put("“beds” 😀", "own", "Łukasz & <x>")
        there.put("again", "New thing!", "Ada")
        there.put("note of Łukasz", "tension", "Ada", number=1)
        there.put("a note", "New thing!", "Ada", number=1)

    path = elsewhere(fieldnotes, ready, tmp_path, change)
    before = {body: len(history(ready, body)) for body in ("pec", "board")}
    planned = bring(fieldnotes, ready, path, "--dry-run")
    assert {body: len(history(ready, body)) for body in before} == before
    done = bring(fieldnotes, ready, path)
    assert {**done, "meetings": 0} == {**planned, "meetings": 0}
    assert {body: len(history(ready, body)) for body in before} == {body: n + 1 for body, n in before.items()}
    assert done["added"] == 4
    assert codings(fieldnotes, ready)[1:] == [
        ("“beds” 😀", "own", "Łukasz & <x>", "text"),
        ("again", "new-thing", "Ada", "write-up"),
    ]
    assert set(codings(fieldnotes, ready, "board")) == {
        ("note of Łukasz", "tension", "Ada", "text"), ("a note", "new-thing", "Ada", "text"),
    }  # fmt: skip
    again = bring(fieldnotes, ready, path)
    assert (again["added"], again["there_already"]) == (0, 7)
    assert {body: len(history(ready, body)) for body in before} == {body: n + 1 for body, n in before.items()}


def test_codes_whose_names_are_one_here_stay_apart_each_time(
    fieldnotes: Caller, ready: Path, tmp_path: Path
) -> None:
    names = ("Trust (staff)", "Trust staff", "trust-staff!", "😀", "🔥", "1")

    def change(there: Elsewhere) -> None:
        for name in names:
            there.put("again", name, "Ada")

    path = elsewhere(fieldnotes, ready, tmp_path, change)
    assert bring(fieldnotes, ready, path)["added"] == len(names)
    first = codings(fieldnotes, ready)
    assert len({code for _, code, _, _ in first}) == len(names) + 1
    for _ in range(2):
        said = bring(fieldnotes, ready, path)
        assert (said["added"], said["there_already"]) == (0, len(names) + 3)
        assert codings(fieldnotes, ready) == first
    assert {code["title"] or code["written"] for code in fieldnotes.well("codebook", ready, "--json").json} >= set(
        names
    )


def history(study: Path, body: str) -> list[object]:
    archive = StudyArchive.open(study)
    return list(archive.open_meeting(meeting_of(study, body)).history())


def test_a_program_that_gives_everything_a_guid_of_its_own_adds_only_what_is_new(
    fieldnotes: Caller, ready: Path, tmp_path: Path
) -> None:
    def change(there: Elsewhere) -> None:
        there.put("a note", "own")
        there.with_own_guids()

    path = elsewhere(fieldnotes, ready, tmp_path, change)
    assert bring(fieldnotes, ready, path)["added"] == 1
    again = bring(fieldnotes, ready, path)
    assert (again["added"], again["there_already"]) == (0, 4)


def test_the_same_words_with_the_same_code_by_a_second_coder_are_a_second_coding(
    fieldnotes: Caller, ready: Path, tmp_path: Path
) -> None:
    path = elsewhere(fieldnotes, ready, tmp_path, lambda there: there.put("who has", "own", "Ada"))
    assert bring(fieldnotes, ready, path)["added"] == 1
    assert codings(fieldnotes, ready) == [("who has", "own", "KC", "text"), ("who has", "own", "Ada", "text")]
    assert bring(fieldnotes, ready, path)["added"] == 0


def test_the_same_coding_by_the_same_coder_comes_in_once(fieldnotes: Caller, ready: Path, tmp_path: Path) -> None:
    def change(there: Elsewhere) -> None:
        for _ in range(3):
            there.put("a note", "own", "Ada")
        there.put("a note", "own", "Grace")
        there.put("who has", "own", "KC")

    path = elsewhere(fieldnotes, ready, tmp_path, change)
    said = bring(fieldnotes, ready, path)
    assert (said["added"], said["there_already"]) == (2, 3 + 3)
    first = codings(fieldnotes, ready)
    assert sorted(first[1:]) == [("a note", "own", "Ada", "text"), ("a note", "own", "Grace", "text")]
    again = bring(fieldnotes, ready, path)
    assert (again["added"], again["there_already"]) == (0, 8)
    assert codings(fieldnotes, ready) == first


def test_another_coder_first_in_the_file_does_not_stand_for_the_one_who_is_here(
    fieldnotes: Caller, ready: Path, tmp_path: Path
) -> None:
    def change(there: Elsewhere) -> None:
        there.put("who has", "own", "Ada")
        there.put("who has", "own", "Ada")
        there.with_own_guids()

    path = elsewhere(fieldnotes, ready, tmp_path, change)
    said = bring(fieldnotes, ready, path)
    assert (said["added"], said["there_already"]) == (1, 3 + 1)
    assert codings(fieldnotes, ready) == [("who has", "own", "KC", "text"), ("who has", "own", "Ada", "text")]
    assert bring(fieldnotes, ready, path)["added"] == 0


def test_codings_over_several_lines_become_one_of_each_text(
    fieldnotes: Caller, ready: Path, tmp_path: Path
) -> None:
    words = "again.\n14:02:00 Note: a note"
    path = elsewhere(fieldnotes, ready, tmp_path, lambda there: there.put(words, "own"))
    assert bring(fieldnotes, ready, path)["added"] == 2
    assert set(codings(fieldnotes, ready)[1:]) == {
        ("again.", "own", "Ada", "write-up"),
        ("a note", "own", "Ada", "text"),
    }


def test_what_lies_on_no_words_of_ours_is_listed(fieldnotes: Caller, ready: Path, tmp_path: Path) -> None:
    def change(there: Elsewhere) -> None:
        there.put("Observed by", "own")
        there.put("P2 (support)", "own")
        there.put("a note", "own")

    said = bring(fieldnotes, ready, elsewhere(fieldnotes, ready, tmp_path, change))
    assert said["added"] == 1
    lost = said["meetings"][0]["not_placed"]
    assert {one["words"] for one in lost} == {"Observed by", "P2 (support)"}


def test_texts_that_changed_on_either_side_are_anchored_by_their_words(
    fieldnotes: Caller, ready: Path, tmp_path: Path
) -> None:
    def change(there: Elsewhere) -> None:
        there.rewrite(there.text().replace("PEC,", "The PEC,"))
        there.put("note of Łukasz", "own")
        there.put("who has", "tension")
        there.put("the beds again", "own")
        there.rewrite("\ufeff" + there.text().replace("\n", "\r\n"))

    path = elsewhere(fieldnotes, ready, tmp_path, change)
    meeting = meeting_of(ready, "pec")
    amend(ready, "a note of Łukasz", "another note of Łukasz entirely")
    fieldnotes.well(
        "write", ready, meeting, line_of(fieldnotes, ready, meeting), "It is written anew.", "--observer", "KC"
    )
    said = bring(fieldnotes, ready, path)
    assert said["meetings"][0]["text_differs"] is True
    quotes = {quote for quote, *_ in codings(fieldnotes, ready)}
    assert {"note of Łukasz", "who has"} <= quotes
    assert [one["words"] for one in said["meetings"][0]["not_placed"]] == ["the beds again"]
    assert "words are not in the meeting" in said["warnings"][0]["why"]
    again = bring(fieldnotes, ready, path)
    assert again["added"] == 0


def test_what_came_in_and_lost_its_words_is_not_put_elsewhere(
    fieldnotes: Caller, ready: Path, tmp_path: Path
) -> None:
    path = elsewhere(fieldnotes, ready, tmp_path, lambda there: there.put("the beds", "own"))
    assert bring(fieldnotes, ready, path)["added"] == 1
    amend(ready, "who has the “beds” 😀 and the beds", "who has the “beds”?")
    again = bring(fieldnotes, ready, path)
    assert (again["added"], again["warnings"]) == (0, [])


def test_a_coding_that_its_coder_has_moved_moves_here(fieldnotes: Caller, ready: Path, tmp_path: Path) -> None:
    there = Elsewhere(elsewhere(fieldnotes, ready, tmp_path).read_bytes())
    there.put("a note", "own")
    path = tmp_path / "moved.qdpx"
    path.write_bytes(there.save())
    bring(fieldnotes, ready, path)
    selection = next(one for one in there.source() if one.attrib.get("endPosition") and "name" not in one.attrib)
    selection.attrib["endPosition"] = str(int(selection.attrib["startPosition"]) + len("a note of Łukasz"))
    path.write_bytes(there.save())
    assert bring(fieldnotes, ready, path)["added"] == 1
    assert codings(fieldnotes, ready)[1:] == [("a note of Łukasz", "own", "Ada", "text")]
    assert bring(fieldnotes, ready, path)["added"] == 0


def amend(study: Path, text: str, now: str) -> None:
    """Change what a line of the first meeting reads, as an amendment does."""
    archive = StudyArchive.open(study)
    opened = archive.open_meeting(meeting_of(study, "pec"))
    line = next(seen for seen in opened.record().observations if seen.text == text)
    opened.amend("observations", line.id, {"text": now}, "KC")
    opened.close()
    archive.close()


def test_what_was_taken_back_here_stays_so(fieldnotes: Caller, ready: Path, tmp_path: Path) -> None:
    path = elsewhere(fieldnotes, ready, tmp_path, lambda there: there.put("a note", "own"))
    bring(fieldnotes, ready, path)
    meeting = meeting_of(ready, "pec")
    archive = StudyArchive.open(ready)
    opened = archive.open_meeting(meeting)
    for coding in opened.record().codings:
        opened.amend("codings", coding.id, {"retracted": True}, "KC")
    opened.close()
    archive.close()
    said = bring(fieldnotes, ready, path)
    assert said["added"] == 0
    assert said["meetings"][0]["taken_back"] == 2
    assert codings(fieldnotes, ready) == []


def test_what_came_in_and_was_changed_here_since_is_there(fieldnotes: Caller, ready: Path, tmp_path: Path) -> None:
    def change(there: Elsewhere) -> None:
        there.put("a note of", "own")
        there.put("note of Łukasz", "tension")

    path = elsewhere(fieldnotes, ready, tmp_path, change)
    assert bring(fieldnotes, ready, path)["added"] == 2
    amend(ready, "a note of Łukasz", "a long note of Łukasz")
    again = bring(fieldnotes, ready, path)
    assert (again["added"], again["there_already"], again["warnings"]) == (0, 5, [])


def test_merged_and_renamed_codes_are_found(fieldnotes: Caller, ready: Path, tmp_path: Path) -> None:
    path = elsewhere(fieldnotes, ready, tmp_path, lambda there: there.put("a note", "own"))
    fieldnotes.well("codebook", ready, "accept", "own")
    fieldnotes.well("codebook", ready, "accept", "tension")
    fieldnotes.well("codebook", ready, "merge", "own", "--into", "tension")
    assert bring(fieldnotes, ready, path)["added"] == 1
    assert codings(fieldnotes, ready)[-1] == ("a note", "tension", "Ada", "text")
    assert bring(fieldnotes, ready, path)["added"] == 0


def test_what_a_code_is_called_there_is_said_and_changes_nothing_here(
    fieldnotes: Caller, ready: Path, tmp_path: Path
) -> None:
    def renamed(there: Elsewhere) -> None:
        there.put("a note", "own")
        found = next(code for code in there.root.iter(f"{Q}Code") if code.get("name") == "own")
        found.set("name", "My own")

    path = elsewhere(fieldnotes, ready, tmp_path, renamed)
    assert "#own is called “My own” there, and stays #own here\n" in fieldnotes.well("import", ready, path).out
    again = bring(fieldnotes, ready, path)
    assert (again["added"], again["called_there"]) == (0, {"own": "My own"})
    fieldnotes.well("codebook", ready, "accept", "own")
    fieldnotes.well("codebook", ready, "rename", "own", "My own")
    assert bring(fieldnotes, ready, path)["called_there"] == {}
    assert bring(fieldnotes, ready, elsewhere(fieldnotes, ready, tmp_path))["called_there"] == {}


def test_what_came_in_goes_out_again_and_comes_back_as_there(
    fieldnotes: Caller, ready: Path, tmp_path: Path
) -> None:
    bring(fieldnotes, ready, elsewhere(fieldnotes, ready, tmp_path, lambda there: there.put("a note", "Own 2!")))
    (tmp_path / "second").mkdir()
    path = elsewhere(fieldnotes, ready, tmp_path / "second")
    back = ReadBack(path.read_bytes())
    assert [(one.words, one.coder) for one in back.codings() if one.code in ("Own 2!", "own-2")] == [
        ("a note", "Ada")
    ]
    assert bring(fieldnotes, ready, path)["added"] == 0


def test_sources_of_other_studies_are_named_and_a_file_of_them_alone_is_refused(
    fieldnotes: Caller, ready: Path, tmp_path: Path
) -> None:
    def stranger(there: Elsewhere) -> None:
        there.source(1).attrib.update(guid=there.guid(), name="a stranger")
        there.rewrite("of nobody", 1)

    def strangers(there: Elsewhere) -> None:
        stranger(there)
        there.source(0).attrib.update(guid=there.guid(), name="another")
        there.rewrite("of nobody else", 0)

    said = bring(fieldnotes, ready, elsewhere(fieldnotes, ready, tmp_path, stranger))
    assert said["strangers"] == ["a stranger"]
    refused = fieldnotes("import", ready, elsewhere(fieldnotes, ready, tmp_path, strangers))
    assert (refused.code, refused.out) == (1, "")
    assert "none of its sources is a meeting of this study. Nothing was imported." in refused.err


def test_the_plan_reads_as_words(fieldnotes: Caller, ready: Path, tmp_path: Path) -> None:
    path = elsewhere(fieldnotes, ready, tmp_path, lambda there: there.put("a note", "Fresh"))
    said = fieldnotes.well("import", ready, path, "--dry-run")
    assert "new code #fresh\n" in said.out
    assert "+ #fresh “a note” (Ada)\n" in said.out
    assert said.out.endswith(f"{path}: 1 to add, 3 there already\n")


def test_what_the_positions_of_a_file_count_is_said(fieldnotes: Caller, ready: Path, tmp_path: Path) -> None:
    def change(there: Elsewhere) -> None:
        there.put("a note", "Fresh")
        for selection in there.source().iter(f"{Q}PlainTextSelection"):
            for name in ("startPosition", "endPosition"):
                before = there.text()[: int(selection.attrib[name])]
                selection.attrib[name] = str(len(before.replace("\n", "\r\n").encode("utf-16-le")) // 2)

    path = elsewhere(fieldnotes, ready, tmp_path, change)
    said = fieldnotes.well("import", ready, path, "--dry-run")
    assert (
        "positions in the file count in UTF-16 units, a line end as two characters, and were read so\n" in said.out
    )
    assert bring(fieldnotes, ready, path)["added"] == 1
    assert codings(fieldnotes, ready)[-1] == ("a note", "fresh", "Ada", "text")
    assert bring(fieldnotes, ready, path)["added"] == 0


def test_a_project_does_not_mix_with_files_of_other_kinds(fieldnotes: Caller, ready: Path, tmp_path: Path) -> None:
    path = elsewhere(fieldnotes, ready, tmp_path)
    said = fieldnotes("import", ready, path, tmp_path / "12.jot")
    assert said.code == 2
    assert "is a project" in said.err
