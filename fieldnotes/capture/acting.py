"""The acts on the record as they are typed, and the sentence that answers each."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from fieldnotes.jottings.words import say
from fieldnotes.model.observation import Observation
from fieldnotes.text import clean_line

if TYPE_CHECKING:
    from fieldnotes.archive.acts import Foreseen
    from fieldnotes.archive.reversal import Left
    from fieldnotes.model.coding import Coding

_LONGEST = 60
_WILL = {
    "undo": "takes back your latest line",
    "redo": "brings back the line taken back last",
    "retract": "takes back your latest line, with the reason behind /retract",
    "amend": "your latest line is to read: what is behind /amend",
    "write": "a fuller note under your latest line",
    "code": "puts codes on your latest line; -#code takes one off",
    "find": "shows the lines that fit: words, P3, #code, !, kind:action, item:2",
    "who": "tells who is here, has the floor, is out",
    "agenda": "tells the items, with minutes used of those planned",
    "prompt": "tells the next prompt of the protocol",
    "help": "tells the signs of a line",
}
TOLD = frozenset(("who", "agenda", "prompt", "help"))
_WANTED = {
    "amend": "/amend wants the line as it should be behind it",
    "write": "/write wants words behind it",
    "code": "/code wants a code behind it, such as #beds",
}


class Typed(NamedTuple):
    """An act as it was typed: its name, and the words behind it."""

    name: str
    words: str

    @property
    def will(self) -> str:
        """What it will do, before it is entered."""
        return _WILL[self.name]

    @property
    def lacks(self) -> str:
        """The sentence that says which words are missing or too many; empty where none are."""
        if self.name in TOLD and self.words:
            return f"/{self.name} stands alone; what is behind it was not recorded."
        return "" if self.words else f"{_WANTED[self.name]}; nothing was changed." if self.name in _WANTED else ""


def acts_offered() -> Mapping[str, str]:
    """The acts that can be typed, each with what it will do."""
    return _WILL


def read_act(line: str) -> Typed | None:
    """The act that a line is; None where it is none."""
    raw = clean_line(line).strip(" ")
    name, _, words = raw[1:].partition(" ")
    return Typed(name.casefold(), words.strip(" ")) if raw[:1] == "/" and name.casefold() in _WILL else None


def undone(foreseen: "Foreseen") -> str:
    """What was taken back, and what was left."""
    if foreseen.coded and not foreseen.of:
        gone = all(coding.retracted for coding in foreseen.coded)
        return on_codings("Taken back" if gone else "Brought back", foreseen.coded)
    if foreseen.of and not all(seen.retracted for seen in foreseen.of):
        verb = "As it was before" if foreseen.observations else "Not taken back"
    else:
        verb = "Taken back"
    return _answer(verb, foreseen.of, foreseen.left)


def redone(foreseen: "Foreseen") -> str:
    """What was brought back, and what was left."""
    if foreseen.coded and not foreseen.of:
        again = all(coding.retracted for coding in foreseen.coded)
        return on_codings("Taken back again" if again else "Brought back", foreseen.coded)
    gone = bool(foreseen.of) and all(seen.retracted for seen in foreseen.of)
    verb = (
        "Not brought back" if gone and not foreseen.observations else "Taken back again" if gone else "Brought back"
    )
    return _answer(verb, foreseen.of, foreseen.left)


def now_reads(foreseen: "Foreseen") -> str:
    """What a line says, now that it was amended."""
    return answer("Now reads", foreseen.observations or foreseen.of) + carried(foreseen.moved)


def answer(verb: str, seen: Sequence[Observation]) -> str:
    """One sentence: `Taken back: P3 → P1 · challenge: money is short.`"""
    return _answer(verb, seen, ())


def on_codings(verb: str, codings: "Sequence[Coding]") -> str:
    """One sentence: `Coded: #beds on “who has the beds”.`"""
    return f"{verb}: {'; '.join(f'#{coding.code} on “{_short(coding.quote)}”' for coding in codings)}."


def carried(codings: "Sequence[Coding]") -> str:
    """What became of codings whose text was changed, as sentences behind others; empty where there are none."""
    lost = [coding for coding in codings if coding.lost]
    along = [coding for coding in codings if coding.stands]
    said = (on_codings("Moved along", along), on_codings("Lost with their words", lost))
    return "".join(f" {sentence}" for sentence, of in zip(said, (along, lost), strict=True) if of)


def _answer(verb: str, seen: Sequence[Observation], left: "Sequence[Left]") -> str:
    lines = "; ".join(in_words(one) for one in seen)
    rest = "".join(f" {sentence}" for sentence in dict.fromkeys(map(_left, left)))
    end = "" if lines.endswith(("…", ".")) else "."
    return (f"{verb}: {lines}{end}" if lines else f"{verb}.") + rest


def in_words(seen: Observation) -> str:
    """An observation in a few words, with the beginning of its text."""
    head = say(seen)
    if not seen.text or seen.text in head:
        return head
    return f"{head}: {_short(seen.text)}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 2].rstrip() + " …"


def _left(left: "Left") -> str:
    kind = {"people": left.key, "codes": f"#{left.key}", "items": f"item {left.key}"}.get(left.table, "the line")
    if left.by:
        return f"{left.by} has changed {kind} since: that is left as it is."
    if left.field:
        return f"{kind[0].upper()}{kind[1:]} has changed since: that is left as it is."
    return f"{kind[0].upper()}{kind[1:]} stays: another line names it."
