"""Who spoke to whom.

A turn is a line of speech, or of an act, by somebody. It stands in the cell of each person it was said to; one that
was said to all is in the column `*`, and one of which nobody noted to whom it was said in the column `?`. A turn to
two people is in two cells, so that a row may sum to more than the turns of its person. The observers' own lines go
before those of a recording, as they do in `participation`.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from fieldnotes.measures.time import counting
from fieldnotes.model.meeting import Record
from fieldnotes.model.people import EVERYONE, NOT_KNOWN

Cells = Mapping[tuple[str, str], int]


class Interaction(NamedTuple):
    """Turns by (who, to whom). `people` are all codes that spoke or were spoken to, the roster's order first."""

    people: tuple[str, ...]
    cells: Cells

    @property
    def rows(self) -> dict[str, int]:
        """The sum of each row: what each person said to others, to all, and to nobody that was noted."""
        return {code: sum(n for (who, _), n in self.cells.items() if who == code) for code in self.people}

    @property
    def columns(self) -> dict[str, int]:
        """The sum of each column, those of `*` and `?` too."""
        sums: dict[str, int] = {}
        for (_, to), n in self.cells.items():
            sums[to] = sums.get(to, 0) + n
        return sums

    @property
    def total(self) -> int:
        """The sum of all cells."""
        return sum(self.cells.values())

    @property
    def reciprocity(self) -> float | None:
        """The share of what people said to one another that was said back.

        r = Σ min(w_ij, w_ji) / Σ w_ij over i ≠ j, both of them persons: weighted reciprocity (Squartini et al.,
        Scientific Reports 2013, 3:2729); None where nobody spoke to anybody.
        """
        between = {pair: n for pair, n in self.cells.items() if pair[0] != pair[1] and not _is_nobody(*pair)}
        said = sum(between.values())
        back = sum(min(n, between.get((to, who), 0)) for (who, to), n in between.items())
        return back / said if said else None


def _is_nobody(*codes: str) -> bool:
    return EVERYONE in codes or NOT_KNOWN in codes


def interaction(record: Record) -> Interaction:
    """Who spoke to whom in a meeting."""
    said = [o for o in counting(record.observations) if o.kind in ("speech", "act") and o.actor]
    own = [o for o in said if not o.from_recording]
    cells: dict[tuple[str, str], int] = {}
    for seen in own or said:
        for to in dict.fromkeys(seen.addressees) or (NOT_KNOWN,):
            cells[seen.actor or "", to] = cells.get((seen.actor or "", to), 0) + 1
    met = {code for pair in cells for code in pair}
    listed = [person.code for person in record.people if person.code in met]
    others = sorted(met - set(listed) - {EVERYONE, NOT_KNOWN})
    return Interaction((*listed, *others, *(code for code in (EVERYONE, NOT_KNOWN) if code in met)), cells)


def most_active(found: Interaction, most: int) -> tuple[str, ...]:
    """The people who spoke or were spoken to most, at most so many, in the order in which they stand."""
    rows, columns = found.rows, found.columns
    people = [code for code in found.people if not _is_nobody(code)]
    ranked = sorted(people, key=lambda code: -(rows.get(code, 0) + columns.get(code, 0)))
    chosen = set(ranked[:most])
    return tuple(code for code in people if code in chosen)


def gathered(cells: Cells, shown: Sequence[str], others: str) -> dict[tuple[str, str], int]:
    """The cells with everybody who is not shown under one name; no turn is lost, `*` and `?` stay what they are."""

    def name(code: str) -> str:
        return code if code in known or _is_nobody(code) else others

    known = set(shown)
    sums: dict[tuple[str, str], int] = {}
    for (who, to), n in cells.items():
        sums[name(who), name(to)] = sums.get((name(who), name(to)), 0) + n
    return sums
