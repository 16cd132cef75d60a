"""The capture screen in a real terminal, for the tests that press its keys and pull its plug."""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.pty_driver import Terminal

ALT_SCREEN_LEFT = b"\x1b[?1049l"


class Screen(Terminal):
    """The capture screen in a terminal, and the file its lines go to."""

    def __init__(
        self, folder: Path, *options: str, size: tuple[int, int] = (24, 80), env: Mapping[str, str] | None = None
    ) -> None:
        self.file = folder / "kept.jsonl"
        super().__init__(
            [sys.executable, "-m", "tests.tui.on_screen", str(self.file), *options], size=size, env=env
        )
        self.wait_for("Agenda")

    def kept(self) -> list[dict[str, Any]]:
        """What was kept, in its order."""
        if not self.file.exists():
            return []
        return [json.loads(line) for line in self.file.read_text(encoding="utf-8").splitlines()]

    def texts(self) -> list[str]:
        """The texts of the notes and speech kept."""
        return [entry["text"] for entry in self.kept() if entry["kind"] in ("note", "speech")]

    def wait_texts(self, texts: list[str]) -> None:
        """Until so many texts are kept; then they are these."""
        self.wait_until(lambda: len(self.texts()) >= len(texts), f"{len(texts)} lines")
        assert self.texts() == texts

    def composer(self) -> str:
        """The row that is typed in."""
        return next((row for row in self.screen().splitlines() if " › " in row and "│" not in row), "")

    def wait_draft(self, words: str) -> None:
        """Until the draft is on the disk."""
        folder = Path(os.environ["FIELDNOTES_STATE"]) / "drafts"
        self.wait_until(lambda: any(words in path.read_text("utf-8") for path in folder.glob("*.json")), "draft")

    def leave(self) -> None:
        """ctrl+q, and the end."""
        self.send(b"\x11")
        assert self.wait_end() == 0
        assert ALT_SCREEN_LEFT in self.written
        assert self.kept()[-1]["kind"] == "closed"
