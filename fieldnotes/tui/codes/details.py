"""What is said of one code, as rows of so many cells. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from fieldnotes.model.codebook import Code, Codebook
from fieldnotes.text import visible
from fieldnotes.tui import wording
from fieldnotes.tui.codes.hues import hue
from fieldnotes.tui.codes.past import happened
from fieldnotes.tui.codes.rows import COLOUR
from fieldnotes.tui.starting.rows import fitted
from fieldnotes.tui.wrapping import Piece, Row, wrap

if TYPE_CHECKING:
    from fieldnotes.archive.codings import Use
    from fieldnotes.archive.history import Commit
    from fieldnotes.archive.search import Found, Hit

SNIPPETS = 4
_SHORT = 60


class Known(NamedTuple):
    """What there is to say of a code. `found` is None while it is not looked up, `history` has the latest first."""

    code: Code
    book: Codebook
    use: Use | None
    found: Found | None
    history: Sequence[Commit]
    zone: str


def details(known: Known, width: int) -> list[Row]:
    """The rows, from the name down to the history; of a code that waits, its lines come first."""
    waits = known.code.name in known.book.waiting
    rows: list[Row] = []
    for part in (_names(known), () if waits else _meaning(known.code)):
        for pieces in part:
            rows += wrap(pieces, width)
    used = _used(known, width)
    rows += used if waits else [[], [Piece("Used", "strong")], *used]
    history = _history(known, width)
    return [*rows, [], [Piece("History", "strong")], *history] if history else rows


def _names(known: Known) -> Iterator[list[Piece]]:
    code, book = known.code, known.book
    yield [Piece(visible(f"#{code.called}"), "accent"), Piece(f"  {_state(known)}", "quiet")]
    if code.colour:
        yield [Piece(f"{COLOUR} ", code.colour), Piece(f"{hue(code.colour)} {code.colour}", "quiet")]
    above, into = book.parent_of(code), book.resolve(code.name)
    if book.is_merged(code) and into:
        yield [Piece(visible(f"merged into #{into.called}: its codings are found there"), "warning")]
    elif above:
        yield [Piece(visible(f"under #{above.called}"), "quiet")]
    former = [name for name in dict.fromkeys((code.name, *code.aliases)) if name != code.called]
    if former:
        yield [Piece(visible(f"called before: {', '.join('#' + name for name in former)}"), "quiet")]
    merged = [one.called for one in book.codes if one is not into and book.resolve(one.name) is code]
    if merged:
        yield [Piece(visible(f"merged into it: {', '.join('#' + name for name in merged)}"), "quiet")]


def _state(known: Known) -> str:
    code = known.code
    if code.name in known.book.waiting:
        return "waits for a review"
    return f"{code.status}, retired" if code.retired else code.status


def _meaning(code: Code) -> Iterator[list[Piece]]:
    said = (("", code.definition), ("When  ", code.when), ("Not when  ", code.when_not))
    for label, text in said:
        for number, line in enumerate(text.split("\n") if text else ()):
            yield [Piece(label if not number else "", "strong"), Piece(line, "text")]
    if not any(text for _, text in said):
        yield [Piece("No definition yet.", "quiet")]


def _used(known: Known, width: int) -> list[Row]:
    """How often, and the newest lines."""
    use, found = known.use, known.found
    if use is None:
        return [[Piece("never", "quiet")]]
    if not use.uses:
        day = wording.day(use.first_seen.date())
        return wrap([Piece(f"nowhere now: its words were deleted; first on {day}", "quiet")], width)
    meetings = f"{len(use.meetings)} meeting{'' if len(use.meetings) == 1 else 's'}"
    times = "once" if use.uses == 1 else f"{use.uses:,} times"
    day = wording.day(use.first_seen.date())
    rows = wrap([Piece(f"{times} in {meetings}, first on {day}", "text")], width)
    if found is None:
        return [*rows, [Piece("looking the lines up …", "quiet")]]
    for hit in found.hits[:SNIPPETS]:
        rows += _snippet(hit, width)
    more = use.uses - SNIPPETS
    return [*rows, [Piece("Enter shows all", "quiet")]] if more > 0 and found.hits else rows


def _snippet(hit: Hit, width: int) -> list[Row]:
    """A line that has the code: one row, two where they are short."""
    when = f"{wording.day_of(hit.date)} {wording.minute(datetime.fromisoformat(hit.at))}  "
    pieces = [Piece(when, "time"), Piece(f"{hit.actor}: " if hit.actor else "", "who"), Piece(hit.text, "text")]
    rows, most = wrap(pieces, width), 2 if width < _SHORT else 1
    if len(rows) <= most:
        return rows
    last = [*rows[most - 1], *(piece for row in rows[most:] for piece in row)]
    return [*rows[: most - 1], fitted(last, width)]


def _history(known: Known, width: int) -> list[Row]:
    rows: list[Row] = []
    for commit in known.history:
        at = commit.at(known.zone)
        lead = f"{wording.day(at.date())} {wording.minute(at)}  {commit.who or '—'}  "
        what = happened(commit, known.book, known.code.name)
        why = f"  because: {commit.why}" if commit.why else ""
        rows += wrap([Piece(lead, "time"), Piece(what, "text"), Piece(why, "quiet")], width)
    return rows
