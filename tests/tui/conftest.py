"""Screens to press keys on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tui.screens import Screen


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    """The capture screen at 80×24."""
    with Screen(tmp_path) as opened:
        yield opened
