"""The heads of speech, decisions and actions: all of it understood, or none."""

import re
from typing import NamedTuple

from fieldnotes.jottings.dates import read_due
from fieldnotes.jottings.people import named_or_sign, read_list
from fieldnotes.jottings.setting import Line
from fieldnotes.model.observation import Votes

_SPEAKER = re.compile(r" *([^ ,>:]+) *")
_ARROW = re.compile(r" *> *")
_VOTES = r"(?:(.*?) +)?(\d{1,6})-(\d{1,6})(?:-(\d{1,6}))?\Z"  # compiled when it is first wanted, as in `when`
_BY = r"(?:^| )by +(.+)\Z"


class SpeechHead(NamedTuple):
    """Who speaks, to whom, doing what."""

    actor: str
    addressees: tuple[str, ...]
    acts: tuple[str, ...]


class ActionHead(NamedTuple):
    """Who is to act, and by when."""

    owners: tuple[str, ...]
    due: str | None


def read_acts(line: Line, words: str) -> tuple[str, ...] | None:
    """The acts of a list; none for no words, None where one of them is not understood."""
    if not words.strip(" "):
        return ()
    acts = [line.setting.protocol.act(token) for token in words.split(",")]
    return tuple(dict.fromkeys(act for act in acts if act)) if all(acts) else None


def first_token(words: str) -> str:
    """What stands first in a line, up to a blank, `>`, `,` or `:`."""
    found = _SPEAKER.match(words)
    return found[1] if found else ""


def read_speech_head(line: Line, head: str) -> SpeechHead | None:
    """The head of speech; None where any part of it is not understood."""
    found = _SPEAKER.match(head)
    actor = named_or_sign(line, found[1]) if found else None
    if found is None or actor is None:
        return None
    rest = head[found.end() :]
    addressees: tuple[str, ...] = ()
    if arrow := _ARROW.match(rest):
        addressees, rest = read_list(line, rest[arrow.end() :], signs=True)
        if not addressees or (rest and rest[0] not in " "):
            return None
    acts = read_acts(line, rest)
    return None if acts is None else SpeechHead(actor, addressees, acts)


def why_no_speech(line: Line, raw: str) -> str:
    """A sentence on what keeps a line that begins with a speaker from being speech: the first part that does."""
    token = first_token(raw)
    head, colon, _ = raw.partition(":")
    if not colon:
        return f"No colon follows “{token}”; kept as a note."
    rest = head[head.find(token) + len(token) :]
    if arrow := _ARROW.match(rest):
        addressees, rest = read_list(line, rest[arrow.end() :], signs=True)
        if not addressees:
            return f"“{rest.strip(' ')}” is nobody who can be spoken to; kept as a note."
    odd = next((act for act in rest.split(",") if not line.setting.protocol.act(act)), rest).strip(" ")
    return f"“{odd}” is not one act of the protocol; kept as a note."


def read_decision_head(line: Line, head: str) -> tuple[str | None, Votes | None] | None:
    """Mode and votes of a decision; both None for an empty head, None where it is not understood."""
    words = head.strip(" ")
    if not words:
        return None, None
    votes: Votes | None = None
    if (found := re.match(_VOTES, words, re.ASCII)) and found[1]:
        words = found[1]
        votes = (int(found[2]), int(found[3]), int(found[4]) if found[4] else None)
    mode = line.setting.protocol.mode(words)
    return (mode, votes) if mode else None


def read_action_head(line: Line, head: str) -> ActionHead | None:
    """Owners and due of an action; both empty for an empty head, None where it is not understood."""
    words = head.strip(" ")
    if not words:
        return ActionHead((), None)
    due = None
    if found := re.search(_BY, words, re.IGNORECASE):
        due, words = found[1], words[: found.start()]
    owners, rest = read_list(line, words, signs=True) if words.strip(" ") else ((), "")
    if rest.strip(" ") or (words.strip(" ") and not owners):
        return None
    return ActionHead(owners, read_due(due, line.setting.day) if due else None)
