"""The sample meetings of `fieldnotes demo` show what the language can do, and read without a warning."""

from itertools import pairwise

import pytest

from fieldnotes.archive.offered import find_offered
from fieldnotes.jottings.file import Given, JottingsFile, Known, read_file
from fieldnotes.locations import read_template
from fieldnotes.model.codebook_toml import codebook_from_toml
from fieldnotes.model.course import room_at, run


@pytest.fixture(scope="module")
def sample() -> JottingsFile:
    return read("pec.jot")


@pytest.fixture(scope="module")
def earlier() -> dict[str, JottingsFile]:
    """The meetings before it, in the order of their dates."""
    return {name: read(f"{name}.jot") for name in ("pec-march", "pec-april", "board-april")}


def read(name: str) -> JottingsFile:
    """A sample file with the shipped protocols and codebook."""
    codebook = codebook_from_toml(read_template("codebooks", "system-leadership.toml"), "codebook")
    return read_file(read_template("sample", name), name, Known(find_offered, codebook.codes), Given("UTC"))


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


# -- the meetings before it


def test_the_others_read_without_a_warning_and_come_to_an_end(earlier: dict[str, JottingsFile]) -> None:
    for file in earlier.values():
        assert file.warnings == ()
        assert room_at(file.people, file.observations).ended
        assert len(file.observations) > 60
        assert file.meeting.id
        actions = [seen for seen in run(file.people, file.observations) if seen.kind == "action"]
        assert len(actions) >= 4
        assert all(action.owners and action.due for action in actions)


def test_they_are_two_sites_over_three_months_by_two_observers(
    sample: JottingsFile, earlier: dict[str, JottingsFile]
) -> None:
    files = [*earlier.values(), sample]
    assert [(f.meeting.site, f.meeting.body, f.meeting.date.month) for f in files] == [
        ("Site B", "PEC", 3),
        ("Site B", "PEC", 4),
        ("Site C", "PCT board", 4),
        ("Site B", "PEC", 5),
    ]
    assert [f.observer for f in files] == ["KC", "KC", "LM", "KC"]
    assert [f.meeting.protocol for f in files] == ["meeting-observation"] * 2 + [
        "board-questioning",
        "meeting-observation",
    ]


def test_what_was_deferred_comes_back_and_is_decided(
    sample: JottingsFile, earlier: dict[str, JottingsFile]
) -> None:
    def of(file: JottingsFile, words: str) -> list[str | None]:
        return [s.mode for s in file.observations if s.kind == "decision" and words in s.text]

    assert [of(f, "nurse-led clinics") for f in (earlier["pec-march"], earlier["pec-april"], sample)] == [
        ["deferred"],
        ["deferred"],
        ["vote"],
    ]
    assert of(earlier["pec-march"], "underspend") == ["deferred"]
    assert of(earlier["pec-april"], "underspend") == ["consensus"]
    titles = [{item.title for item in file.items} for file in (earlier["pec-march"], earlier["pec-april"], sample)]
    assert "Nurse-led clinics in general practice" in set.intersection(*titles)  # by which they are found settled
    assert "Prescribing underspend" in titles[0] & titles[1]


def test_all_but_one_are_written_up(sample: JottingsFile, earlier: dict[str, JottingsFile]) -> None:
    files = {**earlier, "pec": sample}
    written = {name: sum(seen.written_up is not None for seen in f.observations) for name, f in files.items()}
    assert written == {"pec-march": 2, "pec-april": 2, "board-april": 0, "pec": 1}


def test_codes_that_emerged_at_one_meeting_are_used_at_others(
    sample: JottingsFile, earlier: dict[str, JottingsFile]
) -> None:
    emerged = {name: {code.name for code in f.codes} for name, f in earlier.items()}
    assert emerged["pec-march"] == emerged["board-april"] == {"money-as-last-word"}
    assert {"waiting-for-the-centre", "patients-as-numbers"} < emerged["pec-april"]
    assert {code.name for code in sample.codes} <= emerged["pec-march"] | emerged["pec-april"]


def test_people_come_late_by_phone_and_for_others(earlier: dict[str, JottingsFile]) -> None:
    statuses = {person.status for f in earlier.values() for person in f.people}
    assert statuses == {"present", "apologies", "in attendance", "deputy for P5", "deputy for P7"}
    moves = {name: [(s.mode, s.actor, s.text) for s in f.observations if s.kind == "presence"]
             for name, f in earlier.items()}  # fmt: skip
    assert ("in", "P2", "") in moves["pec-april"]
    assert ("in", "P6", "phone") in moves["board-april"]
    kinds = {seen.kind for f in earlier.values() for seen in f.observations}
    assert {"break", "gap", "rating", "reflection", "act"} <= kinds
    acts = {act for f in earlier.values() for seen in f.observations for act in seen.acts}
    assert {"interrupt", "shut-out", "bring-in", "diagnostic", "further-work"} <= acts
    assert any(seen.uncertain for seen in earlier["pec-april"].observations)
    assert sum(bool(seen.verbatim) for f in earlier.values() for seen in f.observations) > 15


def test_items_take_longer_than_planned(earlier: dict[str, JottingsFile]) -> None:
    over = 0
    for file in earlier.values():
        opened = [seen for seen in file.observations if seen.kind == "item"]
        planned = {item.number: item.planned_minutes or 0 for item in file.items}
        for this, following in pairwise(opened):
            lasted = (following.at - this.at).total_seconds() / 60
            over += lasted > planned[this.item or ""]
    assert over >= 3
