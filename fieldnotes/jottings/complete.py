"""What is being typed at the cursor, and what it may become: people, acts, modes, owners, codes, items, commands.

Where the cursor stands is found with the parser's own rules, so that what is completed is read as that very thing.
Nothing is offered in plain text, in a quotation, or where what stands before the token would not be understood.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import NamedTuple

from fieldnotes.jottings import candidates
from fieldnotes.jottings.candidates import Candidate
from fieldnotes.jottings.marks import opens_quote
from fieldnotes.jottings.people import named, named_or_sign, read_list
from fieldnotes.jottings.setting import Line, Setting
from fieldnotes.model.agenda import is_item_number
from fieldnotes.model.people import is_p_code
from fieldnotes.text import clean_line, is_word_character

_FIRST = re.compile(r"[^ ,>:]*")
_ARROW = re.compile(r" *> *")
_BY = re.compile(r"(?:^| )by(?: |\Z)", re.IGNORECASE)
_COLON_THEN_BLANK = re.compile(r":(?= |\Z)")
_DEPUTY = re.compile(r"deputy +for +([^ ]*)\Z", re.IGNORECASE)
_REFLECTIONS = ("~", "~m", "~f")
_NO_TIME = datetime.min.replace(tzinfo=UTC)  # who and what a token names does not hang on it
_NONE: Mapping[str, str] = MappingProxyType({})
AMENDS = "amend"
CODED_ACTS = ("code", "find")


class Completion(NamedTuple):
    """What is typed at the cursor: its kind, where its token starts (code points), what may stand instead.

    `kind` is `person`, `act`, `mode`, `code`, `command`, `item`, `scale`, `point` or `how`; candidates come best
    first, and none of them is the token as it stands. `whole` says that the token is understood as it stands, so
    that it wants no completing.
    """

    kind: str
    start: int
    candidates: tuple[Candidate, ...]
    whole: bool = False


def complete(before: str, setting: Setting, acts: Mapping[str, str] = _NONE) -> Completion | None:
    """What a line without its time may go on with, given what stands before the cursor; None for nothing.

    `acts` are the acts on the record that can be typed as commands, each with what it does.
    """
    clean = clean_line(before)
    raw = clean.lstrip(" ")
    found = _at_end(raw, setting, acts)
    if found is None:
        return None
    token = raw[found.start :].rstrip(" ")
    others = tuple(one for one in found.candidates if one.text != token)
    start = found.start + len(clean) - len(raw)
    return found._replace(start=start, candidates=others) if others else None


def _at_end(raw: str, setting: Setting, acts: Mapping[str, str]) -> Completion | None:
    line = Line(setting, _NO_TIME, raw)
    sign, blank, rest = raw.partition(" ")
    behind = len(raw) - len(rest)
    if sign[:1] == "/":
        if not blank:
            return Completion("command", 1, candidates.words(sign[1:], {**candidates.COMMANDS, **acts}))
        return _moved(_in_command(line, sign[1:].casefold(), rest, acts), behind)
    if (code := _code(line, raw)) is not None or not raw or raw[0] == "\\":
        return code
    if blank and sign == "!":
        return _moved(_mode(line, rest), behind)
    if blank and sign == "=>":
        return _moved(_owner(line, rest), behind)
    return None if blank and sign in _REFLECTIONS else _speech(line, raw)


def _moved(found: Completion | None, by: int) -> Completion | None:
    return found._replace(start=found.start + by) if found else None


# -- within text


def _code(line: Line, text: str) -> Completion | None:
    """A code whose `#` stands at the start or after a blank, and in no quotation."""
    place = text.rfind("#")
    if place < 0 or (place and text[place - 1] != " ") or opens_quote(text[:place]):
        return None
    token = text[place + 1 :]
    name = token[1:] if token[:1] == '"' else token
    quoted = name != token and '"' not in name
    if not quoted and not all(is_word_character(char) or char == "-" for char in token):
        return None
    if token.startswith("-"):
        return None
    return Completion("code", place + 1, candidates.codes(name, line.setting))


# -- heads


def _speech(line: Line, raw: str) -> Completion | None:
    if ":" in raw:
        return None
    token = _FIRST.match(raw)[0]  # type: ignore[index]  # matches always
    rest = raw[len(token) :]
    if not rest:
        return _person(line, 0, token, opens=True)
    speaker = named_or_sign(line, token)
    if speaker is None:
        return None
    if arrow := _ARROW.match(rest):
        behind = len(token) + arrow.end()
        return _moved(_addressee_or_act(line, raw[behind:], speaker), behind)
    is_word = not is_p_code(token) and not line.setting.roster.is_listed(token) and named(line, token)
    typed = rest.strip(" ")
    if rest[0] != " " or (is_word and len(typed) < 2):
        return None
    return _moved(_act(line, rest), len(token))


def _addressee_or_act(line: Line, words: str, speaker: str) -> Completion | None:
    if found := _last_of_list(line, words, signs=True, but=(speaker,)):
        return found
    codes, rest = read_list(line, words, signs=True)
    if not codes or rest[:1] != " ":
        return None
    return _moved(_act(line, rest), len(words) - len(rest))


def _act(line: Line, words: str) -> Completion | None:
    """The last act of a list; all before it are to be understood."""
    *before, segment = words.split(",")
    named_before = [line.setting.protocol.act(token) for token in before]
    if not all(named_before):
        return None
    token = segment.lstrip(" ")
    known = tuple(act for act in named_before if act)
    return Completion("act", len(words) - len(token), candidates.acts(token, line.setting, known))


def _mode(line: Line, words: str) -> Completion | None:
    token = words.lstrip(" ")
    if ":" in token:
        return None
    return Completion("mode", len(words) - len(token), candidates.modes(token, line.setting))


def _owner(line: Line, words: str) -> Completion | None:
    if _COLON_THEN_BLANK.search(words) or _BY.search(words):
        return None
    return _last_of_list(line, words, signs=True)


# -- people


def _last_of_list(
    line: Line,
    words: str,
    signs: bool,
    *,
    but: tuple[str, ...] = (),
    rank: Callable[[str], int] | None = None,
) -> Completion | None:
    """The last person of a list `P5, ch`; None where something else stands there, or before it."""
    head, comma, segment = words.rpartition(",")
    token = segment.lstrip(" ")
    if any(char in token for char in " >:"):
        return None
    codes, rest = read_list(line, head, signs) if comma else ((), "")
    if comma and (not codes or rest.strip(" ")):
        return None
    return _person(line, len(words) - len(token), token, signs=signs, but=(*but, *codes), rank=rank)


def _person(
    line: Line,
    start: int,
    token: str,
    *,
    opens: bool = False,
    signs: bool = False,
    but: tuple[str, ...] = (),
    rank: Callable[[str], int] | None = None,
) -> Completion:
    here = line.setting.room.here
    code = named_or_sign(line, token) if signs else named(line, token)
    known = (*but, code) if code else but
    found = candidates.people(token, line.setting, rank or (lambda who: who not in here), but=known, opens=opens)
    more = tuple(sign for sign in candidates.signs(token) if sign.text not in known) if signs else ()
    return Completion("person", start, (*found, *more), whole=code is not None)


# -- commands


def _in_command(line: Line, name: str, words: str, acts: Mapping[str, str]) -> Completion | None:
    """What is typed behind a command."""
    if name == AMENDS:
        return _moved(_at_end(words.lstrip(" "), line.setting, acts), len(words) - len(words.lstrip(" ")))
    if (name in candidates.COMMANDS or name in CODED_ACTS) and (code := _code(line, words)):
        return code
    wanted = words.lstrip(" ")
    within = _WITHIN.get(name)
    return _moved(within(line, wanted), len(words) - len(wanted)) if within else None


def _item(line: Line, words: str) -> Completion | None:
    known = is_item_number(words) or line.setting.agenda.titled(words) is not None
    return Completion("item", 0, candidates.items(words, line.setting), whole=known)


def _presence(mode: str) -> Callable[[Line, str], Completion | None]:
    def within(line: Line, words: str) -> Completion | None:
        here = line.setting.room.here
        found = _last_of_list(line, words, signs=False, rank=lambda who: (who in here) == (mode == "in"))
        if found:
            return found
        codes, rest = read_list(line, words, signs=False)
        if not codes or rest[:1] != " ":
            return None
        said = rest.lstrip(" ")
        if deputy := _DEPUTY.match(said):
            absent = _person(line, 0, deputy[1], but=codes, rank=lambda who: who in here)
            return absent._replace(start=len(words) - len(deputy[1]))
        return Completion("how", len(words) - len(said), candidates.words(said, candidates.HOW[mode]))

    return within


def _floor(line: Line, words: str) -> Completion | None:
    sign = words[:1] if words[:1] in ("+", "-") else ""
    here, speaking = line.setting.room.here, line.setting.room.floor
    token = words[len(sign) :].lstrip(" ")
    if any(char in token for char in " ,>:"):
        return None
    ranks: dict[str, Callable[[str], int]] = {
        "": lambda who: who not in here,
        "+": lambda who: 2 * (who not in here) + (who in speaking),
        "-": lambda who: 2 * (who not in speaking) + (who not in here),
    }
    return _person(line, len(words) - len(token), token, rank=ranks[sign])


def _rate(line: Line, words: str) -> Completion | None:
    name, blank, behind = words.partition(" ")
    if not blank:
        return Completion("scale", 0, candidates.scales(name, line.setting))
    scale = line.setting.protocol.scale(name)
    token = behind.lstrip(" ")
    return Completion("point", len(words) - len(token), candidates.points(token, scale)) if scale else None


_WITHIN: dict[str, Callable[[Line, str], Completion | None]] = {
    "item": _item,
    "in": _presence("in"),
    "out": _presence("out"),
    "floor": _floor,
    "rate": _rate,
}
