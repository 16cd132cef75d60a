"""What changes amount to does not depend on the order in which they are read."""

import random
from typing import Any

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Raw

from fieldnotes.archive.checkpoint import read_checkpoint, restore, write_checkpoint
from fieldnotes.archive.edits import Edit, plan_amendment, plan_edits
from fieldnotes.archive.fold import Fold
from fieldnotes.archive.line import Change, Changes, Delete, Erase, Put

Told = tuple[Changes, str, tuple[str, int]]  # a change, the device of its log, its place


def put(
    identity: str, clock: int, fields: dict[str, Any], over: dict[str, str] | None = None, device: str = "d"
) -> Told:
    """One put of record `r` in table `t`."""
    change = Put("t", "r", Raw(orjson.dumps(fields)), over or {})
    return told(identity, clock, change, device)


def told(identity: str, clock: int, change: Change, device: str = "d") -> Told:
    """One change as it is read from a log."""
    return Changes("", identity, (clock, 0), "AB", [change]), device, (f"log-{identity}", 1)


def folded(*all_told: Told) -> Fold:
    """What these changes amount to, read in this order."""
    fold = Fold()
    for changes, device, place in all_told:
        fold.apply(changes, device, place)
    return fold


def shown(fold: Fold) -> dict[str, dict[str, Any]]:
    """The records of table `t` that are there."""
    return {record.key: orjson.loads(record.doc) for record in fold.in_order("t")}


def test_a_change_over_the_shown_one_wins_whatever_the_clocks() -> None:
    first, second = put("a", 100, {"x": 1}), put("b", 5, {"x": 2}, {"x": "a"})
    assert shown(folded(first, second)) == shown(folded(second, first)) == {"r": {"x": 2}}


def test_it_also_wins_over_a_rival_that_the_shown_one_beat() -> None:
    """The clock of b was far ahead, so c, over it, is behind d; and is shown all the same."""
    changes = [
        put("a", 1, {"x": "a"}),
        put("b", 900, {"x": "b"}, {"x": "a"}),
        put("d", 500, {"x": "d"}, {"x": "a"}),
        put("c", 20, {"x": "c"}, {"x": "b"}),
    ]
    for _ in range(20):
        random.shuffle(changes)
        assert shown(folded(*changes)) == {"r": {"x": "c"}}


def test_of_two_made_apart_the_later_is_shown_and_the_other_listed() -> None:
    born, one, two = put("a", 1, {"x": 0}), put("b", 5, {"x": 1}, {"x": "a"}), put("c", 6, {"x": 2}, {"x": "a"})
    for order in ((born, one, two), (two, one, born)):
        fold = folded(*order)
        assert shown(fold) == {"r": {"x": 2}}
        assert [(d.field, d.shown, d.other, d.other_id) for d in fold.differences()] == [("x", 2, 1, "b")]
    assert not folded(born, one).differences()


def test_made_apart_at_one_clock_the_device_and_then_the_id_decides() -> None:
    born = put("a", 1, {"x": 0})
    here, there = put("c", 5, {"x": "d1"}, {"x": "a"}, "d1"), put("b", 5, {"x": "d2"}, {"x": "a"}, "d2")
    assert shown(folded(born, here, there)) == shown(folded(born, there, here)) == {"r": {"x": "d2"}}


def test_after_an_erased_clock_ahead_two_apart_are_still_told_by_their_own_clocks() -> None:
    born = put("a", 900, {"x": 0})
    one, two = put("b", 5, {"x": "early"}, {"x": "a"}, "z"), put("c", 6, {"x": "late"}, {"x": "a"}, "a")
    assert shown(folded(born, one, two)) == {"r": {"x": "late"}}


def test_a_change_whose_target_is_missing_waits_for_it() -> None:
    born, one, two = put("a", 1, {"x": 0}), put("b", 2, {"x": 1}, {"x": "a"}), put("c", 3, {"x": 2}, {"x": "b"})
    assert shown(folded(two)) == {}
    assert shown(folded(born, two)) == {"r": {"x": 0}}
    assert shown(folded(two, one)) == {}
    assert shown(folded(two, one, born)) == {"r": {"x": 2}}
    assert not folded(two, one, born).waiting


def test_a_record_listed_twice_apart_has_the_fields_of_both() -> None:
    one, two = put("a", 1, {"role": "chair", "x": 1}), put("b", 2, {"group": "clinical", "x": 2}, device="e")
    for order in ((one, two), (two, one)):
        assert shown(folded(*order)) == {"r": {"role": "chair", "group": "clinical", "x": 2}}


def test_a_deletion_is_later_than_all_that_the_change_it_is_over_did() -> None:
    """The change b made two fields, one of them over a clock far ahead; the deletion is after both."""
    changes = [
        put("a", 1, {"x": 0, "y": 0}),
        put("z", 900, {"y": 1}, {"y": "a"}),
        put("b", 2, {"y": 2, "x": 2}, {"y": "z", "x": "a"}),
        told("c", 3, Delete("t", "r", "b")),
        put("n", 500, {"x": 3}, device="e"),
    ]
    for _ in range(20):
        random.shuffle(changes)
        assert shown(folded(*changes)) == {}


