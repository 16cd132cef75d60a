"""The attributes of a meeting say the same in a project and in a classification sheet."""

import csv
import io
from pathlib import Path

import pytest

from fieldnotes.export.figures import Figures, figures_of
from fieldnotes.export.options import PLAIN, Options
from fieldnotes.export.qdpx.project import Choices
from fieldnotes.export.tables.nvivo import exported
from fieldnotes.model.meeting import Record
from tests.export.qdpx.reading import ReadBack, project, values
from tests.export.sample import sample
from tests.measures.meetings import meeting, seen

NAMES = ("Minutes", "Observations", "Speech lines", "Decisions", "Actions", "Reflections", "People")


def _paused() -> Record:
    """25 minutes, of which 5 are a break and 2 a gap; an act without words, and a reflection."""
    return meeting(
        seen("14:01", "speech", actor="P1", text="who has the beds", observer="KC"),
        seen("14:02", "act", actor="P1", addressees=("P2",), acts=("interrupt",), observer="KC"),
        seen("14:05", "break", "break", observer="KC"),
        seen("14:10", "break", "resume", observer="KC"),
        seen("14:14", "gap", minutes=2, observer="KC"),
        seen("14:15", "reflection", text="nobody listens", reflection="method", observer="KC"),
        seen("14:25", "break", "end", observer="KC"),
    )


def _sheet(record: Record, options: Options) -> dict[str, str]:
    content = exported(record, options).files["-nvivo.csv"].decode("utf-8-sig")
    head, row = csv.reader(io.StringIO(content, newline=""))
    return dict(zip(head, row, strict=True))


def _project(folder: Path, record: Record, options: Options) -> dict[str, str | None]:
    back = ReadBack(project(folder, record, options=Choices(content=options))[0])
    (source,) = back.sources.values()
    return values(back, source)


def test_minutes_are_those_observed_and_speech_has_words() -> None:
    assert figures_of(_paused(), PLAIN) == Figures(18.0, 7, 1, 0, 0, 1)
    assert figures_of(_paused(), Options(reflections=False)) == Figures(18.0, 6, 1, 0, 0, None)
    assert figures_of(meeting(), PLAIN).minutes is None


@pytest.mark.parametrize("options", [PLAIN, Options(reflections=False)])
@pytest.mark.parametrize("record", [_paused(), sample(), meeting()])
def test_project_and_sheet_say_the_same(tmp_path: Path, record: Record, options: Options) -> None:
    in_sheet = _sheet(record, options)
    in_project = _project(tmp_path, record, options)
    assert [float(in_project.get(name) or -1) for name in NAMES] == [float(in_sheet[name] or -1) for name in NAMES]
    assert ("Reflections" in in_project) is options.reflections
