"""A program for the pty tests: the capture screen, on a session whose keeper appends to a file.

python -m tests.tui.on_screen FILE [--stall | --fault | --no-hup]
"""

import json
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from fieldnotes.capture.session import Session
from fieldnotes.model.agenda import Item
from fieldnotes.model.codebook import Code
from fieldnotes.model.observation import Observation
from fieldnotes.model.people import Person
from fieldnotes.tui import app, terminal
from tests.tui.keeping import MemoryKeeper, record
from tests.tui.stalling import StallingApp


class FileKeeper(MemoryKeeper):
    """Appends each observation as a line of JSON."""

    def __init__(self, path: Path) -> None:
        super().__init__(record())
        self._file = path.open("a", encoding="utf-8")

    def commit(
        self,
        *,
        who: str,
        people: Sequence[Person] = (),
        items: Sequence[Item] = (),
        codes: Sequence[Code] = (),
        observations: Sequence[Observation] = (),
        change: str = "",
    ) -> str:
        """Keep it in the file."""
        for seen in observations:
            kept = {"kind": seen.kind, "actor": seen.actor, "text": seen.text, "at": seen.at.isoformat()}
            print(json.dumps(kept), file=self._file, flush=True)
        return "kept"

    def close(self) -> None:
        """Say that the log was ended."""
        print(json.dumps({"kind": "closed"}), file=self._file, flush=True)


class FaultyApp(app.FieldnotesApp):
    """Fails once a line was taken, as a mistake of ours would."""

    def on_ready(self) -> None:
        """Wait for the line."""
        self.set_interval(0.05, self._fail_late)

    def _fail_late(self) -> None:
        words = [seen.text for seen in self._session.observations]
        if words:
            raise ValueError(words)


def main(words: list[str]) -> None:
    """Open the screen."""
    if "--stall" in words:
        app.FieldnotesApp = StallingApp  # type: ignore[misc]
    if "--fault" in words:
        app.FieldnotesApp = FaultyApp  # type: ignore[misc]
    if "--no-hup" in words:
        terminal.SIGNALS = ("SIGTERM",)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    session = Session(FileKeeper(Path(words[0])), "KC")
    try:
        app.capture(session)
    except ValueError:
        sys.exit(1)
    session.close()


if __name__ == "__main__":
    main(sys.argv[1:])
