"""Pictures of the capture screen, compared with those that were looked at: the sample meeting at 15:13.

The clocks stand still. Make them anew with `--snapshot-update`, and look at every one that changed.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot

from fieldnotes.archive import StudyArchive
from fieldnotes.archive.offered import find_offered
from fieldnotes.capture.moment import Clocks, Watch
from fieldnotes.capture.session import Session
from fieldnotes.cli.shipped import shipped_codebook
from fieldnotes.intake.jottings_import import take_in
from fieldnotes.jottings.file import Given, Known, read_file
from fieldnotes.locations import read_template
from fieldnotes.model.clock import in_zone
from fieldnotes.tui.app import FieldnotesApp
from tests.keepers import MemoryKeeper
from tests.tui.keeping import record
from tests.tui.looker import Looker

Compare = Callable[..., bool]
MONO = 5_000_000
"""Monotonic milliseconds at which the clocks stand."""
NOW = datetime(2004, 5, 12, 14, 13, tzinfo=UTC)


def _watch() -> Watch:
    standing = Clocks(int(NOW.timestamp() * 1000), MONO, MONO)
    return Watch(lambda: standing)


@pytest.fixture(autouse=True)
def keys_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every key comes at the time at which the clocks stand."""
    monkeypatch.setattr("fieldnotes.tui.screens.capture.arrived", lambda event: MONO / 1000)
    monkeypatch.setattr("fieldnotes.capture.writer.now_in", lambda zone: in_zone(NOW, zone))


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Session]:
    """A session on the sample meeting."""
    study = StudyArchive.create(
        tmp_path / "study", "Sample", "Europe/London", codes=shipped_codebook("system-leadership")
    )
    known = Known(find_offered, study.codes())
    file = read_file(read_template("sample", "pec.jot"), "pec.jot", known, Given("Europe/London"))
    take_in(study, file)
    session = Session(study.open_meeting("last"), "KC", _watch())
    yield session
    session.close()
    study.close()


PICTURES = {
    "as_it_opens": ((80, 24), ()),
    "a_line_being_typed": ((80, 24), (*"P3>P5 chall: ", '"', *"who", "space", *"pays")),
    "a_line_that_is_odd": ((80, 24), (*"P9:", "space", *"late")),
    "codes_offered": ((80, 24), (*"P3:", "space", *"beds", "space", *"#cl")),
    "items_offered": ((80, 24), ("f3",)),
    "who_comes_in": ((80, 24), ("f5",)),
    "roomy": ((120, 36), (*"!", "space", *"consensus:", "space", *"adopt")),
    "wide": ((150, 40), ()),
    "narrow": ((60, 20), ()),
    "narrow_panels": ((60, 20), ("ctrl+t",)),
    "help": ((80, 24), ("f1",)),
    "key_mode": ((80, 24), ("f4", "c", "A", "2")),
    "a_chosen_line": ((80, 24), ("f6", "up", "up")),
    "an_amendment": ((80, 24), ("f6", "up", "up", "e")),
    "what_fits": ((80, 24), ("f7", *"camera")),
    "a_light_theme": ((80, 24), ()),
    "high_contrast": ((80, 24), ("f6",)),
    "a_dim_theme": ((80, 24), ()),
    "a_veil": ((80, 24), ("f9",)),
}
THEMES = {
    "a_light_theme": "fieldnotes-light",
    "high_contrast": "fieldnotes-high-contrast",
    "a_dim_theme": "fieldnotes-dim",
}


@pytest.mark.parametrize("picture", PICTURES)
def test_the_sample_meeting(picture: str, sample: Session, snap_compare: Compare) -> None:
    size, keys = PICTURES[picture]
    app = FieldnotesApp(sample)
    if picture in THEMES:
        app.theme = THEMES[picture]

    async def pose(pilot: Pilot[None]) -> None:
        looker = Looker(pilot)
        await pilot.pause()
        await pilot.press(*({" ": "space"}.get(key, key) for key in keys))
        await looker.until(lambda: not sample.waiting and "saving" not in looker.rows[0], "kept, and shown as kept")
        await pilot.pause()

    assert snap_compare(app, run_before=pose, terminal_size=size)


def test_a_meeting_of_which_nothing_is_known_yet(snap_compare: Compare) -> None:
    session = Session(MemoryKeeper(record(start=NOW, prompts=True)), "KC", _watch())
    try:
        assert snap_compare(FieldnotesApp(session), terminal_size=(80, 24))
    finally:
        session.close()
