"""Sets of products as bits of whole numbers, a number for each block of neighbouring keys.

Such a set is a `dict` from a block's number to its bits; a block without any is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

SHIFT = 13
SIZE = 1 << SHIFT
ALL = (1 << SIZE) - 1

Bits = dict[int, int]


def place_of(key: int) -> tuple[int, int]:
    """The number of the block, and the place in it."""
    return key >> SHIFT, key & (SIZE - 1)


def bits_at(places: Iterable[int]) -> int:
    """Of one block. By a row of 0 and 1: setting bits of a long number is slow."""
    row = bytearray(b"0") * SIZE
    for place in places:
        row[SIZE - 1 - place] = 49
    return int(row, 2)


def count(bits: Mapping[int, int]) -> int:
    return sum(value.bit_count() for value in bits.values())


def both(one: Mapping[int, int], other: Mapping[int, int]) -> Bits:
    pairs = ((number, bits & other.get(number, 0)) for number, bits in one.items())
    return {number: bits for number, bits in pairs if bits}


def either(sets: Iterable[Mapping[int, int]]) -> Bits:
    found: dict[int, int] = defaultdict(int)
    for bits in sets:
        for number, value in bits.items():
            found[number] |= value
    return dict(found)


def without(one: Mapping[int, int], other: Mapping[int, int]) -> Bits:
    pairs = ((number, bits & ~other.get(number, 0)) for number, bits in one.items())
    return {number: bits for number, bits in pairs if bits}


def keys_in(number: int, bits: int, *, newest_first: bool = False) -> Iterator[int]:
    """The keys of one block's bits, in their order."""
    row = bin(bits)[2:]
    last = len(row) - 1
    if not newest_first:
        row = row[::-1]
    first = number << SHIFT
    at = row.find("1")
    while at >= 0:
        yield first + (last - at if newest_first else at)
        at = row.find("1", at + 1)


def keys_between(
    bits: Mapping[int, int], start: int, stop: int, *, newest_first: bool = False
) -> list[int]:
    """From the `start`-th to before the `stop`-th key, in their order."""
    found: list[int] = []
    for number in sorted(bits, reverse=newest_first):
        many = bits[number].bit_count()
        if start < many and stop > 0:
            keys = list(keys_in(number, bits[number], newest_first=newest_first))
            found += keys[max(start, 0) : max(stop, 0)]
        start, stop = start - many, stop - many
        if stop <= 0:
            break
    return found


def compare(slices: Sequence[int], value: int, within: int) -> tuple[int, int]:
    """Which of one block's bits stand for a smaller number, and which for this very one.

    `slices` are a number's digits to base two, the lowest first: a set of products each.
    """
    if value < 0:
        return 0, 0
    if value >> len(slices):
        return within, 0
    smaller, equal = 0, within
    for power in range(len(slices) - 1, -1, -1):
        if value >> power & 1:
            smaller |= equal & ~slices[power]
            equal &= slices[power]
        else:
            equal &= ~slices[power]
    return smaller, equal
