"""The codebook screen: what waits for a review, the tree of codes, and beside it what is said of the chosen one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from textual import events
from textual.widget import Widget

from fieldnotes.errors import FieldnotesError
from fieldnotes.model.codebook import Code
from fieldnotes.tui.codes import rows
from fieldnotes.tui.codes.deeds import deeds
from fieldnotes.tui.codes.details import Known, details
from fieldnotes.tui.codes.footer import footer
from fieldnotes.tui.codes.nothing import nothing
from fieldnotes.tui.codes.rows import Row_
from fieldnotes.tui.codes.shelf import Acted, Looked, Shelf
from fieldnotes.tui.codes.tree import CodeRow, Shown, arranged, hidden, waiting
from fieldnotes.tui.codes.wherever import Lookup
from fieldnotes.tui.planrows import PlanRow
from fieldnotes.tui.screens.page import Deed, Page
from fieldnotes.tui.starting.rows import HitRow, under_headings
from fieldnotes.tui.tables import keys_section, shown_key
from fieldnotes.tui.tables.codebook import SIGNS
from fieldnotes.tui.widgets.aside import Aside
from fieldnotes.tui.widgets.listing import KEYS, Listing
from fieldnotes.tui.work import Work, sentence
from fieldnotes.tui.wrapping import Row

if TYPE_CHECKING:
    from fieldnotes.archive.history import Commit
    from fieldnotes.tui.codes.files import Planned
    from fieldnotes.tui.desk import Desk
    from fieldnotes.tui.form import Form
    from fieldnotes.tui.widgets.help import Section

WIDE = 100
"""Columns from which on the details stand beside the list."""
_FORM_FRAME = 3
View = Literal["codes", "lines", "plan"]
_WORDS = (
    ("When typing a code", "any part of its name or title; Tab takes the first of those that are offered"),
    ("Ctrl+N in a definition", "begins a new line, shown as ⏎"),
)


class CodebookScreen(Page):
    """The codes of the study that is open. `view` is what is listed."""

    TABLE = "codebook"
    CSS_PATH = Path(__file__).with_suffix(".tcss")

    def __init__(self, desk: Desk, meeting: str | None = None) -> None:
        super().__init__(desk)
        assert desk.study is not None
        self.shelf = Shelf(desk.study, desk.signs)
        self.lookup = Lookup(self)
        self.view: View = "codes"
        self.shown = Shown()
        self.planned: Planned | None = None
        self._today = desk.today().isoformat()
        self.of: Code | None = None
        self._at_first: str | None = None
        self._said_of: tuple[object, ...] = ()
        self.listing: Listing[Row_] = Listing(
            lambda row, width: rows.lay_out(row, width, self._today),
            lambda row: isinstance(row, CodeRow | HitRow | PlanRow),
            lambda: nothing(self),
            id="code-list",
        )
        self.details = Aside(self._details, id="code-details")

    def body(self) -> Iterable[Widget]:
        """The list, and what is said of the chosen code."""
        yield self.listing
        yield self.details

    # -- what it says of itself

    def where(self) -> str:
        """The study."""
        return f"Codebook · {self.shelf.study.study.name}"

    def counts(self) -> str:
        """How many codes there are, and how many wait."""
        many, left = len(self.shelf.book.living()) - len(self.shelf.book.waiting), len(self.shelf.book.waiting)
        words = f"{many:,} code{'' if many == 1 else 's'}"
        return f"{words} · {left:,} waiting" if left else words

    def help_sections(self) -> list[Section]:
        """Keys, the list's keys, signs."""
        return [keys_section(self.commands), ("In the list", KEYS), ("Signs", SIGNS), ("In forms", _WORDS)]

    def footer(self) -> Sequence[tuple[str, str, str]]:
        """The keys of what is going on."""
        return super().footer() if self.form else footer(self)

    def letter(self, command: str) -> str:
        """The shortest key of a command."""
        return next(shown_key(c) for c in self.commands if c.id == command)

    # -- reading

    def begins(self) -> None:
        """The framework is there at once; what the meetings use is read meanwhile."""
        self.on_resize_to(self.app.size.width)
        self.list_rows()
        self._at_first = _identity(self.listing.chosen)
        self.call_after_refresh(self.look_again)

    def look_again(self) -> None:
        """Read what changed on the disk."""
        if self.work is None:
            self.begin(Work("Reading the meetings", self.shelf.look, self._seen, self._not_seen))

    def _seen(self, looked: Looked) -> None:
        first = not self.shelf.is_read and self._at_first == _identity(self.listing.chosen)
        self.shelf.take(looked)
        self.lookup.forget()
        self.list_rows()
        if first and not self.takers and (codes := waiting(self.shelf.book)):
            self.choose_code(codes[0].name)

    def _not_seen(self, why: str) -> None:
        self.say(f"{why} {self.key_of('renew')} reads on.", warning=True)

    def came_back(self) -> None:
        """Whatever was done on the other screen is on the disk."""
        self.look_again()

    def meeting_closed(self) -> None:
        """A meeting that was left may have other codes."""
        self.look_again()

    # -- the list

    def list_rows(self) -> None:
        """List what there is to be listed; what was chosen stays chosen where it is still listed."""
        chosen = _identity(self.listing.chosen)
        at = self.listing.at
        listed = self._listed()
        same = (n for n, row in enumerate(listed) if _identity(row) == chosen)
        self.listing.show(listed, next(same, at) if chosen else None)
        self._entitle()
        self.renew()
        self.show_chosen()

    def _listed(self) -> list[Row_]:
        if self.view == "plan" and self.planned:
            from fieldnotes.tui.codes.files import plan_rows

            return list(plan_rows(self.planned))
        if self.view == "lines" and self.of:
            found = self.lookup.of(self.of.name)
            return list(under_headings(found.hits)) if found else []
        return list(arranged(self.shelf.book, self.shelf.counts, self.shown))

    def _entitle(self) -> None:
        if self.view == "plan" and self.planned:
            self.listing.entitle(f"Import {Path(self.planned.file.source).name}", self.planned.says)
        elif self.view == "lines" and self.of:
            found = self.lookup.of(self.of.name)
            many = f"{len(found.hits)}{'+' if found.more else ''}" if found else ""
            self.listing.entitle(f"Lines with #{self.of.called}", many)
        else:
            words = self.shown.words
            title = f"Codes with “{words}”" if words and not self.asked else "Codes"
            aside = 0 if self.shown.all else hidden(self.shelf.book)
            foot = f"{aside:,} retired or merged · {self.letter('show-all')}" if aside else ""
            self.listing.entitle(title, foot)

    def show_codes(self) -> None:
        """The codes, whatever was listed; the one stays chosen whose lines were looked at."""
        self.stop_asking()
        if self.view == "codes":
            return
        of, self.view, self.planned = self.of, "codes", None
        self.list_rows()
        if of:
            self.choose_code(of.name)

    def show_only(self, words: str) -> None:
        """List only the codes that have these words."""
        self.shown = self.shown._replace(words=words)
        self.list_rows()
        if self.asked:
            count = sum(isinstance(row, CodeRow) for row in self.listing.rows)
            self.asked.understood = f"{count:,} of {len(self.shelf.book.living()):,}"

    def chosen_code(self) -> Code | None:
        """The code that is chosen, as it is now; that of the lines while those are listed."""
        row = self.listing.chosen
        code = row.code if isinstance(row, CodeRow) else self.of if self.view == "lines" else None
        return (self.shelf.book.get(code.name) or code) if code else None

    def choose_code(self, name: str) -> None:
        """Have a code chosen, where it is listed; what hides it is unfolded."""
        book = self.shelf.book
        code = book.get(name)
        over = set[str]()
        while code is not None and (code := book.parent_of(code)):
            over.add(code.name)
        if over & self.shown.folded:
            self.shown = self.shown._replace(folded=self.shown.folded - over)
            self.list_rows()
        self.listing.choose(
            next((n for n, row in enumerate(self.listing.rows) if _identity(row) == name), self.listing.at)
        )
        self.show_chosen()

    def next_waiting(self) -> None:
        """Choose the next code that waits."""
        names = [code.name for code in waiting(self.shelf.book)]
        if not names:
            self.say("No code waits for a review.")
            return
        self.show_codes()
        if self.shown.words:
            self.show_only("")
        chosen = self.chosen_code()
        at = names.index(chosen.name) + 1 if chosen and chosen.name in names else 0
        self.choose_code(names[at % len(names)])

    # -- the details

    def show_chosen(self) -> None:
        """Tell of the code that is chosen, and have its lines looked up."""
        code = self.chosen_code()
        if self.view == "codes":
            self.of = code
        self.details.entitle(code.label if code else "")
        said = (code, self.shelf.counts.get(code.name) if code else None)
        if said != self._said_of:
            self._said_of = said
            self.details.begin()
        else:
            self.details.renew()
        self.keys.show(self.footer())
        target = self.shelf.book.resolve(code.name) if code else None
        if target and self.shelf.is_read and target.name in self.shelf.counts:
            self.lookup.want(code.name if code else "")

    def looked_up(self) -> None:
        """The lines of a code are there."""
        if self.view == "lines":
            self.list_rows()
        self.details.renew()

    def _details(self, width: int) -> list[Row]:
        code = self.chosen_code()
        if code is None:
            return []
        target = self.shelf.book.resolve(code.name) or code
        use = self.shelf.counts.get(target.name)
        found, zone = self.lookup.of(code.name), self.shelf.study.study.zone
        return details(Known(code, self.shelf.book, use, found, self.shelf.history(code), zone), width)

    def toggle_details(self) -> None:
        """The details in the place of the list, or beside it again."""
        self.toggle_class("-reading")
        self.details.begin()

    # -- acts

    def acted(self, acted: Acted) -> None:
        """Something was done to the codebook: it is shown and said, the code chosen."""
        self.show_codes()
        self.list_rows()
        self.choose_code(acted.name)
        self.say(f"{acted.what[:1].upper()}{acted.what[1:]}. {self.letter('undo-code')} takes it back.")
        self._read_history()

    def undone(self, words: str) -> None:
        """Something was taken back."""
        self.show_codes()
        self.list_rows()
        self.say(words)
        self._read_history()

    def _read_history(self) -> None:
        """Its history is another now, and so may be the lines found under a code."""
        self.lookup.forget()
        study = self.shelf.study

        def known(commits: list[Commit]) -> None:
            self.shelf.commits = commits
            self.show_chosen()

        self.begin_beside(Work("Reading the history", lambda tell, stop: study.code_history(), known))

    def enter(self) -> None:
        """Show the lines of the chosen code; open the chosen line; do what is planned."""
        row = self.listing.chosen
        if self.view == "plan":
            self._take_in()
        elif isinstance(row, HitRow):
            self._open(row)
        elif self.view == "codes" and (code := self.chosen_code()):
            self.of, self.view = code, "lines"
            self.list_rows()
            self.lookup.want(code.name)
            self.say("Enter opens the meeting at that line. Esc goes back to the codes.")
        elif self.view == "codes":
            self.say(" · ".join(filter(None, nothing(self))))

    def _open(self, row: HitRow) -> None:
        try:
            session = self.desk.open_meeting(row.hit.meeting)
        except (FieldnotesError, OSError) as error:
            self.say(sentence(error), warning=True)
            return
        self.say()
        self.shell.open_meeting(session, row.hit.id)

    def show_plan(self, planned: Planned) -> None:
        """Show what an import would come to, before it is done."""
        self.planned, self.view = planned, "plan"
        self.list_rows()
        if planned.plan.edits:
            self.say(f"{planned.says}. Enter brings it in, as one change; Esc leaves everything as it is.")
        else:
            self.say("The study has all of it already: there is nothing to bring in. Esc goes back.")

    def _take_in(self) -> None:
        planned = self.planned
        if planned is None or not planned.plan.edits:
            self.show_codes()
            return
        try:
            acted = self.shelf.act(
                planned.again(self.shelf.study), f"{planned.says}, from the file", planned.reason
            )
        except (FieldnotesError, OSError) as error:
            self.say(sentence(error), warning=True)
            return
        self.acted(acted)

    # -- keys and sizes

    def own_deeds(self) -> Mapping[str, Deed]:
        """In a room of their own."""
        return deeds(self)

    def other_key(self, key: str, character: str | None) -> bool:
        """The list's keys; the details scroll while they have all of the screen."""
        if self.has_class("-reading") and key in _SCROLLS:
            self.details.scroll_rows(_SCROLLS[key])
            return True
        return self.listing.key(key)

    def look(self) -> None:
        """What is chosen may be another after a key."""
        super().look()
        if self.is_mounted:
            self.show_chosen()

    def fill_in(self, form: Form) -> None:
        """A form stands under the list, as high as it needs."""
        self.form_widget.styles.height = 2 * len(form.entries) + _FORM_FRAME
        super().fill_in(form)

    def on_listing_chosen(self) -> None:
        """Another one was clicked."""
        self.show_chosen()

    def on_listing_opened(self) -> None:
        """The chosen one was clicked."""
        self.enter()

    def on_resize(self, event: events.Resize) -> None:
        """Beside the list where there is room, else under it."""
        self.on_resize_to(event.size.width)

    def on_resize_to(self, width: int) -> None:
        """The same for so many columns."""
        self.set_class(width >= WIDE, "-wide")


_SCROLLS = {"up": -1, "down": 1, "pageup": -8, "pagedown": 8, "home": -9999, "end": 9999}


def _identity(row: Row_ | None) -> str | None:
    """What is the same about a row when what it says is another."""
    if isinstance(row, CodeRow):
        return row.code.name
    if isinstance(row, HitRow):
        return row.hit.id
    return row.words if isinstance(row, PlanRow) else None
