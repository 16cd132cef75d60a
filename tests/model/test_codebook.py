"""The codebook: names that still mean a code, codings that are found under another, trees that have no ring."""

from fieldnotes.model.codebook import Code, Codebook

BOOK = Codebook(
    (
        Code("tension", "Tension", written="deep-tension", aliases=("strain",)),
        Code("money", "Money", parent="tension"),
        Code("cash", "Cash", merged_into="money"),
        Code("coins", merged_into="cash"),
        Code("trust", retired=True),
    )
)


def test_a_code_is_found_by_every_name_it_ever_had() -> None:
    found = [BOOK.get(name) for name in ("tension", "Deep tension", "STRAIN", "deep-tension")]
    assert {code.name for code in found if code} == {"tension"}
    assert len(found) == 4
    assert BOOK.get("nothing") is None
    assert BOOK.get("") is None


def test_the_name_a_code_was_born_with_goes_before_what_another_was_renamed_to() -> None:
    apart = Codebook((Code("a", written="b"), Code("b", aliases=("c",)), Code("d", written="c")))
    assert apart.get("b") == Code("b", aliases=("c",))
    assert apart.get("c") == Code("d", written="c")


def test_merges_are_followed_to_their_end() -> None:
    assert [code.name for name in ("coins", "cash", "money") if (code := BOOK.resolve(name))] == ["money"] * 3
    assert BOOK.resolve("nothing") is None
    lost = Codebook((Code("a", merged_into="not-there-yet"),))
    assert lost.resolve("a") == lost.codes[0]
    assert not lost.is_merged(lost.codes[0])


def test_codes_merged_into_one_another_are_the_one_that_came_first() -> None:
    ring = Codebook((Code("x", merged_into="b"), Code("a", merged_into="b"), Code("b", merged_into="a")))
    assert {code.name for name in "xab" if (code := ring.resolve(name))} == {"a"}
    assert [code.name for code in ring.living()] == ["a"]


def test_codings_are_kept_under_these_names() -> None:
    assert set(BOOK.names_under("cash")) == {"money", "cash", "coins"}
    assert set(BOOK.names_under("strain")) == {"tension", "deep-tension", "strain"}
    assert BOOK.names_under("Not known") == ("not-known",)
    assert BOOK.names_like("ca") == {"money", "cash", "coins"}
    assert BOOK.names_like("zzz") == frozenset()


def test_what_lives_and_what_is_offered() -> None:
    assert [code.name for code in BOOK.living()] == ["tension", "money", "trust"]
    assert [code.name for code in BOOK.codes if code.is_offered] == ["tension", "money"]


def test_the_tree_has_each_code_once() -> None:
    assert [(depth, code.name) for depth, code in BOOK.tree()] == [(0, "tension"), (1, "money"), (0, "trust")]
    assert [code.name for code in BOOK.children("strain")] == ["money"]
    assert [code.name for code in BOOK.children(None)] == ["tension", "trust"]
    assert BOOK.children("nothing") == []


def test_a_parent_that_was_merged_is_the_code_it_was_merged_into() -> None:
    book = Codebook((Code("a"), Code("b", merged_into="a"), Code("c", parent="b"), Code("d", parent="gone")))
    assert [(depth, code.name) for depth, code in book.tree()] == [(0, "a"), (1, "c"), (0, "d")]


def test_a_ring_of_parents_loses_nobody() -> None:
    ring = Codebook(
        (Code("below", parent="b"), Code("a", parent="b"), Code("b", parent="c"), Code("c", parent="a"))
    )
    assert [(depth, code.name) for depth, code in ring.tree()] == [(0, "a"), (1, "c"), (2, "b"), (3, "below")]
    below, a = ring.codes[:2]
    assert ring.is_under(below, a)
    assert not ring.is_under(a, below)
