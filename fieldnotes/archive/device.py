"""The id of this machine and user, kept in the user's own folder: a copied study does not carry it along."""

import contextlib
import os
import re
from pathlib import Path

from fieldnotes import locations
from fieldnotes.archive import disk

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def _file() -> Path:
    return locations.data_folder() / "device"


def known_device() -> str:
    """The id of this device; empty where none was needed yet."""
    try:
        text = _file().read_text(encoding="ascii").strip()
        return text if _ID.fullmatch(text) else ""
    except (OSError, ValueError):
        return ""


def this_device() -> str:
    """The id of this device, made and kept when it is first needed."""
    found = known_device()
    if found:
        return found
    import uuid  # 3 ms, wanted once on each machine

    made = str(uuid.uuid4())
    with contextlib.suppress(OSError):  # a folder that cannot be written: an id for this run alone
        disk.make_folder(_file().parent)
        disk.write_whole(_file(), made.encode() + b"\n", os.urandom(4).hex())
    return known_device() or made
