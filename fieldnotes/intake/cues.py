"""What is said in a cue, and by whom: voice tags, `Name: text`, a speaker in the cue's id; without the marks."""

import html
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from fieldnotes.intake.blocks import Block
from fieldnotes.intake.recording import Said
from fieldnotes.text import clean_line

_VOICE = re.compile(r"<v(?:\.[^\s>]*)?(?:\s+([^<>]*))?>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:[biuscv]|em|rt|br|font|lang|ruby|strong|span)(?:[.\s/][^<>]*)?>", re.IGNORECASE)
_INNER_TIME = re.compile(r"<(?:\d+:)?\d\d:\d\d[.,]\d{1,3}>", re.ASCII)
_PLACING = re.compile(r"\{\\[^{}]*\}")
_ID_WITH_SPEAKER = re.compile(r"\d+ \"([^\"]+)\" \(\d+\)\Z", re.ASCII)  # as Webex writes it
_BEGINNING = re.compile(r"(\[?[^\W_][^:]{0,60}?)\s*:(?:\s+|\Z)")
_BULLET = re.compile(r"(?:[-–—]|>>)\s+")
_IN_NO_NAME = frozenset('?!;"“”')
_PARTICLES = {
    *("al", "and", "bin", "d'", "da", "de", "del", "den", "der", "di", "dos", "du", "el", "ibn", "la", "le"),
    *("of", "ter", "the", "van", "von", "y", "zu"),
}
_MOST_WORDS = 6
IsKnown = Callable[[str], bool]


def said_in(block: Block, is_known: IsKnown) -> Iterator[Said]:
    """What a cue says, an entry for each speaker; none where nothing is left of it.

    The speaker is whom a voice tag, the cue's id, or a beginning such as `Name:` names. A beginning that is known,
    or looks like a name, is always taken for one: better a speaker too many than a name in the text.
    """
    named = _ID_WITH_SPEAKER.match(block.id.strip())
    for who, text in _voices(block, _name(named[1]) if named else "", is_known):
        if text:
            yield Said(block.line, block.begin, block.end, who, text)


def _voices(block: Block, speaker: str, is_known: IsKnown) -> Iterator[tuple[str, str]]:
    joined = " ".join(block.text)
    tags = list(_VOICE.finditer(joined))
    if not tags:
        yield from _begun([_plain(line) for line in block.text], speaker, is_known)
        return
    yield speaker, _plain(joined[: tags[0].start()])
    ends = [*(tag.start() for tag in tags[1:]), len(joined)]
    for tag, end in zip(tags, ends, strict=True):
        yield _name(tag[1] or ""), _plain(joined[tag.end() : end])


def _begun(lines: list[str], speaker: str, is_known: IsKnown) -> Iterator[tuple[str, str]]:
    """Lines parted where one begins with a name; what stands before the first is by the speaker of the id."""
    gathered: list[str] = []
    for line in lines:
        plain = _BULLET.sub("", line, count=1) if _BULLET.match(line) else line
        found = _BEGINNING.match(plain)
        if found and (is_known(_name(found[1])) or looks_like_a_name(found[1])):
            yield speaker, " ".join(gathered)
            speaker, gathered, plain = _name(found[1]), [], plain[found.end() :]
        if plain:
            gathered.append(plain)
    yield speaker, " ".join(gathered)


def beginnings(blocks: Iterable[Block]) -> Counter[str]:
    """How often the same words stand before a colon at the beginning of a line, capitals or not."""
    plain = (_plain(line) for block in blocks for line in block.text if ":" in line)
    found = (_BEGINNING.match(_BULLET.sub("", line, count=1) if _BULLET.match(line) else line) for line in plain)
    return Counter(_name(one[1]) for one in found if one)


def looks_like_a_name(words: str) -> bool:
    """True for up to six words of which each begins with a capital or digit, or is a `de`, `van` or such."""
    parts = words.strip("[]() ").split()
    if not 0 < len(parts) <= _MOST_WORDS or _IN_NO_NAME & set(words):
        return False
    return any(map(_is_capital, parts)) and all(_is_capital(p) or p.casefold() in _PARTICLES for p in parts)


def _is_capital(part: str) -> bool:
    """Of a script without capitals, any letter is one; a sign that joins two names will do."""
    first = part.lstrip("([")[:1]
    return first.isupper() or first.isdecimal() or first in "-–/|&" or (first.isalpha() and not first.islower())


def _name(raw: str) -> str:
    """A name as it is compared and told: one line, without brackets and double blanks."""
    return " ".join(_plain(raw).strip("[] ").split())


def _plain(raw: str) -> str:
    """Words without tags, inner times and placing; entities are what they stand for; one blank between two."""
    if "<" in raw or "{" in raw:
        raw = _PLACING.sub("", _INNER_TIME.sub("", _TAG.sub("", raw)))
    return " ".join(clean_line(html.unescape(raw) if "&" in raw else raw).split())
