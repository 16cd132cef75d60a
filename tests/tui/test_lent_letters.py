"""F5 from key mode: people are named by the letters that are in sight."""

import msgspec
import pytest

from fieldnotes.model.people import Person
from fieldnotes.tui.started import by_letters
from tests.keepers import MemoryKeeper
from tests.tui.keeping import record
from tests.tui.observer import Observer, observing


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("/in c", "/in P3"),
        ("/out C", "/out P3"),
        ("/in ua, c phone", "/in P21, P3 phone"),
        ("/in c,x a", "/in P3,x a"),
        ("/in cc", "/in cc"),
        ("/in", "/in"),
        ("/item c", "/item c"),
        ("c: /in c", "c: /in c"),
    ],
)
def test_letters_stand_for_people_where_comers_are_named(line: str, meant: str) -> None:
    assert by_letters(line, {"c": "P3", "ua": "P21"}) == meant


async def kept(observer: Observer) -> list[str]:
    session = observer.capture_screen.session
    await observer.until(lambda: session.waiting == 0, "all on the disk")
    return list(dict.fromkeys(seen.typed for seen in observer.keeper.kept if seen.typed))


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_letters_stay_in_sight_and_are_taken_until_key_mode_is_back(size: tuple[int, int]) -> None:
    async with observing(size=size) as observer:
        await observer.types("", "f4")
        await observer.types("", "f5")
        await observer.sees("Letter, code or words")
        await observer.sees("c P3")
        await observer.types("c")
        await observer.sees("P3 is here")
        await observer.types("", "f5")
        await observer.sees("P3 leaves")
        await observer.types(", e phone", "enter")
        await observer.sees("KEYS")
        await observer.types("", "f5", "d", "tab")
        await observer.sees("› /in P4")
        await observer.types("", "enter", "escape")
        assert await kept(observer) == ["/out P3, P5 phone", "/in P4"]


async def test_a_code_on_the_roster_goes_before_a_letter() -> None:
    people = (*record().people[:2], Person("C", "clerk"), Person("P9", "nurse"))
    async with observing(MemoryKeeper(msgspec.structs.replace(record(), people=people))) as observer:
        await observer.types("", "f4", "f5", "c", "enter", "f5", "d", "enter", "escape")
        assert [line.upper() for line in await kept(observer)] == ["/IN C", "/IN P9"]


async def test_where_no_letters_are_in_sight_a_letter_is_none() -> None:
    async with observing() as observer:
        await observer.types("", "f4", "escape", "f5")
        await observer.sees("who comes in? Code or words")
        assert not observer.row("c P3")
        await observer.types("f", "enter")
        assert await kept(observer) == ["/in P4"], "the finance director, whom the words fit, not the letter's P6"


async def test_an_item_is_asked_for_without_letters() -> None:
    async with observing() as observer:
        await observer.types("", "f4", "f5", "f3")
        await observer.sees("which item?")
        await observer.until(lambda: not observer.row("c P3"), "letters gone")
        await observer.types("2", "enter")
        await observer.sees("KEYS")
        await observer.sees("c P3")
