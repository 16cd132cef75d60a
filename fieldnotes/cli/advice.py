"""What to do next about what a check found: only what can help with it is named."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fieldnotes.archive.findings import Finding

REPAIRED = ("checkpoint", "mode", "left")
_MANY = 3


def advice(study: Path, findings: "Iterable[Finding]", repaired: bool) -> Iterator[str]:
    """Sentences, each with a command to try; none where no command helps. `repaired`: a repair was just tried."""
    found = list(findings)
    named = _quoted(study)
    if not repaired and any(each.kind in REPAIRED or each.torn for each in found):
        yield f"Try: fieldnotes check {named} --repair"
    damaged = [each for each in found if each.kind == "damage" and each.line and not each.torn]
    if damaged or any(each.kind == "lost" for each in found):
        yield f"Try: fieldnotes restore {named} (shows first what a backup can put back)"
    files = list(dict.fromkeys([*(each.file for each in damaged), *_summaries(found)]))
    for file in files[:_MANY]:
        yield f"Try: fieldnotes salvage {_quoted(study / file)} (prints what can be read of it)"


def _quoted(path: Path) -> str:
    """A path as it can be typed, on Windows too."""
    return f'"{path}"' if set(" ()&'") & set(str(path)) else str(path)


def _summaries(found: "Iterable[Finding]") -> Iterator[str]:
    return (each.file for each in found if each.kind == "lost" and not each.file.endswith((".jsonl", "/")))
