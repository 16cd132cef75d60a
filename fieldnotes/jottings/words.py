"""Say in words what a line was understood as: the live reading under the composer."""

from collections.abc import Callable

from fieldnotes.jottings.write import plain, write_minutes
from fieldnotes.model.observation import Observation
from fieldnotes.model.people import EVERYONE, NOT_KNOWN

_BREAKS = {"break": "the meeting pauses", "resume": "the meeting goes on", "end": "the meeting ends"}


def person_words(code: str | None) -> str:
    """A person as a screen or page names them: the code, `everyone`, `somebody`."""
    return {EVERYONE: "everyone", NOT_KNOWN: "somebody", None: "nobody"}.get(code, code or "")


def _speech(seen: Observation) -> list[str]:
    head = "all" if seen.actor == EVERYONE else person_words(seen.actor)
    if seen.addressees:
        head += " → " + ", ".join(person_words(code) for code in seen.addressees)
    return [head, *seen.acts, *(["verbatim"] if seen.verbatim else [])]


def _decision(seen: Observation) -> list[str]:
    votes = [] if seen.votes is None else ["-".join(str(n) for n in seen.votes if n is not None)]
    return ["decision", seen.mode or "no mode given", *votes]


def _action(seen: Observation) -> list[str]:
    owners = ", ".join(person_words(code) for code in seen.owners) or "nobody named"
    return ["action", owners, *([f"by {seen.due}"] if seen.due else [])]


def _presence(seen: Observation) -> list[str]:
    return [f"{seen.actor} {'is here' if seen.mode == 'in' else 'leaves'}", *_text(seen)]


def _floor(seen: Observation) -> list[str]:
    how = {"takes": "has the floor", "joins": "speaks as well", "stops": "stops speaking"}
    return [f"{seen.actor} {how[seen.mode]}" if seen.mode in how else "nobody has the floor"]


def _item(seen: Observation) -> list[str]:
    return [f"opens item {seen.item}" if seen.mode == "open" else "closes the item"]


def _text(seen: Observation) -> list[str]:
    return [seen.text] if seen.text else []


_WORDS: dict[str, Callable[[Observation], list[str]]] = {
    "note": lambda seen: ["note" if seen.text else "marks the time"],
    "speech": _speech,
    "act": _speech,
    "decision": _decision,
    "action": _action,
    "reflection": lambda seen: [f"your own: {seen.reflection}"],
    "rating": lambda seen: [f"rates {seen.scale} {plain(seen.rating or 0)}"],
    "item": _item,
    "presence": _presence,
    "floor": _floor,
    "break": lambda seen: [_BREAKS.get(seen.mode or "", "")],
    "gap": lambda seen: [f"{write_minutes(seen.minutes or 0)} before were not observed"],
}


def say(seen: Observation) -> str:
    """One line on an observation: `P3 → P1 · challenge · verbatim · item 2`."""
    parts = _WORDS[seen.kind](seen)
    if seen.item and seen.kind != "item":
        parts = [*parts, f"item {seen.item}"]
    marks = [f"#{code}" for code in seen.codes] + ["not certain"] * seen.uncertain + ["late"] * seen.late
    return " · ".join(part for part in (*parts, *marks) if part)
