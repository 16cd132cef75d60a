"""A program for the pty tests: the capture screen, on a session whose keeper appends to a file.

python -m tests.tui.on_screen FILE [--stall | --fault | --no-hup]
"""

import signal
import sys
import time
from datetime import timedelta
from pathlib import Path

from fieldnotes.archive.glimpse import Glimpse
from fieldnotes.capture.session import Session
from fieldnotes.tui import app, terminal
from fieldnotes.tui.opening import Opened, Opening
from tests.keepers import FileKeeper
from tests.tui.keeping import record
from tests.tui.stalling import StallingApp

READING = timedelta(seconds=2)


class FaultyApp(app.FieldnotesApp):
    """Fails once a line was taken, as a mistake of ours would."""

    def on_ready(self) -> None:
        """Wait for the line."""
        self.set_interval(0.05, self._fail_late)

    def _fail_late(self) -> None:
        words = [seen.text for session in self._sessions() for seen in session.observations]
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
    session = Session(FileKeeper(record(), Path(words[0])), "KC")
    try:
        app.capture(_slowly(session) if "--slowly" in words else session)
    except ValueError:
        sys.exit(1)
    session.close()


def _slowly(session: Session) -> Opening:
    """A meeting that takes long to read."""

    def opened() -> Opened:
        time.sleep(READING.total_seconds())
        return Opened(session, ["The log of Tuesday ended badly"])

    return Opening(Glimpse(session.record.meeting, session.record.items), "UTC", opened)


if __name__ == "__main__":
    main(sys.argv[1:])
