"""What is looked for, and what was found."""

from datetime import date
from typing import Literal, NamedTuple

from fieldnotes.archive.search.notes import BODY, CODE, KIND, PERSON, SITE
from fieldnotes.archive.search.words import expression
from fieldnotes.text import name_key

PAGE = 50
FEW = 200
"""Up to so many hits are put in order by how well they fit, where that is asked for."""

Order = Literal["newest", "best"]


class Query(NamedTuple):
    """What is looked for: `words` as typed, and filters, of each of which one name must fit; none lets all through.

    `since` and `until` are days of meetings, both inclusive, whenever the line was typed. Newest is what is of the
    latest meeting by its date, and within a date what was observed last. With `best`, up to FEW hits come best
    first, and newest first among equals; more than that, or without it, newest first.
    """

    words: str = ""
    sites: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    limit: int = PAGE
    best: bool = False

    @property
    def expression(self) -> str:
        """The words as FTS5 takes them; empty where there are none."""
        return expression(self.words)

    @property
    def is_hopeless(self) -> bool:
        """True where words are asked for that hold no letter and no digit: nothing has them."""
        return bool(self.words.strip()) and not self.expression

    @property
    def filters(self) -> list[tuple[str, list[str]]]:
        """Each filter with the keys of its names."""
        asked = ((SITE, self.sites), (BODY, self.bodies), (CODE, self.codes), (PERSON, self.people))
        found = [(sort, [name_key(name) for name in names]) for sort, names in asked if names]
        return [*found, (KIND, list(self.kinds))] if self.kinds else found


class Hit(NamedTuple):
    """An observation that was found. `meeting` is its id, `date` its day, `folder` the name of its folder.

    `at` and `date` are ISO 8601.
    """

    meeting: str
    id: str
    at: str
    kind: str
    actor: str | None
    text: str
    site: str
    body: str
    date: str
    folder: str = ""


class Found(NamedTuple):
    """The first page of hits, in the order said; `more` is true where there are further ones.

    `complete` is false while not all meetings are in the index.
    """

    hits: tuple[Hit, ...] = ()
    more: bool = False
    order: Order = "newest"
    complete: bool = True
