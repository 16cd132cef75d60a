"""What the pages of a Taguette server say; it has no interface that lists projects, documents or tags."""

import json
import re
from html import unescape
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

T = TypeVar("T")

_LINK = re.compile(r'<a href="[^"]*/project/([0-9]+)">(.*?)</a>', re.DOTALL)
_DESCRIPTION = re.compile(r'<textarea[^>]*\bid="project-description"[^>]*>(.*?)</textarea>', re.DOTALL)
_ESCAPE = re.compile(r"\\(x3C|.)", re.DOTALL)


class Project(Struct, frozen=True):
    """A project that the user may open."""

    id: int
    name: str


class Document(Struct, frozen=True):
    """A document of a project, without its text."""

    id: int
    name: str
    description: str


class Tag(Struct, frozen=True):
    """A tag of a project; levels of a framework stand in its path with dots between them."""

    id: int
    path: str
    description: str


class Highlight(Struct, frozen=True):
    """A stretch of a document's text, in bytes of UTF-8, with the ids of its tags."""

    id: int
    start_offset: int
    end_offset: int
    tags: tuple[int, ...]


class ProjectPage(Struct, frozen=True):
    """What a project holds, documents and tags in the order in which they came."""

    description: str = ""
    documents: tuple[Document, ...] = ()
    tags: tuple[Tag, ...] = ()


class NotAsExpected(ValueError):
    """A page that says something else than it should."""


def projects(page: str) -> list[Project]:
    """The projects of the start page, oldest first."""
    found = {int(number): unescape(name) for number, name in _LINK.findall(page)}
    return [Project(number, name) for number, name in sorted(found.items())]


def is_let_in(page: str) -> bool:
    """True for the start page of somebody who is known: it offers to make a project, in whatever language."""
    return "/project/new" in page


def is_taguette(page: str, server: str) -> bool:
    """True where the page or the server's own name in its answer says so."""
    return "Taguette/" in server or "js/taguette" in page or "| Taguette</title>" in page


def project_page(page: str) -> ProjectPage:
    """What the page of a project says of it; raises NotAsExpected."""
    description = _DESCRIPTION.search(page)
    documents = _assigned(page, "documents", dict[str, Document])
    tags = _assigned(page, "tags", dict[str, Tag])
    return ProjectPage(
        unescape(description[1]) if description else "",
        tuple(sorted(documents.values(), key=lambda one: one.id)),
        tuple(sorted(tags.values(), key=lambda one: one.id)),
    )


def _assigned(page: str, name: str, kind: type[T]) -> T:
    """What the page's script assigns to a variable, which is JSON but for `<`, which is written `\\x3C`."""
    found = re.search(rf"\bvar {name} = ", page)
    if found is None:
        raise NotAsExpected(f"its page does not say which {name} it has")
    rest = _ESCAPE.sub(lambda one: "<" if one[1] == "x3C" else one[0], page[found.end() :])
    try:
        value, _ = json.JSONDecoder().raw_decode(rest)
    except ValueError as error:
        raise NotAsExpected(f"its page says of its {name} what cannot be read") from error
    return expected(value, kind)


def expected(value: Any, kind: type[T]) -> T:
    """A value of the server as what it should be; raises NotAsExpected."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise NotAsExpected(str(error)) from error
