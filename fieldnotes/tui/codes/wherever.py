"""Where a code is used: the lines that have it, by the search over all notes, and those of one code as a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fieldnotes.archive.search import Query
from fieldnotes.tui.starting.query import MOST
from fieldnotes.tui.work import Work

if TYPE_CHECKING:
    from fieldnotes.archive.search import Found
    from fieldnotes.tui.screens.codebook import CodebookScreen


class Lookup:
    """The lines of codes, each looked up once; one at a time, the one that is chosen by then."""

    def __init__(self, screen: CodebookScreen) -> None:
        self._screen = screen
        self._found: dict[str, Found] = {}
        self._wanted = self._under_way = ""
        self._is_ready = self._failed = False

    def of(self, name: str) -> Found | None:
        """The newest lines of a code, by name; None where they are not looked up yet."""
        return self._found.get(name)

    def forget(self) -> None:
        """Lines may be others: look them up anew."""
        self._found.clear()
        self._is_ready = self._failed = False

    def want(self, name: str) -> None:
        """Look a code up, as soon as what is looked up now is there."""
        self._wanted = name
        if not self._under_way and not self._failed and name not in self._found:
            self._begin(name)

    def _begin(self, name: str) -> None:
        query, desk = Query(codes=(name,), limit=MOST), self._screen.desk
        if self._is_ready:
            self._under_way = name
            self._screen.begin_beside(
                Work("Looking up", lambda tell, stop: desk.search_again(query), self._answer, self._fail)
            )
        elif self._screen.work is None:
            self._under_way = name
            self._screen.begin(
                Work(
                    "Preparing the search",
                    lambda tell, stop: desk.search(query, tell, stop),
                    self._answer,
                    self._fail,
                )
            )

    def _answer(self, found: Found) -> None:
        self._found[self._under_way] = found
        self._under_way, self._is_ready = "", True
        self._screen.looked_up()
        if self._wanted:
            self.want(self._wanted)

    def _fail(self, why: str) -> None:
        self._under_way, self._failed = "", True
        self._screen.say(f"{why} {self._screen.key_of('renew')} looks again.", warning=True)
