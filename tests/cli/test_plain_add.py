"""The lines that are understood without click: `add` and `list` without options."""

from pathlib import Path

import pytest

from fieldnotes.cli import is_plain_add, is_plain_list
from tests.cli.calling import Caller


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        (["add", "s", "last", "a line"], True),
        (["add", "s", "last", ""], True),
        (["add", "s", "last", "-"], True),
        (["add", "s", "last"], True),
        (["add", "s"], False),
        (["add", "s", "last", "a", "line"], False),
        (["add", "s", "last", "--help"], False),
        (["add", "s", "last", "--", "-5 degrees"], False),
        (["add", "s", "last", "a line", "--observer", "AB"], False),
        (["list", "s", "last"], False),
        ([], False),
    ],
)
def test_what_needs_no_click(words: list[str], plain: bool) -> None:
    assert is_plain_add(words) == plain


def test_both_ways_say_and_keep_the_same(fieldnotes: Caller, study: Path, meeting: str) -> None:
    plain = fieldnotes.well("add", study, meeting, "P1: one")
    through_click = fieldnotes.well("add", study, meeting, "P1: two", "--observer", "AB")
    assert plain.out[:5] == through_click.out[:5] == "saved"
    rows = fieldnotes.well("show", study, meeting, "--json").json["observations"]
    assert [row["text"] for row in rows if row["text"]] == ["one", "two"]


@pytest.mark.parametrize("more", [(), ("--observer", "AB")])
def test_both_ways_tell_an_error_the_same(
    fieldnotes: Caller, study: Path, tmp_path: Path, more: tuple[str, ...]
) -> None:
    said = fieldnotes("add", study, "nosuch", "a line", *more)
    assert (said.code, said.out) == (1, "")
    assert "No meeting is known as “nosuch”" in said.err
    said = fieldnotes("add", tmp_path / "nowhere", "last", "a line", *more)
    assert said.code == 1
    assert "There is no study in" in said.err


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        (["list", "study"], True),
        (["list", "a study of Site B"], True),
        (["list"], False),
        (["list", "--help"], False),
        (["list", "-h"], False),
        (["list", "study", "--json"], False),
        (["list", "--json", "study"], False),
        (["show", "study"], False),
    ],
)
def test_a_list_is_plain_where_it_has_a_study_and_no_option(words: list[str], plain: bool) -> None:
    assert is_plain_list(words) == plain
