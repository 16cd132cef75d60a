"""The formats that can be written: one table; an exporter is imported when it is asked for.

The command and its help, the export screen and the tests all go by it: a format that is entered here is everywhere.
"""

import importlib
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, cast

from fieldnotes.errors import FieldnotesError
from fieldnotes.export.exported import Exported, Written
from fieldnotes.export.options import PLAIN, Options, Source
from fieldnotes.export.placing import place
from fieldnotes.model.meeting import Record

if TYPE_CHECKING:
    from fieldnotes.archive import MeetingPlace, StudyArchive
    from fieldnotes.archive.history import Commit
    from fieldnotes.export.watch import Watch

Scope = Literal["meeting", "chosen", "study"]
"""What one file holds: a meeting; all that were chosen; the study itself, whatever was chosen."""


class Format(NamedTuple):
    """A format: its name on the command line, its ending, the module whose `exported(record)` makes it, its use.

    `heeds` are the names of the options (`export.options`) that make a difference. Where there are any, the module
    has `exported(record, options, name)`, `name` being that of the files without ending. With `is_joined` it also
    has `together(sources, options)`, several meetings in one. One of another `scope` than a meeting has
    `whole(study, places, out, options, watch)` instead, which reads and writes for itself. `files` are how many it
    writes at least, each time. One that `tells_history` takes
    `history`, the changes that made the meeting; `together` finds it in its sources.
    """

    name: str
    ending: str
    module: str
    purpose: str
    heeds: tuple[str, ...] = ()
    is_joined: bool = False
    scope: Scope = "meeting"
    files: int = 1
    tells_history: bool = False


_CONTENT = ("codes", "reflections", "roles")


FORMATS = (
    Format("text", ".jot", "fieldnotes.export.jottings", "the jottings as they were typed; reads back the same"),
    Format(
        "json",
        ".json",
        "fieldnotes.export.json",
        "everything that is known, for other programs",
        tells_history=True,
    ),
    Format(
        "pdf",
        ".pdf",
        "fieldnotes.export.pdf.document",
        "for reading on paper, both of the others attached",
        (*_CONTENT, "paper"),
        True,
    ),
    Format(
        "docx",
        ".docx",
        "fieldnotes.export.docx.document",
        "for coding tools, and to read in a word processor",
        (*_CONTENT, "layout", "paper"),
        True,
    ),
    Format(
        "html",
        ".html",
        "fieldnotes.export.html.page",
        "to read in a browser and to print, and for Taguette",
        (*_CONTENT, "layout", "paper"),
        True,
    ),
    Format(
        "markdown", ".md", "fieldnotes.export.markdown", "plain text with headings", (*_CONTENT, "layout"), True
    ),
    Format("maxqda", "-maxqda.txt", "fieldnotes.export.maxqda", "for MAXQDA", (*_CONTENT, "layout"), True),
    Format(
        "csv",
        ".csv",
        "fieldnotes.export.tables.files",
        "tables for spreadsheets and statistics",
        _CONTENT,
        True,
        files=7,
        tells_history=True,
    ),
    Format(
        "nvivo",
        "-nvivo.csv",
        "fieldnotes.export.tables.nvivo",
        "NVivo's classification sheet of meetings",
        ("reflections",),
        True,
    ),
    Format(
        "codebook",
        "-codebook.csv",
        "fieldnotes.export.codebook.table",
        "the codebook as a table, for spreadsheets and Taguette",
        scope="study",
    ),
    Format("qdc", ".qdc", "fieldnotes.export.codebook.qdc", "the codebook, for coding programs", scope="study"),
    Format(
        "qdpx",
        ".qdpx",
        "fieldnotes.export.qdpx.outgoing",
        "a project for coding programs: texts, codes and codings",
        (*_CONTENT, "since", "structure", "newline"),
        scope="chosen",
    ),
)
_BY_NAME = {known.name: known for known in FORMATS}


