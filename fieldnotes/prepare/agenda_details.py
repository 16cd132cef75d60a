"""What stands beside the title of an agenda item: times of day, minutes, purpose, presenter."""

import re
from dataclasses import dataclass, field

from fieldnotes.model.people import Roster
from fieldnotes.prepare.naming import LEFT_OUT, looks_like_a_name, presenter_of, without_names

_HALF = r"(?:\s*([ap])\.?m\.?)?"
_AT = rf"(\d{{1,2}})(?:[:.h](\d\d))?{_HALF}"
_TO = r"\s*(?:-|–|—|to|until|till)\s*"
_TIME = re.compile(rf"{_AT}(?:{_TO}{_AT})?\s*(?:hrs?|h|uhr)?", re.IGNORECASE)
_MILITARY = re.compile(
    r"([01]\d|2[0-3])([0-5]\d)(?:\s*[-–—]\s*([01]\d|2[0-3])([0-5]\d))?\s*(?:hrs?|h)\b", re.IGNORECASE
)
_ABOUT = r"(?:about|approx\.?|c\.?|ca\.?|circa|~|for|up to|max\.?)?\s*"
_MINUTES = re.compile(rf"{_ABOUT}(\d{{1,3}}(?:\.\d)?)\s*(?:mins?\.?|minutes?|m|['′’]|minuten)", re.IGNORECASE)
_HOURS = re.compile(
    rf"{_ABOUT}(\d)([.,]5|½|¼|¾)?\s*(?:h|hrs?\.?|hours?)(?:\s*(?:and\s*)?(\d{{1,2}})\s*(?:m|mins?\.?|minutes?)?)?",
    re.IGNORECASE,
)
_WORDED = {
    "half an hour": 30,
    "an hour": 60,
    "one hour": 60,
    "half hour": 30,
    "quarter of an hour": 15,
    "an hour and a half": 90,
}
_FRACTIONS = {".5": 30, ",5": 30, "½": 30, "¼": 15, "¾": 45}

_PURPOSES = {
    "decision": "decision", "decide": "decision", "decisions": "decision",
    "approval": "approval", "approve": "approval",
    "agreement": "agreement", "agree": "agreement",
    "ratification": "ratification", "ratify": "ratification",
    "discussion": "discussion", "discuss": "discussion",
    "assurance": "assurance", "assure": "assurance",
    "note": "note", "noting": "note", "information": "note", "info": "note", "receive": "note", "update": "note",
}  # fmt: skip
_BARE = ("decision", "approval", "agreement", "ratification", "discussion", "assurance", "information", "noting")
_PURPOSE_WORD = "|".join(sorted(_PURPOSES, key=len, reverse=True))
_PURPOSE = re.compile(
    rf"(?:for|to|purpose:?)\s+(?:the\s+)?({_PURPOSE_WORD})(?:\s*(?:/|,|and|&|or)\s*(?:for\s+|to\s+)?(?:{_PURPOSE_WORD}))*",
    re.IGNORECASE,
)
_LEADING_PURPOSE = re.compile(rf"(?:for|to)\s+({_PURPOSE_WORD})\b", re.IGNORECASE)
_MARKER = re.compile(
    r"(?:(?:item\s+)?lead(?:er)?|presenter|presenting|speaker|owner|who|led by|presented by|introduced by"
    r"|to be presented by|by)\s*(?::|(?<=by)\s|\s[-–—])\s*",
    re.IGNORECASE,
)
_BEHIND_MARKER = re.compile(
    r"\s*[-–—,;(\[]*\s*\b"
    r"(?:(?:to be )?(?:presented|led|introduced|given) by\s+|(?:lead|presenter|speaker|owner)\s*:\s*)"
    r"([^()\[\];]+?)\s*[)\]]?\Z",
    re.IGNORECASE,
)
_WILL_PRESENT = re.compile(r"(.+?)\s+to\s+(?:lead|present|introduce|report|update)\Z", re.IGNORECASE)
_LAST_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*\Z")
_LAST_PIECE = re.compile(r"(?:\s+[-–—|/]+\s*|\s*[,;:]\s+|\s{2,})([^-–—|,;:]+?)\s*\Z")


