"""History, and what undo and redo make of it: the exact way back, and nothing of what others wrote."""

import tempfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from fieldnotes.archive import MeetingArchive, StudyArchive
from fieldnotes.archive.acts import Acts, Foreseen
from fieldnotes.archive.history import Commit
from fieldnotes.archive.line import Erase, read_payload
from fieldnotes.archive.versions import GONE
from fieldnotes.model.codebook import Code
from fieldnotes.model.meeting import Record
from fieldnotes.model.people import Person
from tests.archive.making import a_meeting, a_study, lines_of, logs_of, seen


@pytest.fixture
def meeting(tmp_path: Path) -> MeetingArchive:
    return a_meeting(a_study(tmp_path / "study"))


def opened(meeting: MeetingArchive) -> MeetingArchive:
    """The same meeting, opened by another run."""
    return StudyArchive.open(meeting.folder.parents[1]).open_meeting("last")


def standing(meeting: MeetingArchive) -> list[str]:
    return [o.text for o in meeting.record().observations if not o.retracted]


def undo(meeting: MeetingArchive, acts: Acts) -> Foreseen | None:
    foreseen = acts.undo()
    if foreseen:
        assert foreseen.came_to(meeting.carry_out(foreseen.deed))
    return foreseen


def redo(meeting: MeetingArchive, acts: Acts) -> Foreseen | None:
    foreseen = acts.redo()
    if foreseen:
        assert foreseen.came_to(meeting.carry_out(foreseen.deed))
    return foreseen


def amend(meeting: MeetingArchive, who: str, key: str, why: str = "", **fields: Any) -> None:
    meeting.carry_out(meeting.acts(who).amend({key: (fields, ())}, why).deed)


def test_who_when_what_and_why(meeting: MeetingArchive) -> None:
    note = seen(1, "as heard")
    meeting.commit(who="AB", observations=[note])
    amend(meeting, "CD", note.id, why="misheard", text="as said")
    begin, first, second = meeting.history()
    assert [step.table for step in begin.steps] == ["meeting", "protocol", "people", "people"]
    assert (first.who, first.steps[0].how, first.steps[0].fields["text"]) == ("AB", "made", (GONE, "as heard"))
    assert (second.who, second.why) == ("CD", "misheard")
    assert second.steps[0].fields == {"text": ("as heard", "as said")}
    assert first.clock < second.clock
    assert first.device == second.device != ""
    assert first.at("Europe/London").utcoffset() is not None


def test_a_line_that_is_no_act_has_no_field_more_than_before(meeting: MeetingArchive) -> None:
    meeting.commit(who="AB", observations=[seen(1)])
    undo(meeting, meeting.acts("AB"))
    plain, act = (line.payload for line in lines_of(logs_of(meeting)[0])[-2:])
    assert plain is not None
    assert act is not None
    assert not [name for name in (b'"undoes"', b'"redoes"', b'"why"') if name in plain]
    said = read_payload(act)
    assert getattr(said, "undoes", "") == meeting.history()[1].id
    assert b'"redoes"' not in act


def test_unlimited_undo_and_redo_over_restarts(meeting: MeetingArchive) -> None:
    shown: list[Record] = [meeting.record()]
    for number in range(12):
        meeting.commit(who="AB", observations=[seen(number)], people=[Person(f"Q{number}")])
        shown.append(meeting.record())
    meeting.close()
    for wanted in reversed(shown[:-1]):
        again = opened(meeting)
        assert undo(again, again.acts("AB"))
        assert standing(again) == [o.text for o in wanted.observations]
        assert again.record().people == wanted.people
        again.close()
    again = opened(meeting)
    assert again.acts("AB").undo() is None
    acts = again.acts("AB")
    for wanted in shown[1:]:
        assert redo(again, acts)
        assert again.record().people == wanted.people
        assert again.record().observations[: len(wanted.observations)] == wanted.observations
    assert acts.redo() is None


