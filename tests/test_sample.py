"""The sample meeting of `fieldnotes demo` shows what the language can do, and reads without a warning."""

import pytest

from fieldnotes.jottings.file import Given, JottingsFile, Known, read_file
from fieldnotes.locations import read_template
from fieldnotes.model.codebook_toml import codebook_from_toml
from fieldnotes.model.course import room_at, run
from fieldnotes.model.protocol import protocol_from_toml


@pytest.fixture(scope="module")
def sample() -> JottingsFile:
    protocol = protocol_from_toml(read_template("protocols", "meeting-observation.toml"), "protocol")
    codebook = codebook_from_toml(read_template("codebooks", "system-leadership.toml"), "codebook")
    known = Known({protocol.name: protocol}.get, codebook.codes)
    return read_file(read_template("sample", "pec.jot"), "pec.jot", known, Given("UTC"))


def test_it_reads_without_a_warning(sample: JottingsFile) -> None:
    assert sample.warnings == ()
    assert (len(sample.people), len(sample.items)) == (6, 5)
    assert [code.name for code in sample.codes] == ["money-as-last-word", "tabled-papers"]


def test_every_kind_of_observation_is_in_it(sample: JottingsFile) -> None:
    kinds = "note speech act decision action reflection rating item presence floor break gap"
    assert {seen.kind for seen in sample.observations} == set(kinds.split())
    assert {seen.reflection for seen in sample.observations} == {None, "interpretation", "method", "feeling"}
    assert {seen.mode for seen in sample.observations if seen.kind == "decision"} >= {"vote", "ruling", "deferred"}
    assert [seen.votes for seen in sample.observations if seen.votes] == [(4, 1, 1)]
    assert any(seen.uncertain for seen in sample.observations)
    assert any(seen.written_up for seen in sample.observations)


def test_it_stops_in_its_fourth_item_with_the_fifth_not_reached(sample: JottingsFile) -> None:
    room = room_at(sample.people, sample.observations)
    assert (room.item, room.ended, room.floor) == ("4", False, ("P1",))
    assert room.here == {"P1", "P3", "P4", "P5", "P6"}
    assert [seen.item for seen in sample.observations if seen.kind == "item"] == ["1", "2", "3", "2", "3", "4"]


def test_each_action_has_an_owner_and_is_due(sample: JottingsFile) -> None:
    actions = [seen for seen in run(sample.people, sample.observations) if seen.kind == "action"]
    assert len(actions) == 5
    assert all(action.owners and action.due for action in actions)
