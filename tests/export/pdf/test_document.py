"""The document: contract, title, outline, attachments, appendix, headings, what is left out."""

import hashlib
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from fieldnotes.export.options import Options, Paper, named
from fieldnotes.export.pdf.document import document, exported, story_of, together
from fieldnotes.export.pdf.furniture import Heading
from fieldnotes.model.agenda import Item
from fieldnotes.model.codebook import Code
from fieldnotes.model.protocol import Scale
from tests.export.contract import ExporterContract
from tests.export.readers import READERS, folded, lost_in_order
from tests.export.sample import sample
from tests.measures.meetings import PROTOCOL, meeting, opens, seen

PAPERS: tuple[Paper, ...] = ("a4", "letter")


class TestPdf(ExporterContract):
    name = "pdf"

    def read(self, files: Mapping[str, bytes]) -> str:
        return READERS["pypdf"](files[".pdf"])


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return exported(sample()).files[".pdf"]


def words(content: bytes) -> str:
    return folded(READERS["pypdf"](content))


def _outline(entries: Any, level: int = 0) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for entry in entries:
        found += _outline(entry, level + 1) if isinstance(entry, list) else [(level, entry.title)]
    return found


def test_title_author_language_and_no_date_of_today(pdf: bytes) -> None:
    with pikepdf.open(BytesIO(pdf)) as opened:
        info = {key: str(value) for key, value in opened.docinfo.items()}
        assert info["/Title"] == "Professional executive committee, Site B, 12 May 2004"
        assert (info["/Author"], info["/Subject"]) == ("KC", "Diabetes service change")
        assert str(opened.Root.Lang) == "en"
        assert not {"/CreationDate", "/ModDate"} & set(info)


def test_a_bookmark_for_each_section_and_item(pdf: bytes) -> None:
    outline = _outline(PdfReader(BytesIO(pdf)).outline)
    assert [title for level, title in outline if level == 0] == [
        "People", "Agenda", "Participation", "Who to whom", "Decisions and actions", "Ratings", "Observations",
        "Codes used", "Characters without a glyph",
    ]  # fmt: skip
    assert [title.split()[0] for level, title in outline if level == 1] == ["1", "2", "3", "2", "3", "Outside"]


def test_an_item_that_is_come_back_to_has_its_heading_again(pdf: bytes) -> None:
    whole = words(pdf)
    assert whole.count("2 Diabetes NSF update (continued) 14:35:00 Opens item 2: they come back") == 1
    assert whole.count("1 Apologies and minutes (continued)") == 0


def test_a_rating_after_its_item_was_closed_needs_no_heading() -> None:
    rating = seen("14:02", "rating", scale="chairing", rating=1)
    after = (seen("14:01", "item", "close"), seen("14:01:30", "note", text="y"), rating)
    record = meeting(opens("14:00", "1"), *after, items=(Item("1", "One"),))
    titles = [f.title for f in story_of([named(record)]).flow() if isinstance(f, Heading)]
    assert titles == ["Agenda", "Ratings", "Observations", "1 One", "Outside any item"]


def test_what_was_retracted_is_left_out(pdf: bytes) -> None:
    assert any(o.retracted for o in sample().observations)
    assert "struck out again" not in words(pdf)


def test_the_jottings_and_the_json_are_attached_whole(pdf: bytes) -> None:
    with pikepdf.open(BytesIO(pdf)) as opened:
        attached = {name: spec.get_file().read_bytes() for name, spec in opened.attachments.items()}
    assert set(attached) == {"meeting.jot", "meeting.json"}
    assert "Łukasz from the patients' forum would help 😀 & <soon>".encode() in attached["meeting.jot"]
    assert b'"kind": "reflection"' in attached["meeting.json"]


def test_attachments_carry_no_date_and_the_file_no_random_identity() -> None:
    made = [document(sample(), {"a.jot": b"x", "b.json": b"{}"}).content for _ in range(2)]
    assert made[0] == made[1]
    with pikepdf.open(BytesIO(made[0])) as opened:
        params = opened.attachments["a.jot"].get_file().obj.Params
        assert not {"/CreationDate", "/ModDate"} & set(params.keys())


