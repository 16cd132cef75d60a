"""Somebody at the capture screen, by Pilot."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from fieldnotes.tui.app import FieldnotesApp
from fieldnotes.tui.screens.capture import CaptureScreen
from tests.keepers import MemoryKeeper
from tests.tui.keeping import record, session

PATIENCE = 20.0


class Observer:
    """Somebody at the capture screen: types, and looks until something is there."""

    def __init__(self, pilot: Pilot[None], keeper: MemoryKeeper) -> None:
        self.pilot = pilot
        self.keeper = keeper

    @property
    def rows(self) -> list[str]:
        """The screen, row by row."""
        screen = self.pilot.app.screen
        return ["".join(segment.text for segment in strip) for strip in screen._compositor.render_strips()]

    @property
    def capture_screen(self) -> CaptureScreen:
        """The screen itself."""
        screen = self.pilot.app.screen_stack[0]
        assert isinstance(screen, CaptureScreen)
        return screen

    def row(self, words: str) -> str:
        """The first row that has the words; empty where there is none."""
        return next((row for row in self.rows if words in row), "")

    async def sees(self, words: str) -> str:
        """Look until the words are there; the row they are in."""
        await self.until(lambda: bool(self.row(words)), words)
        return self.row(words)

    async def until(self, holds: Callable[[], bool], what: str) -> None:
        """Look until something holds."""
        for _ in range(int(PATIENCE / 0.02)):
            if holds():
                return
            await asyncio.sleep(0.02)
        raise AssertionError(f"never seen: {what}\n" + "\n".join(self.rows))

    async def types(self, words: str, *keys: str) -> None:
        """Press a key for each character, then the named ones."""
        await self.pilot.press(*({" ": "space"}.get(char, char) for char in words), *keys)


@asynccontextmanager
async def observing(
    keeper: MemoryKeeper | None = None, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Observer]:
    """The capture screen on a meeting in memory, of that many columns and rows."""
    kept = keeper or MemoryKeeper(record())
    live = session(kept)
    try:
        async with FieldnotesApp(live).run_test(size=size) as pilot:
            yield Observer(pilot, kept)
    finally:
        kept.go_on()
        live.close()
