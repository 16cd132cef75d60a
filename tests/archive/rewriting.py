"""A log with other payloads, its checksums made anew: what another version of the program would have written."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fieldnotes.archive.line import write_line
from tests.archive.making import lines_of


def rewrite(log: Path, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Put into every line what `change` makes of its payload."""
    head, parts = "", []
    for line in lines_of(log):
        said = change(json.loads(line.payload or b""))
        raw, head = write_line(line.n, head, json.dumps(said, separators=(",", ":")).encode())
        parts.append(raw)
    log.write_bytes(b"".join(parts))
