"""Telling real names, which never go into a study, from codes, roles and ordinary words; and taking them out."""

import re
from typing import NamedTuple

from fieldnotes.model.people import Roster, is_p_code
from fieldnotes.text import name_key

LEFT_OUT = "[name]"
_UPPER, _LOWER = "A-ZÀ-ÖØ-Þ", "a-zß-öø-ÿ"
_SURNAME = (
    rf"(?:(?:van|von|de|der|den|du|la|le|bin|al)\s+)*(?:Mc|Mac|O['’])?[{_UPPER}][{_LOWER}]+"
    rf"(?:['’-][{_UPPER}]?[{_LOWER}]+)*"
)
_HONORIFIC = (
    r"(?:Dr|Prof(?:essor)?|Mr|Mrs|Ms|Miss|Mx|Sir|Dame|Lord|Lady|Rev(?:erend)?|Cllr|Councillor|Sr|Herr|Frau|Mme|M)"
)
HONORIFIC = re.compile(rf"(?:{_HONORIFIC})\.?")
"""`Dr`, `Mrs.`: what a real name begins with."""

_TITLED = rf"\b(?:{_HONORIFIC}\.?\s+)+(?:[{_UPPER}]\.?\s*)*{_SURNAME}(?:\s+{_SURNAME})?"
_INITIALLED = rf"(?<![\w.])(?:[{_UPPER}]\.\s?){{1,3}}{_SURNAME}"
_NUMBERED = (
    r"(?:appendix|annex|part|section|paper|enc|enclosure|item|option|phase|group|schedule|vitamin|hepatitis)\s+\Z"
)
_WHOLE_NAME = rf"(?:[{_UPPER}]\.?\s*)?{_SURNAME}(?:\s+(?:[{_UPPER}]\.?\s+)?{_SURNAME}){{1,2}}\Z"
_AND = re.compile(r"\s*(?:,|/|&|\+|\band\b)\s*")

_HEADS_TEXT = """
accountant administrator adviser advisor all analyst associate auditor carer ceo cfo chair chairman chairperson
chairs chairwoman chief cio clerk clinician cno commissioner committee consultant convenor coo coordinator
councillor deputy director directors doctor everyone executive executives facilitator governor gp gps head lead
leads leader leaders manager managers matron md member members midwife nurse nurses observer officer officers
pharmacist physician president registrar representative representatives secretary surgeon team therapist
treasurer trainee board
"""
_HEADS = frozenset(_HEADS_TEXT.split())
_ROLES_TEXT = """
estates digital communications commissioning it infection control safety workforce performance diabetes network
accountant administrator adviser advisor all analyst associate auditor board carer ceo cfo chair chairman
chairperson chairs chairwoman chief cio clerk clinical clinician cno co commissioner committee consultant
convenor coo coordinator corporate councillor deputy development director directors doctor everyone executive
executives facilitator finance financial general governance governor gp gps group head hr human independent
information interim joint lay lead leads leader leaders manager managers managing md matron medical member
members midwife non nurse nurses nursing observer officer officers operating operations partner patient
pharmacist physician planning policy practice president primary programme project public quality registrar
representative representatives research resources secretary senior service services social strategy surgeon team
therapist treasurer trainee user vice worker working of the for and
"""
_ROLES = frozenset(_ROLES_TEXT.split())
_ORDINARY_TEXT = """
about access account accounts action actions activity agenda apologies agreement annual any aob appendix
approval appointments arising arrangements assurance audit autumn bed beds budget budgets business capacity
capital care case change charity close closing commissioning communications community complaints consultation
contract control cost costs data date day decision declaration declarations deferred delivery demand department
diabetes discharge discussion draft education emergency end engagement equality estate estates ethics evaluation
evidence experience feedback final follow forward framework funding future health home hospital implementation
improvement induction infection initiative innovation inspection integrated interest interests introduction
introductions investment issues key last learning letter list local log long lunch matters meeting meetings
mental minute minutes model monitoring month monthly network new next north note notes other outcomes outline
overview paper papers patients performance period phase pilot plan plans position previous prevention priorities
priority private process procurement progress proposal protocol q1 q2 q3 q4 quarter question questions
recommendations recovery recruitment referral referrals register regional report reports review risk risks round
safety savings schedule scheme school screening section site south spring staff staffing standards standing
statement status strategic study summary summer support system target targets task technology term terms theatre
theatres time topic training transformation transport trust update updates urgent venue verbal vision visit
waiting ward wards welcome west winter work workforce workplan year east monday tuesday wednesday thursday
friday saturday sunday january february march april may june july august september october november december
"""
_ORDINARY = _ROLES | frozenset(_ORDINARY_TEXT.split())


class Presenter(NamedTuple):
    """Who presents: codes or a role, as it may be kept; and the names that may not, as they stood there."""

    who: str
    names: tuple[str, ...]


def without_names(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with `[name]` for each name that a title or initials give away; and those names."""
    found: list[str] = []

    def take(match: re.Match[str]) -> str:
        if re.search(_NUMBERED, text[: match.start()], re.IGNORECASE):
            return match.group()
        found.append(match.group())
        return LEFT_OUT

    return re.sub(_INITIALLED, take, re.sub(_TITLED, take, text)), tuple(found)


def looks_like_a_name(words: str) -> bool:
    """True for a title or initials before a surname, or two or three capitalised words, none ordinary."""
    plain = words.strip(" .")
    if re.fullmatch(_TITLED, plain) or re.fullmatch(_INITIALLED, plain):
        return True
    return bool(re.match(_WHOLE_NAME, plain)) and not any(word in _ORDINARY for word in _words(plain))


def doubtful(title: str) -> str:
    """What ends a title and may be first names, which nothing tells from other words; empty where nothing does."""
    found = re.search(r"(?:\(([^()]+)\)|\s[-–—]\s+([^-–—]+))\Z", title)
    said = (found[1] or found[2]) if found else ""
    parts = [part for part in _AND.split(said) if part]
    single = all(re.fullmatch(_SURNAME, part) and part.lower() not in _ORDINARY for part in parts)
    return said if parts and single else ""


def is_role(words: str) -> bool:
    """True for words that name a function: `Finance Director`, `PEC chair`, `all`."""
    found = _words(words)
    return all(word in _ROLES for word in found) and any(word in _HEADS for word in found)


def _words(words: str) -> list[str]:
    return [word.lower() for word in re.findall(r"[^\W_]+", words)]


def presenter_of(words: str, roster: Roster, behind_a_marker: bool) -> Presenter | None:
    """Who presents, of words that stand where that may be said; None where they are no person.

    `behind_a_marker`: they stand after “Lead:” or in the column of it, so that whatever is no code and no role
    counts as a name. The codes of several are joined by commas.
    """
    who: list[str] = []
    names: list[str] = []
    for part in filter(None, (piece.strip(" .;:") for piece in _AND.split(words.strip()))):
        code = _code_of(part, roster)
        if code:
            who.append(code)
        elif is_role(part):
            who.append(part)
        elif behind_a_marker or looks_like_a_name(part):
            names.append(part)
        else:
            return None
    return Presenter(", ".join(dict.fromkeys(who)), tuple(names)) if who or names else None


def _code_of(words: str, roster: Roster) -> str | None:
    if is_p_code(words) and not roster.is_listed(words):
        return words.upper()
    return roster.code_of(name_key(words)) if len(words) <= 60 else None
