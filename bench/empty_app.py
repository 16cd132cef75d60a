"""An empty Textual app with one Input: what the start of the capture screen is held against."""

from textual.app import App, ComposeResult
from textual.widgets import Input


class Empty(App[None]):
    """Nothing but a line to type in."""

    def compose(self) -> ComposeResult:
        """The line."""
        yield Input(placeholder="type here")


if __name__ == "__main__":
    Empty().run()
