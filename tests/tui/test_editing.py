"""From keys to lines, without a screen."""

from datetime import UTC, datetime, timedelta

from fieldnotes.capture.moment import KeyTime
from fieldnotes.tui.commands import BY_KEY
from fieldnotes.tui.editing import Changed, Editing, Entered, Pressed, Report

BEGIN = datetime(2004, 5, 12, 14, 0, tzinfo=UTC)


def stamp(monotonic: float) -> KeyTime:
    return KeyTime(BEGIN + timedelta(seconds=monotonic), round(monotonic * 1000))


def editing() -> Editing:
    return Editing(stamp, BY_KEY)


def press(line: Editing, keys: str, begin: float = 0.0) -> list[Report]:
    """Keys a second apart; `\\r` is Enter."""
    reports: list[Report] = []
    for n, char in enumerate(keys):
        key = {"\r": "enter", " ": "space"}.get(char, char)
        reports += line.key(key, char, begin + n)
    return reports


def entered(reports: list[Report]) -> list[tuple[str, KeyTime]]:
    return [(report.line, report.at) for report in reports if isinstance(report, Entered)]


def test_a_line_has_the_time_of_its_first_key() -> None:
    line = editing()
    assert entered(press(line, "one\rtwo\r")) == [("one", stamp(0)), ("two", stamp(4))]
    assert line.at is None


def test_a_line_that_was_emptied_begins_anew() -> None:
    line = editing()
    press(line, "x")
    line.key("backspace", "\x7f", 5.0)
    assert entered(press(line, "y\r", begin=9.0)) == [("y", stamp(9))]


def test_clearing_tells_that_there_is_no_draft_any_more() -> None:
    line = editing()
    press(line, "word")
    assert line.key("ctrl+u", None, 5.0) == [Changed("", None)]


def test_enter_on_nothing_is_nothing() -> None:
    line = editing()
    assert entered(press(line, "\r  \r\r")) == []
    assert line.line.text == ""


def test_a_command_key_is_told_in_its_place() -> None:
    line = editing()
    reports = [*press(line, "a\r"), *line.key("f2", None, 3.0), *press(line, "b\r", begin=4.0)]
    said = [type(report) for report in reports if not isinstance(report, Changed)]
    assert said == [Entered, Pressed, Entered]


def test_home_and_end_are_the_lines_while_there_is_one() -> None:
    line = editing()
    assert line.key("home", None, 0.0) == [Pressed("first", stamp(0))]
    press(line, "ab")
    assert line.key("home", None, 3.0) == []
    assert line.line.cursor == 0


def test_up_brings_a_line_back_with_a_time_of_its_own() -> None:
    line = editing()
    press(line, "one\r")
    line.key("up", None, 7.0)
    assert entered(press(line, "\r", begin=9.0)) == [("one", stamp(7))]


def test_a_paste_enters_its_lines() -> None:
    line = editing()
    press(line, "so ")
    assert entered(line.paste("it\nis\n\nrest", 5.0)) == [("so it", stamp(0)), ("is", stamp(5))]
    assert (line.line.text, line.at) == ("rest", stamp(5))


def test_a_key_with_a_character_that_is_a_control_is_no_text() -> None:
    line = editing()
    assert line.key("ctrl+backslash", "\x1c", 0.0) == []
