"""Lines are looked for on the screen."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from fieldnotes.capture.finding import Sieve
from fieldnotes.model.observation import Observation
from fieldnotes.tui.widgets.timeline import Timeline
from tests.keepers import MemoryKeeper
from tests.tui.chosen import at_study
from tests.tui.keeping import notes, record
from tests.tui.observer import observing

LINES = ("the beds", "P3: money", "! consensus: no beds", "~ beds again", "nothing")


def many(count: int, begin: datetime | None = None) -> tuple[Observation, ...]:
    """So many notes, of which every hundredth has a word that the others have not."""
    plain = notes(count, begin or datetime.now(UTC) - timedelta(hours=3))
    return tuple(
        msgspec.structs.replace(one, text=f"beds {n}") if n % 100 == 50 else one for n, one in enumerate(plain)
    )


@pytest.mark.parametrize("key", ["f7", "alt+s"])
async def test_only_what_fits_is_shown_while_it_is_typed_and_esc_shows_all(tmp_path: Path, key: str) -> None:
    async with at_study(tmp_path, LINES) as observer:
        await observer.types("half a li", key)
        await observer.types("beds")
        assert "3 of 5 · “beds”" in await observer.sees("3 of 5")
        assert not observer.row("money")
        await observer.types(" !")
        await observer.sees("1 of 5 · “beds !”")
        await observer.types("x")
        await observer.sees("Nothing fits")
        await observer.pilot.press("escape")
        await observer.sees("money")
        assert not observer.row("of 5 ·")
        assert "half a li" in observer.composer
        await observer.types("ne", "enter")
        await observer.sees("half a line")


async def test_enter_goes_to_the_line_among_its_neighbours() -> None:
    async with observing(MemoryKeeper(record(many(3000)))) as observer:
        await observer.types("", "f7")
        await observer.types("beds", "up", "up", "enter")
        assert "beds 2750" in await observer.sees("❯")
        assert observer.row("observation 2749")
        assert observer.row("observation 2751")
        assert not observer.row("of 3,000")
        assert observer.capture_screen.asking is None
        await observer.types("", "escape")
        await observer.sees("observation 2999")


async def test_what_fits_is_acted_on_without_letting_it_go(tmp_path: Path) -> None:
    async with at_study(tmp_path, LINES) as observer:
        await observer.types("", "f7")
        await observer.types("beds", "f6", "up")
        assert "DECISION" in observer.chosen
        await observer.types("", "c")
        await observer.types("tensions", "enter")
        await observer.sees("no beds #tensions")
        assert observer.row("3 of 5 · “beds”")
        await observer.types("", "e", "end")
        await observer.types("", *["backspace"] * 12)
        await observer.pilot.press("ctrl+u")
        await observer.types("! consensus: no more", "enter")
        await observer.sees("2 of 5")
        await observer.types("", "escape", "escape")
        await observer.sees("no more")


async def test_lines_typed_meanwhile_are_shown_if_they_fit_and_taken_if_not(tmp_path: Path) -> None:
    async with at_study(tmp_path, LINES) as observer:
        await observer.types("", "f7")
        await observer.types("beds", "f7")
        await observer.sees("Only what fits is shown")
        await observer.types("more beds", "enter")
        await observer.sees("4 of 6")
        assert observer.row("more beds")
        await observer.types("something else", "enter")
        await observer.sees("Taken; it is not shown")
        assert not observer.row("something else")
        assert observer.row("4 of 7")
        await observer.pilot.press("escape")
        await observer.sees("something else")


async def test_find_in_the_composer_does_the_same(tmp_path: Path) -> None:
    async with at_study(tmp_path, LINES) as observer:
        await observer.types("/find P3")
        await observer.sees("shows the lines that fit")
        await observer.types("", "enter")
        await observer.sees("1 of 5 · “P3”")
        assert observer.texts == ["the beds", "money", "no beds", "beds again", "nothing"]
        await observer.types("", "f7")
        assert "find › P3" in await observer.sees("find ›")
        await observer.pilot.press("f7")
        await observer.types("/find", "enter")
        await observer.sees("nothing")


async def test_the_rest_is_counted_between_the_keys() -> None:
    async with observing(MemoryKeeper(record(many(10_000)))) as observer:
        await observer.types("", "f7")
        await observer.types("beds")
        await observer.sees("100 of 10,000 · “beds”")
        assert observer.row("beds 9950")
        await observer.types("", "home")
        await observer.types("", "pageup", "pageup")
        await observer.until(lambda: "beds" in observer.row("❯"), "a found one is chosen")


async def test_a_key_looks_at_a_part_and_lays_out_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    laid_out: list[str] = []
    matches, lay_out = Sieve.matches, Timeline._lay_out

    def counting(sieve: Sieve, seen: Observation) -> bool:
        looked.append(seen.id)
        return matches(sieve, seen)

    def laying(timeline: Timeline, *what: object, **how: object) -> object:
        laid_out.append("")
        return lay_out(timeline, *what, **how)  # type: ignore[arg-type]

    async with observing(MemoryKeeper(record(many(10_000)))) as observer:
        await observer.types("", "f7")
        await observer.sees("find ›")
        monkeypatch.setattr(Sieve, "matches", counting)
        monkeypatch.setattr(Timeline, "_lay_out", laying)
        screen = observer.capture_screen
        monkeypatch.setattr(screen, "set_timer", lambda *late, **how: None)
        screen.act_on(screen._heard("z", "z", 0.0))
        assert len(looked) <= 2100
        assert laid_out == []
        looked.clear()
        screen.act_on(screen._heard("backspace", None, 0.0))
        screen.act_on(screen._heard("o", "o", 0.0))
        assert len(looked) <= 100
        assert len(laid_out) <= 50


async def test_the_scroll_bar_and_the_wheel_know_what_fits() -> None:
    async with observing(MemoryKeeper(record(many(10_000)))) as observer:
        await observer.types("/find beds", "enter")
        await observer.sees("100 of 10,000")
        timeline = observer.capture_screen.timeline
        timeline.scroll_rows(-30)
        await observer.sees("beds 5750")
        assert len(timeline._thumb) in range(1, 8)
        assert all("beds" in row for row in observer.rows[2:12] if ":" in row and "│ ·" in row)
        timeline.to_start()
        await observer.sees("beds 50")
