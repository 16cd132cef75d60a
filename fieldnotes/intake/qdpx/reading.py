"""What a project says of codes and codings: no document type, no entity, nothing deeper than a project is."""

from array import array
from collections.abc import Callable
from datetime import datetime
from typing import IO, NamedTuple
from xml.parsers import expat

from fieldnotes.intake.faults import FileFault, quoted
from fieldnotes.intake.qdpx import limits
from fieldnotes.intake.qdpx.package import BROKEN, Package
from fieldnotes.intake.safe_xml import parser
from fieldnotes.model.codebook_words import a_title
from fieldnotes.model.guids import read_guid
from fieldnotes.text import clean_line

_CHUNK = 1 << 16
_LONGEST_NUMBER, _LONGEST_NAME = 12, 200


class FileCode(NamedTuple):
    """A code of the file; `above` is the GUID of the one that it lies under."""

    guid: str
    words: str
    above: str


class FileCoding(NamedTuple):
    """Positions `start` to `end` of its source's text under a code, by whom and when; `guid` may be empty.

    `name` is that of its selection, in which many programs put the words that are selected.
    """

    guid: str
    start: int
    end: int
    code: str
    coder: str
    at: datetime | None
    line: int
    name: str = ""


class FileSource(NamedTuple):
    """A text of the file with its codings: at a path, or in the project itself; `passed` were of no use here.

    `spans` are the beginnings and ends of all its selections, one after the other.
    """

    guid: str
    name: str
    path: str
    inline: str
    codings: tuple[FileCoding, ...]
    line: int
    passed: int = 0
    spans: "array[int]" = array("q")


class ProjectFile(NamedTuple):
    """A project as far as it is of use here; `source` is the name of the file."""

    source: str
    codes: dict[str, FileCode]
    sources: tuple[FileSource, ...]
    package: Package

    def text(self, source: FileSource) -> str | None:
        """A text as its file has it; None where there is none. Raises FileFault."""
        return self.package.text(source.path, source.line) if source.path else source.inline


def read_project(
    package: Package, source: str, is_passed_over: Callable[[FileCode], bool] = lambda code: False
) -> ProjectFile:
    """The codes, sources and codings of a project, but for codings with codes that are passed over.

    Raises FileFault with the line of `project.qde`.
    """
    return _Reader(package, source, is_passed_over).read()


