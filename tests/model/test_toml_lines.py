"""The lines of a TOML text: the same things are found as `tomllib` finds, each on the line where it is written."""

import random
import tomllib
from collections.abc import Iterator

import pytest

from fieldnotes.locations import templates_folder
from fieldnotes.model.toml_lines import NotToml, Path, TooMuch, lines_of, read_toml
from tests.shared_material import CHECKOUT

EVERYTHING = '''\
# 1
title = "L2"  # a comment with = and [ and "
"quoted key" = 'L3'
dotted.inner . "deep er" = "L4"

numbers = [ 1, 2.5, # L6 ] not the end
  0x1F,             # L7
  [ "L8", """
 a ""quoted"" end ]"""" ], '\\', "\\"" ]

[table]
day = 1979-05-27 07:32:00
time = 07:32:00
yes = true
empty = {}
none = []
inline = { a = "L17", b.c = [ { d = "L17" } ], 'e' = { f = 1 } }

[[things]]
name = "L20"
[[things.parts]]
name = "L22"
[[things.parts]]
name = "L24"
[things.more]
name = "L26"

[[things]]
  name = \'\'\'
L30\'\'\'\'
  last = "x"
'''


def paths(value: object, at: Path = ()) -> Iterator[Path]:
    """Everything that `tomllib` found."""
    if at:
        yield at
    if isinstance(value, dict):
        for name, each in value.items():
            yield from paths(each, (*at, name))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from paths(each, (*at, number))


def test_everything_is_found_and_nothing_else() -> None:
    assert set(lines_of(EVERYTHING)) == set(paths(tomllib.loads(EVERYTHING)))


@pytest.mark.parametrize("odd", ["a = ", "= 1", "[a", "a = [1", "a = {b", "a = [}]", "]]", '"""', "a.b.=.c", "\\"])
def test_a_text_that_cannot_be_followed_comes_to_an_end(odd: str) -> None:
    assert all(line == 1 for line in lines_of(odd).values())


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_each_thing_is_on_its_line(ends: str) -> None:
    lines = lines_of(EVERYTHING.replace("\n", ends))
    for path, line in {
        ("title",): 2,
        ("quoted key",): 3,
        ("dotted", "inner", "deep er"): 4,
        ("numbers",): 6,
        ("numbers", 1): 6,
        ("numbers", 2): 7,
        ("numbers", 3, 0): 8,
        ("numbers", 3, 1): 8,
        ("numbers", 5): 9,
        ("table",): 11,
        ("table", "day"): 12,
        ("table", "none"): 16,
        ("table", "inline", "b", "c", 0, "d"): 17,
        ("things",): 19,
        ("things", 0, "parts", 1): 23,
        ("things", 0, "parts", 1, "name"): 24,
        ("things", 0, "more", "name"): 26,
        ("things", 1): 28,
        ("things", 1, "name"): 29,
        ("things", 1, "last"): 31,
    }.items():
        assert lines[path] == line, path


def test_texts_that_were_changed_by_chance_are_walked_as_tomllib_reads_them() -> None:
    chance = random.Random(5)
    texts = [EVERYTHING, *(p.read_text(encoding="utf-8") for p in sorted(templates_folder().rglob("*.toml")))]
    texts.append((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    read = 0
    for _ in range(20_000):  # most of them are no TOML any more
        if read > 250:
            break
        text = changed(chance.choice(texts)[:2500], chance)
        try:
            found = tomllib.loads(text)
        except ValueError:
            continue
        read += 1
        assert set(lines_of(text)) == set(paths(found)), text
    assert read > 250


def changed(text: str, chance: random.Random) -> str:
    """A text with a piece of it moved, doubled or taken out, or a sign put in."""
    start = chance.randrange(len(text))
    piece = text[start : start + chance.choice((1, 1, 2, 5, 40))]
    to = chance.randrange(len(text))
    put = chance.choice((piece, "", chance.choice("[]{}\"'=.,# \n\\"), "\n[[a]]\n", '"""', "a.b=1\n"))
    return text[:to] + put + text[to + chance.choice((0, 0, 1, len(put))) :]


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("a = 1\nb == 2\n", 2, "invalid value"),
        ("a = 1\na = 2\n", 2, "overwrite"),
        ('a = 1\nb = "open\nc = 3\n', 2, "illegal character"),
        ("a = [\n 1,\n", 2, "invalid value"),
        ("a = 1\n\n[a]\n", 3, "overwrite"),
        ("a = 1 = 2", 1, "newline"),
        ("a = 1\nd = 2004-02-31\n", 2, "date"),
    ],
)
def test_what_is_no_toml_is_told_with_its_line(text: str, line: int, why: str) -> None:
    with pytest.raises(NotToml) as told:
        read_toml(text)
    assert told.value.line == line
    assert why in told.value.why


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a = 1\n\nb = " + "[" * 5000 + "]" * 5000, 3),
        ("a = 1\nb = " + "{a=" * 3000 + "1" + "}" * 3000, 2),
        ("a = 1\nb = " + "9" * 5000 + "\n", 2),
        ("a = 1\nb = " + "[" * 80 + "]" * 80, 2),
    ],
)
def test_what_has_no_end_is_told_with_its_line(text: str, line: int) -> None:
    with pytest.raises(TooMuch) as told:
        read_toml(text)
    assert told.value.line == line
