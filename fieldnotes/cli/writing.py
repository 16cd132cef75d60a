"""`writeup`, `write` and `code`: from jottings to field notes, once the meeting is over."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fieldnotes.cli.given import heard_words
from fieldnotes.cli.lines import open_session
from fieldnotes.cli.output import complain, say_json, say_or_raise, telling
from fieldnotes.errors import FieldnotesError, UsageError
from fieldnotes.text import clean_paragraphs, read_bytes, visible

if TYPE_CHECKING:
    from collections.abc import Callable

    from fieldnotes.archive.history import Hands
    from fieldnotes.capture.session import Session
    from fieldnotes.capture.taken import Taken
    from fieldnotes.model.coding import Part
    from fieldnotes.model.observation import Observation, Span

_STUDY = click.argument("study", type=click.Path(path_type=Path))
_JSON = click.option("--json", "as_json", is_flag=True, help="For other programs.")
_OBSERVER = click.option("--observer", help="Who signs; otherwise the setting, or the meeting's only observer.")


class LineNotFound(FieldnotesError):
    """No line of the meeting, or more than one, has such an id."""

    def __init__(self, ref: str, several: int = 0) -> None:
        why = f"“{ref}” could be {several} lines" if several else f"No line of this meeting is known as “{ref}”"
        super().__init__(
            f"{why}; nothing was changed. The ids are those of `fieldnotes show STUDY MEETING --json`."
        )


class NotASpan(UsageError):
    """Words that name no span of a text."""

    def __init__(self, words: str, why: str) -> None:
        super().__init__(f"“{words}” {why}; nothing was coded.")


def line_of(observations: "list[Observation]", ref: str) -> "Observation":
    """The observation of an id, or of the beginning or end of one that no other has; raises LineNotFound."""
    fitting = [seen for seen in observations if ref and (seen.id.startswith(ref) or seen.id.endswith(ref))]
    exact = [seen for seen in fitting if seen.id == ref]
    if len(exact or fitting) != 1:
        raise LineNotFound(ref, len(fitting))
    return (exact or fitting)[0]


@contextmanager
def _opened(study: Path, meeting: str, observer: str | None) -> "Iterator[Session]":
    session = open_session(study, meeting, observer)
    try:
        yield session
    finally:
        session.close()


def _do(session: "Session", act: "Callable[[], Taken]", shown: "Callable[[Taken], Any] | None") -> None:
    """Do it, wait for the disk, and say what came of it: a sentence, or what `shown` gives as JSON."""
    from fieldnotes.capture.oneact import carried_out

    taken, _ = carried_out(session, act)
    for warning in taken.warnings:
        complain(visible(warning))
    with telling(taken.says):
        if shown is not None:
            say_json(shown(taken), say_or_raise)
        else:
            say_or_raise(visible(taken.says))


@click.command()
@_STUDY
@click.argument("meeting", default="last")
@_OBSERVER
def writeup(study: Path, meeting: str, observer: str | None) -> None:
    """Open the write-up screen on a meeting: the jottings, and the fuller note beside each."""
    from fieldnotes.cli.screen import run_write_up

    run_write_up(study, meeting, observer)


@click.command()
@_STUDY
@click.argument("meeting")
@click.argument("line_id")
@click.argument("text", required=False)
@_JSON
@_OBSERVER
def write(study: Path, meeting: str, line_id: str, text: str | None, as_json: bool, observer: str | None) -> None:
    """Write the fuller note of a line: TEXT, `-` for standard input, nothing for $EDITOR; an empty one goes.

    Codes on spans of the note keep their place where what is around them changes; which of them moved, and which
    were lost with their words, is said (`codings` of --json).
    """
    from fieldnotes.capture.spancoding import write as put

    with _opened(study, meeting, observer) as session:
        seen = line_of(session.observations, line_id)
        note = _note(text, seen.written_up or "")
        shown = partial(_written, session, seen.id) if as_json else None
        with _not_lost(None if text is not None else note):
            _do(session, lambda: put(session, seen.id, note), shown)


@contextmanager
def _not_lost(note: str | None) -> Iterator[None]:
    """Where the disk of the study refuses what was written in the editor, it is kept beside the drafts."""
    from fieldnotes.capture.oneact import NotDone

    try:
        yield
    except NotDone as error:
        from fieldnotes.capture.editor import keep

        if note and (kept := keep(note.encode("utf-8", "replace"))):
            raise NotDone(f"{error} What you wrote is kept in {kept}.") from error
        raise


def _written(session: "Session", of: str, taken: "Taken") -> dict[str, Any]:
    """The line as `show --json` gives it, and the codings that moved with the note or were lost with words."""
    from fieldnotes.export.shape import observation_shape
    from fieldnotes.export.whole import coding_shape

    return {**observation_shape(session.seen(of)), "codings": [coding_shape(one) for one in taken.codings]}


def _note(text: str | None, before: str) -> str:
    if text is None:
        from fieldnotes.capture.editor import edited

        left = edited(before)
        if left.warning:
            complain(left.warning)
        return left.text
    if text != "-":
        return heard_words(text)
    from fieldnotes.capture.linemode import standard_input

    words, is_odd = read_bytes(standard_input().read())
    if is_odd:
        complain("The text is not UTF-8; it is read as Windows-1252.")
    return clean_paragraphs(words.removeprefix("\ufeff")).rstrip("\n")


@click.command()
@_STUDY
@click.argument("meeting")
@click.argument("line_id")
@click.argument("code")
@click.option("--span", help="START:END, code points of the text, the end exclusive.")
@click.option("--quote", help="The words that are meant, where they first stand.")
@click.option("--write-up", "in_note", is_flag=True, help="Of the fuller note, not of the jotting.")
@click.option("--remove", is_flag=True, help="Take the code off.")
@_JSON
@_OBSERVER
def code(
    study: Path,
    meeting: str,
    line_id: str,
    code: str,
    span: str | None,
    quote: str | None,
    in_note: bool,
    remove: bool,
    as_json: bool,
    observer: str | None,
) -> None:
    """Put a CODE on a line, or on some words of it; one that is not in the codebook is added as emergent.

    What has the code by another observer already gets a coding of one's own beside it.
    """
    part: Part = "write-up" if in_note else "text"
    with _opened(study, meeting, observer) as session:
        seen = line_of(session.observations, line_id)
        found = partial(_hands, study, meeting, session.zone)
        where = _span(seen, part, span, quote and heard_words(quote))
        act = _coding(session, seen, part, where, heard_words(code), remove, found)
        _do(session, act, (lambda taken: _coded(session, seen.id)) if as_json else None)


def _hands(study: Path, meeting: str, zone: str) -> "Hands":
    """Who put codes on whole lines, where it was not their observer."""
    from fieldnotes.cli.found import find_meeting

    archive, place = find_meeting(study, meeting)
    return archive.open_meeting(place).hands(zone)


def _span(seen: "Observation", part: "Part", span: str | None, quote: str | None) -> "Span | None":
    """The span that is meant, None for the whole line; raises NotASpan."""
    from fieldnotes.capture.spancoding import words_at
    from fieldnotes.model.coding import part_of

    text = part_of(seen, part)
    if span is not None and quote is not None:
        raise NotASpan(span, "and --quote say the same in two ways: give one of them")
    if quote is not None:
        if (found := words_at(text, quote)) is None:
            raise NotASpan(quote, "is not in that text" if text else "is not there: there is no fuller note")
        return found
    if span is None:
        return (0, len(text)) if part == "write-up" and text else None
    start, _, end = span.partition(":")
    if not (start.isdecimal() and end.isdecimal() and 0 <= int(start) < int(end) <= len(text)):
        raise NotASpan(span, f"is no span START:END of a text of {len(text)} code points")
    return int(start), int(end)


def _coding(
    session: "Session",
    seen: "Observation",
    part: "Part",
    span: "Span | None",
    words: str,
    remove: bool,
    hands: "Callable[[], Hands]",
) -> "Callable[[], Taken]":
    """What is to be done: a code on or off, of words or of the whole line; raises NotASpan.

    Of what several have put on the same words, one's own comes off first.
    """
    from fieldnotes.capture.spancoding import code_span, codings_of, uncode
    from fieldnotes.text import name_key

    if span is None:
        if part == "write-up":
            raise NotASpan("--write-up", "names a note that is not there: write it first")
        return _line_coding(session, seen.id, f"#{_bare(words)}", hands, remove)
    if not remove:
        return lambda: code_span(session, seen.id, part, span, f"#{_bare(words)}")
    there = codings_of(session, seen.id, part)
    wanted = name_key(_bare(words).strip('"'))
    found = [one for one in there if one.span == span and name_key(one.code) == wanted]
    found.sort(key=lambda one: one.coder != session.observer)
    if not found:
        raise NotASpan(words, "is not on those words")
    return lambda: uncode(session, found[0].id)


def _line_coding(
    session: "Session", line: str, code: str, hands: "Callable[[], Hands]", remove: bool
) -> "Callable[[], Taken]":
    from fieldnotes.capture.secondcoding import code_line, uncode_line

    return (lambda: uncode_line(session, line, code)) if remove else lambda: code_line(session, line, code, hands())


def _bare(code: str) -> str:
    """A code without its sign; one of several words in quotation marks, as it is written in a line."""
    name = code.strip(" ").lstrip("#")
    return f'"{name}"' if " " in name and not name.startswith('"') else name


def _coded(session: "Session", of: str) -> dict[str, Any]:
    from fieldnotes.export.whole import coding_shape

    codings = [coding_shape(one) for one in session.record.codings if one.of == of]
    return {"id": of, "codes": list(session.seen(of).codes), "codings": codings}


COMMANDS = {"writeup": writeup, "write": write, "code": code}