class _Reader:
    """Walks through the elements of `project.qde`; `_now` are those that are open, by their names."""

    def __init__(self, package: Package, source: str, is_passed_over: Callable[[FileCode], bool]) -> None:
        self._package, self._source, self._is_passed_over = package, source, is_passed_over
        self._passed_over: set[str] = set()
        self._passed = self._inline_length = 0
        self._now: list[str] = []
        self._users: dict[str, str] = {}
        self._codes: dict[str, FileCode] = {}
        self._over: list[str] = []
        self._sources: list[FileSource] = []
        self._guids: set[str] = set()
        self._attributes: dict[str, str] = {}
        self._inline: list[str] | None = None
        self._codings: list[FileCoding] = []
        self._span: tuple[int, int] | None = None
        self._spans = array("q")
        self._name = ""
        self._coding: FileCoding | None = None
        self._count = 0
        self._parser = parser(self._start, self._end, self._text, refuse=self._doctype)

    def read(self) -> ProjectFile:
        with self._package.project() as file:
            self._parse(file)
        return ProjectFile(self._source, self._codes, tuple(self._sources), self._package)

    def _parse(self, file: IO[bytes]) -> None:
        try:
            while chunk := file.read(_CHUNK):
                self._parser.Parse(chunk, False)
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise self._fault(f"its XML breaks off or is wrong ({expat.ErrorString(error.code)}).") from error
        except LookupError as error:
            raise self._fault("its character encoding is not known.") from error
        except BROKEN as error:
            raise self._fault("its project.qde is damaged.") from error

    def _fault(self, why: str) -> FileFault:
        return FileFault(self._source, self._parser.CurrentLineNumber, why, in_header=not self._now)

    def _doctype(self, *_: object) -> None:
        raise self._fault("it declares a document type or entities, which no project has need of.")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        element = name.rpartition(" ")[2]
        if not self._now and element != "Project":
            raise self._fault(f"it is no project: its first element is {quoted(element)}, not “Project”.")
        if len(self._now) > limits.DEEPEST:
            raise self._fault(f"its elements are nested deeper than {limits.DEEPEST}.")
        act = _STARTS.get(element)
        where = self._now[-1] if self._now else ""
        self._now.append(element)
        if act is not None and where in act[0]:
            act[1](self, attributes)

    def _end(self, name: str) -> None:
        element = self._now.pop()
        if element == "Code" and self._now[-1] in ("Codes", "Code"):
            self._over.pop()
        elif element == "TextSource" and self._now[-1] == "Sources":
            self._source_ends()
        elif element == "PlainTextSelection":
            self._span = None
        elif element == "Coding" and self._coding is not None:
            if not self._coding.code:
                raise self._fault("a coding of it names no code.")
            self._keep(self._coding)
            self._coding = None

    def _keep(self, coding: FileCoding) -> None:
        if coding.code in self._passed_over:
            self._passed += 1
            return
        self._count += 1
        if self._count > limits.MOST_CODINGS:
            raise self._fault(f"it has more than {limits.MOST_CODINGS:,} codings.")
        self._codings.append(coding)

    def _text(self, text: str) -> None:
        if self._inline is None or self._now[-2:] != ["TextSource", "PlainTextContent"]:
            return
        self._inline_length += len(text)
        if self._inline_length > limits.LARGEST_TEXT:
            raise self._fault(f"its texts are larger than {limits.LARGEST_TEXT // limits.MB} MB.")
        self._inline.append(text)

    # -- one element after the other

    def _user(self, attributes: dict[str, str]) -> None:
        self._users[read_guid(attributes.get("guid", "")) or ""] = clean_line(attributes.get("name", "")).strip(" ")

    def _code(self, attributes: dict[str, str]) -> None:
        words = a_title(attributes.get("name", ""))
        guid = self._own_guid(attributes, f"the code {quoted(words)}")
        if not words:
            raise self._fault("a code of it has no name.")
        if len(self._codes) >= limits.MOST_CODES:
            raise self._fault(f"it has more than {limits.MOST_CODES:,} codes.")
        code = self._codes[guid] = FileCode(guid, words, self._over[-1] if self._over else "")
        if self._is_passed_over(code) or code.above in self._passed_over:
            self._passed_over.add(guid)
        self._over.append(guid)

    def _own_guid(self, attributes: dict[str, str], what: str) -> str:
        guid = read_guid(attributes.get("guid", ""))
        if guid is None:
            raise self._fault(f"{what} has no GUID, or one that is none.")
        if guid in self._guids:
            raise self._fault(f"{what} has a GUID that another thing in it has.")
        self._guids.add(guid)
        return guid

    def _text_source(self, attributes: dict[str, str]) -> None:
        if len(self._sources) >= limits.MOST_SOURCES:
            raise self._fault(f"it has more than {limits.MOST_SOURCES:,} sources.")
        self._own_guid(attributes, f"the source {quoted(attributes.get('name', ''))}")
        self._attributes, self._codings, self._inline, self._passed = attributes, [], [], 0
        self._spans = array("q")

    def _source_ends(self) -> None:
        said, line = self._attributes, self._parser.CurrentLineNumber
        guid, name = read_guid(said.get("guid", "")) or "", clean_line(said.get("name", ""))
        path, inline = said.get("plainTextPath", ""), "".join(self._inline or ())
        self._sources.append(
            FileSource(guid, name, path, inline, tuple(self._codings), line, self._passed, self._spans)
        )
        self._inline = None

    def _selection(self, attributes: dict[str, str]) -> None:
        start, end = (self._number(attributes.get(name, "")) for name in ("startPosition", "endPosition"))
        if end < start:
            raise self._fault(f"a selection of it goes from {start} to {end}.")
        self._span = start, end
        self._spans.extend(self._span)
        self._name = clean_line(attributes.get("name", "")[:_LONGEST_NAME])

    def _number(self, words: str) -> int:
        said = words.strip()
        if not (said.isascii() and said.isdigit() and len(said) <= _LONGEST_NUMBER):
            raise self._fault(f"{quoted(words)} is no position in a text.")
        return int(said)

    def _coding_begins(self, attributes: dict[str, str]) -> None:
        if self._span is None or self._now[-3] != "TextSource":
            return
        coder = self._users.get(read_guid(attributes.get("creatingUser", "")) or "", "")
        guid, at = read_guid(attributes.get("guid", "")) or "", _instant(attributes.get("creationDateTime", ""))
        line = self._parser.CurrentLineNumber
        self._coding = FileCoding(guid, *self._span, "", coder, at, line, self._name)

    def _code_ref(self, attributes: dict[str, str]) -> None:
        if self._coding is None:
            return
        guid = read_guid(attributes.get("targetGUID", "")) or ""
        if guid not in self._codes:
            raise self._fault("a coding of it names a code that is not in it.")
        self._coding = self._coding._replace(code=guid)


_STARTS = {
    "User": (("Users",), _Reader._user),
    "Code": (("Codes", "Code"), _Reader._code),
    "TextSource": (("Sources",), _Reader._text_source),
    "PlainTextSelection": (("TextSource",), _Reader._selection),
    "Coding": (("PlainTextSelection",), _Reader._coding_begins),
    "CodeRef": (("Coding",), _Reader._code_ref),
}
"""By the name of an element where it may stand, and what is done with it."""


def _instant(words: str) -> datetime | None:
    """A dateTime; None for what is none, or has no zone."""
    try:
        found = datetime.fromisoformat(words)
    except ValueError:
        return None
    return found.replace(microsecond=0) if found.tzinfo else None
