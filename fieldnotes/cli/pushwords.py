"""What `push` asks and says: secrets in, progress and what came of it out."""

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from fieldnotes.cli.output import Unsaid, complain, complain_of_damage, say_json, say_or_raise
from fieldnotes.errors import FieldnotesError, UsageError
from fieldnotes.export.taguette.address import Address
from fieldnotes.export.taguette.outbox import Entry
from fieldnotes.export.taguette.pushing import Push, Sent, Watch
from fieldnotes.export.taguette.sending import Secret
from fieldnotes.text import clean_line, visible

if TYPE_CHECKING:
    from fieldnotes.archive import MeetingArchive
    from fieldnotes.export.taguette.server import Made

TOKEN, PASSWORD = "FIELDNOTES_TAGUETTE_TOKEN", "FIELDNOTES_TAGUETTE_PASSWORD"
_QUOTED = 60
_NAMED = 10  # of codings without a place; --json has all


class NotAll(FieldnotesError):
    """Something of what was asked for has no place over there."""

    def __init__(self, changed: int, lost: int) -> None:
        what = [f"{_many(changed, 'meeting')} with another text over there"] if changed else []
        what += [f"{_many(lost, 'highlight')} whose words are not there"] if lost else []
        super().__init__(
            f"Not everything has a place over there: {', '.join(what)}. All else is there, and nothing was changed "
            "for it; --again sends such a meeting as a second document, beside what was made on the first."
        )


def secret_for(entry: Entry, token: str) -> Secret:
    """The token that was given, else what is asked for or taken from the environment. Raises UsageError."""
    if entry.login:
        if Address(entry.server).is_open:
            complain(f"{entry.server} is not encrypted: whoever is on the way can read the password.")
        return Secret(password=_ask(f"Password of {entry.login} at {entry.server}", PASSWORD))
    if entry.has_token and not token:
        token = _ask(f"Token of {entry.server}, the part after ?token=", TOKEN)
    elif Address(entry.server).is_here:  # a token goes nowhere else unasked
        token = token or os.environ.get(TOKEN, "")
    return Secret(token=token)


def _ask(what: str, variable: str) -> str:
    if variable in os.environ:
        return os.environ[variable]
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError(f"{what} is wanted, and there is nobody to ask; put it into {variable}. Nothing was sent.")
    return str(click.prompt(visible(what), hide_input=True, err=True)).strip()


class Teller:
    """Says what is done while it is done: a line a meeting, on a terminal each highlight; or JSON at the end."""

    def __init__(self, dry_run: bool, as_json: bool) -> None:
        self._dry_run, self._as_json = dry_run, as_json
        self._counts = sys.stderr is not None and sys.stderr.isatty()
        self._unsaid: OSError | None = None
        self.watch = Watch(self._step, self._done)

    def read(self, opened: "MeetingArchive") -> None:
        """Say what of a meeting cannot be read."""
        complain_of_damage([*opened.damage, *opened.damage_behind()])

    def _step(self, done: int, of: int, stem: str) -> None:
        if self._counts:
            sys.stderr.write(f"\r\x1b[K{stem}: {done} of {of}")
            sys.stderr.flush()

    def _done(self, sent: Sent) -> None:
        if self._counts:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
        if not self._as_json:
            self._say(visible(self._line(sent)))
        for sentence in _doubts(sent):
            complain(visible(sentence))

    def _say(self, line: str) -> None:
        """A line on standard output; where nobody takes it, the push goes on, and says so at its end."""
        try:
            if self._unsaid is None:
                say_or_raise(line)
        except OSError as error:
            self._unsaid = error

    def _line(self, sent: Sent) -> str:
        verb = "to make" if self._dry_run else "made"
        document = {"new": f"document {verb}", "there": "document there", "changed": "another text there"}
        counts = (
            (sent.highlights, "highlight", verb),
            (sent.extended, "highlight with more tags", verb),
            (sent.there, "highlight", "there"),
        )
        parts = [document[sent.fate], *(f"{_many(number, what)} {how}" for number, what, how in counts if number)]
        return f"{sent.stem}: {', '.join(parts)}"

    def end(self, server: str, done: Push, made: "Made") -> None:
        """The last word; raises NotAll where something has no place over there."""
        if self._as_json:
            say_json(_shape(server, done, made), self._say)
        else:
            self._say(visible(self._last(server, done, made)))
        changed = sum(sent.fate == "changed" for sent in done.meetings)
        lost = sum(len(sent.not_placed) for sent in done.meetings)
        if self._unsaid:
            raise Unsaid("It was sent.", self._unsaid)
        if changed or lost:
            raise NotAll(changed, lost)

    def _last(self, server: str, done: Push, made: "Made") -> str:
        where = f"“{done.name}” at {server}" + (f"/project/{done.project}" if done.project > 0 else "")
        counts = (
            (made.projects, "project"),
            (made.documents, "document"),
            (made.tags, "tag"),
            (made.highlights, "highlight"),
            (made.extended, "highlight with more tags"),
        )
        what = ", ".join(_many(number, word) for number, word in counts if number) or "nothing"
        return f"{where}: {what} {'to make' if self._dry_run else 'made'}"


def _many(number: int, what: str) -> str:
    first, _, rest = what.partition(" with ")
    return f"{number} {first}{'' if number == 1 else 's'}{' with ' if rest else ''}{rest}"


def _doubts(sent: Sent) -> list[str]:
    said = []
    if sent.fate == "changed":
        lacks = (
            f"which lacks {_many(sent.missing, 'line')} of it"
            if sent.missing
            else "which has other words around it"
        )
        said.append(
            f"{sent.stem}: its text here is another than that of “{sent.name}” there, {lacks}, and stays as it is "
            "with all that was made on it."
        )
    if sent.folder > 1:
        said.append(
            f"{sent.stem}: another folder holds the same meeting; this is a document of its own, “{sent.name}”, "
            "so what both hold is there twice. `fieldnotes check` tells more."
        )
    if sent.twins:
        said.append(f"{sent.stem}: there more than once, as documents {_list([sent.document, *sent.twins])}.")
    for lost in sent.not_placed[:_NAMED]:
        line = clean_line(lost.words)
        words = line if len(line) <= _QUOTED else line[: _QUOTED - 1].rstrip() + "…"
        said.append(f"{sent.stem}: not placed: {' '.join(f'#{code}' for code in lost.codes)} “{words}”.")
    if len(sent.not_placed) > _NAMED:
        said.append(f"{sent.stem}: … and {len(sent.not_placed) - _NAMED} more that have no place.")
    return said


def _list(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers))


def _shape(server: str, done: Push, made: "Made") -> dict[str, Any]:
    return {
        "server": server,
        "project": {"id": max(done.project, 0) or None, "name": done.name, "new": done.is_new},
        "documents": made.documents,
        "tags": made.tags,
        "highlights": made.highlights,
        "extended": made.extended,
        "meetings": [_meeting(sent) for sent in done.meetings],
    }


def _meeting(sent: Sent) -> dict[str, Any]:
    return {
        "meeting": sent.meeting,
        "document": max(sent.document, 0) or None,
        "name": sent.name,
        "state": sent.fate,
        "highlights": sent.highlights,
        "extended": sent.extended,
        "there_already": sent.there,
        "lines_missing": sent.missing,
        "not_placed": [{"words": lost.words, "codes": list(lost.codes)} for lost in sent.not_placed],
        "twins": list(sent.twins),
    }
