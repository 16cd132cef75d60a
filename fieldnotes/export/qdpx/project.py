"""A project file from meetings, one after the other; what their elements say waits on disk, and not in memory."""

import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple, Self

from msgspec.structs import replace

from fieldnotes import __version__
from fieldnotes.archive.history import NOBODY_ELSE, Hands
from fieldnotes.export.figures import Figures, figures_of
from fieldnotes.export.left_out import status_of
from fieldnotes.export.options import PLAIN, Options
from fieldnotes.export.qdpx.cases import Cases
from fieldnotes.export.qdpx.codes import Codes, unique
from fieldnotes.export.qdpx.memos import Memo, memos, note
from fieldnotes.export.qdpx.package import Package
from fieldnotes.export.qdpx.selections import Coded, Selection, selections
from fieldnotes.export.qdpx.variables import of_meeting, values, variables
from fieldnotes.export.qdpx.xml import SPACE, container, described, element, instant, quoted, reference
from fieldnotes.model.codebook import Codebook
from fieldnotes.model.exchange_guids import MACHINE, source_guid, user_guid
from fieldnotes.model.meeting import Record
from fieldnotes.model.source_text import source_text, title_of
from fieldnotes.model.study import Study

_FORBIDDEN = str.maketrans(dict.fromkeys('/\\:*?"<>|.', "-"))


class Choices(NamedTuple):
    """Whether what follows from the record is coded too, whether the texts have CRLF, and what is left out."""

    structure: bool = True
    crlf: bool = False
    content: Options = PLAIN


class Counts(NamedTuple):
    """What a project holds; `wide` are characters beyond the BMP, by the names of the sources that have them.

    `twins` are the names of sources of meetings that another source is of.
    """

    sources: int = 0
    codings: int = 0
    memos: int = 0
    wide: tuple[tuple[str, int], ...] = ()
    twins: tuple[str, ...] = ()


