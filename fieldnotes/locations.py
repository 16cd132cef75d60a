"""Where things are: the templates that ship with the program, and the user's own folders.

Nothing of these lies inside a study: a copied study carries no device id, index or cache.
"""

import os
import sys
from functools import cache
from pathlib import Path

_HERE = Path(__file__).resolve().parent


def templates_folder() -> Path:
    """The folder of protocols, codebooks and the sample: in the wheel beside this file, in a checkout above it."""
    inside = _HERE / "templates"
    return inside if inside.is_dir() else _HERE.parent / "templates"


def read_template(kind: str, name: str) -> str:
    """The text of a template, for example ``read_template("protocols", "meeting-observation.toml")``.

    Raises FileNotFoundError when there is none of that name.
    """
    return (templates_folder() / kind / name).read_text(encoding="utf-8")


_XDG = (("XDG_DATA_HOME", ".local/share"), ("XDG_STATE_HOME", ".local/state"), ("XDG_CACHE_HOME", ".cache"))


def xdg_folders() -> tuple[Path, Path, Path] | None:
    """Data, state and cache as platformdirs has them on Linux; None where only platformdirs can tell.

    https://specifications.freedesktop.org/basedir-spec: a variable that names no absolute path counts as unset.
    """
    home = os.environ.get("HOME", "")
    if sys.platform != "linux" or "ANDROID_DATA" in os.environ or not os.path.isabs(home):
        return None
    said = [os.environ.get(variable, "") for variable, _ in _XDG]
    data, state, cached = (
        Path(chosen if os.path.isabs(chosen) else os.path.join(home, usual), "fieldnotes")
        for chosen, (_, usual) in zip(said, _XDG, strict=True)
    )
    return data, state, cached


@cache
def _folders() -> tuple[Path, Path, Path]:
    if found := xdg_folders():
        return found
    from platformdirs import PlatformDirs  # 9 ms of every `add`, where it is Linux

    dirs = PlatformDirs("fieldnotes", appauthor=False)
    return Path(dirs.user_data_dir), Path(dirs.user_state_dir), Path(dirs.user_cache_dir)


def _folder(variable: str, index: int) -> Path:
    chosen = os.environ.get(variable)
    return Path(chosen) if chosen else _folders()[index]


def keep_private(path: Path, content: bytes) -> None:
    """Write a small file of the user's own whole, in place of an older one: 0600, in a folder of 0700.

    It outlives the program's end, not a power cut. Raises OSError.
    """
    beside = f"{path}.{os.getpid()}.tmp"
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    try:
        handle = os.open(beside, flags, 0o600)
    except FileNotFoundError:  # the first file there
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(beside, flags, 0o600)
    try:
        while content:  # a nearly full disk takes it in parts
            content = content[os.write(handle, content) :]
    finally:
        os.close(handle)
    os.replace(beside, path)


def data_folder() -> Path:
    """The device id and the user's settings; `FIELDNOTES_DATA` names another."""
    return _folder("FIELDNOTES_DATA", 0)


def state_folder() -> Path:
    """Drafts, the last study, crash reports; `FIELDNOTES_STATE` names another."""
    return _folder("FIELDNOTES_STATE", 1)


def cache_folder() -> Path:
    """Locks, indexes and summaries, all of which can be made again; `FIELDNOTES_CACHE` names another."""
    return _folder("FIELDNOTES_CACHE", 2)
