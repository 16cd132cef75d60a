"""The timeline names codes as they are called now, whatever a jotting holds."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from fieldnotes.model.codebook import Code, Codebook
from fieldnotes.model.meeting import Record
from fieldnotes.model.observation import Observation
from fieldnotes.tui.called import Called
from fieldnotes.tui.rows import says
from tests.keepers import MemoryKeeper
from tests.tui.keeping import record
from tests.tui.observer import observing

NOON = datetime(2004, 5, 12, 12, tzinfo=UTC)
CODED = Observation(
    id="1", at=NOON, typed_at=NOON, kind="note", text="full", codes=("beds", "cots", "unheard-of"), observer="KC"
)
CODES = (Code("beds", written="bed-days", aliases=("bed-use",)), Code("cots", merged_into="beds"))


def coded() -> Record:
    return replace(record((CODED,), NOON), framework=CODES)


def test_a_renamed_code_has_its_new_name_and_a_merged_one_its_own() -> None:
    pieces = says(CODED, str, Called(coded))
    assert pieces[-1].text == " #bed-days #cots #unheard-of"
    assert says(CODED, str)[-1].text == " #beds #cots #unheard-of"


def test_the_codes_are_put_together_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    def counted(self: Record) -> Codebook:
        made.append(self)
        return Codebook(self.framework)

    one = coded()
    called = Called(lambda: one)
    monkeypatch.setattr(Record, "codebook", property(counted))
    assert [called("beds") for _ in range(100)] == ["bed-days"] * 100
    one = replace(one, observations=())
    called("cots")
    assert len(made) == 1
    one = replace(one, framework=(Code("beds", written="bed-nights"),))
    assert called("beds") == "bed-nights"


async def test_the_capture_screen_shows_it() -> None:
    async with observing(MemoryKeeper(coded())) as observer:
        await observer.sees("full #bed-days #cots #unheard-of")
