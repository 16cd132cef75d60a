"""Names of folders and logs are safe on every system, whatever sites and bodies are called."""

import re
from datetime import date
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fieldnotes.archive.names import id8_of, meeting_folder_name, meeting_place, new_log_name, slug
from fieldnotes.model.ids import new_id, short_id

RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³")}

any_name = st.one_of(
    st.text(),
    st.text(alphabet=st.characters(categories=("P", "S", "Z", "C"))),
    st.sampled_from(
        [*sorted(RESERVED), "CON.", "nul.txt", "Aux", "COM¹", "LPT9 ", "CONIN$", ".", "..", " ", "a. "]
    ),
    st.text(alphabet="אבגדالعربية\u202e\u200f "),
    st.text(alphabet="\U0001f600\U0001f9d1\u200d\u2695\ufe0f"),
)


def _is_safe(part: str) -> bool:
    """Windows' rules for one part of a path."""
    stem = part.split(".")[0].casefold()
    path = PureWindowsPath("C:\\study") / part
    return (
        re.fullmatch(r"[0-9a-z][0-9a-z-]*(\.jsonl)?", part) is not None
        and path.name == part
        and len(path.parts) == 3
        and stem not in RESERVED
        and not part.endswith((".", " "))
    )


@given(any_name)
@example("a" * 10_000)
@example("é" * 10_000)
@example("con" + "-" * 20)
@example("123456789012345-con")
@example("ﷺ" * 10_000)
def test_a_slug_is_safe_by_itself(name: str) -> None:
    made = slug(name)
    assert _is_safe(made)
    assert not made.endswith("-")
    assert 1 <= len(made) <= 16


@given(st.dates(), any_name, any_name, st.one_of(st.uuids().map(str), st.text()))
def test_the_path_of_a_log_is_safe_and_short(day: date, site: str, body: str, meeting: str) -> None:
    folder = meeting_folder_name(day, site, body, meeting)
    path = PureWindowsPath("meetings") / folder / f"{new_log_name()}.jsonl"
    assert len(str(path)) <= 100
    assert all(_is_safe(part) for part in path.parts)
    assert path == PureWindowsPath(str(path).lower())
    assert meeting_place(Path("meetings") / folder) == (Path("meetings") / folder, id8_of(meeting), day)


def test_what_a_slug_keeps() -> None:
    kept = {
        "Site B": "site-b",
        "Église d’Évry (nord)": "eglise-d-evry-no",
        "Straße": "strasse",
        "ＰＥＣ １": "pec-1",
        "İstanbul": "istanbul",
        "NUL": "nulx",
        "COM¹": "com1x",
        "...": "x",
        "": "x",
        "医療": "x",
    }
    assert {name: slug(name) for name in kept} == kept


def test_a_meetings_own_characters_are_those_of_its_id() -> None:
    ours = new_id()
    assert id8_of(ours) == short_id(ours)
    for foreign in ("", "7", "../../..", "MEETING1", "x" * 400, "\ud800"):
        assert re.fullmatch("[0-9a-f]{8}", id8_of(foreign))


def test_a_logs_name_tells_when_it_began() -> None:
    names = {new_log_name() for _ in range(50)}
    assert len(names) == 50
    assert all(re.fullmatch(r"\d{8}t\d{6}-[0-9a-f]{8}", name) for name in names)


@pytest.mark.parametrize(
    "name", ["2004-13-12-a-b-0123abcd", "notes", "2004-05-12-a-b-0123", "x2004-05-12-a-b-0123abcd"]
)
def test_other_folders_are_no_meetings(name: str) -> None:
    assert meeting_place(Path(name)) is None
