"""What an export will write, in words, against what it then writes."""

from pathlib import Path

import pytest

from fieldnotes.archive import StudyArchive
from fieldnotes.export.options import LAST, Options
from fieldnotes.export.outgoing import Asked, write_out
from fieldnotes.export.registry import FORMATS, Format
from fieldnotes.tui.exporting.plan import planned
from tests.export.test_same_bytes import make


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plan") / "beds"
    make(folder)
    return folder


@pytest.mark.parametrize("known", FORMATS, ids=lambda known: known.name)
def test_a_plan_counts_the_files_that_are_written_and_replaced(known: Format, study: Path, tmp_path: Path) -> None:
    archive = StudyArchive.open(study)
    places = archive.meetings()
    stems = [place.folder.name for place in places]
    for joined in [frozenset[str](), *([frozenset([known.name])] if known.is_joined else [])]:
        asked = Asked((known.name,), tmp_path / f"{len(joined)}", joined=joined)
        plan = planned(asked, stems, "beds")
        files = [path.name for step in write_out(archive, places, asked) for path in step.paths]
        assert plan.replaces == 0
        assert plan.files == len(files) or (plan.is_least and plan.files < len(files))
        assert planned(asked, stems, "beds", [*files, "other.txt", "x.jot"]).replaces == len(files)


def test_the_words_of_a_plan() -> None:
    stems = [f"m{number}" for number in range(12)]
    assert planned(Asked(("docx", "qdc"), Path()), stems, "s").says == "12 meetings, 13 files"
    assert planned(Asked(("pdf",), Path()), stems[:1], "s").says == "1 meeting, 1 file"
    assert planned(Asked(("text",), Path()), stems, "s").says == "12 meetings, 12 files or more"
    assert planned(Asked(("pdf",), Path()), stems, "s", ["m1.pdf", "m99.pdf", "m2.docx"]).says == (
        "12 meetings, 12 files; 1 replaces an older one"
    )
    since = Asked(("qdpx",), Path(), Options(since=LAST))
    assert planned(since, stems, "s").says == "what has changed in 12 meetings, 1 file"
    assert planned(since, stems, "s").rows[0].name == "s-since-last.qdpx"
    assert planned(Asked((), Path()), stems, "s").says == "12 meetings, no file"
