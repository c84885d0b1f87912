"""The facts of a block of products with neighbouring keys, as bits."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from store.discovery.bits import ALL, place_of
from store.discovery.facts import Facts


@dataclass(frozen=True)
class Block:
    """`sets`: by kind and value, the products that have it; `numbers`: by name, the digits.

    Never changed once it is made: it is shared between threads.
    """

    sets: dict[str, dict[str, int]] = field(default_factory=dict)
    numbers: dict[str, list[int]] = field(default_factory=dict)

    def bits(self, kind: str, value: str) -> int:
        return self.sets.get(kind, {}).get(value, 0)

    def patched(self, keys: Iterable[int], facts: Iterable[Facts]) -> Block:
        """Another one, with these facts for these products and no others."""
        gone = 0
        for key in keys:
            gone |= 1 << place_of(key)[1]
        kept = ALL & ~gone
        sets = {
            kind: {value: bits & kept for value, bits in values.items() if bits & kept}
            for kind, values in self.sets.items()
        }
        numbers = {
            name: [bits & kept for bits in slices]
            for name, slices in self.numbers.items()
        }
        for one in facts:
            add_facts(sets, numbers, one)
        return Block(sets, numbers)

    def dump(self) -> bytes:
        sets = {
            kind: {value: f"{bits:x}" for value, bits in values.items()}
            for kind, values in self.sets.items()
        }
        numbers = {
            name: [f"{bits:x}" for bits in slices]
            for name, slices in self.numbers.items()
        }
        text = json.dumps({"sets": sets, "numbers": numbers})
        return zlib.compress(text.encode(), 1)


def add_facts(
    sets: dict[str, dict[str, int]], numbers: dict[str, list[int]], facts: Facts
) -> None:
    bit = 1 << place_of(facts.product_id)[1]
    for kind, value in facts.sets:
        values = sets.setdefault(kind, {})
        values[value] = values.get(value, 0) | bit
    for name, number in facts.numbers.items():
        slices = numbers.setdefault(name, [])
        slices += [0] * (number.bit_length() - len(slices))
        for power in range(number.bit_length()):
            if number >> power & 1:
                slices[power] |= bit


def load_block(data: bytes) -> Block:
    read = json.loads(zlib.decompress(data))
    sets = {
        kind: {value: int(bits, 16) for value, bits in values.items()}
        for kind, values in read["sets"].items()
    }
    numbers = {
        name: [int(bits, 16) for bits in slices]
        for name, slices in read["numbers"].items()
    }
    return Block(sets, numbers)
