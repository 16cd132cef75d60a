"""A program for the pty tests: the capture screen on a real study, with the clock that a file tells.

python -m tests.tui.on_clock STUDY CLOCK, where CLOCK holds milliseconds after the start of `tests.spoken`.
"""

import sys
from pathlib import Path

from fieldnotes.archive import StudyArchive
from fieldnotes.capture.moment import Clocks, Watch
from fieldnotes.capture.session import Session
from fieldnotes.tui import app
from tests.spoken import START

BEFORE_ANY_KEY = -(10**9)
"""The fake monotonic clock is always behind the real one that keys carry, and so is what they are timed by."""


def at(ms: int) -> Clocks:
    """The clocks so long after the start."""
    return Clocks(round(START.timestamp() * 1000) + ms, BEFORE_ANY_KEY + ms, BEFORE_ANY_KEY + ms)


def main(study: str, clock: str) -> None:
    """Open the screen."""
    archive = StudyArchive.open(Path(study))
    session = Session(archive.open_meeting("last"), "KC", Watch(lambda: at(int(Path(clock).read_text()))))
    app.capture(session)
    session.close()
    archive.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