@dataclass
class Details:
    """What was found beside a title, as it grows. `begins` and `ends` are minutes from midnight."""

    roster: Roster
    minutes: float | None = None
    purpose: str = ""
    presenter: str = ""
    begins: int | None = None
    ends: int | None = None
    names: list[str] = field(default_factory=list)

    def take(self, words: str, column: str = "") -> bool:
        """Take in a part that stands alone; False where it is none of this. `column` is the one it stands in."""
        plain = words.strip(" \t.;,-–—")
        if not plain:
            return True
        if column == "time":
            return self._take_time(plain)
        return (
            self._take_minutes(plain, column)
            or (not column and self._take_time(plain))
            or self._take_purpose(plain, column)
            or self._take_presenter(plain, column)
        )

    def _take_minutes(self, plain: str, column: str) -> bool:
        found = minutes_of(plain)
        if found is None and column == "minutes" and re.fullmatch(r"\d{1,3}", plain):
            found = int(plain)
        if found is None or (self.minutes is not None and not column):
            return False
        self.minutes = found
        return True

    def _take_time(self, plain: str) -> bool:
        found = times_of(plain)
        if found is None or self.begins is not None:
            return False
        self.begins, self.ends = found
        return True

    def _take_purpose(self, plain: str, column: str) -> bool:
        found = _PURPOSE.fullmatch(plain)
        word = found[1].lower() if found else plain.lower()
        if not found and word not in (_PURPOSES if column == "purpose" else _BARE):
            return False
        self.purpose = self.purpose or _PURPOSES[word]
        return True

    def _take_presenter(self, plain: str, column: str) -> bool:
        marked = _MARKER.match(plain)
        willing = None if marked else _WILL_PRESENT.match(plain)
        words = self._who_alone(plain[marked.end() :]) if marked else willing[1] if willing else plain
        found = presenter_of(words, self.roster, bool(marked or willing) or column == "presenter")
        if found is None:
            return False
        self.presenter = self.presenter or found.who
        self.names += found.names
        return True

    def _who_alone(self, words: str) -> str:
        """The words behind “Lead:” without the minutes and the purpose that follow in the same breath."""
        parts = re.split(r"\s*[,;]\s*", words)
        while len(parts) > 1 and (self._take_minutes(parts[-1], "") or self._take_purpose(parts[-1], "")):
            parts.pop()
        return ", ".join(parts)


def minutes_of(plain: str) -> float | None:
    """The length of time that words say: `20 mins`, `20'`, `1h30`, `half an hour`."""
    if found := _MINUTES.fullmatch(plain):
        return _whole(float(found[1]))
    if found := _HOURS.fullmatch(plain):
        return int(found[1]) * 60 + _FRACTIONS.get(found[2] or "", 0) + int(found[3] or 0)
    return _WORDED.get(plain.lower())


def _whole(number: float) -> float:
    return int(number) if number.is_integer() else number


def times_of(plain: str) -> tuple[int, int | None] | None:
    """Beginning and end of `14:00`, `2pm`, `14.00–14.20`, `1400-1420h`, in minutes of the day; None for no end."""
    if found := _MILITARY.fullmatch(plain):
        end = int(found[3]) * 60 + int(found[4]) if found[3] else None
        return int(found[1]) * 60 + int(found[2]), end
    found = _TIME.fullmatch(plain)
    if not found or not (found[2] or found[3] or (found[4] and (found[5] or found[6]))):
        return None  # a bare number is no time
    hour, minute, half, hour2, minute2, half2 = found.groups()
    begin = _minute_of_day(hour, minute, half or half2)
    end = _minute_of_day(hour2, minute2, half2 or half) if hour2 else None
    if begin is not None and end is not None and end < begin and half2 and not half:  # 11–1pm
        begin = _minute_of_day(hour, minute, None)
    return None if begin is None or (hour2 and end is None) else (begin, end)


