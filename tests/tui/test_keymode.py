"""Key mode as an observer sees it, key by key."""

import re
from pathlib import Path

import msgspec
import pytest

from fieldnotes.archive import StudyArchive
from fieldnotes.capture.session import Session
from fieldnotes.capture.sitting import Sitting
from fieldnotes.model.people import Person
from fieldnotes.tui.app import FieldnotesApp
from tests.keepers import MemoryKeeper
from tests.tui.keeping import record
from tests.tui.observer import Observer, observing

TEN = tuple(Person(f"P{n}", f"role {n}") for n in range(1, 11))
SEVENTY_ONE = tuple(Person(f"P{n}") for n in range(1, 72))


def of(people: tuple[Person, ...]) -> MemoryKeeper:
    """A meeting of these people."""
    return MemoryKeeper(msgspec.structs.replace(record(), people=people))


def lines(observer: Observer) -> list[str]:
    """The jottings on the record, as they were typed or keyed; nothing waits for the disk."""
    return [seen.typed for seen in observer.capture_screen.session.observations if seen.typed]


async def kept(observer: Observer) -> list[str]:
    """The same from the disk, once all is there."""
    session = observer.capture_screen.session
    await observer.until(lambda: session.waiting == 0, "all on the disk")
    return [seen.typed for seen in observer.keeper.kept if seen.typed]


@pytest.mark.parametrize("key", ["f4", "alt+k"])
async def test_a_key_enters_and_leaves(key: str) -> None:
    async with observing() as observer:
        await observer.pilot.press(key)
        await observer.sees("KEYS")
        assert "F4 keys" in observer.rows[-1]
        await observer.types("c", key, "x")
        await observer.sees("› x")
        assert not observer.row("KEYS")
        assert lines(observer) == ["/floor P3"]


async def test_two_or_three_keys_log_an_interaction() -> None:
    async with observing() as observer:
        await observer.types("", "f4", "c")
        assert "P3" in await observer.sees("takes the floor")
        await observer.types("E2")
        assert "floor: P3" in await observer.sees("P3 → P5 · challenge")
        assert await kept(observer) == ["/floor P3"]
        await observer.types("a")
        await observer.sees("P3 › P5 challenge")
        assert await kept(observer) == ["/floor P3", "P3>P5 challenge:", "/floor P1"]
        first, built, _ = observer.keeper.kept
        assert (first.at, first.typed_at, first.mono) == (built.at, built.typed_at, built.mono)
        assert built.kind == "act"


@pytest.mark.parametrize(
    ("keys", "typed"),
    [
        ("cc", ["/floor P3", "/floor -P3"]),
        ("c,ac", ["/floor P3", "/floor +P1", "/floor -P3"]),
        ("c+a", ["/floor P3", "/floor +P1"]),
        ("c ", ["/floor P3", "/floor"]),
        ("cA0", ["/floor P3", "P3>P1 defer:"]),
        ("c.n", ["/floor P3", "P3 bring-in:"]),
        ("c*", ["/floor P3", "P3>*:"]),
        ("&.l", ["* laughter:"]),
        ("?1", ["? question:"]),
    ],
)
async def test_what_keys_say(keys: str, typed: list[str]) -> None:
    async with observing() as observer:
        await observer.types("", "f4")
        await observer.types(keys, "escape")
        assert await kept(observer) == typed


async def test_nothing_goes_to_the_composer_and_a_half_typed_line_comes_back() -> None:
    async with observing() as observer:
        await observer.types("half a line")
        await observer.types("", "f4", "c", "2", "@", "up", "ctrl+w", "delete", "tab", "left", "escape")
        await observer.types(" more", "enter")
        assert await kept(observer) == ["/floor P3", "P3 challenge:", "half a line more"]


@pytest.mark.parametrize("key", ["enter", "ctrl+j"])
async def test_enter_leaves_with_words_for_the_last_one(key: str) -> None:
    async with observing() as observer:
        await observer.types("the room is cold")
        await observer.types("", "f4", "c", "E", "2", key)
        row = await observer.sees("› P3>P5 challenge: ")
        at = observer.capture_screen.editing.at
        assert at is not None
        assert f"{at.at:%H:%M:%S}" in row
        await observer.types('"who pays"', "enter")
        await observer.sees("› the room is cold")
        await observer.types("er", "enter")
        assert await kept(observer) == ["/floor P3", 'P3>P5 challenge: "who pays"', "the room is colder"]
        floor, said, _ = observer.keeper.kept
        assert (said.kind, said.at, said.text) == ("speech", floor.at, '"who pays"')


