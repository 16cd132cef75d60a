"""An observation in plain words: a head, the text as it was typed, and what is known of it besides.

Pure, and the same for every format. The text is always whole and alone in its part.
"""

from datetime import date, datetime
from typing import NamedTuple

from fieldnotes.model.observation import Observation
from fieldnotes.model.people import EVERYONE, NOT_KNOWN

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_FLOOR = {"takes": "takes the floor", "joins": "speaks as well", "stops": "stops speaking"}
_BREAK = {"break": "The meeting pauses", "resume": "The meeting goes on", "end": "The meeting ends"}
_REFLECTION = {"interpretation": "Interpretation", "method": "Method note", "feeling": "Feeling"}


class Wording(NamedTuple):
    """`head` says what it is, `text` is what was typed, `codes` and `marks` what stands after it."""

    head: str
    text: str
    codes: tuple[str, ...]
    marks: tuple[str, ...]


def clock(moment: datetime) -> str:
    """The time of day to the second; the attached files have the milliseconds."""
    return f"{moment.hour:02}:{moment.minute:02}:{moment.second:02}"


def day_words(day: date, weekday: bool = True) -> str:
    """A day in words: `Wednesday 12 May 2004`."""
    words = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{WEEKDAYS[day.weekday()]} {words}" if weekday else words


def minutes_words(minutes: float) -> str:
    """Minutes as people write them: `5 min`, `2.5 min`."""
    return f"{minutes:.1f}".removesuffix(".0") + " min"


def who(code: str | None, alone: str = "all") -> str:
    """A person as named in a head; `alone` for everybody."""
    return {EVERYONE: alone, NOT_KNOWN: "somebody", None: "", "": ""}.get(code, code or "")


def due_words(due: str) -> str:
    """A due date in words; words stay words."""
    try:
        return day_words(date.fromisoformat(due), weekday=False)
    except ValueError:
        return due


def votes_words(seen: Observation) -> str:
    """`7 for, 2 against, 1 abstained`; empty where nobody counted."""
    if seen.votes is None:
        return ""
    counts = zip(seen.votes, ("for", "against", "abstained"), strict=True)
    return ", ".join(f"{count} {side}" for count, side in counts if count is not None)


def _speech(seen: Observation) -> str:
    head = who(seen.actor)
    if seen.addressees:
        head += " → " + ", ".join(who(code, "everyone") for code in seen.addressees)
    return " · ".join([*([head] if head else []), *seen.acts])


def _decision(seen: Observation) -> str:
    how = ", ".join(part for part in (seen.mode, votes_words(seen)) if part)
    return f"Decision ({how})" if how else "Decision"


def action_head(seen: Observation) -> str:
    """`Action for P2, P3 by 12 June 2004`."""
    owners = " for " + ", ".join(who(code) for code in seen.owners) if seen.owners else ""
    return "Action" + owners + (f" by {due_words(seen.due)}" if seen.due else "")


def _rating(seen: Observation) -> str:
    return " ".join(str(part) for part in ("Rating:", seen.scale, seen.rating) if part is not None)


def _item(seen: Observation) -> str:
    return f"{'Opens' if seen.mode == 'open' else 'Closes'} item {seen.item or ''}".rstrip()


def _presence(seen: Observation) -> str:
    return f"{who(seen.actor)} {'comes in' if seen.mode == 'in' else 'leaves'}"


def _floor(seen: Observation) -> str:
    return "Nobody speaks" if seen.mode == "none" else f"{who(seen.actor)} {_FLOOR.get(seen.mode or '', seen.mode)}"


def _gap(seen: Observation) -> str:
    return f"Not observed for {minutes_words(seen.minutes or 0)}"


_HEADS = {
    "note": lambda seen: "" if seen.text else "Time marked",
    "speech": _speech,
    "act": _speech,
    "decision": _decision,
    "action": action_head,
    "reflection": lambda seen: _REFLECTION.get(seen.reflection or "", "Reflection"),
    "rating": _rating,
    "item": _item,
    "presence": _presence,
    "floor": _floor,
    "break": lambda seen: _BREAK.get(seen.mode or "", "Break"),
    "gap": _gap,
}


def worded(seen: Observation, observers: int = 1) -> Wording:
    """An observation in plain words; with several `observers`, or from a recording, it says whose it is."""
    head = _HEADS[seen.kind](seen)
    marks = ["(?)"] if seen.uncertain else []
    if seen.late:
        marks.append("(noted afterwards)")
    if (observers > 1 and seen.observer) or seen.from_recording:
        marks.append(f"— {seen.observer}")
    return Wording(f"{head}:" if head and seen.text else head, seen.text, seen.codes, tuple(marks))
