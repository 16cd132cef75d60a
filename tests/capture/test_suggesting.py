"""What tab offers where a line is coded, and within an amendment."""

import pytest

from fieldnotes.capture.suggesting import suggest_codes, suggest_instead
from fieldnotes.model.clock import now_in
from tests.tui.keeping import record, session


def offered(before: str, *has: str) -> list[str]:
    live = session()
    try:
        found = suggest_codes(before, has, live.setting_at(live.now().at))
    finally:
        live.close()
    return [before[: found.start] + one.text for one in found.candidates] if found else []


@pytest.mark.parametrize("before", ["underl", "#underl", "one underl", "#one #underl", "-one underl"])
def test_codes_are_offered_with_and_without_their_sign(before: str) -> None:
    assert offered(before) == [before.removesuffix("underl") + "underlying-tensions"]


def test_those_that_it_has_or_that_are_named_are_not_offered_again() -> None:
    assert offered("underl", "underlying-tensions") == []
    assert offered("underlying-tensions underl") == []
    assert len(offered("")) == len(record().codebook.codes)


@pytest.mark.parametrize("sign", ["-", "-#", "#-"])
def test_behind_a_minus_stand_those_that_it_has(sign: str) -> None:
    assert offered(sign, "beds", "two words") == [f"{sign}beds", f"{sign}two-words"]
    assert offered(f"{sign}t", "beds", "two words") == [f"{sign}two-words"]
    assert offered(f"{sign}x", "beds") == []


def test_an_amendment_is_no_act_and_offers_what_a_line_does() -> None:
    live = session()
    try:
        setting = live.setting_at(live.now().at)
        found = suggest_instead("P3>ch", now_in("UTC"), "UTC", setting)
        assert found
        assert found.candidates[0].text == "P1"
        acts = suggest_instead("/und", now_in("UTC"), "UTC", setting)
        assert acts is None
    finally:
        live.close()
