"""What can be done to a codebook, and what is refused in a sentence."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.model import codebook_edits as edits
from fieldnotes.model.codebook import Code, Codebook
from fieldnotes.model.codebook_edits import Edits, after
from fieldnotes.model.codebook_faults import CodebookRefusal

BOOK = Codebook(
    (
        Code("tension", "Tension"),
        Code("money", "Money", parent="tension", colour="#AABBCC"),
        Code("cash", parent="money"),
        Code("trust", "Trust"),
        Code("beds", status="emergent"),
        Code("porters", status="emergent"),
    ),
    frozenset({"beds", "porters"}),
)


def shape(book: Codebook) -> list[tuple[int, str]]:
    return [(depth, code.name) for depth, code in book.tree()]


def only(made: Edits) -> Code:
    (edit,) = made
    return edit.after


def test_a_code_is_added_under_its_hyphened_name() -> None:
    code = only(edits.add(BOOK, "Who pays?", "tension", definition="  Who carries the cost. ", colour="#abc"))
    assert code == Code("who-pays", "Who pays?", "tension", "Who carries the cost.", colour="#AABBCC")
    assert only(edits.add(BOOK, "who-pays")).title == ""


def test_a_new_parent_that_only_emerged_is_taken_in_with_it() -> None:
    taken_in, new = edits.add(BOOK, "who-pays", "beds")
    assert (taken_in.before, taken_in.after) == (None, Code("beds", status="emergent"))
    assert new.after.parent == "beds"
    assert after(BOOK, (taken_in, new)).waiting == {"porters"}


def test_a_renamed_code_keeps_its_identity_and_all_its_names() -> None:
    once = after(BOOK, edits.rename(BOOK, "tension", "Conflict of interest"))
    twice = after(once, edits.rename(once, "conflict-of-interest", "conflict"))
    code = twice.codes[0]
    assert (code.name, code.written, code.aliases) == ("tension", "conflict", ("conflict-of-interest",))
    assert code.title == "Conflict"
    assert {found.name for n in ("tension", "Conflict of interest", "conflict") if (found := twice.get(n))} == {
        "tension"
    }
    assert shape(twice) == shape(BOOK)


def test_a_code_can_be_called_as_before_again() -> None:
    once = after(BOOK, edits.rename(BOOK, "tension", "conflict"))
    back = after(once, edits.rename(once, "conflict", "tension"))
    assert (back.codes[0].called, back.codes[0].aliases) == ("tension", ("conflict",))
    assert back.get("conflict") is back.codes[0]


def test_a_title_of_its_own_stays() -> None:
    book = Codebook((Code("t", "Underlying tensions"),))
    assert only(edits.rename(book, "t", "tensions")).title == "Underlying tensions"
    assert only(edits.rename(book, "t", "tensions", "Tensions below")).title == "Tensions below"


def test_merging_hides_a_code_and_moves_what_lies_under_it() -> None:
    merged = after(BOOK, edits.merge(BOOK, "money", "trust"))
    assert shape(merged)[:3] == [(0, "tension"), (0, "trust"), (1, "cash")]
    assert [code.name for n in ("money", "trust") if (code := merged.resolve(n))] == ["trust", "trust"]
    assert BOOK.codes[1] == Code("money", "Money", "tension", colour="#AABBCC")


def test_merging_into_a_code_below_brings_that_one_up() -> None:
    merged = after(BOOK, edits.merge(BOOK, "tension", "cash"))
    assert shape(merged)[:2] == [(0, "cash"), (1, "money")]
    assert (resolved := merged.resolve("tension")) is not None
    assert resolved.name == "cash"


def test_merging_what_emerged_takes_both_into_the_framework() -> None:
    made = edits.merge(BOOK, "beds", "porters")
    assert {edit.after.name: edit.before for edit in made} == {"beds": None, "porters": None}
    assert {edit.after.merged_into for edit in made} == {"porters", None}


def test_what_was_merged_or_retired_is_restored() -> None:
    merged = after(BOOK, edits.merge(BOOK, "trust", "money"))
    retired = after(merged, edits.retire(merged, "money"))
    assert after(retired, edits.restore(retired, "trust")).get("trust") == Code("trust", "Trust")
    assert [code.is_offered for code in retired.codes][:4] == [True, False, True, False]
    assert only(edits.restore(retired, "money")).retired is False


def test_moving() -> None:
    assert shape(after(BOOK, edits.move(BOOK, "money", "trust")))[:4] == [
        (0, "tension"),
        (0, "trust"),
        (1, "money"),
        (2, "cash"),
    ]
    assert only(edits.move(BOOK, "cash")).parent is None


def test_what_waits_waits_on_under_its_new_name_until_it_is_accepted() -> None:
    renamed = after(BOOK, edits.rename(BOOK, "beds", "Who has beds"))
    assert renamed.waiting == {"beds", "porters"}
    again = after(renamed, edits.rename(renamed, "who-has-beds", "bed-count"))
    assert again.waiting == {"beds", "porters"}
    (edit,) = edits.accept(again, "bed-count")
    assert (edit.before and edit.before.written, edit.fields) == ("bed-count", ["unreviewed"])
    assert after(again, (edit,)).waiting == {"porters"}


@pytest.mark.parametrize(
    "act",
    [
        lambda book: edits.define(book, "bed-count", definition="How many."),
        lambda book: edits.move(book, "bed-count", "trust"),
        lambda book: edits.retire(book, "bed-count"),
        lambda book: edits.merge(book, "bed-count", "trust"),
        lambda book: edits.merge(book, "trust", "bed-count"),
        lambda book: edits.add(book, "who-pays", "bed-count"),
    ],
)
def test_what_was_renamed_is_taken_in_by_every_other_act(act: Callable[[Codebook], Edits]) -> None:
    renamed = after(BOOK, edits.rename(BOOK, "beds", "bed-count"))
    made = after(renamed, act(renamed))
    assert made.waiting == {"porters"}
    assert not any(code.unreviewed for code in made.codes)


def test_accepting_what_emerged() -> None:
    code = only(edits.accept(BOOK, "beds", "money", definition="Beds and who has them."))
    assert code == Code("beds", "", "money", "Beds and who has them.", status="emergent")


MERGED = after(BOOK, edits.merge(BOOK, "trust", "money"))


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (lambda: edits.add(BOOK, "12"), "a letter at least"),
        (
            lambda: edits.add(BOOK, "Money"),
            "a code “money” already; nothing was changed. To say more about it: define",
        ),
        (lambda: edits.add(BOOK, "beds"), "accept beds"),
        (lambda: edits.add(BOOK, "x", "nowhere"), "There is no code “nowhere”"),
        (lambda: edits.add(BOOK, "x", colour="blue"), "“blue” is no colour"),
        (lambda: edits.rename(BOOK, "tens", "x"), "Did you mean tension?"),
        (lambda: edits.rename(BOOK, "trust", "Money"), "merge trust --into money"),
        (lambda: edits.rename(BOOK, "trust", "trust"), "is called so already"),
        (lambda: edits.rename(BOOK, "trust", "?"), "a letter at least"),
        (lambda: edits.merge(BOOK, "trust", "trust"), "into itself"),
        (lambda: edits.merge(MERGED, "trust", "cash"), "“trust” was merged into “money”"),
        (lambda: edits.merge(MERGED, "money", "trust"), "into itself"),
        (lambda: edits.move(BOOK, "tension", "cash"), "cannot lie under “cash”"),
        (lambda: edits.move(BOOK, "money", "tension"), "lies under “tension” already"),
        (lambda: edits.move(BOOK, "money", "money"), "cannot lie under “money”"),
        (lambda: edits.retire(after(BOOK, edits.retire(BOOK, "money")), "money"), "retired already"),
        (lambda: edits.restore(BOOK, "money"), "neither retired nor merged"),
        (lambda: edits.accept(BOOK, "money"), "in the framework already"),
        (lambda: edits.define(BOOK, "money", colour="#aabbcc"), "so already"),
    ],
)
def test_what_is_refused_is_said_in_a_sentence(asked: Callable[[], Edits], says: str) -> None:
    with pytest.raises(CodebookRefusal) as refused:
        asked()
    assert says in str(refused.value)
    assert "nothing was changed" in str(refused.value)


NAMES = st.sampled_from(["a", "b", "c", "d", "e"])
ACTS = st.one_of(
    st.tuples(st.just(edits.merge), NAMES, NAMES),
    st.tuples(st.just(edits.move), NAMES, st.one_of(NAMES, st.just(""))),
    st.tuples(st.just(edits.rename), NAMES, st.sampled_from(["x", "y", "a", "b"])),
    st.tuples(st.just(edits.retire), NAMES),
    st.tuples(st.just(edits.restore), NAMES),
)


@given(st.lists(ACTS, max_size=25))
def test_whatever_is_done_no_code_is_lost_and_every_name_still_means_one(acts: list[tuple[object, ...]]) -> None:
    book = Codebook(tuple(Code(name) for name in "abcde"))
    ever = set("abcde")
    for act, *words in acts:
        try:
            book = after(book, act(book, *words))  # type: ignore[operator]
        except CodebookRefusal:
            continue
        ever |= {code.called for code in book.codes}
    assert {code.name for code in book.codes} == set("abcde")
    living = [code.name for _, code in book.tree()]
    assert sorted(living) == sorted(code.name for code in book.living())
    assert len(set(living)) == len(living) > 0
    for name in ever:
        target = book.resolve(name)
        assert target is not None
        assert target.name in living
        assert name in book.names_under(name)
    assert {n for code in book.living() for n in book.names_under(code.name)} >= ever
