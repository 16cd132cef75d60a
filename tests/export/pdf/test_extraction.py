"""Every turn of a real meeting, and every kind of character, comes back from the PDF exactly and in order."""

from collections.abc import Callable
from functools import cache

import pytest

from fieldnotes.export.pdf.document import document
from fieldnotes.model.meeting import Record
from fieldnotes.model.observation import Kind
from tests.export.readers import READERS, folded, lost_in_order
from tests.export.reading_contract import CodedWords, coded
from tests.export.real import NAMES, real_record
from tests.measures.meetings import meeting, seen
from tests.shared_material import needs_shared

Reader = Callable[[bytes], str]

HOSTILE = {
    "emoji": "they laugh 😀 and 👩\u200d👧 wave ❤\ufe0f",
    "polish": "Łukasz Żółć asks",
    "greek": "Ελληνικά και άλλα",
    "cyrillic": "Здравствуйте, коллеги",
    "chinese": "会议开始 before noon",
    "korean": "회의 한국어",
    "combining": "cafe\u0301 au lait, n\u0303andu\u0301",
    "ampersand": "R&D; and &amp; and &#65; stay",
    "tags": '<laugh> </para> <b>unclosed <img src="/etc/passwd"/> 1 < 2 > 0',
    "brackets": "[/] [[x]] {y} $z \\(?) %done",
    "quotes": 'he said "yes" and “no” and it\'s ‘fine’',
    "soft hyphen": "co\u00adoperation and so\u00adon",
    "nbsp": "10\u00a0000\u202fbeds",
    "zero width": "no\u200bbreak\u200cin\u2060here\ufeff",
    "private": "private \ue000 use",
    "comment": "%PDF-1.4 endstream endobj",
    "joined": "👩‍👩‍👧‍👦 and 𝒳",
    "marks": "e\u0301 नमस्ते Z͑ͫ̓ͪ̂ͫ",
    "broken off": "but we have no -",
    "reserved": 'a/b\\c:d*e?f"g<h>i|j',
}


@cache
def _pdf(name: str) -> bytes:
    return document(real_record(name)).content


@needs_shared
@pytest.mark.parametrize("reader", READERS.values(), ids=READERS.keys())
@pytest.mark.parametrize("name", NAMES)
def test_every_turn_comes_back_exactly_and_in_order(name: str, reader: Reader) -> None:
    turns = [o.text for o in real_record(name).observations if o.kind == "speech"]
    assert len(turns) > 100
    assert lost_in_order(turns, folded(reader(_pdf(name)))) == []


def _hostile() -> Record:
    texts = list(HOSTILE.values())
    return meeting(*(seen(f"14:{n:02}", "speech", actor="P3", text=text) for n, text in enumerate(texts)))


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS.keys())
def test_every_kind_of_character_comes_back(reader: Reader) -> None:
    whole = folded(reader(document(_hostile()).content))
    assert lost_in_order(list(HOSTILE.values()), whole) == []


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS.keys())
def test_what_drives_or_hides_text_is_spelt_out(reader: Reader) -> None:
    record = meeting(seen("14:00", "note", text="a \u202e b\x00c \u2066d\u2069"))
    assert "a [U+202E] b[U+0000]c [U+2066]d[U+2069]" in folded(reader(document(record).content))


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS.keys())
def test_a_hyphen_at_the_end_of_any_line_stays(reader: Reader) -> None:
    text = " ".join(f"{'w' * n}-" for n in range(1, 60))
    record = meeting(seen("14:00", "note", text=text), seen("14:01", "note", text="after -"))
    assert lost_in_order([text, "after -"], folded(reader(document(record).content))) == []


def _coded() -> Record:
    """Notes that cross pages, each coded as a whole and on words, some under a write-up and in a box."""
    texts = [" ".join(f"note{n}word{w}" for w in range(300)) for n in range(9)]
    kinds: tuple[Kind, ...] = ("note", "reflection", "decision")
    notes = [
        seen(
            f"14:{n:02}", kinds[n % 3], id=f"o{n}", text=text, codes=("whole-line", "another"), written_up=f"up {n}"
        )
        for n, text in enumerate(texts)
    ]
    spans = [CodedWords(f"o{n}", "text", 40 * n, 40 * n + 900, f"some-words-{n}") for n in range(9)]
    return coded(meeting(*notes), *spans, CodedWords("o0", "write-up", 0, 2, "later"))


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS.keys())
def test_notes_that_are_coded_and_cross_pages_come_back_whole_and_without_their_codes(reader: Reader) -> None:
    record = _coded()
    whole = folded(reader(document(record).content))
    texts = [text for o in record.observations for text in (o.text, o.written_up or "")]
    assert lost_in_order(texts, whole) == []
    body, _, codes = whole.partition("Codes used")
    assert "whole-line" not in body
    assert "some-words" not in body
    assert "#whole-line emergent, 9×" in codes
    assert "#later emergent, 1× 14:00:00 “up”" in codes


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS.keys())
def test_a_note_that_crosses_a_page_comes_back_whole(reader: Reader) -> None:
    notes = [" ".join(f"note{n}word{w}" for w in range(400)) for n in range(12)]
    record = meeting(*(seen(f"14:{n:02}", "note", text=text) for n, text in enumerate(notes)))
    assert lost_in_order(notes, folded(reader(document(record).content))) == []
