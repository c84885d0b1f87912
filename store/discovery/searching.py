"""A search: what it finds, in which order, and what its facets count."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from store.catalog.models import Product
from store.catalog.rows import product_values
from store.discovery import facets
from store.discovery.bits import Bits, count, without
from store.discovery.blocks import Block
from store.discovery.choices import Facet, Order
from store.discovery.facts import PUBLISHED
from store.discovery.matches import Match, match
from store.discovery.pages import Digits, page_of
from store.discovery.snapshot import Snapshot
from store.discovery.wanted import Rule, Wanted, rules_of
from store.search.matching import parse
from store.search.spelling import correct
from store.vendors.models import Vendor

Row = dict[str, Any]


@dataclass(frozen=True)
class Found:
    """Counted and sliced by a paginator; everything in it is of one moment."""

    blocks: dict[int, Block]
    bits: Bits
    relevance: Digits
    wanted: Wanted
    corrected: str | None = None
    # By kind: what would be found without the filters of this kind.
    open_bits: dict[str, Bits] = field(default_factory=dict)

    def count(self) -> int:
        return self.total

    @cached_property
    def total(self) -> int:
        return count(self.bits)

    def __getitem__(self, part: slice) -> list[Row]:
        return read_rows(self.keys(part.start, part.stop))

    def keys(self, start: int, stop: int) -> list[int]:
        order = self.wanted.order
        if order == Order.CHEAPEST:
            return page_of(self.bits, [self.digits("price")], start, stop)
        if order == Order.DEAREST:
            return self.descending(["price"], start, stop)
        if order == Order.RATING:
            return self.descending(["rating", "rated"], start, stop)
        if order == Order.NEWEST or not self.relevance:
            return self.descending([], start, stop)
        return page_of(self.bits, [self.relevance], start, stop, highest_first=True)

    def descending(self, names: list[str], start: int, stop: int) -> list[int]:
        digits = [self.digits(name) for name in names]
        return page_of(
            self.bits, digits, start, stop, highest_first=True, newest_first=True
        )

    def digits(self, name: str) -> Digits:
        return {n: self.blocks[n].numbers.get(name, []) for n in self.bits}

    def facet_values(self, kind: Facet) -> list[tuple[str, int]]:
        """Of a facet whose values are rows or choices: (value, how many), most first."""
        chosen = getattr(self.wanted, kind)
        return facets.count_values(self.blocks, self.of(kind), kind, chosen)

    def facet_stars(self) -> list[tuple[int, int]]:
        return facets.count_stars(self.blocks, self.of(Facet.RATING))

    def facet_prices(self) -> list[tuple[facets.Band, int]]:
        return facets.count_prices(self.blocks, self.of(Facet.PRICE))

    def of(self, kind: Facet) -> Bits:
        return self.open_bits.get(kind, self.bits)


def search(*, words: str, wanted: Wanted) -> Found:
    """What is on public sale, has all the words and fits; without words, all that fits.

    When no product on sale has the words, it is searched for the nearest ones that occur.
    """
    snapshot = Snapshot()
    blocks = snapshot.facts()
    on_sale = sold_publicly(blocks)
    query = parse(words)
    if not query:
        # Signs alone are no search for everything.
        bits = {} if words.strip() else on_sale
        return narrowed(blocks, Match(bits, {}), wanted)
    parts = snapshot.words()
    found = within(match(parts, query), on_sale)
    if found.bits:
        return narrowed(blocks, found, wanted)
    other = correct(query)
    if other is None:
        return narrowed(blocks, found, wanted)
    found = within(match(parts, other), on_sale)
    corrected = str(other) if found.bits else None
    return narrowed(blocks, found, wanted, corrected)


def within(found: Match, on_sale: Bits) -> Match:
    pairs = ((n, bits & on_sale.get(n, 0)) for n, bits in found.bits.items())
    return found._replace(bits={number: bits for number, bits in pairs if bits})


def sold_publicly(blocks: dict[int, Block]) -> Bits:
    """As `publicly_sold` says: a vendor that closes is asked for, not kept."""
    closed = [str(key) for key in closed_vendors()]
    published = {n: block.bits("state", PUBLISHED) for n, block in blocks.items()}
    hidden = {}
    for number, block in blocks.items():
        of_vendors = block.sets.get("vendor", {})
        bits = 0
        for key in closed:
            bits |= of_vendors.get(key, 0)
        hidden[number] = bits
    return without(published, hidden)


def closed_vendors() -> list[int]:
    return list(Vendor.objects.not_selling().order_by().values_list("pk", flat=True))


def narrowed(
    blocks: dict[int, Block], found: Match, wanted: Wanted, corrected: str | None = None
) -> Found:
    """Every filter but one is what the facet of that one counts."""
    rules = rules_of(wanted)
    fitting = {kind: fit(blocks, found.bits, rule) for kind, rule in rules.items()}
    open_bits: dict[str, Bits] = {
        facet: all_of(
            found.bits, [bits for kind, bits in fitting.items() if kind != facet]
        )
        for facet in wanted.facets
        if facet in rules
    }
    bits = all_of(found.bits, list(fitting.values()))
    return Found(blocks, bits, found.relevance, wanted, corrected, open_bits)


def fit(blocks: dict[int, Block], bits: Bits, rule: Rule) -> Bits:
    return {number: rule(blocks[number], within) for number, within in bits.items()}


def all_of(bits: Bits, sets: list[Bits]) -> Bits:
    left = {}
    for number, within in bits.items():
        for one in sets:
            within &= one[number]
        if within:
            left[number] = within
    return left


def read_rows(keys: list[int]) -> list[Row]:
    """As `render_products` wants them, in this order."""
    rows = product_values(Product.objects.public().filter(pk__in=keys).order_by())
    by_key = {row["id"]: row for row in rows}
    return [by_key[key] for key in keys if key in by_key]
