"""How evenly something is spread over people: the formulae of papers on participation.

Everybody who was there counts, the silent as 0.
"""

from collections.abc import Sequence
from math import log


def gini(values: Sequence[float]) -> float | None:
    """Gini's coefficient: 0 where all have the same, near 1 where one has it all; None where nobody has anything.

    G = Σ (2i − n − 1) x₍ᵢ₎ / (n Σ x), x₍ᵢ₎ in rising order
    (Gini 1912; in this form Sen 1973, On Economic Inequality).
    """
    total, n = sum(values), len(values)
    if total <= 0:
        return None
    return sum((2 * i - n - 1) * x for i, x in enumerate(sorted(values), 1)) / (n * total)


def gini_corrected(values: Sequence[float]) -> float | None:
    """The same times n / (n − 1): 1 where one of few has it all (Deltas 2003, Rev. Econ. Stat. 85:226)."""
    found, n = gini(values), len(values)
    return None if found is None or n < 2 else found * n / (n - 1)


def evenness(values: Sequence[float]) -> float | None:
    """J = −Σ p ln p / ln n (Pielou 1966, J. Theor. Biol. 13:131): 1 where all have the same.

    None for one person, and where nobody has anything.
    """
    total, n = sum(values), len(values)
    if total <= 0 or n < 2:
        return None
    return -sum(x / total * log(x / total) for x in values if x > 0) / log(n)


def top_share(values: Sequence[float]) -> float | None:
    """The share of the one who has most; None where nobody has anything."""
    total = sum(values)
    return max(values) / total if total > 0 else None


def silent_share(values: Sequence[float]) -> float | None:
    """The share of people who have nothing; None of nobody."""
    return sum(x <= 0 for x in values) / len(values) if values else None
