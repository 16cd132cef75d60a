"""The form of an export: what is asked for which formats, and what it comes to."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from fieldnotes.export.options import LAST, PLAIN, Options
from fieldnotes.export.registry import FORMATS, format_named
from fieldnotes.export.tools import TOOLS, Tool, joined_for
from fieldnotes.tui.exporting.asking import ExportForm, Which
from fieldnotes.tui.exporting.kept import Chosen, last_chosen, remember

WHICH = (
    Which("this", "12 May 2004", ("a",)),
    Which("shown", "the 2 shown", ("a", "b")),
    Which("all", "all", ("a", "b", "c")),
)
USUAL = Chosen("this", "paper", out="/somewhere")


def form(chosen: Chosen = USUAL) -> ExportForm:
    return ExportForm(WHICH, chosen, lambda: None, lambda: None, lambda: None)


def pressed(filled: ExportForm, *keys: str) -> ExportForm:
    for key in keys:
        filled.key(key, key if len(key) == 1 else None)
    return filled


def typed_formats(words: str) -> ExportForm:
    return pressed(form(), "down", "down", *words)


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_a_tool_fills_in_its_formats_and_choices(tool: Tool) -> None:
    filled = pressed(form(), "down")
    while filled.tool_chosen != tool:
        pressed(filled, "space")
    asked = filled.asked()
    assert asked.formats == tool.formats
    assert asked.options == tool.options
    assert asked.joined == joined_for(tool)
    assert filled.fault() is None


@pytest.mark.parametrize("known", FORMATS, ids=lambda known: known.name)
def test_only_what_makes_a_difference_is_asked(known: object) -> None:
    for each in FORMATS:
        filled = typed_formats(each.name)
        assert set(filled.heeded) == set(each.heeds)
        assert (filled.together in filled.entries) is each.is_joined
        assert [filled.options[name] in filled.entries for name in filled.options].count(True) == len(each.heeds)


def test_formats_typed_over_those_of_a_tool_are_ones_own() -> None:
    filled = typed_formats("docx")
    assert filled.tool_chosen is None
    assert filled.asked().formats == ("docx",)
    assert filled.entry is filled.formats


def test_formats_that_were_typed_are_there_again_for_ones_own() -> None:
    filled = typed_formats("docx, json")
    pressed(filled, "up", *"paper")
    assert filled.asked().formats != ("docx", "json")
    pressed(filled, "up", "down", *"formats")
    assert filled.tool_chosen is None
    assert filled.asked().formats == ("docx", "json")
    filled = form(Chosen("all", "", ("csv",), out="/x"))
    assert pressed(filled, "down", "space", "left").asked().formats == ("csv",)


def test_a_path_that_is_typed_where_it_is_asked_for_whom_changes_nothing() -> None:
    filled = typed_formats("docx, json")
    before = filled.chosen()
    for path in ("/srv/paper", "papers/mine", "nvivo-out"):
        pressed(filled, "up", *path, "down")
        assert filled.chosen() == before


def test_what_is_left_out_stays_left_out_for_another_tool() -> None:
    filled = form(replace(USUAL, tool="nvivo", options=Options(reflections=False)))
    assert filled.asked().options == Options(reflections=False)
    pressed(filled, "down", "m")
    assert filled.tool_chosen
    assert filled.tool_chosen.name == "maxqda"
    assert filled.asked().options == Options(reflections=False, newline="crlf")


def test_a_choice_that_is_not_asked_is_as_it_comes() -> None:
    filled = form(replace(USUAL, tool="", formats=("qdpx",), options=Options(since=LAST, structure=False)))
    assert filled.asked().options == Options(since=LAST, structure=False)
    filled.formats.give("docx")
    assert filled.asked().options == PLAIN


def test_together_is_for_the_formats_that_can() -> None:
    filled = form(Chosen("all", "", ("docx", "json", "qdpx"), together=True, out="/x"))
    assert filled.asked().joined == {"docx"}
    assert format_named("docx").is_joined


@pytest.mark.parametrize(
    ("chosen", "why"),
    [
        (Chosen("all", "", (), out="/x"), "name formats"),
        (Chosen("all", "paper", out=" "), "Say where to"),
        (Chosen("all", "paper", out=__file__), "That is a file"),
    ],
)
def test_what_is_missing_is_said_in_its_entry(chosen: Chosen, why: str) -> None:
    fault = form(chosen).fault()
    assert fault
    assert why in fault[1]
    assert fault[0] in form(chosen).entries or fault[0].label in ("Formats", "Folder")


def test_a_format_that_nobody_knows_is_told_with_all_there_are() -> None:
    filled = typed_formats("pfd, docx")
    assert filled.formats.is_wrong
    assert filled.formats.understood == "no format: pfd"
    fault = filled.fault()
    assert fault
    assert "there are text, json" in fault[1]


def test_the_meetings_that_are_chosen() -> None:
    filled = form()
    assert filled.stems == ("a",)
    assert pressed(filled, "space").stems == ("a", "b")
    assert pressed(filled, "end").stems == ("a", "b", "c")
    assert ExportForm(WHICH[2:], USUAL, lambda: None, lambda: None, lambda: None).stems == ("a", "b", "c")


def test_a_folder_as_a_terminal_drops_it() -> None:
    dropped = form(replace(USUAL, out="'/some where/[b]'"))
    assert dropped.folder == Path("/some where/[b]").absolute()


def test_what_was_chosen_is_there_the_next_time(tmp_path: Path) -> None:
    chosen = Chosen("all", "nvivo", ("qdpx", "nvivo"), Options(roles=False, since=LAST), True, "/out")
    remember(tmp_path, chosen)
    again = last_chosen(tmp_path)
    assert again == chosen
    assert again
    assert form(again).chosen() == chosen
    assert last_chosen(tmp_path / "other") is None


def test_what_cannot_be_read_of_the_last_time_is_nothing(tmp_path: Path) -> None:
    from fieldnotes.tui.exporting import kept

    remember(tmp_path, USUAL)
    kept._file(tmp_path).write_bytes(b'{"options": {"codes": "perhaps"}}')
    assert last_chosen(tmp_path) is None


def test_a_folder_whose_name_is_no_text_is_not_kept_and_stops_nothing(tmp_path: Path) -> None:
    remember(tmp_path, replace(USUAL, out="/m\udce9dical"))
    assert last_chosen(tmp_path) is None


def test_a_tool_and_a_format_that_there_are_no_more_are_left_out() -> None:
    filled = form(Chosen("all", "gone", ("wav", "pdf"), out="/x"))
    assert filled.asked().formats == ("pdf",)
    assert filled.fault() is None


def test_what_the_filter_showed_is_the_study_once_it_shows_all() -> None:
    without_filter = (WHICH[0], WHICH[2])
    filled = ExportForm(without_filter, replace(USUAL, meetings="shown"), lambda: None, lambda: None, lambda: None)
    assert filled.stems == ("a", "b", "c")
