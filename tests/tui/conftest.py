"""Screens to press keys on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tui.looker import done
from tests.tui.screens import Screen


@pytest.fixture(autouse=True)
def keys_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pilot goes on once a key has gone through all queues: on a busy machine, idle is not yet done."""
    monkeypatch.setattr("textual.app.wait_for_idle", done)
    monkeypatch.setattr("textual.pilot.wait_for_idle", done)


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    """The capture screen at 80×24."""
    with Screen(tmp_path) as opened:
        yield opened
