"""Prompts by a fake clock: which is due when, and that none comes while there is something to see."""

import pytest

from fieldnotes.capture.prompting import Prompt, Prompting, Scene
from fieldnotes.model.protocol import Prompts

PROMPTS = Prompts(before=("b1", "b2"), during=("d1", "d2"), after=("a1", "a2"))
BEFORE, DURING, AFTER = Scene(False, False), Scene(True, False), Scene(True, True)
SECOND, MINUTE = 1000, 60_000


def texts(prompting: Prompting, scene: Scene, until: int, since: int = 0) -> list[tuple[int, str]]:
    """What comes by itself, asked each second: at which second, which."""
    asked = ((ms // SECOND, prompting.due(scene, ms)) for ms in range(since, until, SECOND))
    return [(second, prompt.text) for second, prompt in asked if prompt]


def test_before_the_meeting_each_comes_once_one_after_another() -> None:
    assert texts(Prompting(PROMPTS), BEFORE, 60 * MINUTE) == [(0, "b1"), (20, "b2")]


def test_a_later_sitting_goes_on_where_the_one_before_was() -> None:
    first = Prompting(PROMPTS)
    first.next(BEFORE, 0)
    first.next(DURING, 0)
    later = Prompting(PROMPTS)
    later.go_on(first.shown)
    assert texts(later, BEFORE, 60 * MINUTE) == [(0, "b2")]
    assert later.next(DURING, 0) == Prompt("during", "d2", 2, 2)


def test_during_it_one_comes_every_ten_minutes_round_and_round() -> None:
    assert texts(Prompting(PROMPTS), DURING, 35 * MINUTE) == [(600, "d1"), (1200, "d2"), (1800, "d1")]


def test_the_minutes_can_be_set_and_none_is_none() -> None:
    assert texts(Prompting(PROMPTS, 2), DURING, 5 * MINUTE) == [(120, "d1"), (240, "d2")]
    off = Prompting(PROMPTS, 0)
    assert texts(off, BEFORE, 60 * MINUTE) + texts(off, DURING, 60 * MINUTE) == []
    assert off.next(DURING, 0) == Prompt("during", "d1", 1, 2)


def test_nothing_comes_within_twenty_seconds_of_typing() -> None:
    prompting = Prompting(PROMPTS)
    for second in range(0, 700, 10):
        prompting.stirred(second * SECOND)
        assert texts(prompting, DURING, (second + 10) * SECOND, second * SECOND) == []
    assert texts(prompting, DURING, 800 * SECOND, 700 * SECOND) == [(710, "d1")]


def test_what_was_put_away_leaves_the_observer_alone() -> None:
    prompting = Prompting(PROMPTS)
    assert prompting.due(BEFORE, 0)
    prompting.put_away(5 * SECOND)
    assert texts(prompting, BEFORE, 20 * MINUTE, 5 * SECOND) == [(605, "b2")]


def test_the_end_of_the_meeting_brings_the_first_impressions() -> None:
    prompting = Prompting(PROMPTS)
    assert texts(prompting, DURING, 11 * MINUTE) == [(600, "d1")]
    prompting.stirred(11 * MINUTE)
    assert texts(prompting, AFTER, 60 * MINUTE, 11 * MINUTE) == [(680, "a1"), (700, "a2")]


@pytest.mark.parametrize("scene", [BEFORE, DURING, AFTER])
def test_a_meeting_of_another_day_is_not_prompted_but_may_be_asked(scene: Scene) -> None:
    stale = scene._replace(fresh=False)
    prompting = Prompting(PROMPTS)
    assert texts(prompting, stale, 60 * MINUTE) == []
    prompt = prompting.next(stale, 0)
    assert prompt is not None
    assert prompt.when == scene.when


def test_what_is_asked_for_comes_at_once_and_in_turn() -> None:
    prompting = Prompting(PROMPTS)
    prompting.stirred(0)
    asked = [prompting.next(DURING, n) for n in range(3)]
    assert [prompt.text for prompt in asked if prompt] == ["d1", "d2", "d1"]
    assert texts(prompting, DURING, 11 * MINUTE, SECOND) == [(601, "d2")]


def test_a_protocol_without_prompts_asks_nothing() -> None:
    prompting = Prompting(Prompts())
    assert texts(prompting, BEFORE, 60 * MINUTE) == []
    assert prompting.next(BEFORE, 0) is None
