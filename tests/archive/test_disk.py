"""Each way of each operating system, with the Linux way taken away."""

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from fieldnotes.archive import disk
from tests.shared_material import CHECKOUT


class _Calls(list[str]):
    def noting(self, name: str, error: OSError | None = None) -> object:
        def call(*args: object) -> None:
            self.append(name)
            if error is not None:
                raise error

        return call


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> _Calls:
    """The syncs that are asked for, on a system without F_FULLFSYNC."""
    noted = _Calls()
    monkeypatch.setattr(os, "fsync", noted.noting("fsync"))
    monkeypatch.setattr(os, "fdatasync", noted.noting("fdatasync"))
    monkeypatch.setattr(disk, "fcntl", SimpleNamespace())
    return noted


def test_linux_syncs_the_data(calls: _Calls) -> None:
    disk.sync_file(1)
    assert calls == ["fdatasync"]


def test_without_fdatasync_all_is_synced(calls: _Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fdatasync")
    monkeypatch.setattr(disk, "fcntl", None)
    disk.sync_file(1)
    assert calls == ["fsync"]


def _macos(calls: _Calls, error: OSError | None = None) -> SimpleNamespace:
    return SimpleNamespace(F_FULLFSYNC=51, fcntl=calls.noting("full", error))


def test_macos_asks_the_drive_too(calls: _Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "fcntl", _macos(calls))
    disk.sync_file(1)
    assert calls == ["full"]


def test_macos_on_a_network_drive_syncs_as_it_can(calls: _Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fdatasync")
    monkeypatch.setattr(disk, "fcntl", _macos(calls, OSError(errno.ENOTSUP, "no")))
    disk.sync_file(1)
    assert calls == ["full", "fsync"]


def test_macos_does_not_hide_a_failing_drive(calls: _Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "fcntl", _macos(calls, OSError(errno.EIO, "bad")))
    with pytest.raises(OSError, match="bad"):
        disk.sync_file(1)
    assert calls == ["full"]


def test_a_folder_is_synced_where_that_can_be(
    calls: _Calls, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    disk.sync_folder(tmp_path)
    assert calls == ["fsync"]
    monkeypatch.delattr(os, "O_DIRECTORY")
    disk.sync_folder(tmp_path)
    assert calls == ["fsync"]


@pytest.mark.parametrize(("number", "raises"), [(errno.EINVAL, False), (errno.ENOTSUP, False), (errno.EIO, True)])
def test_a_folder_that_refuses_to_be_synced(
    calls: _Calls, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, number: int, raises: bool
) -> None:
    monkeypatch.setattr(os, "fsync", calls.noting("fsync", OSError(number, "no")))
    if raises:
        with pytest.raises(OSError, match="no"):
            disk.sync_folder(tmp_path)
    else:
        disk.sync_folder(tmp_path)


class _Held(OSError):
    """What Windows says while another program holds a file."""

    def __init__(self, winerror: int) -> None:
        super().__init__(13, "held")
        self.winerror = winerror


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Time that only sleeping moves."""
    now = [0.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds

    monkeypatch.setattr(disk, "time", SimpleNamespace(monotonic=lambda: now[0], sleep=sleep))
    return now


def _replacing(folder: Path) -> None:
    disk.replace(folder / "a", folder / "b")


def _removing(folder: Path) -> None:
    disk.remove(folder / "a")


def _making(folder: Path) -> None:
    os.close(disk.open_exclusive(folder / "new"))


HELD_WHILE = [("replace", _replacing, ["b"]), ("unlink", _removing, []), ("open", _making, ["a", "new"])]


@pytest.mark.parametrize("winerror", [5, 32])
@pytest.mark.parametrize(("name", "act", "there"), HELD_WHILE)
def test_a_file_that_is_held_is_tried_again(
    name: str,
    act: Callable[[Path], None],
    there: list[str],
    winerror: int,
    clock: list[float],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    real, failures = getattr(os, name), [_Held(winerror)] * 3

    def held_for_a_while(*args: object) -> object:
        if failures:
            raise failures.pop()
        return real(*args)

    (tmp_path / "a").write_text("new")
    with monkeypatch.context() as patch:
        patch.setattr(os, name, held_for_a_while)
        act(tmp_path)
    assert sorted(os.listdir(tmp_path)) == there
    assert 0 < clock[0] < 1


@pytest.mark.parametrize(("name", "act", "there"), HELD_WHILE)
def test_after_two_seconds_it_is_given_up(
    name: str,
    act: Callable[[Path], None],
    there: list[str],
    clock: list[float],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(os, name, _Calls().noting(name, _Held(32)))
    with pytest.raises(OSError, match="held"):
        act(tmp_path)
    assert 2 <= clock[0] < 3


def test_any_other_failure_is_not_tried_again(
    clock: list[float], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(os, "replace", _Calls().noting("replace", OSError(errno.EROFS, "read only")))
    with pytest.raises(OSError, match="read only"):
        disk.replace(tmp_path / "a", tmp_path / "b")
    assert clock == [0.0]


def test_who_reads_does_not_wait_for_who_holds(
    clock: list[float], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(os, "open", _Calls().noting("open", _Held(32)))
    with pytest.raises(OSError, match="held"):
        disk.read_from(tmp_path / "a")
    assert clock == [0.0]


@pytest.mark.parametrize("act", [disk.open_exclusive, disk.read_from])
def test_windows_files_are_opened_as_bytes(
    act: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[int] = []

    def opened(path: Path, flags: int, mode: int = 0) -> int:
        asked.append(flags)
        raise FileExistsError

    monkeypatch.setattr(os, "O_BINARY", 0x8000, raising=False)
    monkeypatch.setattr(os, "O_CLOEXEC", 0x4000, raising=False)
    monkeypatch.setattr(os, "open", opened)
    with pytest.raises(FileExistsError):
        act(tmp_path / "log")
    assert asked[0] & 0xC000 == 0xC000
    monkeypatch.delattr(os, "O_BINARY")
    monkeypatch.delattr(os, "O_CLOEXEC")
    with pytest.raises(FileExistsError):
        act(tmp_path / "log")
    assert not asked[1] & 0xC000


def test_a_new_file_is_its_owners_and_never_an_old_one(tmp_path: Path) -> None:
    fd = disk.open_exclusive(tmp_path / "log")
    disk.append(fd, b"ab")
    disk.append(fd, b"cd")
    os.close(fd)
    assert (tmp_path / "log").read_bytes() == b"abcd"
    assert stat.S_IMODE((tmp_path / "log").stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        disk.open_exclusive(tmp_path / "log")


def test_what_the_system_takes_in_parts_is_written_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: real(fd, data[:3]))
    fd = disk.open_exclusive(tmp_path / "log")
    disk.append(fd, b"0123456789")
    os.close(fd)
    assert (tmp_path / "log").read_bytes() == b"0123456789"


def test_folders_are_made_with_those_above_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    synced: list[Path] = []
    monkeypatch.setattr(disk, "sync_folder", synced.append)
    disk.make_folder(tmp_path / "a" / "b")
    disk.make_folder(tmp_path / "a" / "b")
    assert synced == [tmp_path, tmp_path / "a"]
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "a" / "b").stat().st_mode) == 0o700


def test_a_file_is_replaced_whole_or_not_at_all(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "file"
    order = _Calls()
    monkeypatch.setattr(disk, "sync_file", order.noting("file"))
    monkeypatch.setattr(disk, "sync_folder", order.noting("folder"))
    disk.write_whole(path, b"one", "x")
    assert (path.read_bytes(), order) == (b"one", ["file", "folder"])
    monkeypatch.setattr(disk, "sync_file", order.noting("file", OSError(errno.EIO, "bad")))
    with pytest.raises(OSError, match="bad"):
        disk.write_whole(path, b"two", "x")
    assert path.read_bytes() == b"one"
    assert os.listdir(tmp_path) == ["file"]


def test_two_files_of_one_name_are_told_apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.touch()
    first = disk.file_identity(str(path))
    assert first == disk.file_identity(str(path))
    (tmp_path / "other").touch()
    os.replace(tmp_path / "other", path)
    assert disk.file_identity(str(path)) != first
    path.unlink()
    assert disk.file_identity(str(path)) == (0, 0)
    monkeypatch.setattr(os, "stat", lambda path: SimpleNamespace(st_dev=1, st_ino=0))
    assert disk.file_identity(str(path)) is None


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_no_room_is_told_from_other_failures(number: int) -> None:
    assert disk.is_full(OSError(number, "full"))
    assert not disk.is_full(OSError(errno.EIO, "bad"))


def test_a_pipe_among_the_files_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jsonl")
    with pytest.raises(OSError, match="not a file"):
        disk.read_from(tmp_path / "pipe.jsonl")


def test_on_windows_there_is_no_fcntl_and_no_quota() -> None:
    without = (
        "import errno, sys; sys.modules['fcntl'] = None; del errno.EDQUOT; import fieldnotes.archive.disk as disk"
    )
    call = f"{without}; assert disk.fcntl is None and disk.is_full(OSError(errno.ENOSPC, ''))"
    subprocess.run([sys.executable, "-c", call], check=True, cwd=CHECKOUT)
