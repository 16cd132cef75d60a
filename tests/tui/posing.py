"""Before a picture of a page is taken: keys are pressed, and what they bring is waited for, never a time."""

from collections.abc import Awaitable, Callable, Iterable

from textual.pilot import Pilot

from fieldnotes.tui.desk import Desk
from tests.tui.at_start import Beginner

Pose = Callable[[Pilot[None]], Awaitable[None]]
SEEN = "see:"


def posed(desk: Desk, keys: Iterable[str] = ()) -> Pose:
    """Once the meetings are read, press the keys; `see:words` among them waits until the words are seen."""

    async def pose(pilot: Pilot[None]) -> None:
        somebody = Beginner(pilot, desk)
        await somebody.at_rest()
        await pressed(somebody, keys)
        await somebody.at_rest()
        await pilot.pause()

    return pose


async def pressed(somebody: Beginner, keys: Iterable[str]) -> None:
    """Press the keys, and wait for what is to be seen between them."""
    for key in keys:
        if key.startswith(SEEN):
            await somebody.sees(key.removeprefix(SEEN))
        else:
            await somebody.pilot.press(key)
