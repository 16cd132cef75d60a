"""The meetings that files go into: as they are, and as what is planned so far will make them."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property

from msgspec.structs import replace

from fieldnotes.archive import MeetingArchive, MeetingNotFound, StudyArchive
from fieldnotes.archive.names import is_meeting_name, slug
from fieldnotes.errors import UsageError
from fieldnotes.intake.planned import Planned
from fieldnotes.model.ids import new_id
from fieldnotes.model.meeting import Meeting, Record
from fieldnotes.model.observation import Observation
from fieldnotes.text import name_key


class SeveralMeetings(UsageError):
    """More than one meeting fits what the call says of it."""

    def __init__(self, ids: list[str]) -> None:
        super().__init__(
            f"{len(ids)} meetings fit ({', '.join(ids)}); say which with --meeting. Nothing was imported."
        )


class Place:
    """A meeting of the study, or one that is to be made (`archive` is None until it is)."""

    def __init__(self, record: Record, archive: MeetingArchive | None) -> None:
        self.record, self.archive = record, archive

    @cached_property
    def first_forms(self) -> Mapping[str, Observation]:
        """The observations as they were first written, by id."""
        return self.archive.first_forms() if self.archive else {}

    @cached_property
    def former_notes(self) -> Mapping[str, frozenset[str]]:
        """All the fuller notes that ever stood under each observation, by its id; read from the history."""
        found: dict[str, set[str]] = {}
        for commit in self.archive.history() if self.archive else ():
            for step in commit.steps:
                if step.table == "observations" and "written_up" in step.fields:
                    notes = (note for note in step.fields["written_up"] if isinstance(note, str))
                    found.setdefault(step.key, set()).update(notes)
        return {key: frozenset(notes) for key, notes in found.items()}

    def take(self, planned: Planned) -> Planned:
        """The plan with ids; from now on the record is as it will make it, and the next file is read in that."""
        new = tuple(replace(seen, id=new_id()) for seen in planned.observations)
        changed = (_changed(seen, planned) for seen in self.record.observations)
        self.record = replace(
            self.record,
            people=(*self.record.people, *planned.people),
            items=(*self.record.items, *planned.items),
            codes=(*self.record.codes, *planned.codes),
            observations=tuple(sorted([*changed, *new], key=lambda seen: (seen.at, seen.id))),
        )
        return planned._replace(observations=new)


def _changed(seen: Observation, planned: Planned) -> Observation:
    fields, gone = planned.changed.get(seen.id, ({}, ()))
    if not fields and not gone:
        return seen
    from msgspec import convert, to_builtins

    kept = {name: value for name, value in to_builtins(seen).items() if name not in gone}
    return convert({**kept, **to_builtins(fields)}, Observation)


def same_meeting(one: Meeting, other: Meeting) -> bool:
    """True for the same site, body, date and start."""
    return (one.site, one.body, one.date, one.start) == (other.site, other.body, other.date, other.start)


class Places:
    """The meetings of a study that the files of one call go into; each is opened once. Close it."""

    def __init__(self, study: StudyArchive) -> None:
        self.study = study
        self._known: list[Place] = []

    def by_reference(self, reference: str) -> Place:
        """The meeting of an id, a beginning of one, or `last`; raises MeetingNotFound, AmbiguousMeeting."""
        return self._opened(self.study.open_meeting(reference))

    def of(self, meeting: Meeting) -> Place | None:
        """The meeting of that id, else of the same site, body, date and start; None where it is to be made."""
        if meeting.id:
            known = next((place for place in self._known if place.record.meeting.id == meeting.id), None)
            if known:
                return known
            try:
                return self.by_reference(meeting.id)
            except MeetingNotFound:
                pass
        return next(
            (place for place in self._on(meeting.date) if same_meeting(place.record.meeting, meeting)), None
        )

    def on_that_day(self, meeting: Meeting) -> Meeting | None:
        """A meeting of the same site and day and of a body of that name, in capitals or not; None for none."""
        wanted = (name_key(meeting.site), name_key(meeting.body))
        heads = (place.record.meeting for place in self._on(meeting.date))
        return next((head for head in heads if (name_key(head.site), name_key(head.body)) == wanted), None)

    def fitting(self, day: date, site: str | None, body: str | None, start: datetime | None) -> Place | None:
        """The one meeting of a day that fits what is said of it; None for none. Raises SeveralMeetings."""
        fit = [
            place
            for place in self._on(day)
            if (site is None or place.record.meeting.site == site)
            and (body is None or place.record.meeting.body == body)
            and (start is None or place.record.meeting.start == start)
        ]
        if len(fit) > 1:
            raise SeveralMeetings([place.record.meeting.id for place in fit])
        return fit[0] if fit else None

    def to_be_made(self, record: Record) -> Place:
        """A meeting that is not there yet."""
        self._known.append(Place(record, None))
        return self._known[-1]

    def _on(self, day: date) -> list[Place]:
        for where in self.study.meetings():
            if where.date == day and not any(
                place.archive and place.archive.folder == where.folder for place in self._known
            ):
                self._opened(self.study.open_meeting(where))
        return [place for place in self._known if place.record.meeting.date == day]

    def _opened(self, archive: MeetingArchive) -> Place:
        known = next((p for p in self._known if p.archive and p.archive.folder == archive.folder), None)
        if known:
            archive.close()
            return known
        self._known.append(Place(archive.record(), archive))
        return self._known[-1]

    def codes_at(self, site: str) -> set[str]:
        """Every code that stands for somebody at a site, in whatever meeting: one code is one person there."""
        found: set[str] = set()
        for where in self.study.meetings():
            own_name = f"{where.date.isoformat()}-{slug(site)}-"
            if is_meeting_name(where.folder.name) and not where.folder.name.startswith(own_name):
                continue
            known = next((p for p in self._known if p.archive and p.archive.folder == where.folder), None)
            record = known.record if known else self._look(where.folder.name)
            if record.meeting.site == site:
                found |= {person.code for person in record.people}
        return found

    def _look(self, name: str) -> Record:
        archive = self.study.open_meeting(next(p for p in self.study.meetings() if p.folder.name == name))
        try:
            return archive.record()
        finally:
            archive.close()

    def close(self) -> None:
        """Close what was opened."""
        for place in self._known:
            if place.archive:
                place.archive.close()
