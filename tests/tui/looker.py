"""Somebody at a screen, by Pilot: presses keys, and looks until something is there."""

import asyncio
import time
from collections.abc import Callable
from unittest.mock import patch

from textual._context import active_app
from textual._wait import wait_for_idle
from textual.pilot import Pilot

PATIENCE = 60.0
FIRST_LOOK, SELDOM = 0.005, 0.04
AT_REST, AT_MOST = 8, 1000
"""So many rounds of the event loop without a message in any queue: none is on its way from one to another."""


class Looker:
    """Somebody who types fast and waits for what is to be seen, never for a time."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot = pilot

    @property
    def rows(self) -> list[str]:
        """The screen in front, row by row, as its next repaint will have it."""
        screen = self.pilot.app.screen
        screen._on_timer_update()
        return ["".join(segment.text for segment in strip) for strip in screen._compositor.render_strips()]

    def row(self, words: str) -> str:
        """The first row that has the words; empty where there is none."""
        return next((row for row in self.rows if words in row), "")

    @property
    def chosen(self) -> str:
        """The row that is chosen; empty where none is in sight."""
        return self.row("❯")

    async def sees(self, words: str) -> str:
        """Look until the words are there; the row they are in."""
        found = ""

        def there() -> bool:
            nonlocal found
            found = self.row(words)
            return bool(found)

        await self.until(there, words)
        return found

    async def until(self, holds: Callable[[], bool], what: str) -> None:
        """Look until something holds."""
        end, pause = time.monotonic() + PATIENCE, FIRST_LOOK
        while not holds():
            if time.monotonic() > end:
                raise AssertionError(f"never seen: {what}\n" + "\n".join(self.rows))
            await asyncio.sleep(pause)
            pause = min(2 * pause, SELDOM)

    async def types(self, words: str, *keys: str) -> None:
        """Press a key for each character, one right behind the other, then the named ones, each by itself."""
        characters = [_NAMES.get(char, char) for char in words]
        with patch("textual.app.wait_for_idle", gone_through):  # idle is 40 ms and more a key
            await self.pilot.press(*characters[:-1])
        await self.pilot.press(*characters[-1:], *keys)


async def gone_through(*seconds: float) -> None:
    """Until every queue is empty: a key has done what it does, but for what waits for a timer or a thread."""
    app, quiet = active_app.get(), 0
    for _ in range(AT_MOST):
        await asyncio.sleep(0)
        waits = any(node.message_queue_size for node in (app, *app._registry))
        quiet = 0 if waits else quiet + 1
        if quiet == AT_REST:
            return


async def done(*seconds: float) -> None:
    """In place of Textual's `wait_for_idle`, which takes a process that is not given the processor for idle."""
    await gone_through()
    await wait_for_idle(*seconds)
    await gone_through()


_NAMES = {" ": "space", "\n": "enter"}
