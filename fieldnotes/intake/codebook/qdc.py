"""Reading QDC, the REFI-QDA codebook format, from whatever wrote it: no document type, no entity, no end of it."""

from typing import Any
from xml.parsers import expat

from fieldnotes.intake.codebook.incoming import DEEPEST, MOST_CODES, CodebookFile, Incoming
from fieldnotes.intake.safe_xml import parser
from fieldnotes.model.codebook_exchange import read_description
from fieldnotes.model.codebook_faults import CodebookFault
from fieldnotes.model.codebook_words import a_colour, a_title, paragraphs
from fieldnotes.model.guids import read_guid

_DEEPEST_ELEMENT = DEEPEST + 10
_STRAY = "Code where none can be"


def read(content: bytes, source: str) -> CodebookFile:
    """The codes of a file; raises CodebookFault with the line."""
    return _Reader(source).read(content)


class _Reader:
    """Walks through the elements; `_over` are the codes that are open, by their place among those found."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._found: list[Incoming] = []
        self._words: dict[int, list[str]] = {}
        self._open: list[str] = []
        self._over: list[int] = []
        self._guids: dict[str, int] = {}
        self._parser = parser(self._start, self._end, self._text, refuse=self._doctype)

    def read(self, content: bytes) -> CodebookFile:
        try:
            self._parser.Parse(content, True)
        except expat.ExpatError as error:
            raise self._fault(f"its XML breaks off or is wrong ({expat.ErrorString(error.code)})") from error
        except (LookupError, ValueError) as error:
            raise self._fault("its character encoding is not known") from error
        if not self._found:
            raise self._fault("there is no code in it")
        return CodebookFile(self._source, tuple(map(self._described, range(len(self._found)))))

    def _described(self, place: int) -> Incoming:
        code = self._found[place]
        said = read_description(paragraphs("".join(self._words.get(place, ()))))
        return code._replace(name=said.pop("name", ""), fields={**code.fields, **_cleaned(said)})

    def _fault(self, why: str) -> CodebookFault:
        return CodebookFault(self._source, why, self._parser.CurrentLineNumber)

    def _doctype(self, *_: object) -> None:
        raise self._fault("it declares a document type or entities, which no codebook has need of")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        element = name.rpartition(" ")[2]
        if not self._open and element != "CodeBook":
            raise self._fault(f"it is no QDC codebook: its first element is “{element[:40]}”, not “CodeBook”")
        if len(self._open) > _DEEPEST_ELEMENT:
            raise self._fault(f"codes are nested deeper than {DEEPEST}")
        is_code = element == "Code" and self._open[-1:] in (["Codes"], ["Code"])
        if is_code:
            self._code(attributes)
        self._open.append(element if is_code or element != "Code" else _STRAY)

    def _code(self, attributes: dict[str, str]) -> None:
        words = a_title(attributes.get("name", ""))
        guid = read_guid(attributes.get("guid", ""))
        if not words:
            raise self._fault("a code has no name")
        if guid is None:
            raise self._fault(f"the code “{words[:60]}” has no GUID, or one that is none")
        if guid in self._guids:
            raise self._fault(f"the code “{words[:60]}” has the GUID of the one in line {self._guids[guid]}")
        if len(self._found) >= MOST_CODES:
            raise self._fault(f"it has more than {MOST_CODES:,} codes")
        if len(self._over) >= DEEPEST:
            raise self._fault(f"codes are nested deeper than {DEEPEST}")
        line = self._guids[guid] = self._parser.CurrentLineNumber
        above = self._over[-1] if self._over else None
        self._over.append(len(self._found))
        self._found.append(Incoming(line, words, fields=self._colour(attributes), above=above, guid=guid))

    def _colour(self, attributes: dict[str, str]) -> dict[str, Any]:
        said = attributes.get("color", "")
        colour = a_colour(said)
        if colour is None:
            raise self._fault(f"“{said[:20]}” is no colour such as #2F6DB5")
        return {"colour": colour} if colour else {}

    def _end(self, name: str) -> None:
        if self._open.pop() == "Code":
            self._over.pop()

    def _text(self, text: str) -> None:
        if self._over and self._open[-2:] == ["Code", "Description"]:
            self._words.setdefault(self._over[-1], []).append(text)


def _cleaned(said: dict[str, Any]) -> dict[str, Any]:
    return {**said, "title": a_title(said["title"])} if "title" in said else said
