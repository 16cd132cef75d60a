"""The acts of one observer on the record of a meeting: take back, bring back, retract, amend, write up.

Each gives what will be shown at once, and the deed that makes it durable when its turn comes. What still waits for
the disk is handed in, in order, and counts as written.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

import msgspec
import orjson
from msgspec import Raw, Struct

from fieldnotes.archive.edits import Edit, edits_of, encoded, plan_edits, put_over
from fieldnotes.archive.fold import Fold, Key
from fieldnotes.archive.following import followed
from fieldnotes.archive.foresight import Ahead, Deed, essence
from fieldnotes.archive.history import CODINGS, KEPT, LINES, Commit
from fieldnotes.archive.journal import Journal
from fieldnotes.archive.line import About, Change, Put
from fieldnotes.archive.past import Past
from fieldnotes.archive.reversal import Left, reverse
from fieldnotes.model.agenda import Item, on_paper
from fieldnotes.model.codebook import Code
from fieldnotes.model.coding import Coding
from fieldnotes.model.ids import new_id
from fieldnotes.model.meeting import Meeting
from fieldnotes.model.observation import Observation
from fieldnotes.model.people import Person

S = TypeVar("S", bound=Struct)
Fields = dict[str, Any]


class Foreseen(NamedTuple):
    """What an act will come to: the deed, the observations it touches as they will be, and the lists.

    `of` are the observations of the line that it is about, `left` what it does not touch because of others.
    `codings` are all there will be, `coded` those that the act is about, `moved` all that it touches.
    """

    deed: Deed
    essence: list[tuple[object, ...]]
    observations: tuple[Observation, ...]
    of: tuple[Observation, ...]
    people: tuple[Person, ...]
    items: tuple[Item, ...]
    codes: tuple[Code, ...]
    left: tuple[Left, ...] = ()
    codings: tuple[Coding, ...] = ()
    coded: tuple[Coding, ...] = ()
    moved: tuple[Coding, ...] = ()

    @property
    def lists(self) -> dict[str, Any]:
        """People, items, codes and codings as they will be, by the names that a record has for them."""
        return {"people": self.people, "items": self.items, "codes": self.codes, "codings": self.codings}

    def came_to(self, changes: Iterable[object]) -> bool:
        """True where these changes, of the deed once it was written, are what was foreseen."""
        return essence(changes) == self.essence


class Acts:
    """What an observer can do to the record. Of the history no more is read than an undo has need of."""

    def __init__(self, journal: Journal, folder: Path, me: str) -> None:
        self._journal, self._folder, self._me = journal, folder, me
        self._known: Past | None = None

    def jotting(
        self,
        change: str,
        *,
        people: Iterable[Person],
        items: Iterable[Item],
        codes: Iterable[Code],
        observations: Iterable[Observation],
    ) -> Deed:
        """The deed of a jotting that waits for the disk, under the id that its change will have."""
        edits = edits_of(people=people, items=items, codes=codes, observations=observations)
        return Deed(self._me, plan_edits(edits), About(change))

    def undo(self, waiting: Sequence[Deed] = ()) -> Foreseen | None:
        """Take back this observer's latest line that stands; None where there is none."""
        past, ahead = self._look(waiting)
        line = past.next_undo()
        if line is None:
            return None
        return self._reversal(past, ahead, line.last, About(new_id(), undoes=line.id))

    def redo(self, waiting: Sequence[Deed] = ()) -> Foreseen | None:
        """Bring back the line taken back last; None where there is none, or a new line came since."""
        past, ahead = self._look(waiting)
        line = past.next_redo()
        if line is None:
            return None
        return self._reversal(past, ahead, line.last, About(new_id(), redoes=line.id))

    def amend(
        self,
        changed: Mapping[str, tuple[Fields, Iterable[str]]],
        why: str = "",
        added: Iterable[Edit] = (),
        waiting: Sequence[Deed] = (),
        said: Mapping[str, Iterable[str]] = MappingProxyType({}),
        codings: Mapping[str, tuple[Fields, Iterable[str]]] = MappingProxyType({}),
    ) -> Foreseen:
        """Change observations, by id: fields to set, and fields to take away; `added` are new records.

        `said` are the fields that are told anew, by id, whether they change or not: where people had written
        different things in one of them, what stands there then is settled. `codings` are changed as observations
        are; those of a text that changes, and are not among them, keep their place in it.
        """
        puts = {(LINES, key): _fields(*change) for key, change in changed.items()}
        puts |= {(LINES, key): (b"{}", set[str]()) for key in said if (LINES, key) not in puts}
        puts |= {(CODINGS, key): _fields(*change) for key, change in codings.items()}
        added = list(added)
        bring = plan_edits(added)

        def plan(fold: Fold) -> Sequence[Change]:
            changes = [_put_over(fold, key, *put, said.get(key[1], ())) for key, put in puts.items()]
            return followed(fold, [*bring(fold), *(change for change in changes if change)])

        deed = Deed(self._me, plan, About(new_id(), why=why))
        of = [(LINES, key) for key in changed] + [(CODINGS, key) for key in codings]
        of += [(edit.table, edit.key) for edit in added if edit.table == CODINGS]
        if self._known is not None:
            past, ahead = self._look(waiting)
            return self._foresee(ahead, deed, of, past.add)
        ahead = self._ahead()
        ahead.take_all(waiting)
        return self._foresee(ahead, deed, of)

    def _look(self, waiting: Sequence[Deed]) -> tuple[Past, Ahead]:
        ahead = self._ahead()
        commits = ahead.take_all(waiting)
        if self._known is None:  # only now: what was in the records just then is in the logs when these are read
            self._known = Past(self._folder, self._me, lambda: self._journal.fold.erased)
        else:
            self._known.read_on()
        written = self._known.written_of(commits)
        for commit in commits:
            if commit.id not in written:
                self._known.add(commit)
        return self._known, ahead

    def _ahead(self) -> Ahead:
        with self._journal.memory:
            return Ahead(self._journal.fold, self._journal.memory)

    def shown(self, waiting: Sequence[Deed]) -> Foreseen:
        """The records as they will be once all that waits is written, and which observations that touches."""
        ahead = self._ahead()
        touched = [key for commit in ahead.take_all(waiting) for key in _kept(commit)]
        return self._seen(ahead, Deed(self._me, lambda fold: [], About()), [], touched, [])

    def forget(self) -> None:
        """Look at the history anew at the next undo: something did not come out as it was foreseen."""
        self._known = None

    def _reversal(self, past: Past, ahead: Ahead, commit: Commit, about: About) -> Foreseen:
        left = reverse(ahead.fold, commit, past).left
        deed = Deed(self._me, lambda fold: followed(fold, reverse(fold, commit, past).changes), about)
        return self._foresee(ahead, deed, _kept(commit), past.add)._replace(left=left)

    def _foresee(
        self, ahead: Ahead, deed: Deed, about: list[Key], remember: Callable[[Commit], None] = lambda commit: None
    ) -> Foreseen:
        commit, said = ahead.take(deed)
        remember(commit)
        return self._seen(ahead, deed, essence(said.changes), _kept(commit), about)

    def _seen(
        self, ahead: Ahead, deed: Deed, said: list[tuple[object, ...]], touched: list[Key], about: list[Key]
    ) -> Foreseen:
        return Foreseen(
            deed,
            said,
            _read(ahead.fold, LINES, touched, Observation),
            _read(ahead.fold, LINES, about, Observation),
            tuple(_all(ahead.fold, "people", Person)),
            _items(ahead.fold),
            tuple(_all(ahead.fold, "codes", Code)),
            codings=tuple(_all(ahead.fold, CODINGS, Coding)),
            coded=_read(ahead.fold, CODINGS, about, Coding),
            moved=_read(ahead.fold, CODINGS, touched, Coding),
        )


