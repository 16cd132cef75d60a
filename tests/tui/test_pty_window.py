"""What happens to the window of a real terminal: it gets another size, and the program is left for the shell."""

import shlex
import sys
from pathlib import Path

from tests.pty_driver import Terminal
from tests.tui.screens import ALT_SCREEN_LEFT, Screen


def test_another_size_in_the_middle_of_a_line_loses_nothing(screen: Screen) -> None:
    for rows, columns in ((20, 60), (36, 120), (10, 40), (24, 80)):
        screen.send(f"line at {columns} col")
        screen.resize(rows, columns)
        screen.send("umns\r")
    screen.wait_texts([f"line at {columns} columns" for columns in (60, 120, 40, 80)])
    screen.wait_shown("line at 80 columns")
    screen.wait_shown("Agenda")
    screen.wait_until(lambda: "leave" in screen.screen().splitlines()[-1], "the footer in the last row")
    screen.leave()


def test_the_shell_is_a_command_away_and_the_meeting_waits(tmp_path: Path) -> None:
    file = tmp_path / "kept.jsonl"
    with Terminal(["bash", "--norc", "--noprofile", "-i"], env={"PS1": "shell> "}) as shell:
        shell.send(shlex.join([sys.executable, "-m", "tests.tui.on_screen", str(file)]) + "\n")
        shell.wait_shown("Agenda")
        shell.send("half a li")
        shell.wait_shown("half a li")
        shell.send("\x10")
        shell.wait_shown("Search for commands")
        shell.send("suspend")
        shell.wait_shown("Go back to the shell")
        shell.send("\r")
        shell.wait_until(lambda: b"Stopped" in shell.written, "the shell's word that it stopped")
        assert ALT_SCREEN_LEFT in shell.written
        shell.written.clear()
        shell.send("fg\n")
        shell.wait_shown("half a li")
        shell.send("ne\r")
        shell.wait_until(lambda: file.exists() and "half a line" in file.read_text("utf-8"), "the line kept")
        shell.send("\x11")
        shell.wait_until(lambda: "closed" in file.read_text("utf-8"), "the end")