class UnknownFormat(FieldnotesError):
    """A format nobody wrote an exporter for."""

    exit_code = 2

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” is not a format; there are: {', '.join(_BY_NAME)}. Nothing was written.")


class NotTogether(FieldnotesError):
    """A format that has no place for several meetings in one file."""

    exit_code = 2

    def __init__(self, name: str) -> None:
        able = ", ".join(known.name for known in FORMATS if known.is_joined)
        super().__init__(
            f"“{name}” holds one meeting a file; --together is for {able}. Leave it out; nothing was written."
        )


class Whole(Protocol):
    """What a format of another scope than a meeting has; the files are in `out` when it returns."""

    def __call__(
        self, study: "StudyArchive", places: "Sequence[MeetingPlace]", out: Path, options: Options, watch: "Watch"
    ) -> Written:
        """Raises CannotWrite, and what the format says where there is nothing that it could hold."""
        ...


def known_formats() -> list[str]:
    """The names of the formats, in the order in which they are offered."""
    return list(_BY_NAME)


def format_named(name: str) -> Format:
    """The format of that name; raises UnknownFormat."""
    if name not in _BY_NAME:
        raise UnknownFormat(name)
    return _BY_NAME[name]


def exporter(
    name: str, options: Options = PLAIN, source: str = "", history: "Sequence[Commit]" = ()
) -> Callable[[Record], Exported]:
    """The exporter of a format, imported now, with those options; raises UnknownFormat.

    `source` is the name of the meeting's files, `history` what was changed in it, for formats that say it.
    """
    known = format_named(name)
    # late: reportlab and the fonts take a tenth of a second, and most commands export nothing
    module = importlib.import_module(known.module)
    made = cast(Callable[..., Exported], module.exported)
    if known.tells_history:
        made = partial(made, history=history)
    return partial(made, options=options, name=source) if known.heeds else made


def whole(name: str) -> Whole:
    """What writes a format of another scope than a meeting; raises UnknownFormat."""
    return cast(Whole, importlib.import_module(format_named(name).module).whole)


def joiner(name: str, options: Options = PLAIN) -> Callable[[Sequence[Source]], Exported]:
    """What makes one document of several meetings in a format; raises UnknownFormat and NotTogether."""
    known = format_named(name)
    if not known.is_joined:
        raise NotTogether(name)
    made = cast(Callable[..., Exported], importlib.import_module(known.module).together)
    return partial(made, options=options)


def unheeded(name: str, options: Options) -> tuple[str, ...]:
    """The options that were chosen and that the format makes no difference for; raises UnknownFormat."""
    heeds = format_named(name).heeds
    return tuple(
        option for option in Options.__struct_fields__
        if option not in heeds and getattr(options, option) != getattr(PLAIN, option)
    )  # fmt: skip


def write(
    record: Record,
    out_folder: Path,
    formats: Iterable[str],
    stem: str,
    options: Options = PLAIN,
    history: "Sequence[Commit]" = (),
) -> Written:
    """Write a meeting in each format, as `<stem><ending>` in a folder that is made if it is missing.

    `stem` is the name of the meeting's folder. An older file of the name is replaced, whole. Nothing is written
    before all formats are made. Raises UnknownFormat, and CannotWrite with the path.
    """
    return _placed([exporter(name, options, stem, history)(record) for name in formats], out_folder, stem)


def write_together(
    sources: Sequence[Source], out_folder: Path, formats: Iterable[str], stem: str, options: Options = PLAIN
) -> Written:
    """The same for several meetings in one; `stem` is the name of the study's folder. Raises NotTogether, too."""
    return _placed([made(sources) for made in [joiner(name, options) for name in formats]], out_folder, stem)


def _placed(made: Sequence[Exported], out_folder: Path, stem: str) -> Written:
    paths = [place(out_folder / f"{stem}{end}", data) for each in made for end, data in each.files.items()]
    return Written(paths, [warning for each in made for warning in each.warnings])
