"""The zip of a project, file by file: fixed dates and order, so that the same study gives the same bytes."""

import contextlib
import shutil
import zipfile
from collections.abc import Iterable
from typing import BinaryIO

_DAY = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_LARGE = 1 << 30


def _named(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _DAY)
    info.create_system, info.external_attr = _UNIX, 0o600 << 16
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


class Package:
    """Sources one by one, the project last."""

    def __init__(self, out: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(out, "w")

    def source(self, guid: str, text: str, crlf: bool) -> None:
        """A text in `sources/`, UTF-8 without a mark; positions count LF whatever the line ends are."""
        said = text.replace("\n", "\r\n") if crlf else text
        self._zip.writestr(_named(f"sources/{guid}.txt"), said.encode("utf-8", "replace"))

    def project(self, parts: "Iterable[str | BinaryIO]", size: int) -> None:
        """`project.qde`, of texts and of files that are copied, about so large, and the end."""
        with self._zip.open(_named("project.qde"), "w", force_zip64=size > _LARGE) as out:
            for part in parts:
                if isinstance(part, str):
                    out.write(part.encode("utf-8", "replace"))
                else:
                    part.seek(0)
                    shutil.copyfileobj(part, out, 1 << 20)
        self._zip.close()

    def abandon(self) -> None:
        """Let go of a file that will not be whole; nothing where it is whole already."""
        with contextlib.suppress(OSError, ValueError):
            self._zip.close()
