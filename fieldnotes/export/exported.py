"""What an exporter gives: the bytes of its files, and what whoever asked for them should know."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple


class Exported(NamedTuple):
    """The same record gives the same.

    `files` are named by what follows the stem, ending included: `.pdf`, `-lm.jot`.
    `warnings` are sentences for the user.
    """

    files: Mapping[str, bytes]
    warnings: tuple[str, ...] = ()


class Written(NamedTuple):
    """The files that were written, and sentences for the user; `about` names the meeting where they are of one."""

    paths: list[Path]
    warnings: list[str]
    about: str = ""