class Project:
    """`add` every meeting, then `finish`. Elements of sources and memos wait in nameless files in `folder`.

    It is a context, at the end of which the files are gone.
    """

    def __init__(self, out: BinaryIO, study: Study, book: Codebook, choices: Choices, folder: Path) -> None:
        self._study, self._choices = study, choices
        self._package = Package(out)
        self._codes, self._cases = Codes(book if choices.content.codes else Codebook(), study.id), Cases(study.id)
        self._users: dict[str, str] = {}
        self._machine = user_guid(study.id, MACHINE)
        self._sources: BinaryIO = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115, `__exit__` closes it
        self._notes: BinaryIO = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115, as above
        self._taken: set[str] = set()
        self._meetings: set[str] = set()
        self._twins: list[str] = []
        self._counted: Counter[str] = Counter()
        self._wide: list[tuple[str, int]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._sources.close()
        self._notes.close()
        self._package.abandon()

    def add(self, record: Record, name: str, hands: Hands = NOBODY_ELSE) -> None:
        """A meeting, under the name that its files have, with who coded lines and wrote notes later.

        Of a meeting that is there already, as where its folder was copied, nothing is shared with the first.
        """
        record = self._apart(record, name)
        whole, record = record, _left_over(record, self._choices.content)
        if not self._choices.content.reflections:
            self._codes.leave_out(_codes_of_reflections(whole))
        figures = figures_of(whole, self._choices.content)
        guid, page = source_guid(record.meeting.id), source_text(record)
        name = unique(name.translate(_FORBIDDEN), self._taken, 120)
        about = list(memos(record, hands))
        coded = list(selections(record, page, self._codes, self._choices.structure, hands))
        coders, writers = (one.coder for one in record.codings), (memo.by.who for memo in about)
        for user in (*record.observers, *coders, *writers):
            self._user(user)
        self._cases.add(record, guid)
        self._write(self._sources, self._source(record, figures, name, coded, about))
        self._package.source(guid, page.text, self._choices.crlf)
        for memo in about:
            self._write(self._notes, note(memo, name, self._study.id))
            self._package.source(memo.guid, memo.text, self._choices.crlf)
        self._count(name, page.text, coded, about)

    def _apart(self, record: Record, name: str) -> Record:
        """The meeting under an id that none has yet: all GUIDs of its texts and codings are made from it."""
        own, n = record.meeting.id, 1
        while own in self._meetings:
            n += 1
            own = f"{record.meeting.id} {n}"
        self._meetings.add(own)
        if n == 1:
            return record
        self._twins.append(name)
        return replace(record, meeting=replace(record.meeting, id=own))

    def _count(self, name: str, text: str, coded: list[Selection], about: list[Memo]) -> None:
        self._counted.update(sources=1, codings=sum(len(one.codings) for one in coded), memos=len(about))
        if wide := len(text.encode("utf-16-le", "replace")) // 2 - len(text):
            self._wide.append((name, wide))

    def finish(self) -> Counts:
        """Write the project itself, and what it came to."""
        self._package.project(self._parts(), self._sources.tell() + self._notes.tell())
        sources, codings, memos = (self._counted[what] for what in ("sources", "codings", "memos"))
        return Counts(sources, codings, memos, tuple(self._wide), tuple(self._twins))

    # -- the elements

    def _parts(self) -> "list[str | BinaryIO]":
        study = self._study
        cases = container("Cases", self._cases.written(self._codes))
        people = [*self._users, MACHINE]
        said: dict[str, str | None] = {
            "name": study.name,
            "origin": f"fieldnotes {__version__}",
            "creatingUserGUID": self._user(people[0]),
            "creationDateTime": instant(_born(study.id)),
            "xmlns": SPACE,
        }
        users = (element("User", {"guid": self._user(name), "name": name}) for name in people)
        codes = container("Codes", self._codes.written())
        opening = element("Project", said).removesuffix("/>\n") + ">\n"
        return [
            f'<?xml version="1.0" encoding="UTF-8"?>\n{opening}',
            container("Users", users) + container("CodeBook", [codes] if codes else []),
            container("Variables", variables()) + cases,
            *self._kept("Sources", self._sources),
            *self._kept("Notes", self._notes),
            container("Sets", self._cases.sets()),
            "</Project>\n",
        ]

    @staticmethod
    def _kept(name: str, file: BinaryIO) -> "list[str | BinaryIO]":
        return [f"<{name}>\n", file, f"</{name}>\n"] if file.tell() else []

    @staticmethod
    def _write(file: BinaryIO, words: str) -> None:
        file.write(words.encode("utf-8", "replace"))

    def _user(self, name: str) -> str:
        """The GUID of somebody, who is among the users from now on; a coding of nobody is the program's."""
        if not name or name == MACHINE:
            return self._machine
        guid = self._users.get(name)
        if guid is None:
            guid = self._users[name] = user_guid(self._study.id, name)
        return guid

    def _source(
        self, record: Record, figures: Figures, name: str, coded: list[Selection], about: list[Memo]
    ) -> str:
        meeting, guid = record.meeting, source_guid(record.meeting.id)
        said = {
            "guid": guid,
            "name": name,
            "plainTextPath": f"internal://{guid}.txt",
            "creationDateTime": instant(meeting.start or _born(meeting.id)),
        }
        by_line: dict[str, list[str]] = {}
        for memo in about:
            by_line.setdefault(memo.about, []).append(memo.guid)
        chosen = (self._selection(one, by_line) for one in coded)
        return element(
            "TextSource", said, "\n", described(title_of(record)), *chosen, *values(of_meeting(record, figures))
        )

    def _selection(self, one: Selection, memos_of: dict[str, list[str]]) -> str:
        notes = memos_of.get(one.of.of.id, ()) if one.of and one.of.part == "text" else ()
        inside = "".join([*map(self._coding, one.codings), *(reference("NoteRef", guid) for guid in notes)])
        said = f'guid="{one.guid}" name={quoted(one.name)} startPosition="{one.start}" endPosition="{one.end}"'
        return f"<PlainTextSelection {said}" + (f">{inside}</PlainTextSelection>\n" if inside else "/>\n")

    def _coding(self, one: Coded) -> str:
        """The element; there is nothing in it to escape, and there are more of it than of all others."""
        at = instant(one.at)
        since = f' creationDateTime="{at}"' if at else ""
        ref = reference("CodeRef", one.code)
        return f'<Coding guid="{one.guid}" creatingUser="{self._user(one.user)}"{since}>{ref}</Coding>\n'


def _left_over(record: Record, content: Options) -> Record:
    """The record without what is to be left out."""
    seen = record.observations
    if not content.reflections:
        seen = tuple(one for one in seen if one.kind != "reflection" and not one.retracted)
        kept = {one.id for one in seen}
        record = replace(record, codings=tuple(one for one in record.codings if one.of in kept))
    if not content.codes:
        record = replace(record, codings=(), codes=(), framework=())
        seen = tuple(replace(one, codes=()) for one in seen)
    if not content.roles:
        people = (replace(one, role="", group="", status=status_of(one, content)) for one in record.people)
        record = replace(record, people=tuple(people))
    return replace(record, observations=seen)


def _codes_of_reflections(record: Record) -> Iterator[str]:
    """The names by which reflections are coded, as they were typed."""
    own = {one.id: one for one in record.observations if one.kind == "reflection"}
    for one in own.values():
        yield from one.codes
    yield from (coding.code for coding in record.codings if coding.of in own)


def _born(identity: str) -> datetime:
    """When an id was made, by what a UUIDv7 tells (RFC 9562); the beginning of 1970 for any other."""
    head = identity.replace("-", "")
    is_ours = len(head) == 32 and head[12] == "7" and all(char in "0123456789abcdef" for char in head)
    return datetime.fromtimestamp(int(head[:12], 16) // 1000 if is_ours else 0, UTC)
