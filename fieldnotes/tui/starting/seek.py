"""The search over the notes of all meetings, as the words are typed; the answers come from threads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fieldnotes.tui.entry import Entry
from fieldnotes.tui.starting.narrowing import Narrowing
from fieldnotes.tui.starting.query import is_empty, marked, query_of
from fieldnotes.tui.starting.rows import Listed, under_headings
from fieldnotes.tui.work import Work

if TYPE_CHECKING:
    from fieldnotes.archive.search import Found, Query
    from fieldnotes.tui.screens.start import StartScreen

HINT = '"who has" prescri* #code kind:action · Enter opens, Tab keeps it, Esc leaves'


class Search:
    """One search: what is asked, what was answered last, and whether an answer is still to come."""

    def __init__(self, screen: StartScreen) -> None:
        self._screen = screen
        self.entry = Entry("search", "", HINT)
        self.found: Found | None = None
        self.answered: Query | None = None
        self._under_way: Query | None = None
        self._is_ready = False
        self.failed = False

    @property
    def query(self) -> Query:
        """What is asked for now."""
        return query_of(self.entry.text)

    @property
    def waits(self) -> bool:
        """True while what is listed answers something else than is asked."""
        return not is_empty(self.query) and self.answered != self.query

    def changed(self) -> None:
        """Look for what is asked now, once the search under way is answered."""
        query = self.query
        if is_empty(query):
            self.found = self.answered = None
            self._screen.list_rows()
        elif self._under_way is None and query != self.answered:
            self._begin(query)
        self._tell()

    def _begin(self, query: Query) -> None:
        self._under_way = query
        desk, failed = self._screen.desk, self._fail
        if self._is_ready:
            self._screen.begin_beside(
                Work("Searching", lambda tell, stop: desk.search_again(query), self._answer, failed)
            )
        elif not self._screen.begin(
            Work("Preparing the search", lambda tell, stop: desk.search(query, tell, stop), self._answer, failed)
        ):
            self._under_way = None

    def _answer(self, found: Found) -> None:
        asked, self._under_way, self._is_ready = self._under_way, None, True
        if self._screen.seeking is not self:
            return
        self.found, self.answered = found, asked
        self._screen.list_rows()
        self.changed()

    def _fail(self, why: str) -> None:
        self._under_way, self.failed = None, True
        if self._screen.seeking is self:
            self._screen.stop_seeking()
        self._screen.say(why, warning=True)

    def _tell(self) -> None:
        count = len(self.found.hits) if self.found else 0
        more = "+" if self.found and self.found.more else ""
        self.entry.understood = "searching …" if self.waits else f"{count}{more} found" if self.found else ""

    def listed(self) -> list[Listed]:
        """What was found, under a heading for each meeting."""
        words = marked(self.answered) if self.answered else ()
        return list(under_headings(self.found.hits if self.found else (), words))


def seek(screen: StartScreen) -> None:
    """Ask for words, and show where they are; one that was kept is gone on with."""
    if screen.desk.study is None:
        screen.say("No study is open: n makes one, d opens the demo.")
        return
    screen.stop_asking()
    search = screen.seeking or Search(screen)
    screen.view, screen.seeking = "found", search
    keys = frozenset(key for key, command in screen.by_key.items() if command == "search")
    taker = Narrowing(
        search.entry, search.changed, screen.open_chosen, screen.stop_seeking, screen.keep_found, keys,
        screen.listing.key,
    )  # fmt: skip
    screen.ask(search.entry, taker)
    screen.list_rows()
