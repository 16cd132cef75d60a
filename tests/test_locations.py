"""Where the user's own folders are: on Linux found without platformdirs, and where platformdirs would find them."""

import sys
from pathlib import Path

import pytest
from platformdirs.unix import Unix

from fieldnotes import locations

VARIABLES = ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "ANDROID_DATA")


def in_surroundings(monkeypatch: pytest.MonkeyPatch, said: dict[str, str]) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    for variable, value in said.items():
        monkeypatch.setenv(variable, value)


@pytest.mark.skipif(sys.platform == "win32", reason="the paths of Linux")
@pytest.mark.parametrize(
    "said",
    [
        {"HOME": "/srv/ab"},
        {"HOME": "/srv/ab/"},
        {"HOME": "/"},
        {"HOME": "/srv/ab", "XDG_DATA_HOME": "/mnt/d", "XDG_STATE_HOME": "/mnt/s", "XDG_CACHE_HOME": "/mnt/c"},
        {"HOME": "/srv/ab", "XDG_DATA_HOME": "/mnt/d/", "XDG_CACHE_HOME": ""},
        {"HOME": "/srv/ab", "XDG_DATA_HOME": "d", "XDG_STATE_HOME": "~/s", "XDG_CACHE_HOME": " /c"},
        {"HOME": "/srv/ä b", "XDG_CACHE_HOME": "/c/ü"},
    ],
    ids=repr,
)
def test_the_folders_are_those_of_platformdirs(monkeypatch: pytest.MonkeyPatch, said: dict[str, str]) -> None:
    in_surroundings(monkeypatch, said)
    dirs = Unix("fieldnotes", appauthor=False)
    wanted = tuple(map(Path, (dirs.user_data_dir, dirs.user_state_dir, dirs.user_cache_dir)))
    assert locations.xdg_folders() == wanted


@pytest.mark.parametrize(
    ("platform", "said"),
    [
        ("darwin", {"HOME": "/srv/ab"}),
        ("win32", {"HOME": "/srv/ab"}),
        ("linux", {}),
        ("linux", {"HOME": "here"}),
        ("linux", {"HOME": "/data/ab", "ANDROID_DATA": "/data"}),
    ],
)
def test_where_it_is_not_plain_linux_platformdirs_is_asked(
    monkeypatch: pytest.MonkeyPatch, platform: str, said: dict[str, str]
) -> None:
    in_surroundings(monkeypatch, said)
    monkeypatch.setattr(sys, "platform", platform)
    assert locations.xdg_folders() is None
