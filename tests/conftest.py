"""For every test: folders of its own instead of the user's, and in CI no test that is silently left out."""

import os
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import settings

from tests.shared_material import NO_SHARED, SHARED

settings.register_profile("house", deadline=None, print_blob=True)  # no test depends on wall time
settings.load_profile("house")


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that holds this test's data, state and cache (see fieldnotes/locations.py)."""
    home = tmp_path_factory.mktemp("own")
    for kind in ("data", "state", "cache"):
        monkeypatch.setenv(f"FIELDNOTES_{kind.upper()}", str(home / kind))
    return home


_LONGEST = ("test_pty_real.py", "test_killed.py", "test_programs.py", "test_protocol.py", "test_recordings.py")


def pytest_configure(config: pytest.Config) -> None:
    """pytest-xdist keeps our order: by itself it begins with files of many tests, and ends with one of minutes."""
    config.option.loadscopereorder = False


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that take minutes come first: no worker has one left when the others are done."""
    places = {name: place for place, name in enumerate(_LONGEST)}
    items.sort(key=lambda item: places.get(item.path.name, len(places)))


def unexcused(reasons: Iterable[str], shared_is_there: bool) -> list[str]:
    """The skips that CI does not accept: all but those for want of ../shared where it is really absent."""
    return [reason for reason in reasons if shared_is_there or reason.removeprefix("Skipped: ") != NO_SHARED]


def _skips(session: pytest.Session) -> list[str]:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    reports = reporter.stats.get("skipped", []) if reporter else []
    return [
        report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr) for report in reports
    ]


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if os.environ.get("CI") != "true":
        return
    refused = unexcused(_skips(session), SHARED.is_dir())
    if refused:
        session.exitstatus = 1
        print(f"\nIn CI a skipped test is a failure: {len(refused)} skipped ({'; '.join(sorted(set(refused)))}).")
