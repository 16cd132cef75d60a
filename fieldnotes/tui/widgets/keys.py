"""The footer: keys and their words; while something can be completed, what tab offers. All of it can be clicked."""

from collections.abc import Callable, Sequence

from textual import events
from textual.message import Message
from textual.strip import Strip

from fieldnotes.tui.completing import Offered
from fieldnotes.tui.offers import Laid, lay_out
from fieldnotes.tui.widgets.painted import Painted
from fieldnotes.tui.wrapping import Piece, cells


class Keys(Painted):
    """One line of at most seven keys, or of what is offered: no row comes and goes while somebody types."""

    MOST = 7

    class Clicked(Message):
        """A key was clicked."""

        def __init__(self, command: str) -> None:
            super().__init__()
            self.command = command

    class Chosen(Message):
        """What is offered at that place was clicked."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(
        self,
        keys: Sequence[tuple[str, str, str]],
        offers: Callable[[], tuple[Offered | None, bool]],
        *,
        id: str,
    ) -> None:
        """`keys` are command, key as written, and word; `offers` what tab offers, and whether a line waits."""
        super().__init__(id=id)
        self._keys = keys[: self.MOST]
        self._offers = offers
        self._shown: tuple[Offered | None, bool] = (None, False)
        self._laid = Laid([], ())

    def show(self, keys: Sequence[tuple[str, str, str]]) -> None:
        """Other keys from now on."""
        if list(keys[: self.MOST]) != list(self._keys):
            self._keys = keys[: self.MOST]
            self.refresh()

    def look(self) -> None:
        """Paint where something else is offered than is shown; may be called while others paint."""
        if self._offers() != self._shown:
            self.call_later(self.refresh)

    def _spans(self) -> list[tuple[int, int, int]]:
        """Where each key that fits stands, as key, start and end; the way out, the last of them, goes last."""
        wide = [cells([Piece(f"{key} {word}")]) for _, key, word in self._keys]
        kept = list(range(len(wide)))
        while len(kept) > 1 and sum(wide[n] + 2 for n in kept) - 1 > self.content_size.width:
            del kept[-2]
        spans, x = [], 1
        for n in kept:
            spans.append((n, x, x + wide[n]))
            x += wide[n] + 2
        return spans

    def render_line(self, y: int) -> Strip:
        """The line."""
        self._shown = self._offers()
        self._laid = lay_out(self._shown[0], self.content_size.width, waits=self._shown[1])
        if self._laid.row:
            return self.strip(self._laid.row)
        row = [Piece(" ")]
        for n, _, _ in self._spans():
            _, key, word = self._keys[n]
            row += [Piece(key, "strong"), Piece(f" {word}  ", "quiet")]
        return self.strip(row)

    async def _on_mouse_down(self, event: events.MouseDown) -> None:
        event.stop()
        if self._laid.row:
            places = (n for n, (start, end) in enumerate(self._laid.spans) if start <= event.x < end)
            if (place := next(places, None)) is not None:
                self.post_message(self.Chosen(place))
            return
        for n, start, end in self._spans():
            if start <= event.x < end:
                self.post_message(self.Clicked(self._keys[n][0]))
