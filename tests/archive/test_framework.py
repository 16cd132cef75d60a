"""The codebook on disk: each change one line with who and why, and nobody else's change undone by it."""

from pathlib import Path

import msgspec
import pytest

from fieldnotes.archive import MeetingArchive, MeetingPlace, StudyArchive
from fieldnotes.archive.codings import kept_uses, uses
from fieldnotes.archive.framework import history_of
from fieldnotes.model import codebook_edits as edits
from fieldnotes.model.codebook import Code
from fieldnotes.model.coding import Coding
from fieldnotes.model.observation import Observation
from tests.archive.making import a_meeting, a_study, seen


def coded(number: int, *codes: str) -> Observation:
    return msgspec.structs.replace(seen(number), codes=codes)


def test_a_change_touches_only_what_it_changes(tmp_path: Path) -> None:
    study = a_study(tmp_path / "study")
    stale = study.codebook()
    study.change_codes(edits.define(stale, "shared-vision", definition="One aim."), "AB")
    study.change_codes(edits.rename(stale, "shared-vision", "vision", "Shared vision"), "LM", "shorter")
    assert study.codes() == (Code("shared-vision", "Shared vision", definition="One aim.", written="vision"),)


def test_two_programs_that_change_a_codebook_lose_nothing(tmp_path: Path) -> None:
    one = a_study(tmp_path / "study")
    other = StudyArchive.open(tmp_path / "study")
    one.change_codes(edits.define(one.codebook(), "shared-vision", when="Always."), "AB")
    other.change_codes(edits.retire(other.codebook(), "shared-vision"), "LM")
    one.refresh()
    assert one.codes() == (Code("shared-vision", "Shared vision", when="Always.", retired=True),)
    one.close()
    other.close()
    assert StudyArchive.open(tmp_path / "study").codes() == one.codes()


def test_the_history_is_kept_for_ever(tmp_path: Path) -> None:
    study = a_study(tmp_path / "study")
    study.change_codes(edits.add(study.codebook(), "trust"), "AB", "wanted")
    study.change_codes(edits.retire(study.codebook(), "trust"), "LM", "never used")
    study.close()
    history = history_of(StudyArchive.open(tmp_path / "study").code_history(), ["trust"])
    assert [(commit.who, commit.why, commit.steps[0].how) for commit in history] == [
        ("AB", "wanted", "made"),
        ("LM", "never used", "changed"),
    ]
    assert history[1].steps[0].fields.keys() == {"retired"}


def test_what_emerged_is_folded_from_all_meetings(tmp_path: Path) -> None:
    study = a_study(tmp_path / "study")
    for number, names in enumerate((("beds", "shared-vision"), ("beds",))):
        meeting = a_meeting(study)
        meeting.commit(who="AB", observations=[coded(number, *names)])
        gone = msgspec.structs.replace(seen(5), codes=("never",), retracted=True)
        meeting.commit(who="AB", observations=[gone])
        meeting.close()
    used = study.code_uses()
    assert {name: (use.uses, len(use.meetings)) for name, use in used.items()} == {
        "beds": (2, 2),
        "shared-vision": (1, 1),
    }
    assert study.codebook().waiting == {"beds"}
    study.change_codes(edits.accept(study.codebook(), "beds"), "AB")
    assert study.codebook().waiting == frozenset()
    assert StudyArchive.open(tmp_path / "study").codes()[1] == Code("beds", status="emergent")


def test_a_code_whose_only_words_were_deleted_stays_with_no_use(tmp_path: Path) -> None:
    study = a_study(tmp_path / "study")
    meeting = a_meeting(study)
    line, gone = seen(3), msgspec.structs.replace(seen(5), retracted=True)
    codings = [
        Coding(id="a", of=line.id, start=0, end=3, code="beds", quote="the", lost=True),
        Coding(id="b", of=line.id, start=0, end=3, code="taken-off", quote="the", retracted=True),
        Coding(id="c", of=gone.id, start=0, end=3, code="taken-back", quote="the", lost=True),
    ]
    meeting.commit(who="AB", observations=[line, gone], codings=codings)
    meeting.close()
    used = study.code_uses()
    assert [(use.name, use.uses, use.meetings) for use in used.values()] == [("beds", 0, frozenset())]
    assert study.codebook(used).waiting == {"beds"}


