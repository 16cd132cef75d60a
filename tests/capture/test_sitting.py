"""What a screen keeps outside the study: its own, and what the dead have left."""

import subprocess
import sys
from pathlib import Path

import pytest

from fieldnotes.capture.draft import Draft
from fieldnotes.capture.moment import KeyTime
from fieldnotes.capture.sitting import Sitting
from fieldnotes.model.clock import now_in

AT = KeyTime(now_in("UTC"), 5)
ODD_NAMES = ("KC", "kc", "K/C", "..", "Łukasz", "a" * 300, "CON", "x\ny", "\ud800")


def taken(meeting: str = "m", observer: str = "KC") -> str | None:
    """The line that a new screen finds."""
    sitting = Sitting(meeting, observer)
    draft, _ = sitting.take_over(lambda draft: False)
    sitting.close()
    return draft.line if draft else None


def test_two_living_screens_have_drafts_of_their_own() -> None:
    first, second = Sitting("m", "KC"), Sitting("m", "KC")
    first.keep_draft(Draft("one", AT))
    second.keep_draft(Draft("two", AT))
    second.keep_draft(None)
    assert taken() is None  # the first one lives
    first.close()
    second.close()
    assert taken() == "one"


def test_the_newest_draft_is_taken_over_and_the_others_wait_their_turn() -> None:
    for line in ("older", "newer"):
        sitting = Sitting("m", "KC")
        sitting.keep_draft(Draft(line, AT))
        sitting.close()
    one, two = Sitting("m", "KC"), Sitting("m", "KC")
    drafts = [sitting.take_over(lambda draft: False)[0] for sitting in (one, two)]
    assert [draft and draft.line for draft in drafts] == ["newer", "older"]
    one.close()
    two.close()


def test_a_draft_that_was_taken_over_stays_until_it_is_entered_or_emptied(own_folders: Path) -> None:
    sitting = Sitting("m", "KC")
    sitting.keep_draft(Draft("half", AT))
    sitting.close()
    assert [taken(), taken()] == ["half", "half"]
    last = Sitting("m", "KC")
    last.take_over(lambda draft: False)
    last.keep_draft(None)
    last.close()
    assert taken() is None
    assert list((own_folders / "state" / "drafts").iterdir()) == []


@pytest.mark.parametrize("name", ODD_NAMES)
def test_an_observer_of_any_name_has_drafts_and_nobody_elses(name: str) -> None:
    for observer in ODD_NAMES:
        sitting = Sitting("m", observer)
        sitting.keep_draft(Draft(f"of {observer!r}", AT))
        sitting.close()
    assert taken(observer=name) == f"of {name!r}"
    assert taken("another meeting", name) is None


def test_the_draft_of_a_killed_process_is_taken_over_and_that_of_a_living_one_is_not(own_folders: Path) -> None:
    program = """if 1:
        from tests.capture.test_sitting import *
        sitting = Sitting("m", "KC")
        sitting.keep_draft(Draft("of another process", AT))
        print("kept", flush=True)
        input()
    """
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        assert other.stdout.readline() == b"kept" + b"\n"
        assert taken() is None
        other.kill()
        other.wait()
    assert taken() == "of another process"


def test_prompts_that_were_shown_are_known_to_the_next_screen(own_folders: Path) -> None:
    first = Sitting("m", "KC")
    assert first.shown() == []
    first.be_alive(AT.at, (2, 1, 0))
    assert Sitting("m", "KC").shown() == [2, 1, 0]
    assert Sitting("m", "other").shown() == []
    first.be_alive(AT.at)
    assert Sitting("m", "KC").shown() == []
