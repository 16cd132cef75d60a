"""A study's own protocols: versions that stay, and meetings that keep the one they began with."""

from pathlib import Path

import msgspec
import pytest

from fieldnotes.archive import StudyArchive
from fieldnotes.archive.offered import NotNewer, find_offered, find_shipped, newest, offered
from fieldnotes.capture.keycaps import act_keys
from fieldnotes.model.codebook import Code
from fieldnotes.model.protocol import Act, Protocol, Scale
from tests.archive.making import HEAD, a_study, seen

OURS = Protocol("ours", "Ours", "1", "us", (Act("question", "q"), Act("nod", "n")), scales=(Scale("pace"),))
NEWER = msgspec.structs.replace(OURS, version="2", acts=(Act("nod", "q"), Act("sigh", "s")), scales=())


@pytest.fixture
def study(tmp_path: Path) -> StudyArchive:
    """A study that offers one of its own."""
    made = a_study(tmp_path / "study")
    assert made.add_protocol(OURS, "AB")
    return made


def test_every_version_stays_and_the_newest_is_offered(study: StudyArchive) -> None:
    assert study.add_protocol(NEWER, "AB")
    study.close()
    again = StudyArchive.open(study.folder)
    assert again.protocols() == (OURS, NEWER)
    assert newest(again.protocols()) == [NEWER]
    assert find_offered("Ours", again.protocols()) == NEWER
    assert [each.protocol.name for each in offered(again.protocols()) if each.own] == ["ours"]
    again.close()


def test_the_newest_is_told_by_numbers_in_whatever_order_they_came() -> None:
    versions = [msgspec.structs.replace(OURS, version=version) for version in ("1.9", "1.10", "1.2")]
    for order in (versions, versions[::-1]):
        assert [each.version for each in newest(order)] == ["1.10"]


def test_a_version_is_never_changed_and_none_goes_back(study: StudyArchive) -> None:
    before = sorted(path.read_bytes() for path in study.folder.rglob("*.jsonl"))
    assert not study.add_protocol(OURS, "AB")
    for wrong in (
        msgspec.structs.replace(NEWER, version="1"),
        msgspec.structs.replace(NEWER, version="1.0"),
        msgspec.structs.replace(NEWER, version="0.9"),
    ):
        with pytest.raises(NotNewer):
            study.add_protocol(wrong, "AB")
    assert sorted(path.read_bytes() for path in study.folder.rglob("*.jsonl")) == before


def test_the_version_before_cannot_be_offered_again(study: StudyArchive) -> None:
    study.add_protocol(NEWER, "AB")
    with pytest.raises(NotNewer, match="newer version 2"):
        study.add_protocol(OURS, "AB")
    assert find_offered("ours", study.protocols()) == NEWER


def test_two_laptops_that_add_versions_apart_have_both_whole(study: StudyArchive) -> None:
    other = StudyArchive.open(study.folder)
    third = msgspec.structs.replace(NEWER, version="3", title="Theirs")
    study.add_protocol(NEWER, "AB")
    other.add_protocol(third, "CD")
    study.refresh()
    assert sorted(study.protocols(), key=lambda each: each.version) == [OURS, NEWER, third]
    assert find_offered("ours", study.protocols()) == third


def test_editing_protocol_and_codebook_leaves_an_old_meeting_as_it_is_to_the_byte(study: StudyArchive) -> None:
    old = study.new_meeting(HEAD, OURS, who="AB")
    old.commit(who="AB", observations=[seen(1), msgspec.structs.replace(seen(2), acts=("question",), actor="P1")])
    old.close()
    before = {path: path.read_bytes() for path in sorted(old.folder.rglob("*")) if path.is_file()}
    was = old.record()

    study.add_protocol(NEWER, "AB")
    study.add_codes((Code("shared-vision", "Vision, shared", definition="new words"), Code("new-code")), "AB")
    fresh = study.new_meeting(msgspec.structs.replace(HEAD, body="B"), NEWER, who="AB")
    fresh.close()
    study.close()

    again = StudyArchive.open(study.folder).open_meeting(was.meeting.id)
    record = again.record()
    assert record.protocol == OURS
    assert record.protocol.act("question") == "question"
    assert record.protocol.scale("pace")
    assert act_keys(record.protocol).letters == {"q": "question", "n": "nod"}
    assert record.observations == was.observations
    again.close()
    assert {path: path.read_bytes() for path in sorted(old.folder.rglob("*")) if path.is_file()} == before
    assert act_keys(fresh.record().protocol).letters == {"q": "nod", "s": "sigh"}


def test_a_name_is_never_a_path() -> None:
    for odd in ("../codebooks/system-leadership", "..", "", "/", "meeting-observation.toml", "x" * 300):
        assert find_shipped(odd) is None
    assert find_shipped("Meeting Observation")
