"""The start screen: the meetings of a study, a search over their notes, the studies known; all in one list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Literal

from textual.widget import Widget

from fieldnotes.errors import FieldnotesError
from fieldnotes.tui import meetings
from fieldnotes.tui.meetings import MeetingRow, Sieve
from fieldnotes.tui.pages import make_page
from fieldnotes.tui.screens.page import Deed, Page
from fieldnotes.tui.starting.deeds import deeds
from fieldnotes.tui.starting.nothing import nothing
from fieldnotes.tui.starting.rows import HitRow, Listed, StudyRow, is_choosable, lay_out
from fieldnotes.tui.tables import keys_section, shown_key
from fieldnotes.tui.tables.start import SIGNS, WORDS
from fieldnotes.tui.widgets.listing import KEYS, Listing
from fieldnotes.tui.work import Work, sentence

if TYPE_CHECKING:
    from fieldnotes.tui.desk import Desk
    from fieldnotes.tui.starting.importing import ShownPlan
    from fieldnotes.tui.starting.seek import Search
    from fieldnotes.tui.widgets.help import Section

_WARM_AFTER = 1.0
"""Seconds after which what opening a meeting imports is imported."""
_WITHOUT_STUDY = ("new-meeting", "demo", "studies", "help", "leave")
View = Literal["meetings", "found", "studies", "plan"]


class StartScreen(Page):
    """The first screen. `view` is what is listed."""

    TABLE = "start"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.view: View = "meetings"
        self.order: meetings.Order = "date"
        self.rows: Sequence[MeetingRow] = ()
        self.sought = ""
        self.is_read = self.is_partial = False
        self._then: Callable[[], object] | None = None
        self.seeking: Search | None = None
        self.plan: ShownPlan | None = None
        self.today = desk.today().isoformat()
        self._sieve = Sieve((), self.today)
        self._wanted: str | None = None
        self.listing: Listing[Listed] = Listing(
            lambda row, width: lay_out(row, width, self.today), is_choosable, lambda: nothing(self), id="start-list"
        )

    def body(self) -> Iterable[Widget]:
        """One list."""
        yield self.listing

    # -- what it says of itself

    def where(self) -> str:
        """The study."""
        study = self.desk.study
        return f"fieldnotes · {study.study.name}" if study else "fieldnotes"

    def counts(self) -> str:
        """How many meetings there are, and what is left to do."""
        if self.desk.study is None or not (self.rows or self.is_read):
            return ""
        many = len(self.rows)
        left = self._sieve.left
        words = [f"{many:,} meeting{'' if many == 1 else 's'}{' read' if self.is_partial else ''}"]
        return " · ".join([*words, *([f"{left:,} to write up"] if left else [])])

    def help_sections(self) -> list[Section]:
        """The search first while something is looked for."""
        found: list[Section] = [keys_section(self.commands), ("In the list", KEYS), ("Signs", SIGNS)]
        words: Section = ("What can be searched for, with f", WORDS)
        return [words, *found] if self.view == "found" else [*found, words]

    def footer(self) -> Sequence[tuple[str, str, str]]:
        """The keys that fill an empty place, where it is one; of a plan, those that it waits for."""
        if self.view == "plan" and not self.takers:
            return [("open-meeting", "Enter", "bring it in"), ("back", "Esc", "not")]
        if self.takers or self.rows or self.view == "studies" or (self.desk.study and not self.is_read):
            return super().footer()
        kept = ("new-meeting", "import", "studies", "help", "leave") if self.desk.study else _WITHOUT_STUDY
        return [(c.id, shown_key(c), c.footer or c.title.lower()) for c in self.commands if c.id in kept]

    # -- the rows

    def begins(self) -> None:
        """What was known last is there at once; what changed since is read meanwhile."""
        self.open_study_rows()
        if told := self.desk.told:
            self.say(" ".join(told), warning=True)
            told.clear()

        self.set_timer(_WARM_AFTER, lambda: self.begin_beside(warming()))

    def open_study_rows(self) -> None:
        """Another study is open: list its meetings, the running or latest one chosen."""
        self.view, self.sought, self.seeking = "meetings", "", None
        self.is_read = self.is_partial = False
        self._then = None
        self.stop_asking()
        self._take(self.desk.rows_at_once())
        first = meetings.first_chosen(self.rows, self.today)
        self._wanted = first.id if first else None
        self.list_rows()
        self.call_after_refresh(self.look_again)

    def look_again(self) -> None:
        """Read what changed on the disk."""
        if self.desk.study is None or self.work is not None:
            return
        study = self.desk.study

        def seen(rows: list[MeetingRow]) -> None:
            if self.desk.study is study:
                self._seen(rows)

        work: Work[list[MeetingRow]] = Work("Reading the meetings", self.desk.look, seen, self._not_seen)
        self.begin(work)

    def once_listed(self, deed: Callable[[], object]) -> None:
        """Do what is about a meeting of the list, once there is one: a key may come before the first are read."""
        is_to_come = not (self.rows or self.is_read or self.is_partial)
        if self.view == "meetings" and self.desk.study and is_to_come:
            self._then = deed
        else:
            deed()

    def _not_seen(self, why: str) -> None:
        """What was read until then is listed."""
        self.is_partial, self._then = True, None
        self._take(self.desk.rows_at_once())
        self.list_rows()
        self.say(f"{why} {self.key_of('renew')} reads on.", warning=True)

    def _seen(self, rows: list[MeetingRow]) -> None:
        had, self.is_read, self.is_partial = bool(self.rows), True, False
        same = len(rows) == len(self.rows) and all(a.says_the_same(b) for a, b in zip(rows, self.rows, strict=True))
        if not same:
            self._take(rows)
            if not had and self._wanted is None and (first := meetings.first_chosen(rows, self.today)):
                self._wanted = first.id
        self.list_rows()
        then, self._then = self._then, None
        if then:
            then()

    def _take(self, rows: Sequence[MeetingRow]) -> None:
        self.rows, self.today = rows, self.desk.today().isoformat()
        self._sieve = Sieve(rows, self.today)
        self.listing.forget()

    def list_rows(self) -> None:
        """List what there is to be listed; what was chosen stays chosen where it is still listed."""
        chosen = self._wanted or _identity(self.listing.chosen)
        self._wanted = None
        listed = self._listed()
        places = (n for n, row in enumerate(listed) if _identity(row) == chosen and is_choosable(row))
        self.listing.show(listed, next(places, None) if chosen else None)
        self._entitle(sum(map(is_choosable, listed)))
        self.renew()
        self.keys.show(self.footer())

    def _listed(self) -> list[Listed]:
        if self.view == "studies":
            here = self.desk.study.folder.resolve() if self.desk.study else None
            return [StudyRow(folder, folder == here) for folder in self.desk.studies()]
        if self.view == "found" and self.seeking:
            return self.seeking.listed()
        if self.view == "plan" and self.plan:
            return list(self.plan.rows)
        return list(meetings.arranged(self._sieve.fitting(self.sought), self.order, self.today))

    def _entitle(self, count: int) -> None:
        if self.view == "studies":
            self.listing.entitle("Studies", "Enter opens · n makes one · Esc goes back")
        elif self.view == "found":
            self.listing.entitle("Found in the notes", f"{count:,} lines · newest first" if count else "")
        elif self.view == "plan" and self.plan:
            self.listing.entitle("Import: the plan", self.plan.foot)
        else:
            title = f"Meetings with “{self.sought}”" if self.sought and not self.asked else "Meetings"
            self.listing.entitle(title if self.desk.study else "", f"by {self.order} · o" if count else "")
            if self.asked:
                self.asked.understood = f"{count:,} of {len(self.rows):,}"

    def show_meetings(self) -> None:
        """The meetings, whatever was listed."""
        self.stop_asking()
        if self.view != "meetings":
            self.view, self.seeking, self.plan = "meetings", None, None
            self.list_rows()

    def show_plan(self, plan: ShownPlan) -> None:
        """What an import would come to, before it is done."""
        self.stop_asking()
        self.view, self.plan = "plan", plan
        self.list_rows()

    # -- what is typed under the list

    def stop_seeking(self) -> None:
        """The meetings again, the one chosen in which something was found, or that was chosen before a plan."""
        chosen, before = self.listing.chosen, self.plan.meeting if self.plan else None
        self._wanted = chosen.hit.meeting if isinstance(chosen, HitRow) else before
        self.show_meetings()

    def keep_found(self) -> None:
        """What was found stays listed while letters act."""
        self.stop_asking()
        self.say("Enter opens the meeting at that line · f goes on searching · Esc goes back")

    # -- opening

    def open_chosen(self) -> None:
        """Open what is chosen."""
        row = self.listing.chosen
        if self.view == "plan" and self.plan:
            self.plan.enter()
        elif self.view == "meetings" and self._wanted:  # made a moment ago, and not listed yet
            self.open_meeting(self._wanted)
        elif self.view == "found" and self.seeking and self.seeking.waits:
            self.say_of_search("Still searching: Enter again opens what is found.")
        elif isinstance(row, HitRow):
            self.open_meeting(row.hit.meeting, row.hit.id)
        elif isinstance(row, MeetingRow):
            self.open_meeting(row.id)
        elif isinstance(row, StudyRow):
            self._open_study(row)
        else:
            self.say(" · ".join(filter(None, nothing(self))))

    def say_of_search(self, words: str) -> None:
        """Say something beside what is typed."""
        if self.asked:
            self.asked.understood = words
            self.look()

    def open_meeting(self, meeting: str, observation: str | None = None, *, to_write: bool = False) -> None:
        """Open the capture screen on a meeting, or the write-up; a failure is one sentence, and nothing changes."""
        self.stop_asking()
        try:
            session = self.desk.open_meeting(meeting)
        except (FieldnotesError, OSError) as error:
            self.say(sentence(error), warning=True)
            return
        self._wanted = meeting if self.view == "meetings" else None
        self.say()
        if to_write:
            self.shell.open_writing(session)
        else:
            self.shell.open_meeting(session, observation)

    def _open_study(self, row: StudyRow) -> None:
        try:
            self.desk.open_study(row.folder)
        except (FieldnotesError, OSError) as error:
            self.say(sentence(error), warning=True)
            return
        self.open_study_rows()

    def meeting_closed(self) -> None:
        """A meeting that was left may have more to say: read it anew."""
        self.look_again()

    def open_named(self, page: str) -> None:
        """Open one of the pages on the chosen meeting."""
        row, made = self.selected(), self._wanted if self.view == "meetings" else None
        self.stop_asking()
        self.shell.open_page(make_page(page, self.desk, made or (row.id if row else None)))

    def choose_meeting(self, meeting: str) -> None:
        """Have a meeting chosen, now or as soon as it is listed."""
        self._wanted = meeting
        if any(row.id == meeting for row in self.rows):
            self.list_rows()

    def made(self, meeting: str, *, changed: bool = False) -> None:
        """A meeting was made, or what was planned changed: it is chosen."""
        self.show_meetings()
        self.sought = ""
        self._wanted = meeting
        self.look_again()
        done = "changed" if changed else "made"
        self.say(f"The meeting is {done}. Enter opens it, p changes its plan, a makes the next.")

    def came_back(self) -> None:
        """Whatever was done on the other screen is on the disk."""
        self.look_again()

    # -- keys

    def own_deeds(self) -> Mapping[str, Deed]:
        """In a room of their own."""
        return deeds(self)

    def other_key(self, key: str, character: str | None) -> bool:
        """The list's keys."""
        return self.listing.key(key)

    def on_listing_opened(self) -> None:
        """The chosen one was clicked."""
        self.open_chosen()

    def selected(self) -> MeetingRow | None:
        """The meeting that is chosen, or in which the chosen line is."""
        row = self.listing.chosen
        if isinstance(row, HitRow):
            return next((one for one in self.rows if one.id == row.hit.meeting), None)
        return row if isinstance(row, MeetingRow) else None

    def shown_meetings(self) -> list[MeetingRow]:
        """The meetings that are listed; while something else is, those that the filter lets through."""
        return self._sieve.fitting(self.sought)


def warming() -> Work[None]:
    """Imports what the first meeting opened would be waited for, 0.1 s."""

    def load(tell: object, stop: object) -> None:
        for name in ("fieldnotes.capture.session", "fieldnotes.tui.screens.meeting", "fieldnotes.archive.search"):
            import_module(name)

    return Work("Getting ready", load, lambda done: None)


def _identity(row: Listed | None) -> str | None:
    if isinstance(row, MeetingRow):
        return row.id
    if isinstance(row, HitRow):
        return row.hit.id
    return str(row.folder) if isinstance(row, StudyRow) else None
