"""What stands before the text of an observation where a meeting is plain text: `P3 > P5 (challenge)`."""

from collections.abc import Callable, Iterable

from fieldnotes.model.observation import Observation
from fieldnotes.model.people import EVERYONE, NOT_KNOWN
from fieldnotes.text import clean_line

_REFLECTIONS = {"interpretation": "Interpretation", "method": "Method note", "feeling": "Feeling"}
_FLOOR = {"takes": "takes the floor", "joins": "speaks as well", "stops": "stops speaking"}
_BREAKS = {"break": "The meeting pauses", "resume": "The meeting goes on", "end": "The meeting ends"}
_SIDES = ("for", "against", "abstained")


def person_words(code: str | None, everyone: str = "everyone") -> str:
    """A person as they are named in a line."""
    return {EVERYONE: everyone, NOT_KNOWN: "somebody", None: ""}.get(code, code or "")


def minutes_words(minutes: float) -> str:
    """`5 min`, `2.5 min`."""
    return f"{minutes:.1f}".removesuffix(".0") + " min"


def votes_words(seen: Observation) -> str:
    """`7 for, 2 against, 1 abstained`; empty where nobody counted."""
    counts = zip(seen.votes or (), _SIDES, strict=False)
    return ", ".join(f"{count} {side}" for count, side in counts if count is not None)


def _speech(seen: Observation) -> tuple[str, Iterable[str]]:
    to = ", ".join(person_words(code) for code in seen.addressees)
    actor = person_words(seen.actor) or "somebody"
    return f"{actor} > {to}" if to else actor, seen.acts


def _decision(seen: Observation) -> tuple[str, Iterable[str]]:
    return "Decision", (seen.mode or "", votes_words(seen))


def _action(seen: Observation) -> tuple[str, Iterable[str]]:
    owners = ", ".join(person_words(code) for code in seen.owners)
    return " ".join(filter(None, ("Action", owners and f"for {owners}", seen.due and f"by {seen.due}"))), ()


def _rating(seen: Observation) -> tuple[str, Iterable[str]]:
    return " ".join(str(part) for part in ("Rating", seen.scale, seen.rating) if part is not None), ()


def _floor(seen: Observation) -> tuple[str, Iterable[str]]:
    if seen.mode == "none":
        return "Nobody speaks", ()
    return f"{person_words(seen.actor)} {_FLOOR.get(seen.mode or '', seen.mode)}", ()


_HEADS: dict[str, Callable[[Observation], tuple[str, Iterable[str]]]] = {
    "note": lambda seen: ("Note", ()),
    "speech": _speech,
    "act": _speech,
    "decision": _decision,
    "action": _action,
    "reflection": lambda seen: (_REFLECTIONS.get(seen.reflection or "", "Reflection"), ()),
    "rating": _rating,
    "item": lambda seen: (f"Item {seen.item or ''} is {'opened' if seen.mode == 'open' else 'closed'}", ()),
    "presence": lambda seen: (f"{person_words(seen.actor)} {'comes in' if seen.mode == 'in' else 'leaves'}", ()),
    "floor": _floor,
    "break": lambda seen: (_BREAKS.get(seen.mode or "", "Break"), ()),
    "gap": lambda seen: (f"Not observed for {minutes_words(seen.minutes or 0)}", ()),
}


def head_words(seen: Observation, observers: int) -> str:
    """The head of an observation's line, what is known of it in brackets; of several observers, whose it is."""
    head, about = _HEADS[seen.kind](seen)
    marks = ("not certain" if seen.uncertain else "", "noted afterwards" if seen.late else "")
    whose = f"noted by {seen.observer}" if observers > 1 and seen.observer else ""
    known = "; ".join(part for part in (", ".join(filter(None, about)), *marks, whose) if part)
    return clean_line(f"{head} ({known})" if known else head)


def reflection_words(seen: Observation) -> str:
    """Which kind of reflection it is."""
    return _REFLECTIONS.get(seen.reflection or "", "Reflection")
