"""Somebody at the capture screen, by Pilot."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from fieldnotes.tui.app import FieldnotesApp
from fieldnotes.tui.screens.capture import CaptureScreen
from tests.keepers import MemoryKeeper
from tests.tui.keeping import record, session
from tests.tui.looker import Looker


class Observer(Looker):
    """Somebody at the capture screen."""

    def __init__(self, pilot: Pilot[None], keeper: MemoryKeeper) -> None:
        super().__init__(pilot)
        self.keeper = keeper

    @property
    def capture_screen(self) -> CaptureScreen:
        """The screen itself."""
        screen = self.pilot.app.screen_stack[0]
        assert isinstance(screen, CaptureScreen)
        return screen


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