def test_the_same_line_in_a_copied_log_changes_nothing() -> None:
    born, one = put("a", 1, {"x": 0}), put("b", 2, {"x": 1}, {"x": "a"})
    fold = folded(born, one, born, one)
    assert shown(fold) == {"r": {"x": 1}}
    assert not fold.differences()
    fold.take_touched()
    fold.apply(*one)
    assert fold.take_touched() == set()


def test_a_field_over_which_nothing_is_put_is_taken_away() -> None:
    assert shown(folded(put("a", 1, {"x": 0, "y": 1}), put("b", 2, {}, {"x": "a"}))) == {"r": {"y": 1}}


def test_a_deleted_record_comes_back_by_a_change_over_its_deletion() -> None:
    born, gone = put("a", 1, {"x": 0}), told("b", 2, Delete("t", "r", "a"))
    back = told("c", 1, Put("t", "r", Raw(b'{"y":2}'), {"x": "a"}, "b"))
    assert shown(folded(born, gone)) == shown(folded(gone, born)) == {}
    for order in ((born, gone, back), (back, gone, born), (gone, back, born)):
        assert shown(folded(*order)) == {"r": {"y": 2}}


def test_an_erased_change_goes_from_copies_of_its_log_too() -> None:
    born = put("a", 1, {"x": 0})
    copied = (born[0], born[1], ("log-copy", 7))
    erasure = told("c", 3, Erase("log-a", 1, "asked to", "a"))
    assert shown(folded(erasure, copied, born)) == shown(folded(erasure, copied)) == {}


def test_an_erased_line_reads_as_empty_whenever_its_erasure_is_read() -> None:
    born, other = put("a", 1, {"x": 0}), told("b", 2, Put("t", "s", Raw(b'{"x":1}')))
    erasure = told("c", 3, Erase("log-a", 1, "asked to", "a"))
    early = folded(erasure, born, other)
    assert shown(early) == {"s": {"x": 1}}
    late = folded(born, other, erasure)
    assert late.stale  # the journal reads all anew, knowing the erasure
    assert late.erased == {("log-a", 1): "a"}


def test_what_was_over_an_erased_change_does_not_wait_for_it() -> None:
    born, one, two = (
        put("a", 1, {"x": 0}),
        put("b", 2, {"x": "secret"}, {"x": "a"}),
        put("c", 3, {"x": 2}, {"x": "b"}),
    )
    erasure = told("d", 4, Erase("log-b", 1, "asked to", "b"))
    assert shown(folded(erasure, born, one, two)) == {"r": {"x": 2}}


@st.composite
def histories(draw: st.DrawFn) -> list[Told]:
    """What several devices did to a few records, each seeing some of what the others did."""
    devices = {name: Fold() for name in ("d1", "d2", "d3")}
    done: list[Told] = []
    for number in range(draw(st.integers(1, 14))):
        device = draw(st.sampled_from(sorted(devices)))
        fold = devices[device]
        for earlier in done:
            if draw(st.booleans()):
                fold.apply(*earlier)
        key, field = draw(st.sampled_from("rs")), draw(st.sampled_from("xy"))
        act = draw(st.sampled_from(["put", "put", "amend", "amend", "delete"]))
        record = fold.get("t", key)
        plan = plan_edits([Edit("t", key, orjson.dumps({field: number, "z": 1}))])
        if act == "delete":
            plan = plan_edits([Edit("t", key, None)])
        elif act == "amend" and record and record.doc_id:
            plan = plan_amendment("t", key, {field: number})
        changes = list(plan(fold))
        if changes:
            clock = draw(st.integers(1, 6))
            line = Changes("", f"id-{number}", (clock, 0), device, changes), device, (device, number)
            done.append(line)
            fold.apply(*line)
    return done


def _state(fold: Fold) -> tuple[Any, Any, Any]:
    return shown(fold), [record.key for record in fold.in_order("t")], sorted(map(str, fold.differences()))


@settings(max_examples=100, deadline=None)
@given(histories(), st.randoms(use_true_random=False))
def test_any_order_of_reading_gives_the_same(done: list[Told], order: random.Random) -> None:
    expected = _state(folded(*done))
    for _ in range(3):
        shuffled = [*done, *done[:3]]
        order.shuffle(shuffled)
        fold = folded(*shuffled)
        assert _state(fold) == expected
        assert not fold.waiting


@settings(max_examples=100, deadline=None)
@given(histories(), st.randoms(use_true_random=False), st.integers(0, 14))
def test_from_a_checkpoint_the_rest_gives_the_same(done: list[Told], order: random.Random, cut: int) -> None:
    expected = _state(folded(*done))
    order.shuffle(done)
    written = write_checkpoint(folded(*done[:cut]), [])
    found = read_checkpoint(written)
    assert found is not None
    fold = restore(found)
    assert _state(fold) == _state(folded(*done[:cut]))
    assert write_checkpoint(fold, []) == written
    for line in done[cut:]:
        fold.apply(*line)
    assert _state(fold) == expected
