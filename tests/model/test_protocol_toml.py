"""A protocol that is written as a file reads back as the same, without a fault."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.archive.offered import shipped
from fieldnotes.model.protocol import Act, Mode, Prompts, Protocol, Scale, protocol_from_toml
from fieldnotes.model.protocol_faults import faults
from fieldnotes.model.protocol_start import adapted, beginning
from fieldnotes.model.protocol_toml import written

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SCALE = st.builds(
    Scale, WORDS, st.integers(-9, 9), st.integers(-9, 9), WORDS, st.dictionaries(WORDS, WORDS, max_size=3)
)
LISTS = [
    st.lists(st.builds(Act, WORDS, WORDS, WORDS), max_size=3).map(tuple),
    st.lists(st.builds(Mode, WORDS, WORDS), max_size=3).map(tuple),
    st.lists(SCALE, max_size=3).map(tuple),
]


@given(
    st.builds(
        Protocol,
        WORDS,
        WORDS,
        WORDS,
        WORDS,
        *LISTS,
        st.builds(Prompts, *[st.lists(WORDS).map(tuple)] * 3),
    )
)
def test_any_protocol_reads_back_as_the_same(protocol: Protocol) -> None:
    assert protocol_from_toml(written(protocol), "x") == protocol


@pytest.mark.parametrize("protocol", [beginning(), *shipped(), *map(adapted, shipped())], ids=lambda p: p.name)
def test_what_people_begin_with_has_no_fault(protocol: Protocol) -> None:
    assert faults(written(protocol)) == []
    assert protocol_from_toml(written(protocol), "x") == protocol


def test_an_adapted_one_says_what_it_comes_from() -> None:
    for origin in shipped():
        copy = adapted(origin)
        assert origin.title in copy.citation
        assert origin.citation in copy.citation
        assert (copy.version, copy.acts) == ("1", origin.acts)
