"""The tables, read back as a program reads CSV."""

import csv
import io
from collections.abc import Mapping

import pytest
from msgspec.structs import replace

from fieldnotes.export.options import Options, named
from fieldnotes.export.tables.files import exported, together
from fieldnotes.export.tables.rows import MEETING, TABLES
from fieldnotes.export.tables.sheet import cell, sheet
from fieldnotes.model.cells import plain
from fieldnotes.model.meeting import Record
from tests.export.contract import ExporterContract
from tests.export.hostile import LINES, hostile_meeting
from tests.export.reading_contract import CodedWords, coded
from tests.export.real import NAMES, real_record
from tests.export.sample import sample
from tests.measures.meetings import meeting, seen
from tests.shared_material import needs_shared

Rows = list[dict[str, str]]


def read_rows(content: bytes) -> Rows:
    """The rows of a table, each cell the text that it stands for."""
    assert content.startswith(b"\xef\xbb\xbf")
    lines = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
    return [{column: plain(text) for column, text in row.items()} for row in lines]


def tables(record: Record, options: Options | None = None) -> dict[str, Rows]:
    files = exported(record, options or Options(), "the-source").files
    return {name.removeprefix("-").removesuffix(".csv"): read_rows(content) for name, content in files.items()}


class TestCsv(ExporterContract):
    name = "csv"

    def read(self, files: Mapping[str, bytes]) -> str:
        return "\n".join(
            value for content in files.values() for row in read_rows(content) for value in row.values()
        )


def test_each_table_has_its_columns_even_when_it_is_empty() -> None:
    files = exported(meeting(start=None)).files
    for table in TABLES:
        (header,) = files[f"-{table.name}.csv"].decode("utf-8-sig").split("\r\n")[:1]
        assert header == ",".join((*MEETING, *table.columns))


def test_observations_stand_whole_and_in_order_without_the_retracted() -> None:
    standing = sorted((o for o in sample().observations if not o.retracted), key=lambda o: (o.at, o.id))
    rows = tables(sample())["observations"]
    assert [row["text"] for row in rows] == [o.text for o in standing]
    assert [row["written_up"] for row in rows] == [o.written_up or "" for o in standing]
    assert {row["source"] for row in rows} == {"the-source"}


@needs_shared
@pytest.mark.parametrize("name", NAMES)
def test_real_meetings_are_whole(name: str) -> None:
    record = real_record(name)
    made = tables(record)
    assert [row["text"] for row in made["observations"]] == [o.text for o in record.observations]
    assert [row["code"] for row in made["people"]] == [p.code for p in record.people]


def test_hostile_text_reads_back_and_nothing_runs_as_a_formula() -> None:
    files = exported(hostile_meeting()).files
    said = [row["text"] for row in read_rows(files["-observations.csv"])][1:]
    assert said == list(LINES.values())
    for content in files.values():
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
            assert not [value for value in row if value.startswith(("=", "+", "@", "\t", "\r"))]
            assert not [
                value for value in row if value.startswith("-") and not value[1:].replace(".", "").isdigit()
            ]


def test_numbers_are_numbers_below_zero_too() -> None:
    by_number = {row["number"]: row for row in tables(sample())["items"]}
    assert by_number["2"]["over_run"] == "-5.167"
    assert (by_number["2"]["planned_minutes"], by_number["4"]["minutes"]) == ("20", "")


def test_figures_and_links_between_the_tables() -> None:
    made = tables(sample())
    decision = next(row for row in made["decisions"] if row["mode"] == "vote")
    assert (decision["votes_for"], decision["votes_against"], decision["votes_abstained"]) == ("7", "2", "1")
    assert decision["actions"].split("; ") == [row["id"] for row in made["actions"]]
    assert {row["of"] for row in made["actions"]} == {decision["id"]}
    assert [(row["person"], row["minutes"]) for row in made["presence"] if row["person"] == "P5"] == [("P5", "26")]
    quoted = next(row for row in made["observations"] if row["verbatim"])
    assert quoted["verbatim"] == "it's got to be evidence-based and credible"


def test_the_table_of_codings_has_the_words() -> None:
    noted = seen("14:00", "note", id="o1", text="an 😀 here", codes=("whole",), written_up="a\nbc")
    record = coded(
        meeting(noted), CodedWords("o1", "text", 3, 4, "wide"), CodedWords("o1", "write-up", 2, 4, "late")
    )
    rows = [(row["code"], row["part"], row["words"]) for row in tables(record)["codings"]]
    assert rows == [("whole", "line", "an 😀 here"), ("wide", "text", "😀"), ("late", "write-up", "bc")]
    by_whom = replace(record, codings=(replace(record.codings[0], coder="=Ada", at=noted.at), record.codings[1]))
    said = [(row["coder"], row["coded_at"]) for row in tables(by_whom)["codings"]]
    assert said == [(noted.observer, ""), ("=Ada", "2004-05-12T14:00:00+01:00"), ("", "")]
    (row,) = tables(record)["observations"]
    assert row["codes"] == "whole; wide; late"
    assert tables(record, Options(codes=False))["codings"] == []


def test_an_option_empties_cells_and_nothing_else() -> None:
    whole, bare = tables(sample()), tables(sample(), Options(codes=False, roles=False, reflections=False))
    assert not {row["codes"] for row in bare["observations"]} - {""}
    assert not {row["role"] + row["group"] for row in bare["people"]} - {""}
    assert not {row["actor_role"] for row in bare["observations"]} - {""}
    kept = [row for row in whole["observations"] if row["kind"] != "reflection"]
    left_out = ("codes", "actor_role", "actor_group")
    blank = [{**row, **dict.fromkeys(left_out, "")} for row in kept]
    assert bare["observations"] == blank


def test_several_meetings_share_the_tables() -> None:
    other = replace(sample(), meeting=replace(sample().meeting, id="other"))
    files = together([named(sample(), "one"), named(other, "two")], Options()).files
    rows = read_rows(files["-observations.csv"])
    assert list(dict.fromkeys(row["source"] for row in rows)) == ["one", "two"]
    assert len(rows) == 2 * len(tables(sample())["observations"])


@pytest.mark.parametrize(
    ("value", "written"),
    [(None, ""), (True, "yes"), (False, ""), (4.0, "4"), (-2.5, "-2.5"), ("-2.5", "'-2.5"), ("=1", "'=1"),
     (" @x", "' @x"), ("a\x07\nb", "a[U+0007]\nb"), ("'=1", "''=1"), ("plain", "plain")],
)  # fmt: skip
def test_a_cell(value: str | float | None, written: str) -> None:
    assert cell(value) == written


def test_a_cell_in_which_some_program_may_part_cells_is_quoted() -> None:
    rows = [("a;=1+1", "b", 'say "d"', "e, f", "g\nh", "plain", None, 1.5)]
    content = sheet(("one", "two; three", *"345678"), rows)
    assert content.decode("utf-8-sig") == (
        'one,"two; three",3,4,5,6,7,8\r\n"a;=1+1",b,"say ""d""","e, f","g\nh",plain,,1.5\r\n'
    )
