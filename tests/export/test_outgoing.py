"""Several meetings in several formats: each read once, some apart and some together, faults told."""

from pathlib import Path

import pytest

from fieldnotes.archive import MeetingPlace, StudyArchive
from fieldnotes.errors import FieldnotesError
from fieldnotes.export.options import LAST, Options
from fieldnotes.export.outgoing import Asked, write_out
from fieldnotes.export.registry import NotTogether, UnknownFormat
from fieldnotes.export.watch import Enough, Watch
from tests.archive.rewriting import rewrite
from tests.export.test_same_bytes import make


@pytest.fixture
def study(tmp_path: Path) -> StudyArchive:
    make(tmp_path / "beds")
    return StudyArchive.open(tmp_path / "beds")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_each_meeting_is_read_once_whatever_is_made_of_it(study: StudyArchive, tmp_path: Path) -> None:
    read: list[MeetingPlace] = []
    asked = Asked(("json", "markdown", "docx", "codebook"), tmp_path / "out", joined=frozenset(["markdown"]))
    steps = list(write_out(study, study.meetings(), asked, Watch(tell=read.append)))
    assert read == study.meetings()
    stems = [place.folder.name for place in study.meetings()]
    assert [step.about for step in steps] == ["", *stems, ""]
    apart = [f"{stem}{ending}" for stem in stems for ending in (".json", ".docx")]
    assert names(tmp_path / "out") == sorted([*apart, "beds.md", "beds-codebook.csv"])


def test_what_is_wrong_with_the_call_is_known_before_anything_is_read(study: StudyArchive, tmp_path: Path) -> None:
    heard: list[MeetingPlace] = []
    for asked, error in (
        (Asked(("qdpx", "wav"), tmp_path / "out"), UnknownFormat),
        (Asked(("qdpx", "json"), tmp_path / "out", joined=frozenset(["json"])), NotTogether),
    ):
        with pytest.raises(error):
            list(write_out(study, study.meetings(), asked, Watch(tell=heard.append)))
    assert heard == []
    assert not (tmp_path / "out").exists()


def test_a_fault_ends_it_unless_somebody_hears_of_it(study: StudyArchive, tmp_path: Path) -> None:
    broken = study.meetings()[0].folder
    for log in broken.glob("*.jsonl"):
        rewrite(log, lambda said: {**said, "fieldnotes": 2} if "fieldnotes" in said else said)
    for file in broken.glob("meeting.json"):
        file.unlink()
    asked = Asked(("json", "qdpx", "csv"), tmp_path / "out", joined=frozenset(["csv"]))
    with pytest.raises(FieldnotesError):
        list(write_out(study, study.meetings(), asked))
    told: list[str] = []
    list(write_out(study, study.meetings(), asked, Watch(failed=lambda error, about: told.append(about))))
    assert told == [broken.name, broken.name]
    assert [name for name in names(tmp_path / "out") if name.endswith((".json", ".qdpx"))] == [
        f"{study.meetings()[1].folder.name}.json", "beds.qdpx",
    ]  # fmt: skip


def test_a_format_without_anything_in_it_is_told_by_its_name(study: StudyArchive, tmp_path: Path) -> None:
    asked = Asked(("qdpx", "json"), tmp_path / "out", Options(since=LAST))
    list(write_out(study, study.meetings(), asked))
    told: list[str] = []
    steps = list(write_out(study, study.meetings(), asked, Watch(failed=lambda error, about: told.append(about))))
    assert told == ["qdpx"]
    assert len(steps) == 2


def test_enough_ends_it_between_two_meetings(study: StudyArchive, tmp_path: Path) -> None:
    second = study.meetings()[1]

    def tell(place: MeetingPlace) -> None:
        if place == second:
            raise Enough

    with pytest.raises(Enough):
        list(write_out(study, study.meetings(), Asked(("json", "text"), tmp_path / "out"), Watch(tell=tell)))
    stem = study.meetings()[0].folder.name
    assert names(tmp_path / "out")
    assert [name for name in names(tmp_path / "out") if not name.startswith(stem)] == []
