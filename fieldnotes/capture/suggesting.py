"""What may stand at the cursor of a line of the composer: behind the `@` of a line that names its time, too."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from fieldnotes.capture.acting import acts_offered
from fieldnotes.capture.moment import KeyTime
from fieldnotes.jottings import candidates
from fieldnotes.jottings.candidates import Candidate
from fieldnotes.jottings.complete import Completion, complete
from fieldnotes.jottings.setting import Setting
from fieldnotes.jottings.when import read_at
from fieldnotes.text import clean_line, hyphened_name, name_key


def suggest(before: str, key: KeyTime, zone: str, since: datetime | None, setting: Setting) -> Completion | None:
    """What the line may go on with, given what stands before the cursor; None for nothing.

    `since` is the meeting's beginning where it has ended or is of another day, as in `heard.hear`.
    """
    return _suggest(before, key, zone, since, setting, acts_offered())


def suggest_instead(before: str, at: datetime, zone: str, setting: Setting) -> Completion | None:
    """The same of words that are to stand in the place of a line of that instant; they are no act."""
    return _suggest(before, KeyTime(at, 0), zone, None, setting, MappingProxyType({}))


def _suggest(
    before: str, key: KeyTime, zone: str, since: datetime | None, setting: Setting, acts: Mapping[str, str]
) -> Completion | None:
    raw = clean_line(before).lstrip(" ")
    body = read_at(raw, key.at, zone, since).body
    found = complete(body, setting, acts)
    return found._replace(start=found.start + len(before) - len(body)) if found else None


_NAMED = re.compile(r"(?:^| )(?P<sign>[#-]*)(?P<name>[^ #]*)\Z")


def suggest_codes(before: str, has: Sequence[str], setting: Setting) -> Completion | None:
    """The codes that may be put on a line that has some, with or without `#`; behind `-`, those to be taken off."""
    clean = clean_line(before)
    found = _NAMED.search(clean)
    if found is None:
        return None
    token, off = found["name"], "-" in found["sign"]
    named = {name_key(word.lstrip("#-")) for word in clean[: found.start()].split()}
    had = tuple(Candidate(hyphened_name(name)) for name in has if candidates.fit(token, name) is not None)
    others = had if off else candidates.codes(token, setting)
    known = named if off else named | {name_key(name) for name in has}
    offered = tuple(one for one in others if one.text != token and name_key(one.text) not in known)
    return Completion("code", found.start("name"), offered) if offered else None