def test_a_new_line_empties_redo_and_one_of_somebody_else_does_not(meeting: MeetingArchive) -> None:
    meeting.commit(who="AB", observations=[seen(1, "one")])
    acts = meeting.acts("AB")
    undo(meeting, acts)
    meeting.commit(who="CD", observations=[seen(2, "theirs")])
    assert acts.redo() is not None
    meeting.commit(who="AB", observations=[seen(3, "two")])
    assert acts.redo() is None
    assert meeting.acts("AB").redo() is None


def test_what_somebody_else_has_changed_since_is_left_and_said(meeting: MeetingArchive) -> None:
    one, two = seen(1, "one"), seen(2, "two")
    meeting.commit(who="AB", observations=[one, two])
    amend(meeting, "CD", one.id, text="one, as CD heard it")
    foreseen = undo(meeting, meeting.acts("AB"))
    assert foreseen is not None
    assert [(left.key, left.by) for left in foreseen.left] == [(one.id, "CD")]
    assert standing(meeting) == ["one, as CD heard it"]
    acts = meeting.acts("AB")
    assert acts.undo() is None
    redo(meeting, acts)
    assert standing(meeting) == ["one, as CD heard it", "two"]


def test_fields_that_others_changed_since_stay_and_the_others_go_back(meeting: MeetingArchive) -> None:
    note = seen(1, "one")
    meeting.commit(who="CD", observations=[note])
    amend(meeting, "AB", note.id, text="two", uncertain=True)
    amend(meeting, "CD", note.id, text="three")
    foreseen = undo(meeting, meeting.acts("AB"))
    assert foreseen is not None
    assert [(left.field, left.by) for left in foreseen.left] == [("text", "CD")]
    (shown,) = meeting.record().observations
    assert (shown.text, shown.uncertain) == ("three", False)


def test_a_change_that_was_taken_back_is_as_if_never(meeting: MeetingArchive) -> None:
    note = seen(1, "one")
    meeting.commit(who="AB", observations=[note])
    amend(meeting, "CD", note.id, text="CD's")
    undo(meeting, meeting.acts("CD"))
    foreseen = undo(meeting, meeting.acts("AB"))
    assert foreseen is not None
    assert not foreseen.left
    assert standing(meeting) == []


def test_a_line_that_came_back_goes_again_after_its_retraction_was_taken_back(meeting: MeetingArchive) -> None:
    note = seen(1, "one")
    meeting.commit(who="AB", observations=[note])
    acts = meeting.acts("AB")
    undo(meeting, acts)
    redo(meeting, acts)
    amend(meeting, "AB", note.id, retracted=True)
    undo(meeting, acts)
    assert standing(meeting) == ["one"]
    foreseen = undo(meeting, acts)
    assert foreseen is not None
    assert not foreseen.left
    assert standing(meeting) == []


def test_what_a_line_brought_stays_where_another_line_uses_it(meeting: MeetingArchive) -> None:
    speech = msgspec.structs.replace(seen(2, "hello"), kind="speech", actor="P9", codes=("new",), observer="CD")
    new = Code("new", status="emergent")
    meeting.commit(who="AB", observations=[seen(1)], people=[Person("P9"), Person("P8")], codes=[new])
    meeting.commit(who="CD", observations=[speech])
    foreseen = undo(meeting, meeting.acts("AB"))
    assert foreseen is not None
    assert sorted((left.table, left.key) for left in foreseen.left) == [("codes", "new"), ("people", "P9")]
    assert [person.code for person in meeting.record().people] == ["P1", "P2", "P9"]
    assert [code.name for code in meeting.record().codes] == ["new"]


def test_an_undo_that_can_change_nothing_is_a_record_and_the_next_goes_on(meeting: MeetingArchive) -> None:
    one, two = seen(1, "one"), seen(2, "two")
    meeting.commit(who="AB", observations=[one])
    meeting.commit(who="AB", observations=[two])
    amend(meeting, "CD", two.id, text="CD's")
    acts = meeting.acts("AB")
    undo(meeting, acts)
    assert standing(meeting) == ["one", "CD's"]
    assert meeting.history()[-1].steps == ()
    undo(meeting, acts)
    assert standing(meeting) == ["CD's"]


