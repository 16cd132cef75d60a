"""What is there and what is wanted: only what is missing is made, and nothing of others is touched."""

from msgspec.structs import replace

from fieldnotes.export.options import PLAIN, Options, Source
from fieldnotes.export.taguette import plan
from fieldnotes.export.taguette.documents import Document, document
from fieldnotes.export.taguette.pages import Document as There
from fieldnotes.export.taguette.pages import Highlight, ProjectPage, Tag
from fieldnotes.model.codebook import Code, Codebook
from tests.export.qdpx.coded import hard_meeting
from tests.export.sample import sample


def sending(name: str = "2004-05-12 PEC", text: str = "a") -> Document:
    return Document("m-1", "stem", name, "PEC, 12 May", "<p>a</p>", (text,), ())


def there(number: int, of: Document, name: str = "renamed") -> There:
    return There(number, name, plan.document_description(of))


def test_a_meeting_is_known_by_its_mark_whatever_it_is_called() -> None:
    assert plan.find(sending(), []) == ("new", 0, ())
    assert plan.find(sending(), [There(1, "2004-05-12 PEC", "by hand")]) == ("new", 0, ())
    assert plan.find(sending(), [there(4, sending())]) == ("there", 4, ())
    assert plan.find(sending(), [there(4, sending()), there(7, sending())]) == ("there", 4, (7,))
    assert plan.find(sending(text="b"), [there(4, sending())]) == ("changed", 4, ())
    assert plan.find(sending(), [there(4, sending(text="b")), there(5, sending())]) == ("there", 5, ())


def test_names_are_short_and_no_two_are_alike() -> None:
    record = hard_meeting()
    long = replace(record, meeting=replace(record.meeting, body="Łódź " * 20))
    assert len(document(Source("m", long), PLAIN).name) == 50
    assert len(plan.name_for(sending("x" * 50), [])) == 50
    taken = [There(n, name, "") for n, name in enumerate(("x" * 50, "x" * 45 + "… (2)"))]
    named = plan.name_for(sending("x" * 50), taken)
    assert len(named) == 50
    assert named.endswith(" (3)")
    assert plan.name_for(sending("PEC"), [There(1, "pec", "")]) == "PEC (2)"


def test_a_tag_says_what_stands_over_the_code_and_what_it_means() -> None:
    book = Codebook(
        [Code("a", title="A", definition="one\ntwo"), Code("b", parent="a"), Code("c", parent="b", written="see")]
    )
    assert [plan.tag_of(code, book).path for code in book.codes] == ["a", "a.b", "a.b.see"]
    assert plan.tag_of(book.codes[0], book).description.startswith("one\ntwo\n")
    sent, paths = plan.tag_ids([Tag(5, "renamed there", plan.tag_of(book.codes[2], book).description)])
    assert sent == {"c": 5}
    assert paths == {"renamed there": 5}


def test_what_is_too_long_for_the_server_is_shortened() -> None:
    codes = [Code(f"{'x' * 40}{n}", parent=f"{'x' * 40}{n - 1}" if n else None) for n in range(8)]
    book = Codebook([*codes, Code("long", definition="d" * 200_000)])
    path = plan.tag_of(codes[-1], book).path
    assert len(path) == 200
    assert path.endswith(codes[-1].name)
    said = plan.tag_of(book.codes[-1], book).description
    assert len(said) <= 102_400
    assert plan.tag_ids([Tag(1, "p", said)])[0] == {"long": 1}


def test_a_study_is_known_by_the_mark_of_its_project() -> None:
    assert plan.study_of(ProjectPage(plan.project_description("s1", "A"))) == "s1"
    assert plan.study_of(ProjectPage("by hand")) == ""


def test_only_what_is_missing_is_highlighted() -> None:
    there = [
        Highlight(1, 0, 5, (7,)),
        Highlight(2, 9, 12, ()),
        Highlight(3, 0, 5, (8,)),
        Highlight(4, 50, 60, (7,)),
    ]
    wanted = {(0, 5): [7, 8], (9, 12): [7, 7], (20, 22): [8, 7, 8]}
    changes = plan.highlight_changes(wanted, there)
    assert changes == ((plan.NewHighlight(20, 22, (8, 7)),), (plan.MoreTags(2, (7,)),), 1)
    kept = plan.highlight_changes({(0, 5): [9]}, there)
    assert kept.more == (plan.MoreTags(1, (7, 9)),)


def test_a_coding_that_comes_later_leaves_the_text_as_it_is() -> None:
    record = hard_meeting()
    without = document(Source("m", record), Options(codes=False))
    coded = document(Source("m", record), PLAIN)
    assert (without.mark, without.html, without.highlights) == (coded.mark, coded.html, ())
    assert document(Source("m", record), Options(reflections=False)).mark != coded.mark


def test_every_highlight_is_text_of_its_lines() -> None:
    for record in (hard_meeting(), sample()):
        sending = document(Source("m", record), PLAIN)
        assert sending.highlights
        for words, codes in sending.highlights:
            lines = list(sending.lines[words.line : words.last + 1])
            lines[-1] = lines[-1][: words.end]
            lines[0] = lines[0][words.start :]
            assert "\n".join(lines) == words.text
            assert codes
            assert words.text.strip()


def test_without_reflections_no_code_goes_ahead_that_may_be_theirs_alone() -> None:
    book = Codebook((Code("beds"), Code("mine", status="emergent"), Code("old", retired=True)))
    assert [code.name for code in plan.codes_ahead(book, True)] == ["beds", "mine"]
    assert [code.name for code in plan.codes_ahead(book, False)] == ["beds"]
