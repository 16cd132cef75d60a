"""What is there and what is wanted: what is to be done. Nothing that somebody made there is changed or deleted.

What was sent is known again by a mark in its description, so it may be renamed over there; and a code that was
renamed here keeps its tag.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from fieldnotes.export.taguette import documents, pages
from fieldnotes.model.codebook import Code, Codebook
from fieldnotes.model.codebook_exchange import description
from fieldnotes.text import clean_paragraphs

LONGEST_PATH, LONGEST_DESCRIPTION = 200, 102_400
_STUDY = re.compile(r"fieldnotes: study (\S+)")
_MEETING = re.compile(r"fieldnotes: meeting (\S+), text ([0-9a-f]{16})")
_CODE = re.compile(r"^fieldnotes: code (\S+)$", re.MULTILINE)

Fate = Literal["new", "there", "changed"]


class Found(NamedTuple):
    """What becomes of a meeting: `document` is the id of the one that is there, `twins` those that are it again."""

    fate: Fate
    document: int = 0
    twins: tuple[int, ...] = ()


def project_description(study: str, name: str) -> str:
    """What stands under a project, by which it is known again."""
    return f"Meetings of the study “{name}”.\n\nfieldnotes: study {study}"


def study_of(page: pages.ProjectPage) -> str:
    """The id of the study that a project was made for; empty where it was made by hand."""
    found = _STUDY.search(page.description)
    return found[1] if found else ""


def document_description(document: documents.Document) -> str:
    """What stands under a document, by which it is known again."""
    return f"{document.title}\n\nfieldnotes: meeting {document.key}, text {document.mark}"


def find(document: documents.Document, there: Iterable[pages.Document]) -> Found:
    """Whether a meeting is there, and with this text; of several that are the same it is the oldest."""
    marks = ((one.id, found) for one in there if (found := _MEETING.search(one.description)))
    own = [(number, found[2]) for number, found in marks if found[1] == document.key]
    same = [number for number, mark in own if mark == document.mark]
    if same:
        return Found("there", same[0], tuple(same[1:]))
    return Found("changed", own[-1][0]) if own else Found("new")


def name_for(document: documents.Document, there: Iterable[pages.Document]) -> str:
    """What a new document is called: as no other is there, without case."""
    taken = {one.name.casefold() for one in there}
    name, n = document.name, 1
    while name.casefold() in taken:
        n += 1
        name = f"{documents.short(document.name, documents.LONGEST_NAME - len(f' ({n})'))} ({n})"
    return name


class NewTag(NamedTuple):
    """A tag to be made."""

    path: str
    description: str


def codes_ahead(book: Codebook, reflections: bool) -> list[Code]:
    """The codes that go whether anything has them or not.

    Without reflections none that emerged: it may belong to a reflection alone, and goes with what else has it.
    """
    return [code for code in book.living() if code.is_offered and (reflections or code.status != "emergent")]


def tag_of(code: Code, book: Codebook) -> NewTag:
    """The tag of a code: the codes over it and its own name, with dots between; what it means, and its mark."""
    levels, over = [code.called], book.parent_of(code)
    while over is not None and over.called not in levels:
        levels.insert(0, over.called)
        over = book.parent_of(over)
    path = ".".join(levels)
    if len(path) > LONGEST_PATH:
        path = "…" + path[len(path) - LONGEST_PATH + 1 :]
    mark = f"fieldnotes: code {code.name}"
    said = clean_paragraphs(description(code, code.called))[: LONGEST_DESCRIPTION - len(mark) - 2]
    return NewTag(path, f"{said}\n\n{mark}" if said else mark)


def tag_ids(there: Iterable[pages.Tag]) -> tuple[dict[str, int], dict[str, int]]:
    """The tags that are there: those that were sent by the name of their code, and all by path."""
    sent: dict[str, int] = {}
    paths: dict[str, int] = {}
    for tag in there:
        paths.setdefault(tag.path, tag.id)
        for name in _CODE.findall(tag.description)[-1:]:
            sent.setdefault(name, tag.id)
    return sent, paths


class NewHighlight(NamedTuple):
    """A highlight to be made, in bytes."""

    start: int
    end: int
    tags: tuple[int, ...]


class MoreTags(NamedTuple):
    """A highlight that is there and gets more tags; `tags` are all that it has then."""

    highlight: int
    tags: tuple[int, ...]


class Changes(NamedTuple):
    """What is to be done to the highlights of a document, and how many are as they should be."""

    new: tuple[NewHighlight, ...]
    more: tuple[MoreTags, ...]
    there: int


def highlight_changes(wanted: Mapping[tuple[int, int], Sequence[int]], there: Iterable[pages.Highlight]) -> Changes:
    """What is missing, by from where to where and the tags of it; tags that somebody added stay."""
    known: dict[tuple[int, int], list[pages.Highlight]] = {}
    for one in there:
        known.setdefault((one.start_offset, one.end_offset), []).append(one)
    new, more, same = [], [], 0
    for (start, end), tags in wanted.items():
        here = known.get((start, end), [])
        have = {tag for one in here for tag in one.tags}
        missing = tuple(dict.fromkeys(tag for tag in tags if tag not in have))
        if not here:
            new.append(NewHighlight(start, end, missing))
        elif missing:
            more.append(MoreTags(here[0].id, (*sorted(here[0].tags), *missing)))
        else:
            same += 1
    return Changes(tuple(new), tuple(more), same)
