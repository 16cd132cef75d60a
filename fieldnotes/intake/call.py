"""A call for files to be taken in: which, as what, and where to."""

from datetime import date, time
from pathlib import Path
from typing import NamedTuple

FORMS = ("jottings", "vtt", "srt", "rttm", "csv", "qdc", "qdpx")


class Asked(NamedTuple):
    """What a call of `import` says, option by option."""

    study: Path
    files: tuple[Path, ...]
    form: str | None = None
    meeting: str | None = None
    site: str | None = None
    body: str | None = None
    day: date | None = None
    start: time | None = None
    zone: str | None = None
    observer: str | None = None
    speaker: tuple[str, ...] = ()
    speakers: Path | None = None
    offset: str | None = None
    at: time | None = None
    column: tuple[str, ...] = ()
    strict: bool = False
    amend: bool = False
    dry_run: bool = False
    as_json: bool = False

    def form_of(self, path: Path) -> str:
        """What a file is: what the call says, else what the ending of its name does, else jottings."""
        ending = path.suffix.casefold().removeprefix(".")
        return self.form or (ending if ending in FORMS else "csv" if ending == "tsv" else "jottings")