def test_a_character_without_a_glyph_is_listed_returned_and_warned_of(pdf: bytes) -> None:
    assert "U+1F600 GRINNING FACE · 14:38:00" in words(pdf)
    assert [char.code_point for char in document(sample()).missing] == ["U+1F600"]
    (warning,) = exported(sample()).warnings
    assert "lacks U+1F600 GRINNING FACE: drawn as boxes" in warning
    assert exported(meeting(seen("14:00", "note", text="Łukasz"))).warnings == ()


def test_mark_up_in_a_text_is_only_text() -> None:
    text = '<b>bold</b> <img src="/etc/hostname"/> &lt; <para> <a href="http://x">y</a>'
    content = document(meeting(seen("14:00", "note", text=text))).content
    assert text in words(content)
    reader = PdfReader(BytesIO(content))
    assert not any(page.images or page.get("/Annots") for page in reader.pages)


def test_codes_have_a_legend_with_their_definition() -> None:
    record = meeting(seen("14:00", "note", text="x", codes=("tension", "new-one")))
    code = Code("tension", "Tension", definition="Strain that is felt.")
    known = replace(record, framework=(code, Code("new-one", "Another name", status="emergent")))
    whole = words(document(known).content)
    assert (
        "#new-one emergent, 1× Another name 14:00:00 #tension a priori, 1× Strain that is felt. 14:00:00" in whole
    )


def test_the_legend_follows_renames_and_merges() -> None:
    coded = [seen("14:01", "note", text=name, codes=(name,), observer="KC") for name in ("beds", "cots", "beds")]
    codes = (Code("beds", "Bed days", written="bed-days"), Code("cots", merged_into="beds"))
    said = words(document(replace(meeting(*coded), codes=codes)).content)
    assert folded("#bed-days a priori, 3×, as #beds, #cots") in said


def test_a_meeting_that_goes_past_midnight_says_the_day() -> None:
    late = replace(seen("14:00", "note", text="after"), at=seen("23:59", "note").at.replace(day=13, hour=0))
    whole = words(document(meeting(seen("23:58", "note", text="before"), late)).content)
    assert "before Thursday 13 May 2004 00:59:00 after" in whole


@pytest.mark.parametrize(
    ("moments", "when"),
    [
        ((), "When planned for 14:00 · Europe/London"),
        (("14:05",), "When from 14:00, not ended (5 min so far)"),
        (("14:05", "end"), "When 14:00–14:10 (10 min)"),
    ],
)
def test_the_head_says_when(moments: tuple[str, ...], when: str) -> None:
    seen_then = {"14:05": seen("14:05", "note", text="x"), "end": seen("14:10", "break", "end")}
    assert when in words(document(meeting(*(seen_then[moment] for moment in moments))).content)


def _attached(content: bytes) -> dict[str, bytes]:
    with pikepdf.open(BytesIO(content)) as opened:
        return {name: spec.get_file().read_bytes() for name, spec in opened.attachments.items()}


def _all_strings(content: bytes) -> str:
    """Everything in a file that may tell: its words, its outline, its properties, its attachments."""
    with pikepdf.open(BytesIO(content)) as opened:
        said = [str(value) for value in opened.docinfo.values()]
    outline = [title for _, title in _outline(PdfReader(BytesIO(content)).outline)]
    return "\n".join([words(content), *said, *outline, *map(str, _attached(content).values())])


def test_an_attachment_tells_its_size_and_its_digest(pdf: bytes) -> None:
    with pikepdf.open(BytesIO(pdf)) as opened:
        for spec in opened.attachments.values():
            file = spec.get_file()
            assert int(file.obj.Params.Size) == len(file.read_bytes())
            digest = hashlib.md5(file.read_bytes(), usedforsecurity=False).digest()
            assert bytes(file.obj.Params.CheckSum) == digest


def test_without_roles_neither_roles_nor_groups_are_anywhere() -> None:
    record = sample()
    people = tuple(replace(p, role=f"role{n}x", group=f"group{n % 2}x") for n, p in enumerate(record.people))
    record = replace(record, people=people)
    assert "role1x" in _all_strings(exported(record).files[".pdf"])
    said = _all_strings(exported(record, Options(roles=False)).files[".pdf"])
    assert "role" not in said
    assert "group" not in said


