"""The protocols that ship: what the papers name is in them, and each of their names can be written in a line."""

from datetime import UTC, datetime

import pytest

from fieldnotes.archive.offered import find_shipped, shipped
from fieldnotes.capture.keycaps import Letters, act_keys
from fieldnotes.capture.keying import Keying
from fieldnotes.capture.moment import KeyTime
from fieldnotes.jottings.file import Given, Known, read_file
from fieldnotes.locations import read_template
from fieldnotes.model.protocol import Protocol
from fieldnotes.model.protocol_faults import faults
from fieldnotes.text import hyphened_name

ACTS = {
    "meeting-observation": "question challenge support build inform propose disagree interrupt overlap defer "
    "bring-in shut-out humour laughter silence side-talk tension non-verbal",
    "board-questioning": "supportive lesson-seeking diagnostic options-assessment strategy-seeking further-work",
    "verbal-behaviour": "proposing building supporting disagreeing defending-attacking testing-understanding "
    "summarising seeking-information giving-information bringing-in shutting-out",
}
MODES = {
    "meeting-observation": "consensus assumed vote ruling ratified ratified-after-discussion delegated deferred "
    "referred-up chairs-action withdrawn none",
    "mdt-decision": "made deferred not-reached",
}
INFORMATION = "history radiology pathology comorbidity psychosocial patients-view"
SOURCES = {
    "meeting-observation": "own synthesis",
    "trial-oversight": "10.1186/s13063-017-2305-9",
    "board-questioning": "15:470",
    "verbal-behaviour": "Rackham",
    "mdt-decision": "17:772",
}
each_one = pytest.mark.parametrize("protocol", shipped(), ids=lambda protocol: protocol.name)


def named(name: str) -> Protocol:
    found = find_shipped(name)
    assert found
    return found


def test_these_ship() -> None:
    assert {protocol.name for protocol in shipped()} == set(SOURCES)


@pytest.mark.parametrize("name", ACTS)
def test_acts_are_those_of_the_source(name: str) -> None:
    assert [act.name for act in named(name).acts] == ACTS[name].split()


@pytest.mark.parametrize("name", MODES)
def test_modes_are_those_of_the_source(name: str) -> None:
    assert [mode.name for mode in named(name).modes] == MODES[name].split()


def test_a_team_meeting_is_rated_by_information_and_by_group() -> None:
    scales = named("mdt-decision").scales
    assert [s.name for s in scales if s.definition.startswith("Information")] == INFORMATION.split()
    assert len([s for s in scales if s.definition.startswith("Contribution")]) == 8
    assert all(set(scale.anchors) == {"1", "3", "5"} for scale in scales)


@each_one
def test_it_says_where_it_comes_from_and_what_everything_means(protocol: Protocol) -> None:
    assert SOURCES[protocol.name] in protocol.citation
    assert faults(read_template("protocols", f"{protocol.name}.toml")) == []
    assert all(act.definition for act in protocol.acts)
    assert all(mode.definition for mode in protocol.modes)
    assert all(scale.definition for scale in protocol.scales)
    assert protocol.prompts.before
    assert protocol.prompts.during
    assert protocol.prompts.after
    assert protocol.scales
    assert all(scale.anchors for scale in protocol.scales)


@each_one
def test_each_act_has_the_key_that_the_file_gives_it(protocol: Protocol) -> None:
    keys = act_keys(protocol)
    assert [keys.of(act.name)[1] for act in protocol.acts] == [act.key for act in protocol.acts]
    assert all(act.key.isascii() and act.key.isalpha() for act in protocol.acts)
    assert [keys.of(act.name)[0] for act in protocol.acts[:10]] == list("1234567890")[: len(protocol.acts)]


@each_one
def test_each_act_is_keyed(protocol: Protocol) -> None:
    at = KeyTime(datetime(2004, 5, 12, 14, tzinfo=UTC), 0)
    for act in protocol.acts:
        keying = Keying(Letters(), act_keys(protocol))
        keying.key("&", at, ())
        keying.key(".", at, ())
        keying.key(act.key, at, ())
        assert keying.building
        assert keying.building.acts == (act.name,)


@each_one
def test_each_name_can_be_written_in_a_line(protocol: Protocol) -> None:
    lines = [f"14:00 P1>P2 {hyphened_name(act.name)}: x" for act in protocol.acts]
    lines += [f"14:00 ! {hyphened_name(mode.name)} 4-1-1: x" for mode in protocol.modes]
    lines += [f"14:00 /rate {hyphened_name(scale.name)} 3 why" for scale in protocol.scales]
    head = f"Date: 2004-05-12\nStart: 14:00\nProtocol: {protocol.name}\nPeople:\n  P1\n  P2\n---\n"
    file = read_file(head + "\n".join(lines), "x.jot", Known(find_shipped, ()), Given("UTC"))
    assert file.warnings == ()
    assert [act for seen in file.observations for act in seen.acts] == [act.name for act in protocol.acts]
    assert [s.mode for s in file.observations if s.kind == "decision"] == [mode.name for mode in protocol.modes]
    assert [s.scale for s in file.observations if s.kind == "rating"] == [scale.name for scale in protocol.scales]


def test_the_same_act_has_the_same_key_in_all_that_are_our_own() -> None:
    ours = {act.name: act.key for act in named("meeting-observation").acts}
    for name in ("trial-oversight", "mdt-decision"):
        shared = [act for act in named(name).acts if act.name in ours]
        assert len(shared) > 4
        assert [ours[act.name] for act in shared] == [act.key for act in shared]
