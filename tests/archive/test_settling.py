"""What two people wrote apart is settled by whoever writes over both, in whatever order the changes are read."""

import random
from typing import Any

import msgspec
import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldnotes.archive import MeetingArchive, StudyArchive
from fieldnotes.archive.acts import Acts
from fieldnotes.archive.checkpoint import read_checkpoint, restore, write_checkpoint
from fieldnotes.archive.edits import Edit, plan_amendment, plan_edits
from fieldnotes.archive.fold import Fold
from fieldnotes.archive.line import Changes, Put
from tests.archive.making import seen
from tests.archive.test_fold import Told, folded, histories, put, shown

APART = [put("a", 1, {"x": 0}), put("b", 5, {"x": 1}, {"x": "a"}), put("c", 6, {"x": 2}, {"x": "a"}, "e")]


def amended(fold: Fold, identity: str, clock: int, fields: dict[str, Any]) -> Told:
    """An amendment of record `r` by somebody who knows these records."""
    changes = list(plan_amendment("t", "r", fields)(fold))
    return Changes("", identity, (clock, 0), "AB", changes), "f", (f"log-{identity}", 1)


def without(told: Told) -> Told:
    """A change as a reader takes it that does not know `also`."""
    changes, device, place = told
    plain = [msgspec.structs.replace(c, also={}) if isinstance(c, Put) else c for c in changes.changes]
    return msgspec.structs.replace(changes, changes=plain), device, place


def test_an_amendment_over_both_settles_it() -> None:
    settled = amended(folded(*APART), "d", 7, {"x": 3})
    (change,) = settled[0].changes
    assert isinstance(change, Put)
    assert (change.over, change.also) == ({"x": "c"}, {"x": ("b",)})
    for _ in range(20):
        fold = folded(*random.sample([*APART, settled], 4))
        assert shown(fold) == {"r": {"x": 3}}
        assert fold.differences() == []


def test_to_write_again_what_is_shown_settles_it_too() -> None:
    fold = folded(*APART, amended(folded(*APART), "d", 7, {"x": 2}))
    assert (shown(fold), fold.differences()) == ({"r": {"x": 2}}, [])


def test_an_edit_that_takes_the_field_away_settles_it() -> None:
    fold = folded(*APART)
    (change,) = plan_edits([Edit("t", "r", b'{"y":1}')])(fold)
    assert isinstance(change, Put)
    fold.apply(Changes("", "d", (7, 0), "AB", [change]), "f", ("log-d", 1))
    assert (shown(fold), fold.differences()) == ({"r": {"y": 1}}, [])


def test_an_amendment_by_somebody_who_had_seen_one_settles_nothing() -> None:
    unaware = amended(folded(*APART[:2]), "d", 7, {"x": 3})
    fold = folded(*APART, unaware)
    assert [(d.shown, d.other) for d in fold.differences()] == [(3, 2)]


def test_two_that_wrote_the_same_apart_are_both_replaced() -> None:
    """Or the one that is not shown would be a difference from the amendment on."""
    same = [*APART[:2], put("c", 6, {"x": 1}, {"x": "a"}, "e")]
    assert folded(*same).differences() == []
    assert folded(*same, amended(folded(*same), "d", 7, {"x": 3})).differences() == []


def test_what_an_amendment_also_replaces_may_come_after_it() -> None:
    """It waits for nothing but what it is over; the rest is settled before it is there."""
    settled = amended(folded(*APART), "d", 7, {"x": 3})
    fold = folded(APART[0], APART[2], settled)
    assert shown(fold) == {"r": {"x": 3}}
    fold.apply(*APART[1])
    assert (shown(fold), fold.differences(), fold.waiting) == ({"r": {"x": 3}}, [], {})


def test_a_checkpoint_keeps_what_was_settled() -> None:
    settled = folded(*APART, amended(folded(*APART), "d", 7, {"x": 3}))
    found = read_checkpoint(write_checkpoint(settled, []))
    assert found is not None
    assert restore(found).differences() == []
    again = amended(restore(found), "e", 8, {"x": 4})
    assert again == amended(settled, "e", 8, {"x": 4})
    assert write_checkpoint(restore(found), []) == write_checkpoint(settled, [])


