"""How many of the products have which value: what a next filter would leave."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from itertools import count as count_up
from typing import NamedTuple

from store.discovery.bits import Bits, compare, count
from store.discovery.blocks import Block
from store.discovery.facts import HUNDREDTHS
from store.shared.money import MAX_AMOUNT

MOST_VALUES = 20
STARS = (4, 3, 2, 1)
STEPS = (1, 2, 5)


class Band(NamedTuple):
    """Prices from `low` on, up to and without `high`; None: without end."""

    low: Decimal
    high: Decimal | None


def count_values(
    blocks: dict[int, Block], bits: Bits, kind: str, chosen: tuple[str, ...]
) -> list[tuple[str, int]]:
    """The commonest values, whatever was chosen among them; the most first."""
    counts: Counter[str] = Counter()
    for number, within in bits.items():
        for value, having in blocks[number].sets.get(kind, {}).items():
            many = (having & within).bit_count()
            if many:
                counts[value] += many
    ordered = sorted(
        counts.items(), key=lambda pair: (pair[0] not in chosen, *most_first(pair))
    )
    return sorted(ordered[:MOST_VALUES], key=most_first)


def most_first(counted: tuple[str, int]) -> tuple[int, int, str]:
    """Keys are texts here, and 9 comes before 10."""
    value, many = counted
    return -many, len(value), value


def count_stars(blocks: dict[int, Block], bits: Bits) -> list[tuple[int, int]]:
    """Four stars and more, three and more, …; those that none has are left out."""
    counts = [
        (stars, count(bits) - fewer_than(blocks, bits, "rating", stars * HUNDREDTHS))
        for stars in STARS
    ]
    return [(stars, many) for stars, many in counts if many]


def count_prices(blocks: dict[int, Block], bits: Bits) -> list[tuple[Band, int]]:
    """Bands of 1, 2, 5, 10, 20, 50, …; those without a product are left out."""
    found: list[tuple[Band, int]] = []
    total, below, low = count(bits), 0, Decimal(0)
    for high in ladder():
        if below == total:
            break
        fewer = fewer_than(blocks, bits, "price", int(high * HUNDREDTHS))
        if fewer > below:
            found.append((Band(low, high), fewer - below))
        below, low = fewer, high
    return found


def ladder() -> list[Decimal]:
    """Up to above the dearest price there may be."""
    steps = []
    for power in count_up():
        for step in STEPS:
            steps.append(Decimal(step * 10**power))
            if steps[-1] > MAX_AMOUNT:
                return steps
    return steps


def fewer_than(blocks: dict[int, Block], bits: Bits, name: str, value: int) -> int:
    return sum(
        compare(blocks[number].numbers.get(name, []), value, within)[0].bit_count()
        for number, within in bits.items()
    )
