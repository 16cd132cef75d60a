"""An empty Textual app with one Input, to hold the capture screen against. `--still`: its cursor does not blink."""

import sys

from textual.app import App, ComposeResult
from textual.widgets import Input


class Empty(App[None]):
    """Nothing but a line to type in."""

    def compose(self) -> ComposeResult:
        """The line."""
        line = Input(placeholder="type here")
        line.cursor_blink = "--still" not in sys.argv
        yield line


if __name__ == "__main__":
    Empty().run()