def _minute_of_day(hour: str, minute: str | None, half: str | None) -> int | None:
    hours, minutes = int(hour), int(minute or 0)
    if half and not 1 <= hours <= 12 and hours < 13:
        return None
    if half and hours <= 12:
        hours = hours % 12 + 12 * (half.lower() == "p")
    return hours * 60 + minutes if hours < 24 and minutes < 60 else None


_TIME_AT_START = re.compile(
    rf"(?:at\s+)?({_TIME.pattern}|{_MILITARY.pattern})(?=[\s:)\]–—-]|\Z)[\s:)\]–—-]*", re.IGNORECASE
)
_TIME_AT_END = re.compile(
    rf"[\s,;(\[–—@-]+(?:at\s+|from\s+)?((?:{_TIME.pattern})|(?:{_MILITARY.pattern}))[)\]]?\s*\Z", re.IGNORECASE
)
_LENGTH_AT_END = re.compile(rf"[\s,;:–—-]+((?:{_MINUTES.pattern})|(?:{_HOURS.pattern}))\s*\Z", re.IGNORECASE)
_PURPOSE_AT_END = re.compile(rf"[\s,;:–—-]+({_PURPOSE.pattern})\s*\Z", re.IGNORECASE)


def take_leading_time(words: str, details: Details) -> str:
    """The words behind a time of day at their beginning, which goes into the details."""
    found = _TIME_AT_START.match(words)
    if found and times_of(found[1].strip()) and details.take(found[1].strip(), "time"):
        return words[found.end() :]
    return words


def title_of(words: str, details: Details) -> str:
    """The title that is left of a cell once what stands at its ends went into the details; names are left out."""
    title = take_leading_time(words.strip(), details).strip()
    title = _leading_purpose(title, details)
    while (shorter := _shorter(title, details)) != title:
        title = shorter
    if (found := _WILL_PRESENT.match(title)) and looks_like_a_name(found[1]):
        details.names.append(found[1])
        title = LEFT_OUT + title[found.end(1) :]
    title, names = without_names(title)
    details.names += names
    return " ".join(title.split()).strip(" –—-:;,|") if title.strip() else ""


def _leading_purpose(title: str, details: Details) -> str:
    found = _LEADING_PURPOSE.match(title)
    if not found:
        return title
    details.purpose = _PURPOSES[found[1].lower()]
    rest = title[found.end() :]
    return rest.lstrip(" :–—-") if re.match(r"\s*(?::|[–—-]\s)", rest) and rest.strip(" :–—-") else title


def _shorter(title: str, details: Details) -> str:
    """The title without one part at its end that could be read; as it is where none can."""
    if (found := _LAST_BRACKETS.search(title)) and _take_all(found[1], details):
        return title[: found.start()]
    if (found := _BEHIND_MARKER.search(title)) and found.start() > 0 and details.take(f"Lead: {found[1]}"):
        return title[: found.start()]
    for pattern in (_TIME_AT_END, _LENGTH_AT_END, _PURPOSE_AT_END):
        if (found := pattern.search(title)) and found.start() > 0 and details.take(found[1]):
            return title[: found.start()]
    if (found := _LAST_PIECE.search(title)) and found.start() > 0 and _is_part(found[1]) and details.take(found[1]):
        return title[: found.start()]
    return title


def _is_part(words: str) -> bool:
    """False for the end of a title in whose midst a colon or comma stands: one word more is no presenter's role."""
    return len(words.split()) <= 5


def _take_all(inside: str, details: Details) -> bool:
    """Take in all parts of a bracket, or none; a bare number there is minutes."""
    parts = [part.strip() for part in re.split(r"[;,]|\s[-–—/]\s", inside)]
    trial = Details(
        details.roster, details.minutes, details.purpose, details.presenter, details.begins, details.ends
    )
    for part in parts:
        column = "minutes" if re.fullmatch(r"\d{1,3}", part) else ""
        if not (part and trial.take(part, column)) and not looks_like_a_name(part):
            return False
    details.minutes, details.purpose, details.presenter = trial.minutes, trial.purpose, trial.presenter
    details.begins, details.ends = trial.begins, trial.ends
    details.names += trial.names
    return True