def test_another_run_of_the_same_observer_is_known(meeting: MeetingArchive) -> None:
    acts = meeting.acts("AB")
    meeting.commit(who="AB", observations=[seen(1, "one")])
    undo(meeting, acts)
    redo(meeting, acts)
    other = opened(meeting)
    two = seen(2, "two")
    other.commit(who="AB", observations=[two])
    amend(other, "AB", two.id, text="two, mended")
    meeting.refresh()
    undo(meeting, acts)
    assert standing(meeting) == ["one", "two"]
    undo(meeting, acts)
    undo(meeting, acts)
    assert standing(meeting) == []
    assert acts.undo() is None


def test_a_retraction_of_somebody_elses_line_is_brought_back_too(meeting: MeetingArchive) -> None:
    note = seen(1, "one")
    meeting.commit(who="CD", observations=[note])
    acts = meeting.acts("AB")
    meeting.carry_out(acts.amend({note.id: ({"retracted": True}, ())}).deed)
    undo(meeting, acts)
    assert standing(meeting) == ["one"]
    again = redo(meeting, acts)
    assert again is not None
    assert again.left == ()
    assert standing(meeting) == []


def test_what_waits_for_the_disk_counts_as_written(meeting: MeetingArchive) -> None:
    acts = meeting.acts("AB")
    note = seen(1, "one")
    waiting = [acts.jotting("c1", people=(), items=(), codes=(), observations=(note,))]
    amended = acts.amend({note.id: ({"text": "mended"}, ())}, waiting=waiting)
    waiting.append(amended.deed)
    foreseen = acts.undo(waiting)
    assert foreseen is not None
    assert [o.text for o in foreseen.observations] == ["one"]
    waiting.append(foreseen.deed)
    last = acts.undo(waiting)
    assert last is not None
    assert [o.retracted for o in last.observations] == [True]
    assert meeting.record().observations == ()
    for deed in (*waiting, last.deed):
        meeting.carry_out(deed)
    assert [(o.text, o.retracted) for o in meeting.record().observations] == [("one", True)]
    assert [o.text for o in acts.shown([]).observations] == []


def test_the_making_of_a_meeting_is_no_line(meeting: MeetingArchive) -> None:
    assert meeting.acts("AB").undo() is None


def test_first_forms_are_those_that_were_typed(meeting: MeetingArchive) -> None:
    one, two = seen(1, "one"), seen(2, "two")
    meeting.commit(who="AB", observations=[one, two])
    assert meeting.first_forms() == {one.id: one, two.id: two}
    amend(meeting, "AB", one.id, text="other", retracted=True)
    meeting.close()
    assert opened(meeting).first_forms() == {one.id: one, two.id: two}


def test_an_erased_line_is_in_no_history(meeting: MeetingArchive) -> None:
    meeting.commit(who="AB", observations=[seen(1, "a name")])
    log = logs_of(meeting)[0]
    change = meeting.history()[-1].id
    meeting.storage.journal.commit(lambda fold: [Erase(log.stem, 2, "asked to", change)], "AB")
    told: list[Commit] = meeting.history()
    assert change not in [commit.id for commit in told]
    assert told[-1].why == "asked to"


WHO = st.sampled_from(("AB", "AB", "AB", "CD"))


