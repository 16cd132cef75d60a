"""A caller of commands, and a study with one meeting of today."""

from collections.abc import Callable
from pathlib import Path

import pytest

from fieldnotes.model.clock import now_in
from tests.cli.calling import Caller

Made = tuple[Path, str]


@pytest.fixture
def fieldnotes(capsys: pytest.CaptureFixture[str]) -> Caller:
    """The command line."""
    return Caller(capsys)


@pytest.fixture
def study(fieldnotes: Caller, tmp_path: Path) -> Path:
    """A study."""
    folder = tmp_path / "study"
    fieldnotes.well("init", folder, "--name", "A study", "--zone", "Europe/London")
    return folder


@pytest.fixture
def meeting(fieldnotes: Caller, study: Path) -> str:
    """The id of a meeting that runs now."""
    return meeting_of_now(fieldnotes, study)


def meeting_of_now(fieldnotes: Caller, study: Path, body: str = "PEC") -> str:
    """Make a meeting that runs now; gives its id."""
    now = now_in("Europe/London")
    when = ("--date", now.date().isoformat(), "--start", f"{now:%H:%M}")
    return fieldnotes.well("new", study, "--site", "Site B", "--body", body, *when).out.strip()


@pytest.fixture
def show(fieldnotes: Caller, study: Path) -> Callable[[str], list[dict[str, object]]]:
    """The observations of a meeting as `show --json` gives them."""

    def observations(ref: str) -> list[dict[str, object]]:
        found: list[dict[str, object]] = fieldnotes.well("show", study, ref, "--json").json["observations"]
        return found

    return observations
