"""The push itself: a project, its tags, then document after document with its highlights.

Nothing is remembered between the steps but what the server has: whoever begins again, after a kill or a lost line,
looks at what is there and does the rest. So each step is one request, made when what it needs is there.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from msgspec import Struct

from fieldnotes.export.taguette import faults, plan
from fieldnotes.export.taguette.contents import Contents, same_lines
from fieldnotes.export.taguette.documents import Document, short
from fieldnotes.export.taguette.pages import Document as There
from fieldnotes.export.taguette.pages import ProjectPage
from fieldnotes.export.taguette.server import Server
from fieldnotes.model.codebook import Code, Codebook
from fieldnotes.model.study import Study
from fieldnotes.text import clean_line


class Wanted(NamedTuple):
    """What is to be sent, and into which project.

    `documents` are read one at a time; `book` is None where no codes are to be sent. `name` is that of the project,
    `project` its id where the address has it, `last` the one that it went into the last time, whatever it is called
    now; `again` has a meeting whose text has changed sent a second time. `reflections` says whether they are in it.
    """

    study: Study
    documents: Iterable[Document]
    book: Codebook | None
    name: str
    project: int | None = None
    last: int | None = None
    again: bool = False
    reflections: bool = True


class NotPlaced(NamedTuple):
    """A coding whose words do not stand in the document over there."""

    words: str
    codes: tuple[str, ...]


class Sent(Struct):
    """What became of a meeting: its document's id and name there; highlights made, extended, there before.

    `missing` counts the jottings of it that are not in the document; `folder` the folders of the same meeting.
    """

    meeting: str
    stem: str
    document: int
    name: str
    fate: plan.Fate
    highlights: int = 0
    extended: int = 0
    there: int = 0
    missing: int = 0
    not_placed: tuple[NotPlaced, ...] = ()
    twins: tuple[int, ...] = ()
    folder: int = 1


class Push(Struct):
    """What a push came to: the project's id and name, whether it is new, and each meeting."""

    project: int
    name: str
    is_new: bool
    meetings: list[Sent]


class Watch(NamedTuple):
    """Who is told: before each request (`step(done, of, stem)`), and of a meeting that is done.

    What they raise ends the push; what was sent until then stays.
    """

    step: Callable[[int, int, str], None] = lambda done, of, stem: None
    done: Callable[[Sent], None] = lambda sent: None


UNWATCHED = Watch()


class _Tags:
    """The tags of the codes, made when they are missing."""

    def __init__(self, server: Server, project: int, page: ProjectPage, book: Codebook) -> None:
        self._server, self._project, self._book = server, project, book
        self._sent, self._paths = plan.tag_ids(page.tags)

    def id(self, name: str) -> int:
        """Of the code that is called so, or was once."""
        code = self._book.resolve(name) or Code(name, status="emergent")
        if code.name not in self._sent:
            self._sent[code.name] = self._find(plan.tag_of(code, self._book))
        return self._sent[code.name]

    def _find(self, tag: plan.NewTag) -> int:
        """The tag of that path; it is somebody's own, or it is made now."""
        if tag.path not in self._paths:
            made = self._server.new_tag(self._project, *tag)
            if made is None:  # somebody made it this minute
                self._paths.update(plan.tag_ids(self._server.project(self._project).tags)[1])
            else:
                self._paths[tag.path] = made
        if tag.path not in self._paths:
            raise faults.Refused(self._server.base, f"the tag “{tag.path}”", "there is one that it does not list")
        return self._paths[tag.path]


def push(server: Server, wanted: Wanted, watch: Watch = UNWATCHED) -> Push:
    """Send what is missing. Raises what `faults` has, and what the study raises."""
    found = Push(*_project(server, wanted), [])
    page = server.project(found.project)
    book = wanted.book or Codebook()
    tags = _Tags(server, found.project, page, book)
    for code in plan.codes_ahead(book, wanted.reflections):
        tags.id(code.name)
    there = list(page.documents)
    for sending in wanted.documents:
        sent = _meeting(server, found.project, sending, there, wanted.again, tags, watch)
        found.meetings.append(sent)
        watch.done(sent)
    return found


def _project(server: Server, wanted: Wanted) -> tuple[int, str, bool]:
    """The project's id and name, and whether it was made now. Raises TwoProjects, NoProject."""
    own = {one.id: one.name for one in server.projects()}
    study, name = wanted.study, short(clean_line(wanted.name).strip())
    if wanted.project is not None:
        if wanted.project not in own:
            raise faults.NoProject(server.base, f"project {wanted.project}")
        return wanted.project, own[wanted.project], False
    if wanted.last in own and plan.study_of(server.project(wanted.last)) == study.id:
        return wanted.last, own[wanted.last], False
    called = {number: plan.study_of(server.project(number)) for number in own if own[number] == name}
    marked = [number for number, of in called.items() if of == study.id]
    by_hand = [number for number, of in called.items() if not of]
    if len(by_hand) > 1 and not marked:
        raise faults.TwoProjects(server.base, name, by_hand)
    for number in (*marked, *by_hand):
        return number, name, False
    return server.new_project(name, plan.project_description(study.id, study.name)), name, True


def _meeting(
    server: Server, project: int, sending: Document, there: list[There], again: bool, tags: _Tags, watch: Watch
) -> Sent:
    found = plan.find(sending, there)
    number, fate = found.document, found.fate
    if fate == "new" or (fate == "changed" and again):
        name, said, fate = plan.name_for(sending, there), plan.document_description(sending), "new"
        watch.step(0, len(sending.highlights), sending.stem)
        number = server.new_document(project, name, said, sending.html)
        there.append(There(number, name, said))
    else:
        name = next(one.name for one in there if one.id == number)
    sent = Sent(sending.meeting, sending.stem, number, name, fate, twins=found.twins, folder=sending.folder)
    if sending.highlights or fate == "changed":
        _highlight(server, project, sending, sent, tags, watch)
    return sent


def _highlight(server: Server, project: int, sending: Document, sent: Sent, tags: _Tags, watch: Watch) -> None:
    """Make the highlights that are missing, of words that stand there letter for letter."""
    contents = Contents(server.contents(project, sent.document))
    lines = same_lines(sending.lines, contents.lines)
    sent.missing = sending.jottings_beside(lines)
    wanted: dict[tuple[int, int], list[int]] = {}
    lost = []
    for words, codes in sending.highlights:
        if span := contents.place(words, lines):
            wanted.setdefault(span, []).extend(map(tags.id, codes))
        else:
            lost.append(NotPlaced(words.text, codes))
    sent.not_placed = tuple(lost)
    changes = plan.highlight_changes(wanted, server.highlights(project, sent.document))
    sent.there = changes.there
    of = len(changes.new) + len(changes.more)
    for start, end, ids in changes.new:
        watch.step(sent.highlights, of, sending.stem)
        server.new_highlight(project, sent.document, start, end, ids)
        sent.highlights += 1
    for highlight, ids in changes.more:
        watch.step(sent.highlights + sent.extended, of, sending.stem)
        server.retag(project, sent.document, highlight, ids)
        sent.extended += 1
