"""Choosing what to show of many candidates: pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field

from store.recommendations.choices import Why
from store.recommendations.taste import Taste, Told
from store.recommendations.tops import EVERYTHING, PLACES

FROM_PAIRS = 1.0
FROM_LISTS = 0.5
FROM_POPULAR = 0.05
FROM_NEW = 0.01
SHARE_OF_ONE = 3
"""A third of what is shown is of one vendor, and of one genre or collection, at most."""
Cause = tuple[Why, int | str]
"""Why, and the product or list that it speaks of."""


@dataclass
class Candidate:
    product: int
    points: float = 0.0
    causes: dict[Cause, float] = field(default_factory=dict)

    def add(self, points: float, cause: Cause) -> None:
        self.points += points
        self.causes[cause] = self.causes.get(cause, 0.0) + points

    @property
    def cause(self) -> Cause:
        """The product that spoke most for it; without any, the list that did."""
        spoke = [cause for cause, points in self.causes.items() if points > 0]
        return max(spoke, key=lambda c: (isinstance(c[1], int), self.causes[c]))


class Candidates(dict[int, Candidate]):
    """By product; one that is asked for is there."""

    def __missing__(self, key: int) -> Candidate:
        self[key] = Candidate(key)
        return self[key]


def collect(
    *,
    taste: Taste,
    pairs: Iterable[tuple[int, int, float]],
    places: Iterable[tuple[str, int, int]],
) -> dict[int, Candidate]:
    """What pairs (seed, other, score), lists (name, place, product) and the newest speak for."""
    found = Candidates()
    for seed_pk, other, score in pairs:
        seed = taste.seeds[seed_pk]
        found[other].add(FROM_PAIRS * seed.weight * score, (seed.why, seed_pk))
    for among, place, product in places:
        popular = among == EVERYTHING
        weight = FROM_POPULAR if popular else FROM_LISTS * taste.liking[among]
        cause: Cause = (Why.POPULAR, "") if popular else (Why.YOU_LIKE, among)
        found[product].add(weight * (1 - place / PLACES), cause)
    for place, product in enumerate(taste.newest):
        found[product].add(FROM_NEW * (1 - place / PLACES), (Why.NEW, ""))
    unwanted = taste.owned | taste.disliked
    return {pk: one for pk, one in found.items() if pk not in unwanted}


def rank(
    candidates: Mapping[int, Candidate], told: Mapping[int, Told], taste: Taste
) -> list[Candidate]:
    """The best first; what is more disliked than liked is left out."""
    ranked = []
    for pk, one in candidates.items():
        if pk not in told:
            continue
        against = [min(taste.liking.get(name, 0), 0) for name in told[pk].shelves]
        one.points += FROM_LISTS * sum(against)
        if one.points > 0:
            ranked.append(one)
    return sorted(ranked, key=lambda one: (-one.points, one.product))


def spread(
    ranked: Iterable[Candidate], told: Mapping[int, Told], *, limit: int
) -> list[Candidate]:
    """The best, but not all of one vendor, genre or collection as long as there are others."""
    most = max(limit // SHARE_OF_ONE, 1)
    taken: Counter[object] = Counter()
    chosen: list[Candidate] = []
    passed_over: list[Candidate] = []
    for one in ranked:
        kinds = [("vendor", told[one.product].vendor), *told[one.product].shelves]
        if any(taken[kind] >= most for kind in kinds):
            passed_over.append(one)
            continue
        taken.update(kinds)
        chosen.append(one)
        if len(chosen) == limit:
            return chosen
    return [*chosen, *passed_over][:limit]


def first_of(
    groups: Iterable[tuple[Why, Iterable[tuple[int, str]]]],
    *,
    shown: Container[int],
    limit: int,
) -> dict[int, tuple[Why, str]]:
    """The groups one after the other, each product once: by pk, why and about what."""
    found: dict[int, tuple[Why, str]] = {}
    for why, group in groups:
        for pk, about in group:
            if pk in shown and pk not in found and len(found) < limit:
                found[pk] = why, about
    return found
