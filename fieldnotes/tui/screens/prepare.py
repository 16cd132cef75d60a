"""Preparing a meeting: head, agenda and people on one page, for a new one, the next one, a planned one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.containers import Container
from textual.content import Content
from textual.widget import Widget

from fieldnotes.errors import FieldnotesError
from fieldnotes.tui.preparing.filling import Filling
from fieldnotes.tui.preparing.plan import Kind, Part, Plan, Unfit
from fieldnotes.tui.preparing.rows import AgendaShown, Numbered, agenda_row, agenda_shown, is_line, person_row
from fieldnotes.tui.screens.page import Deed, Page
from fieldnotes.tui.tables import keys_section
from fieldnotes.tui.tables.prepare import FILLING, LISTS
from fieldnotes.tui.widgets.field import Field
from fieldnotes.tui.widgets.form import FormWidget
from fieldnotes.tui.widgets.listing import Listing
from fieldnotes.tui.work import sentence
from fieldnotes.tui.wrapping import Piece, cells

if TYPE_CHECKING:
    from fieldnotes.tui.desk import Desk
    from fieldnotes.tui.preparing.people import PersonRow
    from fieldnotes.tui.widgets.help import Section

_SAVE, _END = ("make", "save"), (("help", "help"), ("back", "back"))
_KEYS: Mapping[Part, Sequence[tuple[str, str]]] = {
    "head": (("tab", "completes"), _SAVE, ("part-agenda", "agenda"), ("part-people", "people"), *_END),
    "agenda": (("down", "choose"), _SAVE, ("part-people", "people"), ("part-head", "meeting"), *_END),
    "people": (("down", "choose"), _SAVE, ("carried", "leave out"), ("part-head", "meeting"), *_END),
}
_OF_A_LINE: Mapping[Part, Sequence[tuple[str, str]]] = {
    "head": (),
    "agenda": (("enter", "correct"), _SAVE, ("drop", "take out"), ("move-up", "up"), ("move-down", "down"), *_END),
    "people": (("enter", "correct"), _SAVE, ("drop", "take out"), ("apologies", "apologies"), *_END),
}
_CHANGING = (("enter", "take it so"), _SAVE, ("help", "help"), ("back", "as it was"))
_WRITTEN = {"tab": "Tab", "down": "Down", "enter": "Enter"}
"""The footer: commands, or Textual's names of keys, and words."""
_PAUSE = 0.4
"""Seconds without a key after which a date is read: half a word takes the longest."""


