"""What a search asks for, besides its words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from store.discovery.bits import compare
from store.discovery.blocks import Block
from store.discovery.choices import Facet, Order
from store.discovery.facts import HUNDREDTHS, IN_STOCK

Values = tuple[str, ...]


@dataclass(frozen=True)
class Wanted:
    """Of several values of one kind any will do; of different kinds all must hold."""

    collection: Values = ()
    vendor: Values = ()
    genre: Values = ()
    format: Values = ()
    language: Values = ()
    above: Decimal | None = None
    below: Decimal | None = None
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    rating: Decimal | None = None
    in_stock: bool | None = None
    order: Order = Order.RELEVANCE
    facets: tuple[Facet, ...] = tuple(Facet)

    @property
    def has_price(self) -> bool:
        bounds = (self.above, self.below, self.at_least, self.at_most)
        return any(bound is not None for bound in bounds)


Rule = Callable[[Block, int], int]
"""Which of a block's bits fit."""


def rules_of(wanted: Wanted) -> dict[str, Rule]:
    """By kind; what is not asked for is left out."""
    rules: dict[str, Rule] = {}
    for kind in ("collection", "vendor", "genre", "format", "language"):
        if values := getattr(wanted, kind):
            rules[kind] = having_any(kind, values)
    if wanted.has_price:
        rules[Facet.PRICE] = priced(wanted)
    if wanted.rating is not None:
        rules[Facet.RATING] = rated(wanted.rating)
    if wanted.in_stock is not None:
        rules["stock"] = stocked(in_stock=wanted.in_stock)
    return rules


def having_any(kind: str, values: Values) -> Rule:
    def rule(block: Block, within: int) -> int:
        found = 0
        for value in values:
            found |= block.bits(kind, value)
        return found & within

    return rule


def priced(wanted: Wanted) -> Rule:
    def rule(block: Block, within: int) -> int:
        for bound, keep_less, keep_equal in (
            (wanted.below, True, False),
            (wanted.at_most, True, True),
            (wanted.above, False, False),
            (wanted.at_least, False, True),
        ):
            if bound is not None:
                less, equal = compared(block, "price", bound, within)
                kept = less if keep_less else within & ~less & ~equal
                within = kept | (equal if keep_equal else 0)
        return within

    return rule


def rated(at_least: Decimal) -> Rule:
    def rule(block: Block, within: int) -> int:
        less, _ = compared(block, "rating", at_least, within)
        return within & ~less

    return rule


def stocked(*, in_stock: bool) -> Rule:
    def rule(block: Block, within: int) -> int:
        there = block.bits("state", IN_STOCK)
        return within & (there if in_stock else ~there)

    return rule


def compared(block: Block, name: str, bound: Decimal, within: int) -> tuple[int, int]:
    """Less than the bound, and equal to it; of hundredths."""
    return compare(block.numbers.get(name, []), int(bound * HUNDREDTHS), within)
