"""Codes on spans of a text, put on and taken off; the text itself written anew, its codings going with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from fieldnotes.archive.edits import edit_of, edits_of
from fieldnotes.capture.acting import answer, carried, on_codings
from fieldnotes.capture.coding import read_codes
from fieldnotes.capture.taken import Taken, nothing
from fieldnotes.model.coding import Coding, Part, part_of, placed_at
from fieldnotes.model.ids import new_id
from fieldnotes.text import clean_line, clean_paragraphs, name_key, visible

if TYPE_CHECKING:
    from fieldnotes.capture.amending import Fields
    from fieldnotes.capture.session import Session
    from fieldnotes.model.observation import Span

    Place = tuple[str, Part, Span]  # of which observation, in which of its texts, from where to where

_NOT_THERE = "Those words are not in that text; nothing was coded."
_HAVE_IT = "Those words have that code already; nothing was changed."
_EMPTY = "Select the words to be coded first; nothing was coded."
_NO_CODE = "That is no code: one has letters, digits and hyphens; nothing was coded."


def code_span(session: Session, of: str, part: Part, span: Span, words: str) -> Taken:
    """Put codes on a span of what was typed, or of the fuller note: `#beds`, or several.

    Those words may have the code by somebody else: this is a coding of one's own beside it.
    """
    seen, (start, end) = session.seen(of), span
    text = part_of(seen, part)
    if not 0 <= start < end <= len(text):
        return nothing("/code", _NOT_THERE if text and start != end else _EMPTY)
    return code_spans(session, [(of, part, span)], words)


def code_spans(session: Session, places: Iterable[Place], words: str) -> Taken:
    """Put codes on spans that are there, by one change; what the session's observer has there already stays."""
    wanted = read_codes(words, session.record.codebook)
    made = [
        _coding(session, place, name)
        for place in places
        for name in wanted.on
        if name_key(name) not in _own_codes(session, place)
    ]
    if not made:
        said = nothing("/code", _HAVE_IT if wanted.on else _NO_CODE)
        return said._replace(warnings=wanted.warnings)
    put_on = {coding.code for coding in made}
    codes = [code for code in wanted.new if code.name in put_on]
    taken = session.change(
        f"/code {clean_line(words)}",
        {},
        lambda foreseen: on_codings("Coded", foreseen.coded),
        added=edits_of(codes=codes, codings=made),
    )
    brought = tuple(f"#{code.name} is not in the codebook, and is added to it." for code in codes)
    return taken._replace(warnings=(*wanted.warnings, *brought))


def _own_codes(session: Session, place: Place) -> set[str]:
    """The codes that the session's observer has put on exactly those words, as keys."""
    of, part, span = place
    there = codings_of(session, of, part)
    return {name_key(one.code) for one in there if one.span == span and one.coder == session.observer}


def _coding(session: Session, place: Place, code: str) -> Coding:
    of, part, (start, end) = place
    at, coder, quote = session.now().at, session.observer, part_of(session.seen(of), part)[start:end]
    return Coding(id=new_id(), of=of, part=part, start=start, end=end, code=code, quote=quote, coder=coder, at=at)


def uncode(session: Session, *codings: str) -> Taken:
    """Take codings back; they stay in the record as taken back."""
    found = [one for one in session.record.codings if one.id in codings and not one.retracted]
    if not found:
        return nothing("/code", "That coding was taken back already; nothing was changed.")
    return session.change(
        f"/code {' '.join(dict.fromkeys(f'-#{one.code}' for one in found))}",
        {},
        lambda foreseen: on_codings("Taken off", foreseen.coded),
        codings={one.id: ({"retracted": True}, ()) for one in found},
    )


def codings_of(session: Session, of: str, part: Part) -> list[Coding]:
    """The codings of a text that stand, in the order of their places."""
    found = [one for one in session.record.codings if (one.of, one.part) == (of, part) and one.stands]
    return sorted(found, key=lambda one: (one.start, one.end, one.id))


def write(session: Session, of: str, text: str, places: Mapping[str, Span | None] | None = None) -> Taken:
    """Put the fuller note under a jotting, an empty one takes it away; codings move with it in the same change.

    The answer names those that moved and those that were lost with their words.

    `places` are where the codings stand now, by their ids, None for one whose words are gone; those that are not
    named find their place by what the text and the one before have in common.
    """
    seen, clean = session.seen(of), clean_paragraphs(text)
    clean = clean if clean.strip() else ""
    if clean == (seen.written_up or ""):
        return nothing("/write", "The fuller note is so already; nothing was changed.")
    known = {one.id: one for one in session.record.codings}
    moved = {
        key: _placed(known[key], span, clean)
        for key, span in (places or {}).items()
        if key in known and placed_at(known[key], span, clean) != known[key]
    }
    fields: tuple[Fields, tuple[str, ...]] = ({"written_up": clean}, ()) if clean else ({}, ("written_up",))
    verb = "Written up" if clean else "The fuller note is taken away"
    return session.change(
        "/write", {of: fields}, lambda foreseen: answer(verb, foreseen.of) + carried(foreseen.moved), codings=moved
    )


def _placed(coding: Coding, span: Span | None, text: str) -> tuple[Fields, tuple[str, ...]]:
    now = placed_at(coding, span, text)
    fields: dict[str, Any] = {"start": now.start, "end": now.end, "quote": now.quote}
    return (fields | {"lost": True}, ()) if now.lost else (fields, ("lost",))


def mark_written_up(session: Session, done: bool = True) -> Taken:
    """Say that the meeting is written up, or that it is not yet."""
    if session.record.meeting.written_up == done:
        return nothing("/done", "The meeting is marked so already; nothing was changed.")
    meeting = msgspec.structs.replace(session.record.meeting, written_up=done)
    says = "The meeting is marked as written up." if done else "The meeting is no longer marked as written up."
    taken = session.change("/done", {}, lambda foreseen: says, added=[edit_of("meeting", meeting.id, meeting)])
    session.record = msgspec.structs.replace(session.record, meeting=meeting)
    return taken


def words_at(text: str, words: str) -> Span | None:
    """Where words first stand in a text; None where nowhere."""
    start = text.find(words) if words else -1
    return None if start < 0 else (start, start + len(words))


def in_brief(coding: Coding, longest: int = 40) -> str:
    """`#beds “who has the beds”`"""
    quote = visible(clean_line(coding.quote))
    shown = quote if len(quote) <= longest else quote[: longest - 2].rstrip() + " …"
    return f"#{coding.code} “{shown}”"
