"""Somebody at the export screen, by Pilot, on a study on the disk."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual import events

from fieldnotes.tui.screens.export import ExportPage
from tests.tui.at_start import Beginner, starting


class Exporter(Beginner):
    """Somebody at the export screen."""

    @property
    def page(self) -> ExportPage:
        """The screen itself."""
        return next(screen for screen in self.pilot.app.screen_stack if isinstance(screen, ExportPage))

    async def goes_to(self, label: str) -> None:
        """Have the entry of that label in hand."""
        for _ in self.page.filled.entries:
            if self.page.filled.entry.label == label:
                return
            await self.pilot.press("down")
        raise AssertionError(f"no entry {label}: {[entry.label for entry in self.page.filled.entries]}")

    async def fills(self, label: str, words: str) -> None:
        """Paste words into the entry of that label, in place of what stands there."""
        await self.goes_to(label)
        await self.pilot.press("ctrl+u")
        self.pilot.app.post_message(events.Paste(words))
        await self.until(lambda: self.page.filled.entry.text == words, words)

    async def written(self) -> None:
        """Until what was written is told."""
        await self.until(lambda: self.page.view == "report" and not self.desk.works, "what was written")


@asynccontextmanager
async def exporting(study: Path, *keys: str, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Exporter]:
    """The export screen, opened by these keys (`x` if none are given) on the start screen."""
    async with starting(study, size) as beginner:
        somebody = Exporter(beginner.pilot, beginner.desk)
        await somebody.types("", *(keys or ("x",)))
        yield somebody
