"""What a line of the timeline says of an observation: pieces of text, each with the name of its style."""

from collections.abc import Callable

from fieldnotes.model.observation import Observation
from fieldnotes.model.people import EVERYONE
from fieldnotes.tui import wording
from fieldnotes.tui.wrapping import Piece

Title = Callable[[str], str]
"""The title of an item, by its number."""
Called = Callable[[str], str]
"""What a code is called now, by the name that a jotting holds."""

_REFLECTIONS = {"interpretation": "~", "method": "~ method", "feeling": "~ feeling"}
_BREAKS = {"break": "BREAK", "resume": "RESUMED", "end": "END of the meeting"}
_FLOOR = {"takes": "takes the floor", "joins": "speaks as well", "stops": "stops", "none": "nobody has the floor"}


def _who(code: str) -> str:
    return "all" if code == EVERYONE else code


def _speakers(seen: Observation) -> list[Piece]:
    if not seen.actor:
        return []
    to = ", ".join(_who(code) for code in seen.addressees)
    return [Piece(_who(seen.actor), "who"), Piece(" › " if to else "", "quiet"), Piece(to, "who")]


def _acts(seen: Observation) -> list[Piece]:
    return [Piece(" " + ", ".join(seen.acts), "act")] if seen.acts else []


def _words(seen: Observation) -> list[Piece]:
    """The text, what is verbatim in it set apart."""
    pieces, place = [], 0
    for start, end in seen.verbatim:
        pieces.append(Piece(seen.text[place : start - 1], "text"))
        pieces.append(Piece(seen.text[start - 1 : end + 1], "verbatim"))
        place = end + 1
    return [*pieces, Piece(seen.text[place:], "text")]


def _after(seen: Observation, called: Called) -> list[Piece]:
    """Codes, and what must be known to trust the line."""
    marks = [f"#{called(code)}" for code in seen.codes]
    marks += ["(?)"] if seen.uncertain else []
    marks += ["(late)"] if seen.late else []
    marks += ["(written up)"] if seen.written_up else []
    return [Piece(" " + " ".join(marks), "code")] if marks else []


def _spoken(seen: Observation, title: Title) -> list[Piece]:
    gap = [Piece("  ")] if seen.actor or seen.acts else []
    return [*_speakers(seen), *_acts(seen), *gap, *_words(seen)]


def _noted(seen: Observation, title: Title) -> list[Piece]:
    return _words(seen)


def _decided(seen: Observation, title: Title) -> list[Piece]:
    for_, against, abstained = seen.votes or (None, None, None)
    counts = [str(n) for n in (for_, against, abstained) if n is not None]
    mode = " ".join(filter(None, [seen.mode, "-".join(counts)]))
    return [Piece("DECISION", "decision"), Piece(f" {mode}" if mode else "", "act"), Piece("  "), *_words(seen)]


def _to_do(seen: Observation, title: Title) -> list[Piece]:
    owners = " " + ", ".join(seen.owners) if seen.owners else ""
    due = f" by {wording.due(seen.due)}" if seen.due else ""
    return [Piece("ACTION", "action"), Piece(owners, "who"), Piece(due, "act"), Piece("  "), *_words(seen)]


def _reflected(seen: Observation, title: Title) -> list[Piece]:
    sign = _REFLECTIONS.get(seen.reflection or "", "~")
    return [Piece(sign + " ", "reflection"), *_words(seen)]


def _rated(seen: Observation, title: Title) -> list[Piece]:
    score = f" {wording.number(seen.rating)}" if seen.rating is not None else ""
    return [Piece("RATING", "action"), Piece(f" {seen.scale or ''}{score}  ", "act"), *_words(seen)]


def _item(seen: Observation, title: Title) -> list[Piece]:
    number = seen.item or ""
    if seen.mode == "close":
        return [Piece(f"── item {number} closed" if number else "── item closed", "quiet")]
    words = [Piece("  "), *_words(seen)] if seen.text and seen.text != title(number) else []
    return [Piece(f"── {number} {title(number)}".rstrip(), "item"), *words]


def _presence(seen: Observation, title: Title) -> list[Piece]:
    came = "comes in" if seen.mode == "in" else "goes out"
    return [Piece(_who(seen.actor or ""), "who"), Piece(f" {came} ", "quiet"), *_words(seen)]


def _floor(seen: Observation, title: Title) -> list[Piece]:
    who = f"{_who(seen.actor)} " if seen.actor else ""
    return [Piece(who, "who"), Piece(_FLOOR.get(seen.mode or "", "") + " ", "quiet"), *_words(seen)]


def _pause(seen: Observation, title: Title) -> list[Piece]:
    return [Piece(_BREAKS.get(seen.mode or "", "BREAK"), "item"), Piece("  "), *_words(seen)]


def _gap(seen: Observation, title: Title) -> list[Piece]:
    length = f" of {wording.number(seen.minutes)} min" if seen.minutes is not None else ""
    return [Piece(f"GAP{length}, not observed", "action"), Piece("  "), *_words(seen)]


_SAYS = {
    "speech": _spoken,
    "act": _spoken,
    "note": _noted,
    "decision": _decided,
    "action": _to_do,
    "reflection": _reflected,
    "rating": _rated,
    "item": _item,
    "presence": _presence,
    "floor": _floor,
    "break": _pause,
    "gap": _gap,
}


def says(seen: Observation, title: Title, called: Called = str) -> list[Piece]:
    """What was observed, without its time; what was taken back says so first, and is struck out."""
    pieces = [*_SAYS[seen.kind](seen, title), *_after(seen, called)]
    if not seen.retracted:
        return pieces
    return [Piece("taken back  ", "quiet"), *(Piece(piece.text, "struck") for piece in pieces)]
