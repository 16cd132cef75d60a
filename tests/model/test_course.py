"""The course of a meeting with some observations new or changed is the one that all of them together have."""

from datetime import UTC, datetime, timedelta

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldnotes.model.course import course, course_with, room_at, run
from fieldnotes.model.observation import Kind, Observation
from fieldnotes.model.people import Person

START = datetime(2004, 5, 12, 14, 0, tzinfo=UTC)
PEOPLE = (Person("P1"), Person("P2"), Person("P3", status="apologies"))
SHAPES: list[tuple[Kind, str | None, str | None]] = [
    ("note", None, None), ("item", "open", "1"), ("item", "open", "2"), ("item", "close", None),
    ("action", None, None), ("decision", None, None), ("rating", None, None), ("presence", "in", "P3"),
    ("presence", "out", "P1"), ("floor", "takes", "P2"), ("break", "break", None), ("break", "end", None),
]  # fmt: skip


@st.composite
def observations(draw: st.DrawFn, prefix: str) -> Observation:
    """One of any kind, within the first minutes."""
    kind, mode, what = draw(st.sampled_from(SHAPES))
    number = draw(st.integers(0, 30))
    seen = Observation(
        id=f"{prefix}{number}", at=START + timedelta(seconds=draw(st.integers(0, 9))), kind=kind, mode=mode
    )
    seen = msgspec.structs.replace(seen, **({"item": what} if kind == "item" else {"actor": what}))
    return msgspec.structs.replace(seen, retracted=draw(st.booleans()) and draw(st.booleans()))


def _unlike(found: list[Observation]) -> list[Observation]:
    return list({seen.id: seen for seen in found}.values())


@settings(max_examples=300, deadline=None)
@given(
    st.lists(observations("a"), max_size=15).map(_unlike),
    st.lists(observations("a") | observations("b"), max_size=5),
)
def test_with_some_new_or_changed(before: list[Observation], now: list[Observation]) -> None:
    placed, _ = course(PEOPLE, before)
    changed = {seen.id: seen for seen in now}
    together = [*(seen for seen in placed if seen.id not in changed), *changed.values()]
    assert course_with(PEOPLE, placed, now) == course(PEOPLE, together)


@settings(max_examples=100, deadline=None)
@given(st.lists(observations("a"), max_size=15).map(_unlike))
def test_the_room_after_the_last_is_that_of_all(before: list[Observation]) -> None:
    found, room = course(PEOPLE, before)
    assert found == run(PEOPLE, before)
    assert room == room_at(PEOPLE, found)


def test_what_stands_before_the_first_is_kept_as_it_is() -> None:
    placed, _ = course(
        PEOPLE, [Observation(id=f"{n}", at=START + timedelta(seconds=n), kind="note") for n in range(5)]
    )
    late = msgspec.structs.replace(placed[3], text="changed")
    found, _ = course_with(PEOPLE, placed, [late])
    assert all(one is other for one, other in zip(found[:3], placed[:3], strict=True))
    assert found[3].text == "changed"
