"""How strongly products belong together: pure functions over who bought what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from math import sqrt
from typing import NamedTuple

LEAST_CUSTOMERS = 2
"""A pair that one customer alone bought would tell what else that person bought."""
SHRINKAGE = 2
"""A pair of two customers counts half of what its cosine says, one of eighteen 90 %."""
MOST_OTHERS = 30
"""Kept for each product."""


class Pair(NamedTuple):
    other: int
    customers: int
    score: float


def count_others(
    product: int, buyers: Iterable[int], baskets: Mapping[int, Collection[int]]
) -> Counter[int]:
    """In how many of the buyers' baskets each other product is."""
    counted: Counter[int] = Counter()
    for buyer in buyers:
        counted.update(set(baskets.get(buyer, ())) - {product})
    return counted


def score(*, both: int, asked: int, buyers: int, others: int) -> float:
    """Cosine of the two sets of buyers, drawn towards zero when few bought both.

    `both` were found among the `asked` that were looked at, of all `buyers` of the one
    product; `others` bought the other one. Divided by the root of both, so that a best
    seller is not related to everything.
    """
    if not both:
        return 0.0
    estimated = both * max(buyers, asked) / asked
    cosine = estimated / sqrt(max(buyers, asked) * max(others, estimated))
    return min(cosine, 1.0) * both / (both + SHRINKAGE)


def best_pairs(
    counted: Mapping[int, int], *, asked: int, buyers: int, of: Mapping[int, int]
) -> list[Pair]:
    """The best first; `of` says how many bought each of the other products."""
    pairs = [
        Pair(
            other,
            both,
            score(both=both, asked=asked, buyers=buyers, others=of.get(other, both)),
        )
        for other, both in counted.items()
        if both >= LEAST_CUSTOMERS
    ]
    pairs.sort(key=lambda pair: (-pair.score, pair.other))
    return pairs[:MOST_OTHERS]
