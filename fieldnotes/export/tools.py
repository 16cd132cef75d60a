"""What to export for what: for each program the formats that it takes, and how they come into it.

docs/coding-tools.md tells the steps, and what of it was tried with the real program.
"""

from typing import NamedTuple

from fieldnotes.errors import FieldnotesError
from fieldnotes.export.options import PLAIN, Options
from fieldnotes.export.registry import format_named


class Tool(NamedTuple):
    """A program, or a use: its name on the command line, and as people call it.

    `options` are those that it wants; `together` says whether what can hold several meetings should. `how` is one
    sentence on the way in there, `known` what that rests on; empty where there is nothing to doubt.
    """

    name: str
    title: str
    formats: tuple[str, ...]
    how: str
    known: str
    options: Options = PLAIN
    together: bool = False


_DOCUMENTED = "documented, not tried"

TOOLS = (
    Tool(
        "nvivo",
        "NVivo",
        ("qdpx", "nvivo"),
        "File, Open, as type REFI-QDA Project; then import the classification sheet for the meetings' attributes.",
        _DOCUMENTED,
        together=True,
    ),
    Tool(
        "atlas.ti",
        "ATLAS.ti",
        ("qdpx",),
        "Import it as a project of the type QDPX, and look at a coding late in a long meeting before you trust it.",
        _DOCUMENTED,
    ),
    Tool(
        "maxqda",
        "MAXQDA",
        ("qdpx",),
        "Import it as a REFI-QDA project, a new one; its texts have CRLF, which MAXQDA is said to want.",
        _DOCUMENTED,
        Options(newline="crlf"),
    ),
    Tool(
        "qualcoder",
        "QualCoder",
        ("qdpx",),
        "Project, Imports, REFI-QDA project makes a new project.",
        "tried with a sample of the same form",
    ),
    Tool(
        "taguette",
        "Taguette",
        ("html", "codebook"),
        "Import the table as codebook, add the pages as documents; `fieldnotes push` sends all, codings too.",
        "pages and push tried here, the table not",
    ),
    Tool(
        "qualitative-coding",
        "qualitative-coding",
        ("qdpx",),
        "In an empty folder: PYTHONBREAKPOINT=0 qc init --import and the file.",
        "tried here with 1.7.8",
    ),
    Tool(
        "paper",
        "paper",
        ("pdf",),
        "Print it, or file it: the jottings and all that is known are attached to it.",
        "",
    ),
    Tool(
        "statistics",
        "spreadsheet or statistics",
        ("csv",),
        "Each table begins with which meeting a row is of; read it as UTF-8 with a mark (utf-8-sig).",
        "",
        together=True,
    ),
    Tool(
        "archive",
        "archive, or another fieldnotes",
        ("text", "json", "codebook"),
        "fieldnotes reads jottings and table again; JSON has all that is known, by a published schema.",
        "tried here",
    ),
)
"""In the order in which they are offered."""


class UnknownTool(FieldnotesError):
    """A program that fieldnotes knows no formats for."""

    exit_code = 2

    def __init__(self, name: str) -> None:
        known = ", ".join(tool.name for tool in TOOLS)
        super().__init__(
            f"“{name}” is no tool that is known here; there are: {known}. Or name formats with --to. Nothing was "
            "written."
        )


def tool_named(name: str) -> Tool:
    """The tool of that name, or of whose name it is the only beginning, signs aside; raises UnknownTool."""
    wanted = _plain(name)
    exact = [tool for tool in TOOLS if wanted in (_plain(tool.name), _plain(tool.title))]
    begun = [tool for tool in TOOLS if wanted and _plain(tool.name).startswith(wanted)]
    found = exact or begun
    if len(found) != 1:
        raise UnknownTool(name)
    return found[0]


def joined_for(tool: Tool) -> frozenset[str]:
    """The tool's formats that hold several meetings each, where it wants them so."""
    return frozenset(name for name in tool.formats if tool.together and format_named(name).is_joined)


def _plain(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())
