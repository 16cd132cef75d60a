"""The zip of a project, opened with distrust: nothing is unpacked to disk, and nothing is read past its limits."""

import stat
import zipfile
import zlib
from typing import IO, BinaryIO

from fieldnotes.intake.faults import FileFault, quoted
from fieldnotes.intake.qdpx import limits
from fieldnotes.text import visible

_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_END, _LONG_END, _END_SIZE = b"PK\x05\x06", b"PK\x06\x07", 22
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


class Package:
    """The files of a project: `project.qde`, and texts by the path that it names them by."""

    def __init__(self, file: BinaryIO, source: str) -> None:
        """Raises FileFault."""
        self._source, self._left = source, limits.ALL_TEXTS
        self._refuse_long_lists(file)
        try:
            self._zip = zipfile.ZipFile(file)
        except BROKEN as error:
            raise self._fault("it is no zip file, or not all of one.") from error
        self._infos = {info.filename.casefold(): info for info in self._zip.infolist()}
        self._refuse(self._zip.infolist())

    def _fault(self, why: str) -> FileFault:
        return FileFault(self._source, 1, why, in_header=True)

    def _refuse_long_lists(self, file: BinaryIO) -> None:
        """Look at the end of the file, which says how long its list is, before anybody builds that in memory."""
        size = file.seek(0, 2)
        if size > limits.LARGEST_FILE:
            raise self._fault(f"it is larger than {limits.LARGEST_FILE // limits.MB} MB, which no project is.")
        file.seek(max(0, size - 65536 - _END_SIZE - 20))
        tail = file.read()
        at = tail.rfind(_END)
        if _LONG_END in tail or (
            at >= 0 and int.from_bytes(tail[at + 12 : at + 16], "little") > limits.LARGEST_LIST
        ):
            raise self._fault("its list of files is longer than that of any project.")
        file.seek(0)

    def _refuse(self, infos: list[zipfile.ZipInfo]) -> None:
        if len(infos) > limits.MOST_FILES:
            raise self._fault(f"there are more than {limits.MOST_FILES:,} files in it.")
        if len(self._infos) != len(infos):
            raise self._fault("two files in it have one name.")
        for info in infos:
            name = quoted(visible(info.filename))
            if _is_trick(info.filename) or stat.S_ISLNK(info.external_attr >> 16):
                raise self._fault(f"{name} in it would lie outside of the project.")
            if info.flag_bits & 1:
                raise self._fault(f"{name} in it is encrypted; export the project without a password.")
            if info.compress_type not in _PACKED:
                raise self._fault(f"{name} in it is packed in a way that no project is.")
            if info.file_size > limits.MB and info.file_size > limits.DENSEST * max(1, info.compress_size):
                raise self._fault(
                    f"{name} in it would unpack to more than {limits.DENSEST} times its size, as a trap does."
                )

    def project(self) -> IO[bytes]:
        """The project itself, to be read to its end. Raises FileFault."""
        found = [info for info in self._infos.values() if _is_project(info.filename)]
        if len(found) != 1:
            raise self._fault("it is no project: there must be one project.qde in it.")
        if found[0].file_size > limits.LARGEST_PROJECT:
            size = limits.LARGEST_PROJECT // limits.MB
            raise self._fault(f"its project.qde is larger than {size} MB, which no study comes to.")
        return self._open(found[0])

    def _open(self, info: zipfile.ZipInfo) -> IO[bytes]:
        try:
            return self._zip.open(info)
        except BROKEN as error:
            raise self._fault(f"{quoted(visible(info.filename))} in it is damaged.") from error

    def text(self, path: str, line: int) -> str | None:
        """The text that `internal://…` names, as it stands in its file; None where there is no such file."""
        info = self._infos.get(f"sources/{path.removeprefix('internal://')}".casefold())
        if info is None or not path.startswith("internal://"):
            return None
        if info.file_size > min(limits.LARGEST_TEXT, self._left):
            most = (limits.LARGEST_TEXT if info.file_size > limits.LARGEST_TEXT else limits.ALL_TEXTS) // limits.MB
            raise FileFault(self._source, line, f"its texts are larger than {most} MB, which no meeting comes to.")
        self._left -= info.file_size
        try:
            return self._zip.read(info).decode("utf-8")
        except UnicodeDecodeError as error:
            raise FileFault(self._source, line, "a text of it is not UTF-8.") from error
        except BROKEN as error:
            raise FileFault(self._source, line, "a text of it is damaged.") from error


def _is_project(name: str) -> bool:
    return "/" not in name and name.casefold().endswith(".qde")


def _is_trick(name: str) -> bool:
    """True for a name that points out of the folder in which it would be unpacked."""
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or "\0" in name or not name