def test_without_codes_or_reflections_nothing_tells_of_them() -> None:
    record = sample()
    codes = {code for o in record.observations for code in o.codes}
    own = [o.text for o in record.observations if o.kind == "reflection"]
    bare = _all_strings(exported(record, Options(codes=False)).files[".pdf"])
    assert [code for code in codes if code in bare] == []
    assert [text for text in own if folded(text) not in bare] == []
    plain = _all_strings(exported(record, Options(reflections=False)).files[".pdf"])
    assert [text for text in own if folded(text) in plain] == []
    assert [code for code in codes if code not in plain] == []


@pytest.mark.parametrize("options", [Options(codes=False), Options(reflections=False), Options(roles=False)])
def test_the_lossless_copies_go_only_with_a_document_of_everything(options: Options) -> None:
    assert _attached(exported(sample(), options).files[".pdf"]) == {}
    assert len(_attached(exported(sample(), Options(paper="letter")).files[".pdf"])) == 2
    assert "attached" not in " ".join(exported(sample(), options).warnings)


def test_paper_is_a4_or_letter() -> None:
    sizes = {
        paper: [round(float(side)) for side in PdfReader(BytesIO(content)).pages[0].mediabox[2:]]
        for paper in PAPERS
        if (content := exported(sample(), Options(paper=paper)).files[".pdf"])
    }
    assert sizes == {"a4": [595, 842], "letter": [612, 792]}


def test_an_action_says_whether_it_is_done() -> None:
    done = seen("14:01", "action", id="a", owners=("P1",), due="2004-06-12", text="one", done="2004-06-01")
    said = words(document(meeting(done, seen("14:02", "action", id="b", text="two"))).content)
    assert "14:01:00 outside any item · done 1 June 2004 Action for P1 by 12 June 2004: one" in said
    assert "14:02:00 outside any item · open Action: two" in said


def test_a_study_in_one_document_has_its_meetings_on_its_first_page_and_in_its_outline() -> None:
    other = replace(sample(), meeting=replace(sample().meeting, id="other", site="Site C"))
    sources = [named(sample(), "one"), named(other, "two"), named(meeting(), "three")]
    content = together(sources, Options()).files[".pdf"]
    assert content == together(sources, Options()).files[".pdf"]
    reader = PdfReader(BytesIO(content))
    outline = _outline(reader.outline)
    assert [title for level, title in outline if level == 0] == [
        "Diabetes service change", "Professional executive committee, Site B, 12 May 2004",
        "Professional executive committee, Site C, 12 May 2004", "PEC, Site B, 12 May 2004",
    ]  # fmt: skip
    assert [title for level, title in outline if level == 1].count("Observations") == 3
    first = folded(reader.pages[0].extract_text())
    assert "Diabetes service change 12 May 2004" in first
    assert first.count("Professional executive committee ·") == 2
    links: Any = reader.pages[0]["/Annots"]
    assert len(links) == 3
    assert set(_attached(content)) == {
        f"{name}.{end}" for name in ("one", "two", "three") for end in ("jot", "json")
    }
    texts = [o.text for record in (sample(), other) for o in record.observations if o.kind == "speech"]
    assert lost_in_order([text for text in texts if text], words(content)) == []
    assert "U+1F600 GRINNING FACE · meeting 1, 14:38:00, meeting 2, 14:38:00" in words(content)


def test_a_study_of_no_meeting_is_a_page() -> None:
    assert len(PdfReader(BytesIO(together([], Options()).files[".pdf"])).pages) == 1


def test_a_rating_is_told_with_the_words_of_its_point() -> None:
    rating = seen("14:01", "rating", scale="chairing", rating=4, text="kept to time")
    protocol = replace(PROTOCOL, scales=(Scale("chairing", 1, 5, "", {"4": "mostly"}),))
    said = words(document(replace(meeting(opens("14:00", "1"), rating), protocol=protocol)).content)
    assert "Ratings 14:01:00 chairing 4 kept to time" in said
    assert "mostly" in said


def test_nothing_observed_is_said() -> None:
    assert "Observations Nothing was observed yet." in words(document(meeting()).content)
