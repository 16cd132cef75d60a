"""What belongs to no item in the text of an agenda: heads of e-mails, greetings, feet of pages, heads of tables."""

import re

_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_SIGNS_OFF = "the end of an e-mail"
_NOISE = tuple(
    (re.compile(pattern, re.IGNORECASE), what)
    for pattern, what in (
        (
            r"(?:from|to|cc|bcc|sent|subject|re|fw|fwd|reply-to|importance|attachments?)\s*:.*"
            r"|on .{6,80} wrote:|-{2,}\s*(?:original|forwarded) message.*",
            "the head of an e-mail",
        ),
        (r"(?:dear|hi|hello|good (?:morning|afternoon))\b.{0,60}", "a greeting"),
        (
            r"(?:(?:(?:kind|best|warm|many)?\s*(?:regards|wishes|thanks))|thank you|yours \w+|cheers)"
            r"[,.!]?(?: again)?[,.!]?",
            _SIGNS_OFF,
        ),
        (r"sent from my .*|https?://\S+|[-_=*|+:\s]{2,}", "no part of an agenda"),
        (
            r"(?:page\s+)?\d{1,3}\s*(?:of|/)\s*\d{1,3}|page\s+\d{1,3}|[-–—]\s*\d{1,3}\s*[-–—]"
            r"|\d{1,3}\s*\|\s*page",
            "the foot of a page",
        ),
        (r"(?:the\s+)?(?:\S+\s+){0,4}agenda(?:\s+(?:for|of)\b.*)?\s*:?", "a heading"),
        (
            r"(?:venue|location|place|where|when|date|date and time|meeting|attendees|invitees|members|present"
            r"|in attendance|distribution|dial[- ]in|meeting id|passcode|join)\s*(?::.*)?",
            "about the meeting, not an item",
        ),
        (r"(?:\S+\s+){0,5}meeting\s+(?:of|on|to be held)\b.*", "a heading"),
        (
            rf"(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*\d.*|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTHS}[a-z]*\b.{{0,40}}",
            "a date, not an item",
        ),
    )
)

_COLUMNS = {
    "number": "no|no.|#|nr|number|item no|item no.|agenda item no",
    "title": "item|agenda item|title|topic|subject|description|agenda|issue|business",
    "time": "time|start|timing|from|when|start time",
    "minutes": "mins|min|minutes|duration|length|allotted|time allotted|time (mins)|time (minutes)",
    "presenter": "lead|led by|presenter|presented by|owner|speaker|who|lead officer|presenter/lead|by",
    "purpose": "purpose|action|action required|for|type|required|outcome",
    "paper": "paper|papers|enc|enc.|enclosure|enclosures|attachment|format|page|pages|ref|reference|paper ref",
}
_COLUMN_OF = {word: column for column, words in _COLUMNS.items() for word in words.split("|")}


def noise(words: str) -> str:
    """What a line is that belongs to no agenda; empty for one that may."""
    return next((what for pattern, what in _NOISE if pattern.fullmatch(words.strip())), "")


def signs_off(what: str) -> bool:
    """True for the line behind which a signature stands."""
    return what == _SIGNS_OFF


def columns_of(cells: tuple[str, ...]) -> tuple[str, ...]:
    """What each column of a table holds, of the cells of its head; empty where they are no such head."""
    named = [_COLUMN_OF.get(cell.strip(" :*").lower(), "") for cell in cells]
    there = [cell for cell in cells if cell]
    if len(there) < 2 or sum(1 for name in named if name) < len(there) or "title" not in named:
        return ()
    return tuple(named)