class TwoObservers(RuleBasedStateMachine):
    """Two observers take, amend, retract, undo and redo, and open the meeting anew.

    While nobody else has touched the meeting in between, undo leads to the state before, and redo to the one after.
    """

    def __init__(self) -> None:
        super().__init__()
        self.number = 0

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.meeting = a_meeting(a_study(Path(self.folder.name) / "study"))
        self.acts = {who: self.meeting.acts(who) for who in ("AB", "CD")}
        self.before: dict[str, list[tuple[object, object]]] = {"AB": [], "CD": []}
        self.after: dict[str, list[tuple[object, object]]] = {"AB": [], "CD": []}

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.meeting.close()
            self.folder.cleanup()

    def shown(self) -> object:
        record = self.meeting.record()
        return [o for o in record.observations if not o.retracted], record.people, record.codes

    def did(self, who: str, before: object) -> None:
        """A new line of that observer: nobody else's way back is exact any more."""
        other = "CD" if who == "AB" else "AB"
        self.before[other].clear()
        self.after[other].clear()
        self.after[who].clear()
        self.before[who].append((before, self.shown()))

    @rule(who=WHO, brings=st.booleans())
    def take(self, who: str, brings: bool) -> None:
        before = self.shown()
        self.number += 1
        note = msgspec.structs.replace(
            seen(self.number), observer=who, codes=(f"c{self.number}",) if brings else ()
        )
        codes = [Code(name, status="emergent") for name in note.codes]
        people = [Person(f"Q{self.number}")] if brings else []
        self.meeting.commit(who=who, observations=[note], codes=codes, people=people)
        self.did(who, before)

    @precondition(lambda self: self.meeting.record().observations)
    @rule(who=WHO, pick=st.integers(0, 20), retract=st.booleans())
    def change(self, who: str, pick: int, retract: bool) -> None:
        observations = self.meeting.record().observations
        note, before = observations[pick % len(observations)], self.shown()
        self.number += 1
        fields = {"retracted": True} if retract else {"text": f"mended {self.number}"}
        if retract and note.retracted:
            return
        self.meeting.carry_out(self.acts[who].amend({note.id: (fields, ())}).deed)
        self.did(who, before)

    @rule(who=WHO)
    def undo(self, who: str) -> None:
        foreseen = undo(self.meeting, self.acts[who])
        if self.before[who]:
            pair = self.before[who].pop()
            assert foreseen is not None
            assert not foreseen.left
            assert self.shown() == pair[0]
            self.after[who].append(pair)
        else:
            self.after[who].clear()
        self.others_way_is_lost(who, foreseen)

    @rule(who=WHO)
    def redo(self, who: str) -> None:
        foreseen = redo(self.meeting, self.acts[who])
        if self.after[who]:
            pair = self.after[who].pop()
            assert foreseen is not None
            assert not foreseen.left
            assert self.shown() == pair[1]
            self.before[who].append(pair)
        elif foreseen is not None:
            self.before[who].clear()
        self.others_way_is_lost(who, foreseen)

    def others_way_is_lost(self, who: str, foreseen: Foreseen | None) -> None:
        if foreseen is not None:
            other = "CD" if who == "AB" else "AB"
            self.before[other].clear()
            self.after[other].clear()

    @rule()
    def reopen(self) -> None:
        self.meeting.close()
        self.meeting = opened(self.meeting)
        self.acts = {who: self.meeting.acts(who) for who in ("AB", "CD")}

    @rule(who=WHO)
    def all_the_way_back_and_forth(self, who: str) -> None:
        count = 0
        while undo(self.meeting, self.acts[who]):
            count += 1
        assert not [o for o in self.meeting.record().observations if o.observer == who and self.is_own(o.id, who)]
        for _ in range(count):
            assert redo(self.meeting, self.acts[who])
        for one in ("AB", "CD"):
            self.before[one].clear()
            self.after[one].clear()

    def is_own(self, key: str, who: str) -> bool:
        """True where an observation stands that only its observer ever touched."""
        touched = {commit.who for commit in self.meeting.history() for step in commit.steps if step.key == key}
        shown = next(o for o in self.meeting.record().observations if o.id == key)
        return touched == {who} and not shown.retracted


TestTwoObservers = TwoObservers.TestCase
TestTwoObservers.settings = settings(
    max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