@settings(max_examples=150, deadline=None)
@given(histories(), st.randoms(use_true_random=False))
def test_settled_by_one_it_is_settled_for_all_in_any_order(done: list[Told], order: random.Random) -> None:
    fold = folded(*done)
    fields: dict[str, dict[str, Any]] = {}
    for apart in fold.differences():
        fields.setdefault(apart.key, {})[apart.field] = "settled"
    for number, (key, wanted) in enumerate(sorted(fields.items())):
        changes = list(plan_amendment("t", key, wanted)(fold))
        line = Changes("", f"settled-{number}", (1, number), "AB", changes), "d9", ("d9", number)
        done.append(line)
        fold.apply(*line)
    for _ in range(3):
        order.shuffle(done)
        again = folded(*done)
        assert again.differences() == []
        assert shown(again) == shown(fold)
        assert all(shown(again)[key].items() >= wanted.items() for key, wanted in fields.items())


@settings(max_examples=150, deadline=None)
@given(histories(), st.randoms(use_true_random=False))
def test_a_reader_that_passes_over_it_shows_the_same(done: list[Told], order: random.Random) -> None:
    expected = folded(*done)
    order.shuffle(done)
    plain = folded(*map(without, done))
    assert shown(plain) == shown(expected)
    assert set(plain.differences()) >= set(expected.differences())


def _two(study: StudyArchive, meeting: MeetingArchive) -> tuple[MeetingArchive, str]:
    """Another opening of a meeting with one note, of which both know."""
    meeting.commit(who="AB", observations=[seen(1, "as it was")])
    other = study.open_meeting("last")
    return other, meeting.record().observations[0].id


def _text(archive: MeetingArchive, who: str, note: str, text: str) -> None:
    acts: Acts = archive.acts(who)
    archive.carry_out(acts.amend({note: ({"text": text}, ())}).deed)


def _apart(archive: MeetingArchive) -> list[tuple[Any, Any]]:
    archive.refresh()
    return [(d.shown, d.other) for d in archive.storage.journal.fold.differences()]


def test_an_act_settles_what_it_says_anew(study: StudyArchive, meeting: MeetingArchive) -> None:
    other, note = _two(study, meeting)
    _text(meeting, "AB", note, "one way")
    _text(other, "CD", note, "another way")
    assert _apart(meeting) == [("another way", "one way")]
    acts = meeting.acts("AB")
    kept = acts.amend({}, said={note: ("kind", "text", "mode")})
    assert [seen.text for seen in kept.observations] == ["another way"]
    (change,) = meeting.carry_out(kept.deed)
    assert isinstance(change, Put)
    assert orjson.loads(bytes(change.fields)) == {"text": "another way"}
    assert _apart(meeting) == _apart(other) == []
    assert meeting.carry_out(acts.amend({}, said={note: ("text",)}).deed) == []
    for each in (meeting, other):
        each.close()


def test_undo_replaces_its_observers_own_and_leaves_what_another_wrote(
    study: StudyArchive, meeting: MeetingArchive
) -> None:
    other, note = _two(study, meeting)
    _text(other, "CD", note, "another way")
    _text(meeting, "AB", note, "one way")
    foreseen = meeting.acts("AB").undo()
    assert foreseen is not None
    meeting.carry_out(foreseen.deed)
    assert _apart(meeting) == [("as it was", "another way")]
    for each in (meeting, other):
        each.close()


def test_undo_on_one_machine_of_what_was_taken_back_on_two(study: StudyArchive, meeting: MeetingArchive) -> None:
    other, note = _two(study, meeting)
    for each in (meeting, other):
        _text(each, "AB", note, "one way")
    meeting.refresh()
    acts = meeting.acts("AB")
    while (foreseen := acts.undo()) is not None and foreseen.observations:
        meeting.carry_out(foreseen.deed)
    assert _apart(meeting) == []
    for each in (meeting, other):
        each.close()


def test_a_line_that_another_wrote_apart_is_not_taken_back_with_it(
    study: StudyArchive, meeting: MeetingArchive
) -> None:
    """Neither where what the other wrote is not the one that is shown."""
    other, note = _two(study, meeting)
    _text(other, "CD", note, "another way")
    _text(meeting, "AB", note, "one way")
    meeting.refresh()
    acts = meeting.acts("AB")
    left: list[str] = []
    for _ in range(2):
        foreseen = acts.undo()
        assert foreseen is not None
        meeting.carry_out(foreseen.deed)
        left += [each.by for each in foreseen.left]
    assert left == ["CD"]
    assert [o.retracted for o in meeting.record().observations] == [False]
    for each in (meeting, other):
        each.close()
