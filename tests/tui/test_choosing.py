"""A line of the timeline is chosen, and acted on."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from textual import events

from fieldnotes.tui.completing import TOGETHER
from fieldnotes.tui.widgets.timeline import Timeline
from tests.keepers import MemoryKeeper
from tests.tui.chosen import AWKWARD, AtStudy, at_study
from tests.tui.keeping import notes, record
from tests.tui.observer import observing

CODED = "before #tensions #reviewing-evidence"
LINES = ("first", "P3: money is short", "third", "last")


@pytest.mark.parametrize("key", ["f6", "alt+l"])
async def test_the_latest_line_is_marked_and_arrows_choose_another(tmp_path: Path, key: str) -> None:
    async with at_study(tmp_path, LINES) as observer:
        await observer.types("half a li", key)
        assert " last" in await observer.sees("❯")
        for press, words in [
            ("up", "third"),
            ("up", "money"),
            ("down", "third"),
            ("home", "first"),
            ("end", "last"),
        ]:
            await observer.pilot.press(press)
            await observer.until(lambda words=words: words in observer.chosen, words)  # type: ignore[misc]
        await observer.pilot.press("down", "down", "home", "up", "escape")
        await observer.until(lambda: not observer.chosen, "nothing chosen")
        await observer.types("ne", "enter")
        await observer.sees("half a line")
        assert observer.texts == [*(line.removeprefix("P3: ") for line in LINES), "half a line"]


async def test_the_mark_is_more_than_a_colour(tmp_path: Path) -> None:
    async with at_study(tmp_path, LINES) as observer:
        timeline = observer.capture_screen.timeline
        await observer.pilot.press("f6")
        await observer.sees("❯")
        row = next(strip for strip in map(timeline.render_line, range(20)) if "❯" in strip.text)
        styles = [segment.style for segment in row if segment.style and segment.text.strip()]
        assert all(style.bold for style in styles[:-1])
        assert any(style.reverse for style in styles)


async def test_the_line_being_typed_shows_that_it_waits(tmp_path: Path) -> None:
    async with at_study(tmp_path, LINES) as observer:
        composer = observer.capture_screen.composer
        await observer.types("half")
        cursor = [segment for segment in composer.render_line(0) if segment.style and segment.style.reverse]
        await observer.pilot.press("f6")
        row = composer.render_line(0)
        assert cursor
        assert "half" in row.text
        assert not any(segment.style and segment.style.reverse for segment in row)
        await observer.pilot.press("e")
        assert any(segment.style and segment.style.reverse for segment in composer.render_line(0))


async def test_a_line_is_amended_where_it_stands_and_the_half_typed_one_comes_back(tmp_path: Path) -> None:
    async with at_study(tmp_path, LINES) as observer:
        await observer.settled()
        await observer.types("half a li", "f6", "up", "up", "e")
        assert observer.live.observations[1].typed == "P3: money is short"
        clock = f"{observer.live.observations[1].at:%H:%M:%S}"
        assert f"amend {clock} › P3: money is short" in await observer.sees("amend")
        await observer.types(" of beds")
        await observer.pilot.press("enter")
        await observer.sees("money is short of beds")
        assert "money" in observer.chosen
        assert "half a li" in observer.composer
        assert "Now reads: P3" in await observer.sees("Now reads")
        await observer.types("", "escape")
        await observer.types("ne", "enter")
        await observer.until(lambda: len(observer.texts) == 5, "five lines")
        assert observer.texts == ["first", "money is short of beds", "third", "last", "half a line"]
        await observer.pilot.press("ctrl+z", "ctrl+z")
        await observer.until(lambda: observer.texts == ["first", "money is short", "third", "last"], "undone")
        await observer.settled()


async def test_an_amendment_is_given_up_without_loss(tmp_path: Path) -> None:
    async with at_study(tmp_path, LINES) as observer:
        await observer.types("", "f6", "enter")
        await observer.sees("amend")
        await observer.types(" and what I typed", "escape")
        await observer.until(lambda: observer.capture_screen.asking is None, "given up")
        assert observer.chosen
        assert observer.texts[-1] == "last"
        await observer.sees("not entered, but kept")
        await observer.types("", "escape")
        await observer.types("half", "up")
        assert "amend" in await observer.sees("› last and what I typed")
        await observer.types("", "enter")
        await observer.until(lambda: observer.texts[-1] == "last and what I typed", "amended")
        await observer.types("", "escape", "up")
        assert observer.capture_screen.asking is None
        assert observer.capture_screen.editing.line.text == "last"
        await observer.types("", "down")
        assert observer.capture_screen.editing.line.text == "half"


async def test_what_is_not_changed_is_left_as_it_was(tmp_path: Path) -> None:
    async with at_study(tmp_path, LINES) as observer:
        await observer.settled()
        await observer.pilot.press("f6", "e", "enter")
        await observer.sees("Left as it was")
        await observer.pilot.press("c", "enter")
        await observer.sees("Left as it was")
        assert observer.live.waiting == 0


async def test_an_amended_line_is_marked_until_it_is_durable(tmp_path: Path) -> None:
    async with at_study(tmp_path, LINES) as observer:
        await observer.settled()
        await observer.until(lambda: not observer.row("○"), "all durable")
        observer.disk.goes_on.clear()
        await observer.types("", "f6", "up", "c")
        await observer.types("beds", "enter")
        row = await observer.sees("third #beds")
        assert "❯○ " in row
        assert "○" not in observer.row(" last")
        observer.disk.goes_on.set()
        await observer.until(lambda: "○" not in observer.row("third #beds"), "durable")


async def test_what_is_typed_after_a_refusal_lands_nowhere_else_and_is_kept(tmp_path: Path) -> None:
    async with at_study(tmp_path, LINES) as observer:
        await observer.types("half", "f6", "r", "enter", "e")
        await observer.sees(", taken back ›")
        await observer.types("as it should be", "enter")
        assert observer.capture_screen.editing.line.text == "half"
        await observer.sees("not entered, but kept")
        assert len(observer.texts) == 3
        await observer.types("", "u", "escape", "up")
        assert "amend" in await observer.sees("› as it should be")


async def tab(observer: AtStudy) -> None:
    """Tab as a hand strikes it, apart from its neighbours."""
    await asyncio.sleep(2 * TOGETHER)
    await observer.pilot.press("tab")
    await asyncio.sleep(2 * TOGETHER)


async def test_tab_completes_codes_of_a_line_with_and_without_their_sign(tmp_path: Path) -> None:
    async with at_study(tmp_path, (CODED, *LINES)) as observer:
        await observer.types("", "f6", "c")
        await observer.types("tens")
        await observer.sees("Tab  tensions")
        await tab(observer)
        await observer.types(" #revi")
        await tab(observer)
        await observer.types("", "enter")
        await observer.until(lambda: len(observer.live.observations[-1].codes) == 2, "two codes")
        first, second = observer.live.observations[-1].codes
        assert (first, second) == ("tensions", "reviewing-evidence")
        await observer.types("", "c")
        await observer.types("-")
        await tab(observer)
        await observer.types("", "enter")
        await observer.until(lambda: observer.live.observations[-1].codes == (second,), "one went")


async def test_tab_completes_within_an_amendment(tmp_path: Path) -> None:
    async with at_study(tmp_path, (CODED, *LINES)) as observer:
        await observer.types("", "f6", "e")
        await observer.types(" #revi")
        await tab(observer)
        await observer.types("", "enter")
        await observer.until(lambda: bool(observer.live.observations[-1].codes), "a code")
        assert observer.live.observations[-1].codes == ("reviewing-evidence",)


@pytest.mark.parametrize("key", ["f3", "f5"])
async def test_an_amendment_is_left_for_one_line_and_come_back_to(tmp_path: Path, key: str) -> None:
    async with at_study(tmp_path, LINES) as observer:
        await observer.types("half", "f6", "up", "e")
        await observer.types(" and on", key)
        await observer.sees("who comes in?" if key == "f5" else "which item?")
        await observer.types("P4" if key == "f5" else "2", "enter")
        assert "amend" in await observer.sees("› third and on")
        await observer.types(" we go", key, "escape")
        await observer.types("!", "enter")
        await observer.until(lambda: "third and on we go!" in observer.texts, "amended")
        assert "third and on" in observer.chosen
        assert observer.live.observations[-1].kind == ("presence" if key == "f5" else "item")
        await observer.types("", "escape")
        assert observer.capture_screen.editing.line.text == "half"


async def test_letters_of_an_item_that_is_asked_for_do_nothing_to_the_chosen_line(tmp_path: Path) -> None:
    async with at_study(tmp_path, LINES) as observer:
        await observer.types("", "f6", "e", "f3")
        assert "Esc: your line" in await observer.sees("Tab  1")
        await observer.types("", "escape", "escape", "f3")
        await observer.types("workf", "enter")
        await observer.sees("▶ 4")
        assert len(observer.texts) == 5
        assert observer.chosen


async def test_the_key_that_chooses_says_that_it_leaves_an_amendment_and_keeps_it(tmp_path: Path) -> None:
    async with at_study(tmp_path, LINES) as observer:
        await observer.types("half", "f6", "e")
        await observer.types(" and on", "f6")
        assert "amend" in await observer.sees("not entered, but kept. Up brings it back")
        await observer.types("", "up")
        assert "amend" in await observer.sees("› last and on")


async def test_what_an_amendment_reads_as_is_told_again_after_something_else(tmp_path: Path) -> None:
    async with at_study(tmp_path, LINES) as observer:
        await observer.types("", "f6", "e")
        await observer.types(": x", "f2")
        await observer.types("!", "ctrl+u")
        await observer.types("P2: so")
        await observer.until(lambda: observer.rows[-2].strip() == "P2", "what it reads as")


async def test_codes_come_on_and_go(tmp_path: Path) -> None:
    async with at_study(tmp_path, LINES) as observer:
        await observer.types("", "f6", "c")
        await observer.sees("No code yet")
        await observer.types("beds #tensions", "enter")
        await observer.sees("last #beds #tensions")
        await observer.pilot.press("c")
        await observer.sees("Has #beds #tensions")
        await observer.types("-beds", "enter")
        await observer.until(lambda: "last #tensions" in observer.chosen, "one went")
        assert [code.name for code in observer.live.record.codes] == ["beds", "tensions"]


async def test_a_write_up_has_lines_of_its_own(tmp_path: Path) -> None:
    async with at_study(tmp_path, LINES) as observer:
        await observer.types("", "f6", "w")
        await observer.sees("write up")
        await observer.types("one", "ctrl+j")
        await observer.types("two", "up", "home")
        await observer.types("and ")
        assert "and one¶" in await observer.sees("and one")
        screen = observer.capture_screen
        screen.on_paste(events.Paste("pasted, \r\nin two \n"))
        await observer.pilot.press("enter")
        await observer.sees("(written up)")
        (seen,) = [seen for seen in observer.live.observations if seen.written_up]
        assert seen.written_up == "and pasted, \nin two one\ntwo"
        await observer.pilot.press("w")
        await observer.sees("and pasted, ¶")
        await observer.pilot.press("escape", "escape")
        assert observer.texts == [line.removeprefix("P3: ") for line in LINES]


async def test_a_line_is_taken_back_with_the_reason_and_brought_back(tmp_path: Path) -> None:
    async with at_study(tmp_path, LINES) as observer:
        await observer.types("", "f6", "up", "r")
        await observer.sees("why")
        await observer.types("misheard", "enter")
        assert "❯" in await observer.sees("taken back  third")
        for key in "ewcr":
            await observer.pilot.press(key)
            await observer.sees("then u, brings it")
            await observer.pilot.press("escape")
        await observer.pilot.press("u")
        await observer.until(lambda: "third" in observer.texts, "it is back")
        await observer.pilot.press("r", "enter")
        await observer.until(lambda: "third" not in observer.texts, "no reason is one")
        await observer.settled()
        archive = StudyHistory(tmp_path)
        assert [why for why in archive.whys if why] == ["misheard"]


class StudyHistory:
    """The reasons that the history tells."""

    def __init__(self, folder: Path) -> None:
        from fieldnotes.archive import StudyArchive

        meeting = StudyArchive.open(folder / "study").open_meeting("last")
        self.whys = [entry.why for entry in meeting.history()]
        meeting.close()


async def test_a_place_is_gone_to_among_its_neighbours() -> None:
    begin = datetime.now(UTC) - timedelta(hours=2)
    async with observing(MemoryKeeper(record(notes(3000, begin)))) as observer:
        await observer.pilot.press("f6", "g")
        await observer.sees("go to")
        await observer.types("-10m", "enter")
        assert "observation 2399" in await observer.sees("❯")
        assert observer.row("observation 2398")
        assert observer.row("observation 2400")
        await observer.types("", "g")
        await observer.types("nowhere [/]", "enter")
        await observer.sees("“nowhere [/]” is no place here")
        assert "go to › nowhere" in await observer.sees("go to")
        await observer.pilot.press("escape", "escape")
        await observer.sees("observation 2999")


async def test_a_letter_that_means_nothing_begins_a_jotting(tmp_path: Path) -> None:
    async with at_study(tmp_path, LINES) as observer:
        await observer.types("", "f6", "up", "tab", "backspace", "left")
        assert observer.chosen
        await observer.types("P3: at once", "enter")
        await observer.sees("at once")
        assert not observer.chosen
        assert observer.texts[-1] == "at once"


async def test_lines_pasted_while_a_line_is_chosen_are_jottings(tmp_path: Path) -> None:
    async with at_study(tmp_path, LINES) as observer:
        await observer.types("", "f6")
        observer.capture_screen.on_paste(events.Paste("red\nwater\n"))
        await observer.sees("water")
        assert observer.texts[-2:] == ["red", "water"]


async def test_a_click_chooses_a_line(tmp_path: Path) -> None:
    async with at_study(tmp_path, LINES) as observer:
        await observer.sees("third")
        y = next(n for n, row in enumerate(observer.rows) if "third" in row)
        region = observer.capture_screen.timeline.region
        await observer.pilot.mouse_down("#timeline", offset=(20, y - region.y))
        await observer.until(lambda: "third" in observer.chosen, "third is chosen")
        await observer.pilot.press("e")
        await observer.types(" one", "enter")
        await observer.until(lambda: "third one" in observer.texts, "amended")


async def test_a_new_line_does_not_carry_the_chosen_one_out_of_sight() -> None:
    begin = datetime.now(UTC) - timedelta(hours=2)
    async with observing(MemoryKeeper(record(notes(200, begin)))) as observer:
        await observer.types("", "f6", "pageup", "f2", "f2", "f2")
        await observer.until(lambda: len(observer.keeper.kept) == 3, "three items")
        assert observer.row("❯")


async def test_choosing_among_many_lays_out_what_is_in_sight(monkeypatch: pytest.MonkeyPatch) -> None:
    begin = datetime.now(UTC) - timedelta(hours=3)
    async with observing(MemoryKeeper(record(notes(10_000, begin)))) as observer:
        laid_out: list[str] = []
        lay_out = Timeline._lay_out

        def counted(timeline: Timeline, *what: object, **how: object) -> object:
            laid_out.append("")
            return lay_out(timeline, *what, **how)  # type: ignore[arg-type]

        await observer.sees("observation 9999")
        monkeypatch.setattr(Timeline, "_lay_out", counted)
        await observer.pilot.press("f6", "up", "up", "down", "escape")
        assert len(laid_out) <= 8
        laid_out.clear()
        await observer.pilot.press("f6", "pageup", "pageup", "home")
        await observer.until(lambda: "observation 0" in observer.row("❯"), "the first")
        assert len(laid_out) <= 120


async def test_text_of_every_kind_is_shown_as_text_where_it_is_asked_for(tmp_path: Path) -> None:
    async with at_study(tmp_path) as observer:
        observer.live.take(AWKWARD + " #x", observer.live.now())
        observer.capture_screen.timeline.moved()
        for key in ("e", "w", "c", "r"):
            await observer.types("", "f6", key)
            await observer.until(lambda: observer.capture_screen.asking is not None, "asked")
            observer.capture_screen.on_paste(events.Paste(AWKWARD))
            await observer.sees("[@click=app.quit]")
            assert "\x1b" not in "".join(observer.rows)
            assert "\u202e" not in "".join(observer.rows)
            await observer.types("", "escape", "escape")
        await observer.types("", "f7")
        observer.capture_screen.on_paste(events.Paste("[/] [red]"))
        await observer.sees("“[/] [red]”")
        await observer.sees("1 of 1 ")


@pytest.mark.parametrize("keys", [("e", "x"), ("w", "x"), ("c", "x"), ("r",), ("e",)])
async def test_after_an_act_it_is_said_that_the_next_letter_is_no_jotting_yet(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    async with at_study(tmp_path, LINES) as observer:
        await observer.pilot.press("f6", *keys, "enter")
        await observer.sees("still chosen")
        assert observer.chosen
        await observer.pilot.press("escape")
        await observer.until(lambda: not observer.row("still chosen"), "nothing said of it")
