"""A real Taguette server takes the page and the push: to the byte, once, and to the end after a kill."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from fieldnotes.export.characters import held
from fieldnotes.export.html.page import exported
from fieldnotes.export.options import PLAIN, Source
from fieldnotes.export.taguette.address import address
from fieldnotes.export.taguette.contents import Contents
from fieldnotes.export.taguette.documents import document
from fieldnotes.export.taguette.plan import tag_of
from fieldnotes.export.taguette.pushing import Push, Wanted, push
from fieldnotes.export.taguette.server import Made, Server
from fieldnotes.model.codebook import Codebook
from fieldnotes.model.coding import Coding, standing
from fieldnotes.model.meeting import Record
from fieldnotes.model.study import Study
from tests.export.hostile import LINES, hostile_meeting
from tests.export.qdpx.coded import HARD, coding, hard_meeting
from tests.export.real import real_record
from tests.export.taguette import live
from tests.export.taguette.live import Highlighted, Live
from tests.shared_material import SHARED, needs_shared

STUDY = Study(id="s1", name="Study & <sons>", zone="Europe/London")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with live.taguette(tmp_path_factory.mktemp("taguette")) as running:
        yield running


def few(record: Record, every: int) -> Record:
    """The meeting with fewer codings: for each, the server goes through the whole document."""
    return replace(record, codings=record.codings[::every])


def real_meeting() -> Record:
    """A real meeting, some of its turns coded, whole and in part."""
    record = real_record("education_4")
    said = [seen for seen in record.observations if len(seen.text) > 60][::36]
    spans = [(7, 31), (0, 1)]
    codings = [
        coding(2 * n + m, seen.id, "text", seen.text, span)
        for n, seen in enumerate(said)
        for m, span in enumerate(spans)
    ]
    return replace(record, codings=tuple(codings), observations=record.observations)


def sent(running: Live, name: str, *records: Record, again: bool = False) -> tuple[Push, Made]:
    to = address(running.url)
    with Server(to) as server:
        server.enter(to.token)
        book = Codebook([code for record in records for code in record.codebook.codes])
        pages = [document(Source(f"m{n}", record), PLAIN) for n, record in enumerate(records)]
        return push(server, Wanted(STUDY, pages, book, name, again=again)), server.made


def wanted(record: Record) -> list[tuple[str, str]]:
    """The text and the tag of every coding of a meeting, as the page holds it."""
    seen = {one.id: one for one in record.observations}
    found = []
    for one in standing(record.codings, record.observations):
        quote, whole = one.quote, seen[one.of]
        text = whole.text if one.part == "text" else whole.written_up or ""
        lines = [held(line, _line(text, one, n)) for n, line in enumerate(quote.split("\n")) if line]
        found.append(("\n".join(lines), path_of(record, one.code)))
    for whole in record.observations:
        if whole.text and not whole.retracted:
            found += [(held(whole.text), path_of(record, code)) for code in whole.codes]
    return found


def _line(text: str, one: Coding, n: int) -> str:
    return text.split("\n")[text.count("\n", 0, one.start) + n]


def path_of(record: Record, code: str) -> str:
    book = record.codebook
    found = book.resolve(code)
    return tag_of(found, book).path if found else code


def pairs(found: list[Highlighted]) -> list[tuple[str, str]]:
    return sorted((one.text, tag) for one in found for tag in one.tags)


def test_every_highlight_is_its_coding_to_the_byte_and_a_second_push_makes_nothing(server: Live) -> None:
    record = few(hard_meeting(), 4)
    first, made = sent(server, "hard", record)
    assert first.meetings[0].not_placed == ()
    (name,) = (one.name for one in first.meetings)
    found = [one for one in live.highlights(server.database) if one.document == name]
    acted = [one for one in found if one.text.startswith("P1: [nod")]  # of this nothing was typed
    assert [one.tags for one in acted] == [("tension",)]
    assert pairs([one for one in found if one not in acted]) == sorted(wanted(record))
    assert {one.tags for one in found} == {("tension",), ("tension.beds",), ("tension", "tension.beds")}
    text = "\n".join(Contents(live.documents(server.database)[name]).lines)
    for words in HARD.values():
        assert held(words) in text
    before = live.everything(server.database)
    assert made == Made(1, 1, 2, len(found), 0)
    second, none = sent(server, "hard", record)
    assert none == Made()
    assert (second.project, second.is_new) == (first.project, False)
    assert live.everything(server.database) == before


def test_the_page_as_it_is_exported_arrives_whole_and_in_order(server: Live) -> None:
    to = address(server.url)
    records = [hostile_meeting(), *([real_record("education_4")] if SHARED.is_dir() else [])]
    with Server(to) as opened:
        opened.enter(to.token)
        project = opened.new_project("pages", "")
        for n, record in enumerate(records):
            html = exported(record).files[".html"].decode("utf-8")
            number = opened.new_document(project, f"page {n}", "", html)
            lines = Contents(opened.contents(project, number)).lines
            assert lines == Contents(html).lines
            text = "\n".join(lines)
            at = 0
            for seen in record.observations:
                at = text.index(held(seen.text), at)
    assert len(LINES) > 15


@needs_shared
def test_a_real_meeting_with_codings(server: Live) -> None:
    record = real_meeting()
    done, made = sent(server, "real", record)
    (name,) = (one.name for one in done.meetings)
    found = [one for one in live.highlights(server.database) if one.document == name]
    assert pairs(found) == sorted(wanted(record))
    assert made.highlights == len(found) > 9
