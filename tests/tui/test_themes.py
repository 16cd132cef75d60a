"""Themes: text can be read in each, the choice is remembered, and without colour nothing is lost."""

import itertools
from pathlib import Path

import pytest
from rich.color import Color as RichColor
from rich.style import Style
from textual.filter import NoColor

from fieldnotes.locations import data_folder
from fieldnotes.settings import Settings
from fieldnotes.tui import commands
from fieldnotes.tui.looks import remember_theme, theme_at_start
from fieldnotes.tui.paints import paints
from fieldnotes.tui.themes import FIRST, THEMES
from tests.tui.observer import observing
from tests.tui.screens import Screen

NEEDED = {"high-contrast": 7.0}


def luminance(colour: RichColor) -> float:
    """Relative luminance of an sRGB colour, 0 to 1 (WCAG 2.2)."""
    assert colour.triplet is not None
    parts = [part / 255 for part in colour.triplet]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(style: Style) -> float:
    """How text stands out from its background, 1 to 21 (WCAG 2.2)."""
    assert style.color is not None
    assert style.bgcolor is not None
    light, dark = sorted((luminance(style.color), luminance(style.bgcolor)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def variables(name: str) -> dict[str, str]:
    """The variables that the paints are made of, as Textual makes them of a theme."""
    return {**THEMES[name].to_color_system().generate(), **THEMES[name].variables}


def test_the_formula_is_that_of_the_standard() -> None:
    assert contrast(Style.parse("#000000 on #ffffff")) == pytest.approx(21)
    assert contrast(Style.parse("#777777 on #ffffff")) == pytest.approx(4.478, abs=0.001)


@pytest.mark.parametrize("name", THEMES)
def test_text_stands_out_from_what_is_behind_it(name: str) -> None:
    needed = NEEDED.get(name, 4.5)
    for paint, style in paints(variables(name)).items():
        assert not style.dim, paint
        assert contrast(style) >= needed, f"{name}: {paint}"


@pytest.mark.parametrize("name", THEMES)
def test_words_in_borders_and_in_the_palette_stand_out_too(name: str) -> None:
    theme = THEMES[name]
    for colour, behind in itertools.product(
        (theme.foreground, theme.accent, theme.variables["quiet"]), (theme.background, theme.surface, theme.panel)
    ):
        assert contrast(Style.parse(f"{colour} on {behind}")) >= NEEDED.get(name, 4.5)


def test_every_theme_has_a_command_and_a_name_in_the_settings() -> None:
    assert {f"theme-{name}" for name in THEMES} <= commands.BY_ID.keys()
    for name in THEMES:
        assert Settings(theme=name).theme == name  # type: ignore[arg-type]


async def test_a_theme_is_chosen_by_a_command_and_the_next_start_has_it() -> None:
    async with observing() as observer:
        assert observer.pilot.app.theme == THEMES[FIRST].name
        for name in THEMES:
            observer.capture_screen.run_command_now(f"theme-{name}")
            await observer.until(lambda n=name: observer.pilot.app.theme == THEMES[n].name, name)  # type: ignore[misc]
        await observer.pilot.press("ctrl+p")
        await observer.until(lambda: len(observer.pilot.app.screen_stack) == 2, "the palette")
        await observer.types("theme: light", "enter")
        await observer.until(lambda: observer.pilot.app.theme == THEMES["light"].name, "light")
    async with observing() as later:
        assert later.pilot.app.theme == THEMES["light"].name


def setting(theme: str) -> None:
    data_folder().mkdir(parents=True, exist_ok=True)
    (data_folder() / "settings.toml").write_text(f'theme = "{theme}"\n' if theme else "", encoding="utf-8")


async def test_without_colour_the_command_that_enter_takes_is_marked_in_the_palette(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with observing() as observer:
        await observer.types("", "ctrl+p")
        await observer.until(lambda: len(observer.pilot.app.screen_stack) == 2, "the palette")
        await observer.types("theme")

        def marked() -> list[str]:
            strips = observer.pilot.app.screen._compositor.render_strips()
            return [part.text for strip in strips for part in strip if part.style and part.style.underline]

        await observer.until(lambda: "Light on dark." in marked(), "the first command marked to its end")
        assert "Dark on light." not in marked()


def test_what_was_said_last_holds() -> None:
    assert theme_at_start() == FIRST
    setting("light")
    assert theme_at_start() == "light"
    remember_theme("dim")
    assert theme_at_start() == "dim"
    setting("high-contrast")
    assert theme_at_start() == "high-contrast"
    setting("")
    remember_theme("dim")
    assert theme_at_start() == "dim"


def test_a_choice_that_cannot_be_read_is_none(own_folders: Path) -> None:
    (own_folders / "state").mkdir()
    (own_folders / "state" / "theme").write_bytes(b"\xff\n")
    assert theme_at_start() == FIRST
    (own_folders / "state" / "theme").write_bytes(b"plaid\n\n")
    assert theme_at_start() == FIRST


async def test_no_colour_is_no_colour_and_every_state_has_its_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with observing() as observer:
        assert any(isinstance(filter, NoColor) for filter in observer.pilot.app.get_line_filters())
        observer.keeper.refuse = "no room"
        await observer.types("/item 1", "enter", "f2")
        await observer.types("/out P5", "enter")
        await observer.sees("NOT SAVED")
        assert "✗" in observer.row("PEC")
        await observer.sees("▶ 2 ")
        await observer.sees("✓ 1 ")
        assert "out" in observer.row("P5 nurse")
        coloured = {
            segment.style.color.name
            for strip in observer.capture_screen._compositor.render_strips()
            for segment in strip
            if segment.style and segment.style.color
        }
        assert coloured == {"default"}
        observer.keeper.refuse = ""


def test_no_colour_in_a_real_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Screen(tmp_path, env={"NO_COLOR": "1"}) as screen:
        screen.send("a note\r\x1b[19~")
        screen.wait_shown("a note")
        assert b"38;2;" not in screen.written
        assert b"48;2;" not in screen.written
        screen.leave()
