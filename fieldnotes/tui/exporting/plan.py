"""What an export will write, in words, before it is begun. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from typing import NamedTuple

from fieldnotes.export.outgoing import Asked
from fieldnotes.export.registry import Format, format_named


class Row(NamedTuple):
    """A format: how many files of it at least, and the name of the first."""

    format: str
    files: int
    name: str


class Plan(NamedTuple):
    """The formats, how many meetings, and how many of the files replace others; `is_least` where it may be more."""

    rows: tuple[Row, ...]
    meetings: int
    replaces: int
    is_least: bool
    is_part: bool

    @property
    def files(self) -> int:
        """How many files are written at least."""
        return sum(row.files for row in self.rows)

    @property
    def counts(self) -> str:
        """`12 meetings, 24 files`"""
        many = counted(self.meetings, "meeting")
        which = f"what has changed in {many}" if self.is_part else many
        more = " or more" if self.is_least else ""
        files = counted(self.files, "file") if self.files else "no file"
        return f"{which}, {files}{more}"

    @property
    def says(self) -> str:
        """In a line: `12 meetings, 24 files; 3 replace older ones`."""
        older = "replaces an older one" if self.replaces == 1 else "replace older ones"
        return self.counts + (f"; {self.replaces:,} {older}" if self.replaces else "")


def counted(number: int, what: str) -> str:
    """`1 file`, `2,000 files`"""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def planned(asked: Asked, stems: Sequence[str], study: str, there: Iterable[str] = ()) -> Plan:
    """The plan for meetings and a study by the names of their folders; `there` are the files that are in `out`."""
    formats = [format_named(name) for name in asked.formats]
    rows = tuple(_row(known, asked, stems, study) for known in formats)
    names = frozenset([study, *stems])
    replaces = sum(any(_is_of(known, name, names) for known in formats) for name in there)
    return Plan(
        rows, len(stems), replaces, "text" in asked.formats and bool(stems),
        asked.options.since is not None and "qdpx" in asked.formats,
    )  # fmt: skip


def _row(known: Format, asked: Asked, stems: Sequence[str], study: str) -> Row:
    apart = known.scope == "meeting" and known.name not in asked.joined
    since = f"-since-{asked.options.since}" if "since" in known.heeds and asked.options.since else ""
    stem = (stems[0] if stems else "") if apart else study + since
    return Row(
        known.name, known.files * (len(stems) if apart else 1), f"{stem}{'-…' * (known.files > 1)}{known.ending}"
    )


def _is_of(known: Format, name: str, stems: Set[str]) -> bool:
    """True for a file of the format by its name; a table and an observer have a word more before the ending."""
    if not name.endswith(known.ending):
        return False
    stem = name.removesuffix(known.ending)
    return stem in stems or ((known.files > 1 or known.name == "text") and stem.rpartition("-")[0] in stems)
