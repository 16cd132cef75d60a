"""What goes out comes back: the same study is unchanged, another gets all of it, and twice adds nothing."""

import re

import pytest
from hypothesis import HealthCheck, given, settings

from fieldnotes.intake.codebook.plan import plan
from fieldnotes.model.codebook import Code, Codebook
from fieldnotes.model.codebook_edits import after
from tests.intake.codebook.making import READ, STUDY, WRITE, codebooks, what_it_says

FORMS = pytest.mark.parametrize("form", ["qdc", "csv", "toml"])
SLOW = settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@FORMS
@SLOW
@given(book=codebooks())
def test_exported_and_imported_again_nothing_changes(form: str, book: Codebook) -> None:
    drawn = plan(READ[form](WRITE[form](book), "x"), book, STUDY)
    assert drawn.edits == ()
    assert drawn.missing_in_file == drawn.merged == ()
    assert {code.name for code in drawn.same} == {code.name for code in book.living()}


@FORMS
@SLOW
@given(book=codebooks())
def test_another_study_gets_all_of_it_and_once(form: str, book: Codebook) -> None:
    file = READ[form](WRITE[form](book), "x")
    there = after(Codebook(), plan(file, Codebook(), "another study").edits)
    assert what_it_says(there) == what_it_says(book)
    assert plan(file, there, "another study").edits == ()


@SLOW
@given(book=codebooks())
def test_guids_are_kept_on_the_way_through_another_study(book: Codebook) -> None:
    file = READ["qdc"](WRITE["qdc"](book), "x")
    there = after(Codebook(), plan(file, Codebook(), "another study").edits)
    again = READ["qdc"](WRITE["qdc"](there), "x")
    assert [code.guid for code in again.codes] == [code.guid for code in file.codes]


@FORMS
@SLOW
@given(book=codebooks())
def test_the_same_codebook_gives_the_same_bytes(form: str, book: Codebook) -> None:
    assert WRITE[form](book) == WRITE[form](Codebook(book.codes))


@SLOW
@given(book=codebooks())
def test_no_cell_of_the_table_runs(book: Codebook) -> None:
    import csv
    import io

    rows = csv.reader(io.StringIO(WRITE["csv"](book).decode("utf-8-sig"), newline=""))
    assert not [cell for row in rows for cell in row if re.match(r"\s*[=+\-@＝＋－＠]|[\t\r\n]", cell)]


@SLOW
@given(book=codebooks())
def test_names_elsewhere_are_unique_and_short(book: Codebook) -> None:
    names = [code.words for code in READ["qdc"](WRITE["qdc"](book), "x").codes]
    assert len({name.casefold() for name in names}) == len(names)
    assert max(map(len, names)) <= 63


def test_codes_of_one_title_are_told_apart_by_what_they_lie_under() -> None:
    book = Codebook(
        (
            Code("staff", "Staff"),
            Code("money", "Money"),
            Code("staff-other", "Other", "staff"),
            Code("money-other", "Other", "money"),
            Code("other", "Other"),
            Code("other-2", "other"),
        )
    )
    names = [code.words for code in READ["qdc"](WRITE["qdc"](book), "x").codes]
    assert names == ["Staff", "Staff – Other", "Money", "Money – Other", "Other", "other (2)"]
