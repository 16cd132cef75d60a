"""Search in a study: the index is brought up to date from the logs, made anew or done without where it must be."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from fieldnotes import locations
from fieldnotes.archive.finding import place_of
from fieldnotes.archive.logs import Logs
from fieldnotes.archive.names import MeetingPlace
from fieldnotes.archive.search.answers import merged
from fieldnotes.archive.search.index import MEMORY, Damaged, Index, Unusable, remove, sweep
from fieldnotes.archive.search.notes import MeetingNotes, notes_of
from fieldnotes.archive.search.query import Found, Query
from fieldnotes.archive.study import MEETINGS, StudyArchive
from fieldnotes.errors import FieldnotesError
from fieldnotes.model.codebook import Codebook

FOLDER = "search"
_BATCH = 40  # meetings that are put in by one transaction: others may search and write between two
_TRIES = 3
_UNUSED = 90 * 24 * 3600  # seconds after which the index of a study that nobody searches is removed
Progress = Callable[[int, int], None]


class NoFullText(FieldnotesError):
    """A SQLite that was built without FTS5."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"Searching is not possible with this Python: {why}. Nothing was changed; a Python from python.org or "
            "of your system's packages can."
        )


class Updated(NamedTuple):
    """What an update did: meetings read and forgotten, and a sentence for each that cannot be read now."""

    read: int = 0
    forgotten: int = 0
    unread: tuple[str, ...] = ()