async def test_words_that_do_not_come_are_no_words() -> None:
    async with observing() as observer:
        await observer.types("", "f4", "c", "E", "2", "enter", "enter")
        assert await kept(observer) == ["/floor P3", "P3>P5 challenge:"]
        assert observer.keeper.kept[-1].kind == "act"


async def test_a_line_put_aside_comes_back_where_the_words_are_taken_away() -> None:
    async with observing() as observer:
        await observer.types("cold")
        await observer.types("", "f4", "c", "enter", "ctrl+u")
        await observer.sees("› cold")
        await observer.types("", "f4", "a", "enter")
        await observer.types("yes")
        await observer.types("", "f4", "b", "enter")
        await observer.types("no", "enter", "enter", "enter")
        said = [line for line in await kept(observer) if not line.startswith("/")]
        assert said == ["P2: no", "P1: yes", "cold"]


async def test_a_key_that_means_nothing_says_so_and_changes_nothing() -> None:
    async with observing() as observer:
        await observer.types("", "f4", "c", "A", "z")
        await observer.sees("“z” means nothing: a–f people, digits and . acts")
        await observer.types("", "up")
        await observer.sees("That key does nothing here")
        await observer.types("", "2", "escape")
        assert await kept(observer) == ["/floor P3", "P3>P1 challenge:"]


async def test_what_is_said_of_the_keys_goes_with_the_next_key_and_with_the_mode() -> None:
    async with observing() as observer:
        for keys in ("", "z"):
            await observer.types("", "f4", *keys)
            told = "means nothing" if keys else "nothing is typed until Esc"
            await observer.sees(told)
            await observer.types("", "escape")
            await observer.until(lambda told=told: not observer.row(told), "gone with the mode")  # type: ignore[misc]
        await observer.types("", "f4", "c", "z")
        await observer.sees("means nothing")
        await observer.types("", "E")
        await observer.until(lambda: not observer.row("means nothing"), "gone with the next key")
        assert not observer.row("P3: speech  ! decision"), "no hint on lines where none is typed"


async def test_what_came_of_the_last_key_stays_when_the_mode_is_left() -> None:
    async with observing() as observer:
        await observer.types("", "f4", "c")
        await observer.sees("P3 has the floor")
        await observer.types("", "escape")
        await observer.until(lambda: not observer.row("KEYS"), "left")
        assert observer.row("P3 has the floor")


async def test_command_keys_keep_working_and_come_after_what_was_built() -> None:
    async with observing() as observer:
        await observer.types("", "f4", "c", "E", "f1")
        await observer.sees("a person takes the floor;")
        await observer.types("", "escape", "2")
        await observer.sees("P3 → P5 · challenge")
        await observer.types("", "f2", "a", "pageup", "A", "escape")
        assert await kept(observer) == ["/floor P3", "P3>P5 challenge:", "/item 1", "/floor P1"]


async def test_a_line_is_chosen_and_lines_are_looked_for_and_then_keys_go_on() -> None:
    async with observing() as observer:
        await observer.types("", "f4", "c", "E", "f6")
        await observer.until(lambda: not observer.row("KEYS"), "the composer")
        await observer.types("", "escape")
        await observer.sees("KEYS")
        await observer.types("", "f7")
        await observer.types("P3")
        await observer.sees(" find › P3")
        await observer.types("", "escape")
        await observer.sees("KEYS")
        await observer.types("", "a", "escape")
        assert await kept(observer) == ["/floor P3", "P3>P5:", "/floor P1"]


async def test_a_click_on_a_person_is_their_letter() -> None:
    async with observing() as observer:
        await observer.types("", "f4")
        row = next(y for y, words in enumerate(observer.rows) if "c P3 GP" in words)
        await observer.pilot.click(offset=(5, row))
        await observer.sees("P3 takes the floor")
        await observer.types("", "A", "escape")
        assert await kept(observer) == ["/floor P3", "P3>P1:"]


