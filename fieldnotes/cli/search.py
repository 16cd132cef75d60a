"""`search`: words and filters over all meetings of a study."""

import sys
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from fieldnotes.cli.given import heard_words
from fieldnotes.cli.output import complain, say, say_json
from fieldnotes.cli.study import STUDY
from fieldnotes.cli.words import DAY
from fieldnotes.errors import UsageError
from fieldnotes.model.observation import Kind
from fieldnotes.text import visible

if TYPE_CHECKING:
    from fieldnotes.archive.search import Found, Hit

_PATIENCE = 1.0  # seconds before progress is worth a word
_SHOWN = ("meeting", "id", "at", "kind", "actor", "text", "site", "body", "date")


class NothingAsked(UsageError):
    """Neither words nor a filter."""

    def __init__(self) -> None:
        super().__init__("Say what to look for: words, or a filter such as --code or --person.")


@click.command()
@STUDY
@click.argument("words", default="")
@click.option("--site", "sites", multiple=True, help="Only at this site.")
@click.option("--body", "bodies", multiple=True, help="Only in meetings of this body.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(get_args(Kind)), help="Only this kind of record.")
@click.option("--code", "codes", multiple=True, help="Only what is coded so.")
@click.option("--person", "people", multiple=True, help="Only what this person says, does, is told or has to do.")
@click.option("--since", type=DAY, help="Only meetings from this day on: 2004-05-12, or 12 May 2004.")
@click.option("--until", type=DAY, help="Only meetings up to this day, itself included.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="At most so many.")
@click.option("--order", type=click.Choice(["newest", "best"]), help="See above.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def search(
    study: Path,
    words: str,
    sites: tuple[str, ...],
    bodies: tuple[str, ...],
    kinds: tuple[str, ...],
    codes: tuple[str, ...],
    people: tuple[str, ...],
    since: date | None,
    until: date | None,
    limit: int,
    order: str | None,
    as_json: bool,
) -> None:
    """Find observations by words in their text and write-ups.

    All words must be there. "Two words" in quotation marks are a phrase, a * at the end of a word stands for any
    ending; case and accents do not count. A filter may be given several times: one of its names must fit. WORDS may
    be left out where there is a filter. Retracted observations are not found.

    Newest is by the date of the meeting, then by the time observed: a line typed weeks later is of its meeting's
    day. As JSON, newest first. For reading, up to 200 hits come in the order of how well they fit and more newest
    first, unless --order says otherwise.
    """
    from fieldnotes.archive import StudyArchive
    from fieldnotes.archive.search import Query, SearchIndex

    if not (words.strip() or sites or bodies or kinds or codes or people or since or until):
        raise NothingAsked
    best = order == "best" or (order is None and not as_json)
    sites, bodies, codes, people = (tuple(map(heard_words, names)) for names in (sites, bodies, codes, people))
    query = Query(heard_words(words), sites, bodies, kinds, codes, people, since, until, limit, best)
    index = SearchIndex(StudyArchive.open(study))
    for sentence in index.update(teller("Bringing the search index up to date")).unread:
        complain(sentence)
    found = index.search(query, teller("Searching without an index"))
    index.close()
    if as_json:
        say_json([{key: getattr(hit, key) for key in _SHOWN} for hit in found.hits])
    else:
        _say(found)


def _say(found: "Found") -> None:
    for hit in found.hits:
        say(_line(hit))
    if not found.hits:
        say("Nothing found.")
    elif found.more:
        say(f"The first {len(found.hits)}, {found.order} first; there are more: narrow it, or set --limit.")
    else:
        say(f"{len(found.hits)} found, {found.order} first.")


def _line(hit: "Hit") -> str:
    at = datetime.fromisoformat(hit.at)
    who = f"{hit.actor}: " if hit.actor else ""
    place = " · ".join(part for part in (hit.site, hit.body) if part)
    elsewhen = "" if hit.date == f"{at:%Y-%m-%d}" else f"(on {at:%Y-%m-%d})  "
    return visible(f"{hit.meeting[-8:]}  {hit.date} {at:%H:%M}  {elsewhen}{place}  {hit.kind}  {who}{hit.text}")


def teller(what: str) -> Callable[[int, int], None]:
    """Says how far a long work is, on a terminal alone and not before a second."""
    last = [time.monotonic()]

    def tell(done: int, of: int) -> None:
        now = time.monotonic()
        if now - last[0] >= _PATIENCE and sys.stderr is not None and sys.stderr.isatty():
            last[0] = now
            complain(f"{what}: {done:,} of {of:,} meetings.")

    return tell


COMMANDS = {"search": search}
