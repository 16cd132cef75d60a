"""One meeting on disk."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec import Struct

from fieldnotes import locations
from fieldnotes.archive import finding
from fieldnotes.archive.edits import Edit, edit_of, edits_of, plan_amendment, plan_edits
from fieldnotes.archive.failures import Damage
from fieldnotes.archive.fold import Fold
from fieldnotes.archive.journal import Belonging, Changed, Journal, Plan
from fieldnotes.archive.line import PLAIN, About, Change
from fieldnotes.archive.logs import Logs
from fieldnotes.archive.reading import ALTERED, ENDED_BADLY, GARBLED
from fieldnotes.model.agenda import Item, on_paper
from fieldnotes.model.codebook import Code
from fieldnotes.model.coding import Coding
from fieldnotes.model.ids import new_id
from fieldnotes.model.meeting import Meeting, Record
from fieldnotes.model.observation import Observation, in_time_order
from fieldnotes.model.people import Person
from fieldnotes.model.protocol import DEFAULT_PROTOCOL, Protocol, protocol_from_toml
from fieldnotes.model.study import Study

if TYPE_CHECKING:
    from fieldnotes.archive.acts import Acts
    from fieldnotes.archive.foresight import Deed
    from fieldnotes.archive.history import Commit, Hands
    from fieldnotes.archive.storage import LogStorage
    from fieldnotes.archive.table import LogDatabase

SUMMARY = "meeting.json"
BEHIND = "the summary still has it, so that only the history lacks it"
SPOILT = (ALTERED, ENDED_BADLY, GARBLED)
Framework = Callable[[], tuple[Study, tuple[Code, ...]]]
S = TypeVar("S", bound=Struct)


class MeetingArchive:
    """A meeting's records. Any thread may look at them; they wait for no disk. Opening raises NewerFormat."""

    def __init__(
        self,
        folder: Path,
        belonging: Belonging,
        framework: Framework,
        after_close: Callable[[], None] = lambda: None,
    ) -> None:
        """`after_close` is called once a run that changed something has ended."""
        self.folder = folder
        self._after_close = after_close
        self._framework = framework
        self._belonging = belonging
        self._journal = Journal(folder, folder / SUMMARY, belonging)
        self._unread: list[Damage] = []

    @cached_property
    def db(self) -> "LogDatabase":
        """The records under TinyDB's API."""
        from fieldnotes.archive.table import LogDatabase  # 5 ms: TinyDB, which `add` has no use for

        return LogDatabase(self._journal)

    @property
    def storage(self) -> "LogStorage":
        """TinyDB's storage, for `together`."""
        return self.db.storage

    @property
    def damage(self) -> list[Damage]:
        """Every place that could not be read."""
        return [*self._journal.damage, *self._unread]

    def damage_behind(self) -> list[Damage]:
        """What was damaged in the logs since the checkpoint was written, and is hidden by it: all logs are read."""
        known = {(each.file, each.line) for each in self.damage}
        logs = Logs(self.folder)
        logs.read(logs.listing(), "", lambda parts: None)
        hidden = (each for each in logs.damage(()) if (each.file, each.line) not in known)
        return [
            msgspec.structs.replace(each, sentence=f"{each.sentence}; {BEHIND}")
            for each in hidden
            if each.sentence in SPOILT
        ]

    def record(self) -> Record:
        """All that the meeting holds, observations in order of time; what cannot be read is in `damage` instead."""
        unread: list[Damage] = []
        study, framework = self._framework()
        heads = self._all("meeting", Meeting, unread)
        protocols = self._all("protocol", Protocol, unread)
        meeting = heads[0] if heads else self._lost_head(study, unread)
        observations = sorted(self._all("observations", Observation, unread), key=in_time_order)
        record = Record(
            meeting=meeting,
            protocol=protocols[0] if protocols else _default_protocol(unread),
            people=tuple(self._all("people", Person, unread)),
            items=on_paper(self._all("items", Item, unread), meeting.order),
            codes=tuple(self._all("codes", Code, unread)),
            framework=framework,
            observations=tuple(observations),
            codings=tuple(self._all("codings", Coding, unread)),
            study=study.name,
        )
        self._unread = unread
        return record

    def _all(self, table: str, kind: type[S], unread: list[Damage]) -> list[S]:
        return read_all(self._journal, table, kind, unread)

    def _lost_head(self, study: Study, unread: list[Damage]) -> Meeting:
        """What the name of the folder still tells of a meeting whose head is lost."""
        place = finding.place_of(self.folder)
        unread.append(Damage(SUMMARY, 0, "the head of the meeting cannot be read; its date is that of its folder"))
        zone = self._belonging.zone or study.zone
        return Meeting(
            id=self._belonging.meeting or place.id8, date=place.date, zone=zone, protocol=DEFAULT_PROTOCOL
        )

    def commit(
        self,
        *,
        who: str,
        people: Iterable[Person] = (),
        items: Iterable[Item] = (),
        codes: Iterable[Code] = (),
        observations: Iterable[Observation] = (),
        codings: Iterable[Coding] = (),
        change: str = "",
    ) -> str:
        """Make these durable as one line; the id of the change, empty where all is so already. Raises NotSaved.

        One that is there already is changed in the fields in which it differs. `change` is the id that the change
        is to have, where somebody needs to know it before it is written.
        """
        seen = map(_with_id, observations)
        edits = edits_of(people=people, items=items, codes=codes, observations=seen, codings=codings)
        return self._journal.commit(_whole(plan_edits(edits)), who, about=About(change) if change else PLAIN)

    def commit_edits(self, edits: Iterable[Edit], who: str) -> str:
        """The same for records drawn up as edits."""
        return self._journal.commit(_whole(plan_edits(edits)), who)

    def commit_edits_each(self, lines: Iterable[Iterable[Edit]], who: str, first: "Deed | None" = None) -> None:
        """The same for several lines, of records that none of the others touches: one write, one sync.

        `first` is a deed whose changes are a line before them.
        """
        before = [first.plan] if first else []
        self._journal.commit_each([*before, *(plan_edits(edits) for edits in lines)], who)

    def acts(self, me: str) -> "Acts":
        """What an observer can do to the record: take back, bring back, retract, amend, write up."""
        from fieldnotes.archive.acts import Acts  # 3 ms, as history is: wanted where something is taken back

        return Acts(self._journal, self.folder, me)

    def carry_out(self, deed: "Deed") -> list[Change]:
        """Make a deed durable, as one line; what it changed in the end. Raises NotSaved."""
        done: list[Change] = []

        def plan(fold: Fold) -> list[Change]:
            done[:] = deed.plan(fold)
            return done

        self._journal.commit(plan, deed.who, about=deed.about)
        return done

    def history(self) -> "list[Commit]":
        """Everything that was ever changed, in order, by whom and when; read from the logs now."""
        from fieldnotes.archive.history import read_history

        return read_history(self.folder)

    def first_forms(self) -> dict[str, Observation]:
        """The observations as they were first written, by id; the history is read only where one was changed."""
        with self._journal.memory:
            kept = self._journal.fold.in_order("observations")
            changed = any(record.versions for record in kept)
            docs: dict[str, bytes] = {record.key: record.doc for record in kept}
        if changed:
            from fieldnotes.archive.history import first_forms

            firsts = first_forms(self.history(), "observations")
            docs = {key: msgspec.json.encode(firsts[key]) if key in firsts else doc for key, doc in docs.items()}
        return {key: seen for key, doc in docs.items() if (seen := _read_observation(doc))}

    def hands(self, zone: str) -> "Hands":
        """Who coded whole lines and wrote fuller notes later; the history is read only where a line was changed."""
        from fieldnotes.archive.history import NOBODY_ELSE, hands  # as history is: wanted by exports

        with self._journal.memory:
            changed = any(record.versions for record in self._journal.fold.in_order("observations"))
        return hands(self.history(), zone) if changed else NOBODY_ELSE

    def commit_each(self, *, who: str, jottings: Iterable[Iterable[Observation]]) -> None:
        """Make new jottings durable, a line each, by one write and one sync: for what comes in from a file.

        Raises NotSaved. After a crash in the middle the first of them may be there, each of them whole.
        """
        edits = (
            [edit_of("observations", seen.id, seen) for seen in map(_with_id, jotting)] for jotting in jottings
        )
        self._journal.commit_each([plan_edits(each) for each in edits], who)

    def amend(self, table: str, key: str, fields: dict[str, object], who: str) -> str:
        """Change fields of a record by one line, each over what is shown; the id of the change.

        Raises NoSuchRecord, NotSaved.
        """
        return self._journal.commit(_whole(plan_amendment(table, key, msgspec.to_builtins(fields))), who)

    def refresh(self) -> Changed:
        """Take in what others have written since; what of it is new."""
        return self._journal.refresh()

    def checkpoint(self) -> None:
        """Write `meeting.json` anew; a failure to is of no consequence."""
        self._journal.save()

    def close(self) -> None:
        """End the log of this run, and write `meeting.json` where it would say anything new."""
        changed, self._journal.wrote = self._journal.wrote, False
        self._journal.close()
        if changed:
            self._after_close()