def _fields(fields: Fields, gone: Iterable[str]) -> tuple[bytes, set[str]]:
    return encoded(fields), set(fields) | set(gone)


def _kept(commit: Commit) -> list[Key]:
    """The observations and codings that a commit touches."""
    return [(step.table, step.key) for step in commit.steps if step.table in KEPT]


def _items(fold: Fold) -> tuple[Item, ...]:
    """The items in the order of the paper."""
    heads = list(_all(fold, "meeting", Meeting))
    return on_paper(_all(fold, "items", Item), heads[0].order if heads else ())


def _put_over(fold: Fold, at: Key, fields: bytes, names: set[str], said: Iterable[str]) -> Put | None:
    """The change over what is there; None where the record is gone, or nothing of it is to change."""
    record = fold.get(*at)
    if record is None or not record.doc_id:
        return None
    stays = {name for name in said if name not in names and record.is_apart(name)}
    if stays:
        doc = orjson.loads(record.doc)
        fields = orjson.dumps({**orjson.loads(fields), **{name: doc[name] for name in stays if name in doc}})
    return put_over(at[0], record, Raw(fields), sorted(names | stays)) if names | stays else None


def _read(fold: Fold, table: str, keys: list[Key], kind: type[S]) -> tuple[S, ...]:
    records = [fold.get(*key) for key in keys if key[0] == table]
    return tuple(msgspec.json.decode(r.doc, type=kind) for r in records if r and r.doc_id)


def _all(fold: Fold, table: str, kind: type[S]) -> list[S]:
    decode = msgspec.json.Decoder(kind).decode
    return [decode(record.doc) for record in fold.in_order(table)]
