"""Our GUIDs are UUIDs of version 5, as the standard library makes them."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.model.guids import guid_of, read_guid

SPACE = uuid.UUID("5b0c9a52-6d0e-5c2f-9a43-0f1e7f7c1d11")


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"])))
def test_a_guid_is_what_the_standard_library_says(kind: str, part: str) -> None:
    made = guid_of(kind, part)
    assert made == str(uuid.uuid5(SPACE, f"{kind}\0{part}")).upper()
    assert read_guid(made) == made
