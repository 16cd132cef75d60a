"""The write-up screen in a real terminal: keys that come at once, a kill, a signal, the user's own editor."""

import signal
import sys
from pathlib import Path

import pytest

from tests.pty_driver import Terminal
from tests.tui.writer import make_study, on_disk

OPEN = "Write what happened"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return make_study(tmp_path)


def opened(study: Path) -> Terminal:
    return Terminal([sys.executable, "-m", "fieldnotes", "writeup", str(study), "last", "--observer", "KC"])


def note(study: Path) -> str | None:
    return on_disk(study).observations[0].written_up


def test_keys_that_arrive_in_one_piece_keep_their_order(study: Path) -> None:
    with opened(study) as screen:
        screen.wait_for(OPEN)
        screen.send("who hasx\x7f the bedz\x7fs\rNob\x1b[D\x1b[DX\x1b[Cody\x1a\x19\u200d\u00a0!")
        screen.wait_for("kept as a draft")
        screen.send("\x11")
        assert screen.wait_end() == 0
    assert note(study) == "who has the beds\nNXoody\u200d\u00a0!b"


def test_what_was_kept_outlives_a_kill_at_any_instant(study: Path) -> None:
    with opened(study) as screen:
        screen.wait_for(OPEN)
        screen.send("As far as it went")
        screen.wait_for("kept as a draft")
        screen.signal(signal.SIGKILL)
        screen.wait_end()
    assert note(study) is None
    with opened(study) as screen:
        screen.wait_for("taken up where they stood")
        screen.wait_for("As far as it went")
        screen.send("\x11")
        assert screen.wait_end() == 0
    assert note(study) == "As far as it went"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_request_to_end_puts_all_of_it_into_the_record(study: Path, number: signal.Signals) -> None:
    with opened(study) as screen:
        screen.wait_for(OPEN)
        screen.send("Typed a moment ago")
        screen.wait_for("moment ago")
        screen.signal(number)
        screen.wait_end()
    assert note(study) == "Typed a moment ago"


def test_a_paste_of_many_paragraphs_is_one_note(study: Path) -> None:
    with opened(study) as screen:
        screen.wait_for(OPEN)
        screen.send("\x1b[200~One [/].\r\n\r\nTwo\x1b[31m.\x1b[201~ Three.\x11")
        assert screen.wait_end() == 0
    assert note(study) == "One [/].\n\nTwo�[31m. Three."


def test_the_users_own_editor_gets_the_note_and_gives_it_back(
    study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_folders: Path
) -> None:
    script = tmp_path / "ed.py"
    script.write_text(
        "import sys\npath = sys.argv[1]\ntext = open(path).read()\nopen(path + '~', 'w').write(text)\n"
        "open(path, 'w').write('At two. ' + text + 'And after.\\n')\n"
    )
    monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")
    with opened(study) as screen:
        screen.wait_for(OPEN)
        screen.send("Who has the beds?")
        screen.wait_for("the beds?")
        screen.send("\x1be")
        screen.wait_for("And after.")
        screen.send("\x11")
        assert screen.wait_end() == 0
    assert note(study) == "At two. Who has the beds?\nAnd after."
    assert list((own_folders / "state" / "drafts").glob("editor-*")) == []
