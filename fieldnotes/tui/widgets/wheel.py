"""The wheel of a mouse over a widget that scrolls by itself."""

from textual import events


class Wheeled:
    """For a widget: three rows a turn."""

    def scroll_rows(self, rows: int) -> None:
        """Up (negative) or down by so many rows."""
        raise NotImplementedError

    def _on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.scroll_rows(-3)

    def _on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.scroll_rows(3)
