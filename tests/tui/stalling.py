"""The command line with a screen that stands still for 250 ms at odd moments, as a busy laptop does.

python -m tests.tui.stalling capture STUDY MEETING
"""

import random
import time

from fieldnotes import cli
from fieldnotes.tui import app


class StallingApp(app.FieldnotesApp):
    """Blocks its event loop."""

    def on_ready(self) -> None:
        """Begin."""
        self._odd = random.Random(1)
        self.set_timer(0.3, self._stall)

    def _stall(self) -> None:
        time.sleep(0.25)
        self.set_timer(self._odd.uniform(0.1, 0.6), self._stall)


if __name__ == "__main__":
    app.FieldnotesApp = StallingApp  # type: ignore[misc]
    cli.main()