async def test_leaving_the_app_saves_what_was_built() -> None:
    keeper = MemoryKeeper(record())
    async with observing(keeper) as observer:
        await observer.types("", "f4", "c", "E", "ctrl+q")
    assert [seen.typed for seen in keeper.kept] == ["/floor P3", "P3>P5:"]


async def test_pasted_text_goes_to_the_composer() -> None:
    async with observing() as observer:
        await observer.types("half ")
        await observer.types("", "f4", "c", "E")
        observer.capture_screen.act_on(observer.capture_screen.editing.paste("a line\nrest", 1.0))
        await observer.types("", "2", "escape")
        await observer.sees("› rest")
        assert sorted(await kept(observer)) == ["/floor P3", "P3>P5 challenge:", "half a line"]


async def test_who_was_not_there_is_marked_and_it_is_said() -> None:
    async with observing() as observer:
        await observer.types("", "f4", "d")
        await observer.sees("P4 was not marked present")
        assert [(seen.kind, seen.actor) for seen in observer.keeper.kept] == [("presence", "P4"), ("floor", "P4")]


async def test_letters_stand_by_the_people_only_while_they_are_keys() -> None:
    async with observing() as observer:
        assert not observer.row("a P1 chair")
        await observer.types("", "f4")
        await observer.sees("a P1 chair")
        assert "apologies" in observer.row("d P4 fin")
        await observer.types("c")
        assert "◀" in await observer.sees("c P3 GP")
        await observer.types("", "escape")
        await observer.until(lambda: not observer.row("a P1 chair"), "letters gone")


async def test_all_of_ten_people_and_eighteen_acts_at_80_by_24() -> None:
    async with observing(of(TEN)) as observer:
        await observer.types("", "f4")
        await observer.sees("KEYS")
        await observer.sees("j P10 role 10")
        screen = "\n".join(observer.rows)
        assert all(f"{chr(96 + n)} P{n} " in screen for n in range(1, 11))
        for act in observer.capture_screen.session.record.protocol.acts:
            assert f" {act.name}" in screen
        assert all(sign in screen for sign in ("A to whom", "space none", "Enter words", "F4 keys"))
        assert "Agenda" in screen
        assert "Nothing yet" in screen


async def test_usable_at_60_by_20() -> None:
    async with observing(of(TEN), size=(60, 20)) as observer:
        await observer.types("", "f4", "j", "A", "2")
        await observer.sees("P10 → P1 · challenge")
        screen = "\n".join(observer.rows)
        assert all(
            word in screen for word in ("a P1  b P2", "j P10◀", ".v non-verbal", "Enter words", "takes the floor")
        )


def shown_letters(observer: Observer) -> set[int]:
    """Whose letters are in sight."""
    return {int(n) for row in observer.rows for n in re.findall(r"(?<![\w-])[a-z]{1,2} +P(\d+)(?!\d)", row)}


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 36)])
async def test_all_of_sixty_people_come_in_sight(size: tuple[int, int]) -> None:
    async with observing(of(SEVENTY_ONE[:60]), size) as observer:
        await observer.types("", "f4")
        await observer.sees("Tab more people")
        seen = first = shown_letters(observer)
        for _ in range(5):
            await observer.types("", "tab")
            await observer.pilot.pause()
            seen = seen | shown_letters(observer)
        assert first
        assert seen == set(range(1, 61))
        await observer.types("", "v")
        await observer.until(lambda: set(range(47, 61)) <= shown_letters(observer), "those of v")
        await observer.types("a", "escape")
        assert await kept(observer) == ["/floor P47"]


async def test_over_twenty_people_have_two_letters() -> None:
    async with observing(of(SEVENTY_ONE)) as observer:
        await observer.types("", "f4")
        await observer.sees("a  P1 ")
        await observer.types("", "u")
        await observer.sees("ub P22")
        assert not observer.row("a  P1 ")
        await observer.types("bVA", "escape")
        assert await kept(observer) == ["/floor P22", "P22>P47:"]


async def test_a_letter_that_is_set_in_the_settings(own_folders: Path) -> None:
    (own_folders / "data").mkdir()
    (own_folders / "data" / "settings.toml").write_text('letters = { chair = "x", P3 = "a" }\n')
    async with observing() as observer:
        await observer.types("", "f4", "x", "A", "b", "escape")
        assert await kept(observer) == ["/floor P1", "P1>P3:", "/floor P2"]


