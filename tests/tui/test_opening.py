"""The first frame, before the meeting is read: what it shows, and that keys typed at it are the first line's."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from fieldnotes.archive.glimpse import Glimpse
from fieldnotes.errors import FieldnotesError
from fieldnotes.tui.app import FieldnotesApp
from fieldnotes.tui.opening import Opened, Opening
from tests.tui.on_screen import READING
from tests.tui.screens import Screen


def test_keys_typed_while_the_meeting_is_read_are_lines_in_their_order_and_of_their_time(tmp_path: Path) -> None:
    with Screen(tmp_path, "--slowly") as screen:
        screen.wait_shown("Reading the meeting")
        shown = screen.screen()
        typed = datetime.now(UTC)
        screen.send("first @14:03 [x]\rseco")
        screen.send(b"\x1b[200~pasted\x1b[201~")
        screen.send("nd\rthird")
        assert "2 Diabetes NSF u" in shown
        assert "PEC · Site B" in shown
        assert "○ opening" in shown
        screen.wait_shown("› third")
        screen.wait_texts(["first @14:03 [x]", "secopastednd"])
        assert datetime.fromisoformat(screen.kept()[0]["at"]) - typed < READING
        screen.send(b"\x15")
        screen.leave()


def test_what_was_found_damaged_is_told_once_it_is_read(tmp_path: Path) -> None:
    with Screen(tmp_path, "--slowly", size=(36, 120)) as screen:
        screen.wait_shown("Reading the meeting")
        screen.wait_shown("The log of Tuesday")
        screen.leave()


def test_leaving_while_the_meeting_is_read_leaves_once_it_is(tmp_path: Path) -> None:
    with Screen(tmp_path, "--slowly") as screen:
        screen.wait_shown("Reading the meeting")
        screen.leave()


class Refused(FieldnotesError):
    """The meeting cannot be opened."""


async def test_a_meeting_that_cannot_be_opened_ends_the_screen_with_its_reason() -> None:
    def refuse() -> Opened:
        raise Refused("A newer program wrote this meeting.")

    app = FieldnotesApp(Opening(Glimpse(), "UTC", refuse))
    with pytest.raises(Refused):
        async with app.run_test(size=(80, 24)) as pilot:
            while app.fault is None:
                await pilot.pause()
    assert isinstance(app.fault, Refused)
    assert app.session is None
