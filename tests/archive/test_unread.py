"""A log of the run itself that cannot be read for a moment, while an erasure is carried out."""

from tests.archive.test_machine import Machine


def test_a_log_of_ones_own_that_cannot_be_read_after_an_erasure_is_read_later() -> None:
    machine = Machine()
    try:
        machine.adds(0, 0, [])
        machine.adds(0, 0, [])
        for first_failing in range(2, 9):
            machine.adds(0, 0, [])
            machine.erases(0, -1, [*[None] * first_failing, "EIO"])
            machine.memory_is_disk()
    finally:
        machine.teardown()
