"""A whole line coded by a second observer: beside the code of the first, as a coding of all its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fieldnotes.archive.history import NOBODY_ELSE, Hands
from fieldnotes.capture.amending import line_of
from fieldnotes.capture.coding import code, main_of, read_codes
from fieldnotes.capture.spancoding import code_spans, codings_of, uncode
from fieldnotes.text import name_key

if TYPE_CHECKING:
    from fieldnotes.capture.session import Session
    from fieldnotes.capture.taken import Taken
    from fieldnotes.model.coding import Coding
    from fieldnotes.model.observation import Observation


def code_line(session: Session, observation: str, words: str, hands: Hands = NOBODY_ELSE) -> Taken:
    """Put one code on the line that an observation is of; by `hands`, who coded whole lines but their observers.

    Where others put it there, whoever codes the line now has a coding of their own on all its text.
    """
    line = main_of(line_of(session.seen(observation), session.observations))
    wanted = read_codes(words, session.record.codebook).on
    of_others = [seen for seen in line if wanted and _is_of_another(session, seen, wanted[0], hands)]
    if len(wanted) != 1 or len(of_others) < len(line) or not line:
        return code(session, observation, words)
    return code_spans(session, [(seen.id, "text", (0, len(seen.text))) for seen in line], words)


def _is_of_another(session: Session, seen: Observation, name: str, hands: Hands) -> bool:
    """True where the text has that code as a whole, and not by the session's observer."""
    kept = [one for one in seen.codes if name_key(one) == name_key(name)]
    whose = [hand.who if (hand := hands.codes.get((seen.id, one))) else seen.observer for one in kept]
    return bool(seen.text and kept) and session.observer not in whose


def uncode_line(session: Session, observation: str, words: str) -> Taken:
    """Take one code off the line: the observer's own coding of all its text where there is one, else the line's."""
    line = main_of(line_of(session.seen(observation), session.observations))
    wanted = {name_key(name) for name in read_codes(words, session.record.codebook).on}
    own = [coding for seen in line for coding in _own(session, seen) if name_key(coding.code) in wanted]
    if own:
        return uncode(session, *(coding.id for coding in own))
    return code(session, observation, f"-{words}")


def _own(session: Session, seen: Observation) -> list[Coding]:
    """The session's observer's codings of all the text of an observation."""
    whole = (0, len(seen.text))
    return [
        one for one in codings_of(session, seen.id, "text") if one.span == whole and one.coder == session.observer
    ]
