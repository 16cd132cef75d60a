"""Alt with an arrow, which the parser tells as an escape and an arrow."""

import pytest
from textual.events import Key
from textual.message import Message

pytest.importorskip("termios")

from fieldnotes.tui.posix_driver import with_alt_arrows


def heard(*names: str) -> list[str]:
    events: list[Message] = [Key(name, None) for name in names]
    return [event.key for event in with_alt_arrows(events) if isinstance(event, Key)]


@pytest.mark.parametrize(
    ("told", "keys"),
    [
        (["escape", "up"], ["alt+up"]),
        (["x", "escape", "down", "down"], ["x", "alt+down", "down"]),
        (["escape", "escape", "left"], ["escape", "alt+left"]),
        (["escape", "a", "up"], ["escape", "a", "up"]),
        (["up", "escape"], ["up", "escape"]),
        ([], []),
    ],
)
def test_an_escape_and_an_arrow_of_one_piece_are_one_key(told: list[str], keys: list[str]) -> None:
    assert heard(*told) == keys