def index_file(study: Path, study_id: str) -> Path:
    """Where the index of the study in that folder lies; another copy of the study has another one."""
    name = sha256(f"{study_id}\0{study.resolve()}".encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return locations.cache_folder() / FOLDER / f"{name}.sqlite"


def state_of(folder: Path) -> str:
    """What changes when any log of a meeting does: names, sizes and times of the files."""
    listing = Logs(folder).listing()
    said = "".join(f"{name}\0{status.st_size}\0{status.st_mtime_ns}\n" for name, status in listing.items())
    return sha256(said.encode("utf-8", "surrogateescape")).hexdigest()[:32]


def read_meeting(study: StudyArchive, place: MeetingPlace) -> MeetingNotes:
    """The notes of a meeting, from its checkpoint and logs; raises FieldnotesError, OSError."""
    opened = study.open_meeting(place)
    return notes_of(opened.record(), len(opened.storage.journal.fold.erased))


class SearchIndex:
    """Search over a study, for as long as this is kept open; any thread may ask, one at a time is served.

    Nothing here fails for want of an index: a query is then answered from the meetings themselves, which takes
    longer (`is_without` says why). `keep` being False, as for a study whose text may lie nowhere else, the index is
    held in memory alone.
    """

    def __init__(
        self,
        study: StudyArchive,
        keep: bool = True,
        read: Callable[[StudyArchive, MeetingPlace], MeetingNotes] = read_meeting,
    ) -> None:
        self.path = index_file(study.folder, study.study.id) if keep else MEMORY
        self.is_without = ""
        self._study = study
        self._read = read
        self._index: Index | None = None
        self._is_complete = False
        self._turn, self._update_turn = threading.RLock(), threading.RLock()

    def update(self, progress: Progress | None = None, stop: threading.Event | None = None) -> Updated:
        """Bring the index up to date, reading the meetings that changed; make it anew where it cannot be believed.

        `progress` is told how many of how many meetings to be read are done. After `stop` is set the rest is left
        to the next time. The work is done in parts, between which others are served.
        """
        with self._update_turn:
            self.is_without = ""
            for _ in range(_TRIES):
                with self._believed():
                    return self._update(progress or _silent, stop or threading.Event())
                if self.is_without:
                    break
        return Updated()

    def search(self, query: Query, progress: Progress | None = None) -> Found:
        """The first page of what the query asks for, of the index as it is now.

        The index is brought up to date before the first one; while another thread does that, the answer is of what
        is in by now (`complete` is False). Later on only the meetings of the hits are looked at: where one changed,
        it is brought up to date first, so that what was retracted or erased meanwhile does not come up.

        A code is asked for by any name it ever had; what is coded with those merged into it is found too.
        """
        self.is_without = ""
        query = self._followed(query)
        for _ in range(_TRIES):
            if not self._is_complete:
                self._update_unless_under_way(progress)
            if self.is_without:
                break
            with self._believed():
                return self._find(query)
        return self._scan(query, progress or _silent)

    def _followed(self, query: Query) -> Query:
        """The query with every name by which codings of its codes may be kept."""
        if not query.codes:
            return query
        book = Codebook(self._study.codes())
        return query._replace(codes=tuple(name for code in query.codes for name in book.names_under(code)))

    def rebuild(self, progress: Progress | None = None) -> Updated:
        """Make the index anew from the meetings; where the old one cannot go, `is_without` says why."""
        self.is_without = ""
        with self._turn, self._believed():
            self._start_over()
        return Updated() if self.is_without else self.update(progress)

    def check(self) -> str:
        """What is wrong with the index, which is then made anew when it is next wanted; empty where nothing is."""
        with self._turn:
            try:
                self._opened().check()
            except Damaged as error:
                self._start_over_quietly()
                return str(error)
            except Unusable as error:
                return str(error)
        return ""

    def close(self) -> None:
        """Give the file back."""
        with self._turn:
            if self._index is not None:
                self._index.close()
            self._index = None

    @contextmanager
    def _believed(self) -> Iterator[None]:
        """The index is used inside: where it turns out damaged it is removed, where unusable it is done without.

        Either ends the block without an error, and the caller goes on after it.
        """
        try:
            yield
        except Damaged:
            self._start_over_quietly()
        except Unusable as error:
            self.close()
            self.is_without = str(error)

    def _start_over(self) -> None:
        self.close()
        self._is_complete = False
        if self.path != MEMORY:
            remove(self.path)

    def _start_over_quietly(self) -> None:
        try:
            with self._turn:
                self._start_over()
        except Unusable as error:
            self.is_without = str(error)

    def _opened(self) -> Index:
        if self._index is None:
            self._index = Index(self.path, self._study.study.id)
        return self._index

    def _update(self, progress: Progress, stop: threading.Event) -> Updated:
        places = {place.folder.name: place for place in self._study.meetings()}
        with self._turn:
            index = self._opened()
            known = index.states()
            gone = [folder for folder in known if folder not in places]
            if gone:
                index.forget(gone)
        states = {name: state_of(place.folder) for name, place in places.items()}
        changed = [place for name, place in places.items() if states[name] != known.get(name)]
        unread: list[str] = []
        done = 0
        self._is_complete = not changed
        for first in range(0, len(changed), _BATCH):
            if stop.is_set():
                break
            progress(done, len(changed))
            some = changed[first : first + _BATCH]
            unread += self._put(some, states)
            done += len(some)
        if changed:
            progress(done, len(changed))
        self._is_complete = done == len(changed) and self._index is index  # nobody began it anew meanwhile
        if self.path != MEMORY:
            sweep(self.path.parent, time.time() - _UNUSED)
        return Updated(done - len(unread), len(gone), tuple(unread))

    def _put(self, places: Sequence[MeetingPlace], states: dict[str, str]) -> list[str]:
        """Read these meetings and put them in; a sentence for each that cannot be read."""
        read, unread = [], {}
        for place in places:
            name = place.folder.name
            try:
                read.append((name, states[name], self._read(self._study, place)))
            except (FieldnotesError, OSError) as error:
                unread[name] = f"{name} is not searched: {error}"
        with self._turn:
            self._opened().put(read)
            if unread:
                self._opened().hide(unread)
        return list(unread.values())

    def _find(self, query: Query) -> Found:
        for _ in range(_TRIES):
            with self._turn:
                index = self._opened()
                found = index.find(query)
                if not self._renew(index, {hit.folder for hit in found.hits}):
                    break
        return found._replace(complete=self._is_complete)

    def _renew(self, index: Index, folders: set[str]) -> bool:
        """Bring these meetings up to date; True where one of them had changed."""
        known = index.states(folders)
        found = {name: self._study.folder / MEETINGS / name for name in folders}
        states = {name: state_of(folder) for name, folder in found.items()}
        changed = [name for name in sorted(folders) if states[name] != known.get(name)]
        places = [place_of(found[name]) for name in changed if found[name].is_dir()]
        index.forget({*changed} - {place.folder.name for place in places})
        self._put(places, states)
        return bool(changed)

    def _update_unless_under_way(self, progress: Progress | None) -> None:
        if self._update_turn.acquire(blocking=False):
            try:
                self.update(progress)
            finally:
                self._update_turn.release()

    def _scan(self, query: Query, progress: Progress) -> Found:
        """The same without an index: each meeting is read and searched by itself; always newest first."""
        places = self._study.meetings()
        return merged(self._each(places, query._replace(best=False), progress), query.limit)

    def _each(self, places: Sequence[MeetingPlace], query: Query, progress: Progress) -> Iterator[Found]:
        for done, place in enumerate(places):
            progress(done, len(places))
            try:
                meeting = self._read(self._study, place)
            except (FieldnotesError, OSError):
                continue
            yield _found_in(meeting, place.folder.name, query)


def _found_in(meeting: MeetingNotes, folder: str, query: Query) -> Found:
    """The hits of one meeting; raises NoFullText."""
    try:
        with closing(Index(MEMORY)) as index:
            index.put([(folder, "", meeting)])
            return index.find(query)
    except Unusable as error:
        raise NoFullText(str(error)) from error


def _silent(done: int, of: int) -> None:
    pass