def _read_observation(doc: bytes) -> Observation | None:
    try:
        return msgspec.json.decode(doc, type=Observation)
    except msgspec.DecodeError:
        return None


def _whole(plan: Plan) -> Plan:
    """The plan, with what it brings to codings where there are any."""

    def with_codings(fold: Fold) -> Sequence[Change]:
        changes = plan(fold)
        if "codings" not in fold.tables:
            return changes
        from fieldnotes.archive.following import followed  # wanted where spans are coded

        return followed(fold, changes)

    return with_codings


def _with_id(seen: Observation) -> Observation:
    return seen if seen.id else msgspec.structs.replace(seen, id=new_id())


def read_all(journal: Journal, table: str, kind: type[S], unread: list[Damage]) -> list[S]:
    """The records of a table in the order in which they came to be; those of another kind go to `unread`."""
    with journal.memory:
        kept = [(record.key, record.doc) for record in journal.fold.in_order(table)]
    decode = msgspec.json.Decoder(kind).decode
    found = []
    for key, doc in kept:
        try:
            found.append(decode(doc))
        except msgspec.DecodeError as error:
            unread.append(Damage(SUMMARY, 0, f"“{key}” among the {table} cannot be understood: {error}"))
    return found


def _default_protocol(unread: list[Damage]) -> Protocol:
    unread.append(
        Damage(SUMMARY, 0, "the protocol of the meeting cannot be read; the default one stands in for it")
    )
    name = f"{DEFAULT_PROTOCOL}.toml"
    return protocol_from_toml(locations.read_template("protocols", name), name)