def test_a_code_that_is_renamed_still_waits(tmp_path: Path) -> None:
    study = a_study(tmp_path / "study")
    meeting = a_meeting(study)
    meeting.commit(who="AB", observations=[coded(1, "beds")])
    meeting.close()
    study.change_codes(edits.rename(study.codebook(), "beds", "bed-count"), "AB")
    again = StudyArchive.open(tmp_path / "study").codebook()
    assert again.waiting == {"beds"}
    study.change_codes(edits.accept(again, "bed-count", definition="How many."), "AB")
    assert study.codebook().waiting == frozenset()
    assert study.codes()[1] == Code("beds", definition="How many.", status="emergent", written="bed-count")


def test_only_meetings_that_changed_are_opened_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    study = a_study(tmp_path / "study")
    for number in range(4):
        meeting = a_meeting(study)
        meeting.commit(who="AB", observations=[coded(number, "beds")])
        meeting.close()
    opened: list[object] = []
    really = StudyArchive.open_meeting

    def open_meeting(self: StudyArchive, ref: MeetingPlace) -> MeetingArchive:
        opened.append(ref)
        return really(self, ref)

    monkeypatch.setattr(StudyArchive, "open_meeting", open_meeting)
    assert study.code_uses()["beds"].uses == 4
    assert len(opened) == 4
    study.summaries("rows of a list", lambda place: (b"{}", True))
    assert study.code_uses()["beds"].uses == 4
    assert len(opened) == 4
    changed = study.open_meeting(study.meetings()[0])
    changed.commit(who="AB", observations=[coded(9, "beds")])
    changed.close()
    del opened[:]
    assert study.code_uses()["beds"].uses == 5
    assert len(opened) == 1


def test_a_change_is_taken_back_whole_and_what_others_changed_since_is_left(tmp_path: Path) -> None:
    study, other = a_study(tmp_path / "s"), StudyArchive.open(tmp_path / "s")
    before = study.codes()
    made = study.change_codes(edits.add(study.codebook(), "Beds"), "KC")
    assert study.undo_codes(made, "KC") == ()
    assert study.codes() == before
    study.change_codes(edits.add(study.codebook(), "Beds"), "KC")
    changed = study.change_codes(edits.define(study.codebook(), "beds", definition="d", when="w"), "KC")
    other.refresh()
    other.change_codes(edits.define(other.codebook(), "beds", when="theirs"), "PM")
    assert [(left.key, left.field, left.by) for left in study.undo_codes(changed, "KC")] == [("beds", "when", "PM")]
    beds = study.codes()[-1]
    assert (beds.definition, beds.when) == ("", "theirs")
    assert study.code_history()[-1].undoes == changed


def test_an_import_is_taken_back_with_all_its_codes(tmp_path: Path) -> None:
    study = a_study(tmp_path / "s")
    before = study.codes()
    one = edits.add(study.codebook(), "one")
    two = edits.add(edits.after(study.codebook(), one), "two", under="one")
    study.undo_codes(study.change_codes((*one, *two), "KC", "imported"), "KC")
    assert study.codes() == before


def test_uses_are_known_at_once_as_they_were_looked_at_last(tmp_path: Path) -> None:
    study = a_study(tmp_path / "s")
    assert kept_uses(study) == {}
    meeting = a_meeting(study)
    meeting.commit(who="KC", observations=[coded(1, "beds")], codes=[Code("beds", status="emergent")])
    told: list[object] = []
    found = uses(study, tell=told.append)
    assert kept_uses(study) == found
    assert len(told) == 1
