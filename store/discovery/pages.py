"""One page of a set of products in an order, without looking at all the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest

from store.discovery.bits import Bits, count, keys_between

Digits = Mapping[int, Sequence[int]]
"""By block, the digits to base two of a number that each product has, the lowest first."""


def page_of(
    bits: Bits,
    digits: Sequence[Digits],
    start: int,
    stop: int,
    *,
    highest_first: bool = False,
    newest_first: bool = False,
) -> list[int]:
    """The keys from the `start`-th on, by the first number, among equals by the next.

    Among those that are equal in all of them by key.
    """
    planes = [plane for one in digits for plane in planes_of(bits, one)]
    return take(bits, planes, start, stop, highest_first, newest_first)


def planes_of(bits: Bits, digits: Digits) -> list[Bits]:
    """The highest digit first: the products that have a 1 there."""
    numbers = list(bits)
    rows = zip_longest(*(digits.get(number, ()) for number in numbers), fillvalue=0)
    planes = [
        {number: digit for number, digit in zip(numbers, row, strict=True) if digit}
        for row in rows
    ]
    return planes[::-1]


def take(
    group: Bits,
    planes: Sequence[Bits],
    start: int,
    stop: int,
    highest_first: bool,
    newest_first: bool,
) -> list[int]:
    """Split by one digit after the other, and only what the page is cut from."""
    for at, plane in enumerate(planes):
        ones, zeros = split(group, plane)
        if not ones or not zeros:
            continue
        first, second = (ones, zeros) if highest_first else (zeros, ones)
        many, rest = count(first), planes[at + 1 :]
        found: list[int] = []
        if start < many:
            found += take(
                first, rest, start, min(stop, many), highest_first, newest_first
            )
        if stop > many:
            begin = max(start - many, 0)
            found += take(second, rest, begin, stop - many, highest_first, newest_first)
        return found
    return keys_between(group, start, stop, newest_first=newest_first)


def split(group: Bits, plane: Bits) -> tuple[Bits, Bits]:
    ones, zeros = {}, {}
    for number, bits in group.items():
        with_it = bits & plane.get(number, 0)
        if with_it:
            ones[number] = with_it
        if with_it != bits:
            zeros[number] = bits ^ with_it
    return ones, zeros
