"""What is exported for which tool: formats that there are, options that one of them heeds, and no claim beyond."""

import pytest

from fieldnotes.export.options import PLAIN, Options
from fieldnotes.export.registry import format_named
from fieldnotes.export.tools import TOOLS, Tool, UnknownTool, joined_for, tool_named
from tests.shared_material import CHECKOUT

EACH = pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)


@EACH
def test_a_tool_has_formats_and_only_options_that_one_of_them_heeds(tool: Tool) -> None:
    heeded = {option for name in tool.formats for option in format_named(name).heeds}
    chosen = {name for name in Options.__struct_fields__ if getattr(tool.options, name) != getattr(PLAIN, name)}
    assert tool.formats
    assert chosen <= heeded
    assert tool.how.endswith(".")


@EACH
def test_what_is_told_of_a_tool_is_told_in_the_documentation(tool: Tool) -> None:
    told = (CHECKOUT / "docs" / "coding-tools.md").read_text(encoding="utf-8")
    assert f"| `{tool.name}` | {', '.join(f'`{name}`' for name in tool.formats)} |" in told


def test_nothing_is_said_to_be_tried_in_what_cannot_be_run_here() -> None:
    for name in ("nvivo", "atlas.ti", "maxqda"):
        assert "not tried" in tool_named(name).known


def test_a_tool_is_found_however_it_is_written() -> None:
    for words in ("ATLAS.ti", "atlasti", "atlas", "Atlas.TI"):
        assert tool_named(words).name == "atlas.ti"
    assert tool_named("NVivo").name == "nvivo"
    assert tool_named("spreadsheet or statistics").name == "statistics"


@pytest.mark.parametrize("words", ["", "qual", "word", "[red]"])
def test_one_that_is_not_known_or_could_be_several_is_refused_with_all_there_are(words: str) -> None:
    with pytest.raises(UnknownTool, match=r"there are: nvivo, atlas\.ti, .*Nothing was written"):
        tool_named(words)


def test_the_classification_sheet_is_one_for_all_meetings() -> None:
    assert joined_for(tool_named("nvivo")) == {"nvivo"}
    assert joined_for(tool_named("taguette")) == frozenset()
    assert joined_for(tool_named("statistics")) == {"csv"}
