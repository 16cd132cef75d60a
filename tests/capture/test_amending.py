"""Which records are of one line, and what a line that stands for it changes."""

from datetime import UTC, datetime
from typing import Any

import msgspec

from fieldnotes.capture.amending import amended, latest_of, line_of
from fieldnotes.model.observation import Observation

NOON = datetime(2004, 5, 12, 12, 0, tzinfo=UTC)


def seen(identity: str, kind: Any = "speech", **fields: Any) -> Observation:
    return Observation(id=identity, kind=kind, **{"at": NOON, "observer": "KC", "typed": "x", **fields})


def test_a_line_is_all_that_it_made_with_its_main_record_last() -> None:
    mark = seen("1", "presence", mode="in", actor="P7", typed=None)
    speech = seen("2", actor="P7", text="hello")
    other_mark = seen("3", "presence", mode="in", actor="P8", typed=None)
    other = seen("4", actor="P8", text="hello", typed="y")
    all_of_them = [mark, speech, other_mark, other]
    assert line_of(speech, all_of_them) == [mark, speech]
    assert line_of(mark, all_of_them) == [mark, speech]
    assert line_of(other, all_of_them) == [other_mark, other]
    both = [seen("5", "presence", actor="P5", typed="z"), seen("6", "presence", actor="P9", typed="z")]
    assert line_of(both[0], [*all_of_them, *both]) == both


def test_two_lines_that_say_the_same_are_two() -> None:
    twice = [seen("1", actor="P1", text="yes"), seen("2", actor="P1", text="yes")]
    assert line_of(twice[1], twice) == [twice[1]]


def test_the_latest_line_is_the_one_typed_last_that_stands() -> None:
    early = seen("1", typed_at=NOON.replace(hour=14))
    late = seen("2", at=NOON.replace(hour=13))
    gone = seen("3", at=NOON.replace(hour=15), retracted=True)
    assert latest_of("KC", [early, late, gone]) == early
    assert latest_of("RS", [early, late, gone]) is None


def test_identity_time_and_what_was_typed_stay() -> None:
    old = seen("1", actor="P1", text="money", codes=("a",), written_up="more", late=True, mono=5)
    new = seen("", "note", at=NOON.replace(hour=13), text="beds", typed="beds", observer="", verbatim=((0, 1),))
    becomes = amended([old], [new])
    assert becomes.added == ()
    ((fields, gone),) = becomes.changed.values()
    assert fields == {"kind": "note", "text": "beds", "verbatim": ((0, 1),)}
    assert sorted(gone) == ["actor", "codes"]


def test_the_item_in_force_is_not_kept_but_that_of_an_opened_item_is() -> None:
    old = seen("1", item="2", of="d", text="money")
    assert amended([old], [seen("", text="beds")]).changed == {"1": ({"text": "beds"}, [])}
    opened = seen("1", "item", mode="open", item="2")
    assert amended([opened], [msgspec.structs.replace(opened, item="3")]).changed == {"1": ({"item": "3"}, [])}


def test_a_record_too_many_goes_and_one_too_few_comes() -> None:
    mark = seen("1", "presence", mode="in", actor="P7", typed=None)
    speech = seen("2", actor="P7", text="hello")
    becomes = amended([mark, speech], [seen("", actor="P1", text="hello")])
    assert becomes.changed == {"2": ({"actor": "P1"}, []), "1": ({"retracted": True}, ())}
    becomes = amended([speech], [msgspec.structs.replace(mark, id="", at=NOON.replace(hour=13)), speech])
    (added,) = becomes.added
    assert (added.kind, added.actor, added.at, added.observer) == ("presence", "P7", NOON, "KC")
    assert added.id not in ("", "1", "2")
    assert line_of(speech, [speech, added]) == [added, speech]
    assert not becomes.changed
