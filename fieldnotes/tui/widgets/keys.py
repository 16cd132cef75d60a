"""The footer: a key and its word, as many as there is room for, each of them to be clicked."""

from collections.abc import Sequence

from textual import events
from textual.message import Message
from textual.strip import Strip

from fieldnotes.tui.widgets.painted import Painted
from fieldnotes.tui.wrapping import Piece, cells


class Keys(Painted):
    """One line of at most seven keys."""

    MOST = 7

    class Clicked(Message):
        """A key was clicked."""

        def __init__(self, command: str) -> None:
            super().__init__()
            self.command = command

    def __init__(self, keys: Sequence[tuple[str, str, str]], *, id: str) -> None:
        """`keys` are command, key as it is written, and word."""
        super().__init__(id=id)
        self._keys = keys[: self.MOST]

    def _spans(self) -> list[tuple[int, int, int]]:
        """Where each key that fits stands, as key, start and end."""
        spans, x = [], 1
        for n, (_, key, word) in enumerate(self._keys):
            end = x + cells([Piece(f"{key} {word}")])
            if end > self.content_size.width:
                break
            spans.append((n, x, end))
            x = end + 2
        return spans

    def render_line(self, y: int) -> Strip:
        """The line."""
        row = [Piece(" ")]
        for n, _, _ in self._spans():
            _, key, word = self._keys[n]
            row += [Piece(key, "strong"), Piece(f" {word}  ", "quiet")]
        return self.strip(row)

    async def _on_mouse_down(self, event: events.MouseDown) -> None:
        event.stop()
        for n, start, end in self._spans():
            if start <= event.x < end:
                self.post_message(self.Clicked(self._keys[n][0]))
