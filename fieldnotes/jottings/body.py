"""Read one line as the room then was. Nothing is refused: what is no more than text is a note, word for word."""

import re
from collections.abc import Callable
from datetime import datetime

from fieldnotes.jottings.commands import read_command
from fieldnotes.jottings.heads import (
    first_token,
    read_action_head,
    read_decision_head,
    read_speech_head,
    why_no_speech,
)
from fieldnotes.jottings.people import list_person, mark_seen, named_or_sign
from fieldnotes.jottings.records import record
from fieldnotes.jottings.setting import Line, Reading, Setting
from fieldnotes.model.observation import Reflection
from fieldnotes.text import clean_line

_REFLECTIONS: dict[str, Reflection] = {"~": "interpretation", "~m": "method", "~f": "feeling"}
_COLON_THEN_BLANK = re.compile(r":(?= |\Z)")


def _note(line: Line, raw: str) -> Reading:
    return line.reading(record(line, "note", raw))


def _speech(line: Line, raw: str) -> Reading:
    head, colon, rest = raw.partition(":")
    speech = read_speech_head(line, head) if colon else None
    if speech is None:
        if _begins_as_speech(line, raw, bool(colon)):
            line.warn(why_no_speech(line, raw))
        return _note(line, raw)
    mark_seen(line, speech.actor)
    for addressee in speech.addressees:
        list_person(line, addressee, "absent")
    said = record(line, "speech", rest, **speech._asdict())
    if speech.acts and not said.text:
        said = record(line, "act", rest, **speech._asdict())
    return line.reading(said)


def _begins_as_speech(line: Line, raw: str, has_colon: bool) -> bool:
    """A code or sign at the head is meant as a speaker; an alias is an ordinary word unless a colon follows."""
    token = first_token(raw)
    if named_or_sign(line, token) is None:
        return False
    is_word = not line.setting.roster.is_listed(token) and line.setting.roster.code_of(token) is not None
    return has_colon or not is_word


def _decision(line: Line, raw: str) -> Reading:
    head, colon, rest = raw.partition(":")
    understood = read_decision_head(line, head) if colon else (None, None)
    if understood is None:
        line.warn(f"“{head.strip()}” is not one way of deciding; all of the line is kept as the decision.")
    mode, votes = understood or (None, None)
    text = rest if colon and understood else raw
    return line.reading(record(line, "decision", text, mode=mode, votes=votes))


def _action(line: Line, raw: str) -> Reading:
    colon = _COLON_THEN_BLANK.search(raw)
    head = read_action_head(line, raw[: colon.start()]) if colon else None
    if colon and head is None:
        said = raw[: colon.start()].strip()
        line.warn(f"“{said}” is not understood as people and a due; all of the line is kept as the action.")
    if colon is None or head is None:
        if colon is None and _is_glued_action_head(line, raw):
            line.warn("No blank follows the colon, so all of the line is kept as the action.")
        return line.reading(record(line, "action", raw))
    for owner in head.owners:
        list_person(line, owner, "absent")
    return line.reading(record(line, "action", raw[colon.end() :], **head._asdict()))


def _is_glued_action_head(line: Line, raw: str) -> bool:
    """True for `P3 by 12 June:redraft`, which reads as a head but for the blank that it wants."""
    head, colon, _ = raw.partition(":")
    understood = read_action_head(line, head) if colon else None
    return understood is not None and bool(understood.owners)


def _reflection(sign: str) -> Callable[[Line, str], Reading]:
    def read(line: Line, raw: str) -> Reading:
        return line.reading(record(line, "reflection", raw, reflection=_REFLECTIONS[sign]))

    return read


_SIGNS: dict[str, Callable[[Line, str], Reading]] = {
    "!": _decision,
    "=>": _action,
    **{sign: _reflection(sign) for sign in _REFLECTIONS},
}


def read_body(body: str, at: datetime, setting: Setting) -> Reading:
    """What a line says, made at an instant, in a setting. Never raises, whatever the text.

    `body` is the line without its time; tabs and control characters are cleaned here.
    """
    raw = clean_line(body).strip(" ")
    line = Line(setting, at, raw)
    if raw.startswith("\\"):
        return _note(line, raw[1:])
    sign, _, rest = raw.partition(" ")
    if sign in _SIGNS:
        return _SIGNS[sign](line, rest)
    if raw.startswith("/"):
        return read_command(line, sign[1:], rest) or _note(line, raw)
    return _speech(line, raw)