async def test_who_comes_during_the_meeting_gets_the_next_letter() -> None:
    async with observing() as observer:
        await observer.types("/in P9", "enter", "f4")
        await observer.types("g", "escape")
        assert await kept(observer) == ["/in P9", "/floor P9"]


async def test_keys_in_one_go_lose_nothing() -> None:
    async with observing() as observer:
        await observer.types("", "f4")
        await observer.types("aB2bA3" * 50, "escape")
        wanted = ["/floor P1", "P1>P2 challenge:", "/floor P2", "P2>P1 support:"] * 50
        assert await kept(observer) == wanted


# -- what outlives the program


def drafted(own_folders: Path) -> str:
    """The drafts as they are on the disk."""
    return "".join(path.read_text("utf-8") for path in (own_folders / "state" / "drafts").glob("*.json"))


async def test_what_was_built_outlives_a_crash_with_the_line_under_it(own_folders: Path) -> None:
    async with observing() as observer:
        await observer.types("half")
        await observer.types("", "f4", "c", "E", "2")
        await observer.until(lambda: "P3>P5 challenge:" in drafted(own_folders), "the draft")
        seen = tuple(observer.capture_screen.session.observations)
    again = MemoryKeeper(record(seen))
    async with observing(again) as observer:
        await observer.sees("P3 › P5 challenge")
        await observer.sees("› half")
        await observer.types(" a line", "enter")
        assert await kept(observer) == ["P3>P5 challenge:", "half a line"]
        assert (again.kept[0].at, again.kept[0].mono) == (seen[0].at, seen[0].mono)
        await observer.until(lambda: not drafted(own_folders), "no draft")


async def test_words_outlive_a_crash_with_the_line_under_them(own_folders: Path) -> None:
    async with observing() as observer:
        await observer.types("half")
        await observer.types("", "f4", "c", "enter")
        await observer.types("we")
        await observer.until(lambda: "P3: we" in drafted(own_folders), "the draft")
    async with observing() as observer:
        await observer.sees("› P3: we")
        await observer.types("", "enter")
        await observer.sees("› half")
        assert await kept(observer) == ["P3: we"]


async def test_what_was_taken_is_not_taken_up_again(own_folders: Path) -> None:
    async with observing() as observer:
        await observer.types("", "f4", "c", "E", "2")
        await observer.until(lambda: "challenge" in drafted(own_folders), "the draft")
        before = drafted(own_folders)
        await observer.types("", ".", "l", "escape")
        await kept(observer)
        await observer.until(lambda: not drafted(own_folders), "no draft")
        seen = tuple(observer.capture_screen.session.observations)
    (own_folders / "state" / "drafts" / f"{whose()}-0.json").write_text(before, "utf-8")
    async with observing(MemoryKeeper(record(seen))) as observer:
        await observer.sees("P3 › P5 challenge, laughter")
        assert await kept(observer) == []


def whose() -> str:
    """The beginning of the names of this observer's files at this meeting."""
    return Sitting(record().meeting.id, "KC")._whose


# -- taking back, on a meeting that has logs


async def test_backspace_takes_back_keys_and_then_lines(tmp_path: Path) -> None:
    study = StudyArchive.create(tmp_path / "study", "A study", "UTC")
    start = record()
    study.new_meeting(start.meeting, start.protocol, start.people, start.items, who="KC").close()
    live = Session(study.open_meeting("last"), "KC")
    try:
        async with FieldnotesApp(live).run_test(size=(80, 24)) as pilot:
            observer = Observer(pilot, MemoryKeeper(start))
            await observer.types("", "f4", "c", "A", "2", "backspace")
            await observer.until(lambda: "challenge" not in observer.row("KEYS"), "the act taken back")
            await observer.types("", "a", "ctrl+h")
            assert "Taken back: P1 has the floor" in await observer.sees("Taken back:")
            assert "floor: P3" in observer.row("KEYS")
            await observer.types("", "ctrl+z")
            assert "Taken back: P3 → P1" in await observer.sees("Taken back: P3 →")
            await observer.types("", "escape")
            standing = [seen.typed for seen in live.observations if not seen.retracted]
            assert standing == ["/floor P3"]
    finally:
        live.close()
        study.close()