class PreparePage(Page):
    """The page; `meeting` is the one that was chosen where it was opened. What is left is found again."""

    TABLE = "prepare"
    CSS_PATH = Path(__file__).parent / "prepare.tcss"
    KIND: ClassVar[Kind] = "new-meeting"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - declared so by Textual

    def __init__(self, desk: Desk, meeting: str | None) -> None:
        assert desk.study is not None
        self._chosen = meeting
        self._kept_as = (str(desk.study.folder), self.KIND, "" if self.KIND == "new-meeting" else meeting or "")
        kept = desk.plans.get(self._kept_as)
        self.plan = kept or self._begun(desk)
        self.filling = Filling(desk, self.plan, meeting)
        self._waits, self._ahead = False, list[events.Key | events.Paste]()
        self._notice = ("As you left it; F8 begins anew.", False) if kept else ("", False)
        super().__init__(desk)
        self.head_form = FormWidget(lambda: self.plan.head, lambda: self.plan.part == "head", id="prepare-head")
        self.agenda_list: Listing[AgendaShown] = Listing(
            agenda_row, is_line, self._no_agenda,
            id="prepare-agenda-list",
        )  # fmt: skip
        self.people_list: Listing[PersonRow] = Listing(person_row, empty=self._nobody, id="prepare-people-list")
        self._take_plan(self.plan)

    def _begun(self, desk: Desk) -> Plan:
        assert desk.study is not None
        study = desk.study.study
        plan = desk.plans[self._kept_as] = Plan(self.KIND, study.zone, study.protocol)
        if self.KIND != "new-meeting":
            plan.head.at = plan.head.entries.index(plan.head.when)
        elif site := next((row.site for row in desk.rows_at_once() if row.id == self._chosen), ""):
            plan.head.fill(plan.head.site, site)
            plan.head.at = 1
        return plan

    def _take_plan(self, plan: Plan) -> None:
        """Have the keys go to a plan, in the place of another."""
        self.plan = plan
        plan.enter, plan.when_changed = self.make, self._read_on_a_pause
        self.takers[:] = [plan]

    def body(self) -> Iterable[Widget]:
        """Head, agenda, people; side by side where there is room, else the one in front."""
        with Container(id="prepare"):
            yield self.head_form
            with Container(id="prepare-lists"):
                with Container(id="prepare-agenda", classes="part"):
                    yield self.agenda_list
                    yield Field(
                        lambda: self.plan.agenda.entry, lambda: self.plan.part == "agenda", id="agenda-line"
                    )
                with Container(id="prepare-people", classes="part"):
                    yield self.people_list
                    yield Field(
                        lambda: self.plan.people.entry, lambda: self.plan.part == "people", id="people-line"
                    )

    # -- what it says of itself

    def _no_agenda(self) -> Sequence[str]:
        how = "paste it as it came, name a file, or type an item."
        return ("Nothing on it yet.", "", self._begin_with("agenda", how))

    def _nobody(self) -> Sequence[str]:
        return ("Nobody yet.", "", self._begin_with("people", "type a code and a role, or paste a list."))

    def _begin_with(self, part: Part, how: str) -> str:
        """How a list is begun, with the key that goes there where the keys are elsewhere."""
        return how.capitalize() if self.plan.part == part else f"{self.key_of(f'part-{part}')}, then {how}"

    def where(self) -> str:
        """The study, and what is made."""
        assert self.desk.study is not None
        return f"fieldnotes · {self.desk.study.study.name} · {self.plan.head.title.lower()}"

    def counts(self) -> str:
        """What stands on agenda and list of people."""
        return " · ".join(filter(None, [self.plan.agenda.counted(), self.plan.people.counted()]))

    def help_sections(self) -> list[Section]:
        """How it is filled in, then the keys."""
        return [("Fields", FILLING), ("Agenda and people", LISTS), keys_section(self.commands)]

    def footer(self) -> Sequence[tuple[str, str, str]]:
        """The keys of the part in front; those of a chosen line while one is. No letter is a key: all are typed."""
        lines = self.plan.lines
        kept = _KEYS[self.plan.part] if lines is None or lines.at is None else _OF_A_LINE[self.plan.part]
        if lines is not None and lines.changing is not None:
            kept = _CHANGING
        if not self.plan.people.has_carried:
            kept = [key for key in kept if key[0] != "carried"]
        return [(command, _WRITTEN.get(command) or self.key_of(command), word) for command, word in kept]

    # -- filling in

    def begins(self) -> None:
        """Fill in what the study knows, and have the reading of dates at hand."""
        self.head_form.border_title = Content(self.plan.head.title)
        for work in self.filling.beginning(self._filled, self._not_filled):
            self.begin_beside(work)
        self.look()

    def _filled(self, says: str) -> None:
        if says:
            self._notice = (says, False)
        self._look_up()

    def _not_filled(self, why: str) -> None:
        self._notice = (why, True)

    def _look_up(self) -> None:
        """Take over who was at the body's last meeting, once it is known which body it is."""
        if work := self.filling.carrying(self._filled, self._not_filled):
            self.begin_beside(work)

    def _read_on_a_pause(self) -> None:
        words = self.plan.head.when.text
        if self.is_mounted:
            self.set_timer(_PAUSE, lambda: self._read_when(words))

    def _read_when(self, words: str | None = None) -> None:
        """Have the words read; those given only if they are the ones that stand there still."""
        if words not in (None, self.plan.head.when.text):
            return
        if work := self.filling.reading(self.look):
            self.begin_beside(work)

    # -- keys

    def take_key(self, event: events.Key) -> None:
        """While the meeting waits to be made, what is typed ahead waits too."""
        if self._waits and event.key != "escape":
            event.stop()
            self._ahead.append(event)
            return
        super().take_key(event)

    def take_paste(self, event: events.Paste) -> None:
        """The same for what is pasted ahead."""
        if self._waits:
            event.stop()
            self._ahead.append(event)
            return
        super().take_paste(event)

    def press(self, key: str, character: str | None) -> None:
        """What was said has been read by now."""
        self._notice = ("", False)
        super().press(key, character)

    def look(self) -> None:
        """Paint what a key changed, and read what it left to be read."""
        if not self.is_mounted:
            return
        head = self.plan.head
        if head.when_is_unread and (self._waits or self.plan.part != "head" or head.entry is not head.when):
            self._read_when()
        self._look_up()
        if self._waits and not self.filling.is_waiting:
            self._go_on()
        super().look()
        self._paint()

    def _paint(self) -> None:
        plan = self.plan
        for part in ("head", "agenda", "people"):
            self.set_class(plan.part == part, f"-{part}")
        self.head_form.refresh()
        for name in ("agenda-line", "people-line"):
            self.query_one(f"#{name}", Field).refresh()
        shown = agenda_shown(plan.agenda.rows)
        at = next(
            (n for n, each in enumerate(shown) if isinstance(each, Numbered) and each.line == plan.agenda.at), None
        )
        _show(self.agenda_list, shown, at)
        _show(self.people_list, plan.people.rows, plan.people.at)
        self.agenda_list.entitle("Agenda", plan.agenda.counted())
        self.people_list.entitle("People", plan.people.counted())
        self._say_what_there_is()
        self.top.renew()

    def _say_what_there_is(self) -> None:
        lines, when, (words, warning) = self.plan.lines, self.plan.head.when, self._notice
        if not words and lines is not None:
            words, warning = lines.answer, lines.is_wrong
        elif not words and lines is None and (when.is_wrong or self.plan.head.entry is when):
            words, warning = self._when_at_length(), when.is_wrong
        if (words, warning) != (self.says.words, self.says.is_warning):
            self.say(words, warning=warning)

    def _when_at_length(self) -> str:
        """What was understood of the date, where there is no room for it under the field."""
        said = self.plan.head.when.understood
        return said if cells([Piece(said)]) > self.head_form.room else ""

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """A click chooses a line."""
        agenda = self.agenda_list.has_focus_within or message._sender is self.agenda_list
        self.plan.show("agenda" if agenda else "people")
        if agenda and isinstance(chosen := self.agenda_list.chosen, Numbered):
            self.plan.agenda.at = chosen.line
        elif not agenda:
            self.plan.people.at = self.people_list.at
        self.look()

    def on_listing_opened(self) -> None:
        """A click on the chosen line corrects it."""
        self.press("enter", None)

    # -- deeds

    def own_deeds(self) -> Mapping[str, Deed]:
        """What the commands of its table do."""
        parts: Sequence[Part] = ("head", "agenda", "people")
        return {
            **{f"part-{part}": partial(self._show_part, part) for part in parts},
            "make": self.make,
            "sheet": self._sheet,
            "apologies": lambda: self.plan.people.toggle(),
            "carried": self._leave_out,
            "move-up": lambda: self.plan.lines and self.plan.lines.move(-1),
            "move-down": lambda: self.plan.lines and self.plan.lines.move(1),
            "drop": lambda: self.plan.lines and self.plan.lines.drop(),
            "anew": self._anew,
            "back": self._back,
        }

    def _show_part(self, part: Part) -> None:
        self.plan.show(part)

    def _leave_out(self) -> None:
        self._notice = (self.plan.people.leave_out(), False)

    def _anew(self) -> None:
        self.desk.plans.pop(self._kept_as, None)
        self._take_plan(self._begun(self.desk))
        self.filling = Filling(self.desk, self.plan, self._chosen)
        self.begins()

    def _back(self) -> None:
        if self._waits:
            self._waits = False
            self._hand_on()
        elif not self.stop_working():
            self.shell.leave(self)

    def _sheet(self) -> None:
        if self.plan.head.when_is_unread:
            self._read_when()
            self._notice = (
                f"One moment: the date is being read. {self.key_of('sheet')} again draws the sheet.",
                False,
            )
            return
        drawn = self.plan.drawn_up()
        if isinstance(drawn, Unfit):
            self._refuse(drawn)
            return
        from fieldnotes.tui.preparing.papers import sheet_work  # wanted by its key

        self.begin(sheet_work(self.desk, drawn, self._told_of_sheet, self._not_filled))

    def _told_of_sheet(self, says: str) -> None:
        self._notice = (says, False)

    # -- making it

    def make(self) -> None:
        """Make the meeting, or save its changes; first what is being read is waited for."""
        self._waits = True
        if self.filling.is_waiting or self.plan.head.when_is_unread or self.plan.body_to_carry():
            self._notice = ("One moment: reading what was filled in …", False)
        else:
            self._go_on()

    def _go_on(self) -> None:
        self._waits = False
        drawn = self.plan.drawn_up()
        if isinstance(drawn, Unfit):
            self._refuse(drawn)
            self._hand_on()
            return
        try:
            meeting = self.filling.made(drawn)
        except (FieldnotesError, OSError) as error:
            self._notice = (sentence(error), True)
            self._hand_on()
            return
        self.desk.plans.pop(self._kept_as, None)
        self._go_back(meeting)
        self._hand_on()

    def _go_back(self, meeting: str) -> None:
        from fieldnotes.tui.screens.start import StartScreen  # its module is there: it opened this page

        self.shell.leave(self)
        under = self.shell.screen_stack[-1]
        if isinstance(under, StartScreen):
            under.made(meeting, changed=self.KIND == "change-meeting")

    def _refuse(self, unfit: Unfit) -> None:
        """Say what is missing, and stand where it is."""
        self.plan.show(unfit.part)
        if unfit.part == "head":
            self.plan.head.wrong(unfit.entry, unfit.why)
            self._notice = ("", False)
        else:
            self._notice = (unfit.why, True)

    def _hand_on(self) -> None:
        """What was typed ahead is the screen's that is in front now."""
        ahead, self._ahead = self._ahead, []
        for event in ahead:
            self.shell.hand_on(event)


def _show(listing: Listing[AgendaShown] | Listing[PersonRow], rows: Sequence[object], at: int | None) -> None:
    """Show rows where one is in the list; nothing is done where they are as they were."""
    if list(listing.rows) != list(rows):
        listing.show_in_place(list(rows), at)  # type: ignore[arg-type]  # each is given its own kind
    elif listing.at != at:
        listing.choose(at)
    elif not rows:
        listing.refresh()


class NewMeeting(PreparePage):
    """A meeting from nothing."""


class NextMeeting(PreparePage):
    """The next meeting of the chosen one's body."""

    KIND = "again"


class PlannedMeeting(PreparePage):
    """The chosen meeting, which has not begun."""

    KIND = "change-meeting"
