"""Where the machine finds a change: in its own line, and in none that only names it."""

from itertools import count

import pytest

from fieldnotes.archive import names
from tests.archive.test_machine import Machine


def test_a_refused_erasure_that_stands_is_not_taken_for_the_line_that_it_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It stands behind later lines of the run's second log, and so would seem to turn their order round."""
    down = count(99, -1)  # the second log comes first
    monkeypatch.setattr(names, "new_log_name", lambda: f"20040512t140000-{next(down):08x}")
    machine = Machine()
    try:
        for plan in ([], [None, "EIO", "EIO"], [], []):
            machine.adds(0, 0, plan)
        first = machine.born[machine.notes[0]]
        place = machine._line_of(first)
        machine.erases(0, 0, [None, "EIO", "EIO"])
        assert any(said["changes"][0].get("id") == first for _, said in machine.changes_on_disk())
        assert machine._line_of(first) == place
        machine.acknowledged_is_there_in_order_and_nothing_else()
    finally:
        machine.teardown()
