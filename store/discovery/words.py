"""The words of a block of products with neighbouring keys, and who has them.

Words are as `store.search` writes them into its documents (`encode`), so that a beginning of
a word is the beginning of what is written.
"""

from __future__ import annotations

import json
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

from store.discovery.bits import SIZE

COLUMNS = ("title", "keywords", "body")
AFTER = "\x7f"
"""Comes after everything that a written word may hold."""

Words = Mapping[str, tuple[str, ...]]
"""The words of one product, by column."""


@dataclass(frozen=True)
class Index:
    """Sorted words; `places` from `starts[n]` to `starts[n + 1]` have the n-th of them."""

    words: tuple[str, ...]
    starts: array[int]
    places: array[int]

    @classmethod
    def of(cls, found: Mapping[str, list[int]]) -> Index:
        words = tuple(sorted(found))
        lengths = (len(found[word]) for word in words)
        places = array("H")
        for word in words:
            places.extend(found[word])
        return cls(words, array("I", accumulate(lengths, initial=0)), places)

    def beginning_with(self, prefix: str) -> array[int]:
        first = bisect_left(self.words, prefix)
        last = bisect_left(self.words, prefix + AFTER, lo=first)
        return self.places[self.starts[first] : self.starts[last]]

    def count_beginning_with(self, prefix: str) -> Iterator[tuple[str, int]]:
        """Such words, and how many products have each."""
        first = bisect_left(self.words, prefix)
        last = bisect_left(self.words, prefix + AFTER, lo=first)
        for at in range(first, last):
            yield self.words[at], self.starts[at + 1] - self.starts[at]

    def of_word(self, word: str) -> array[int]:
        at = bisect_left(self.words, word)
        if at == len(self.words) or self.words[at] != word:
            return array("H")
        return self.places[self.starts[at] : self.starts[at + 1]]

    def as_dict(self) -> dict[str, list[int]]:
        return {
            word: self.places[self.starts[at] : self.starts[at + 1]].tolist()
            for at, word in enumerate(self.words)
        }


@dataclass(frozen=True)
class WordBlock:
    """By column. Never changed once it is made: it is shared between threads."""

    columns: Mapping[str, Index]

    @classmethod
    def of(cls, words: Mapping[int, Words]) -> WordBlock:
        """Of these products, by key."""
        return cls(
            {
                column: Index.of(
                    places_by_word((key, words[key][column]) for key in sorted(words))
                )
                for column in COLUMNS
            }
        )

    def patched(self, keys: Iterable[int], words: Mapping[int, Words]) -> WordBlock:
        """Another one, with these words for these products and no others."""
        gone = {key & (SIZE - 1) for key in keys}
        columns = {}
        for column, index in self.columns.items():
            found = index.as_dict()
            new = places_by_word((key, words[key][column]) for key in sorted(words))
            for word, places in found.items():
                if not gone.isdisjoint(places):
                    found[word] = [place for place in places if place not in gone]
            for word, places in new.items():
                found[word] = sorted({*found.get(word, ()), *places})
            columns[column] = Index.of({w: p for w, p in found.items() if p})
        return WordBlock(columns)

    def dump(self) -> bytes:
        """A line that says how long the parts are, and the parts."""
        parts = [
            part
            for column in COLUMNS
            for part in (
                "\n".join(self.columns[column].words).encode(),
                self.columns[column].starts.tobytes(),
                self.columns[column].places.tobytes(),
            )
        ]
        head = json.dumps([len(part) for part in parts])
        return zlib.compress(b"\n".join([head.encode(), b"".join(parts)]), 1)


def places_by_word(
    words: Iterable[tuple[int, Iterable[str]]],
) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for key, of_one in words:
        place = key & (SIZE - 1)
        for word in of_one:
            found.setdefault(word, []).append(place)
    return found


def load_words(data: bytes) -> WordBlock:
    head, _, body = zlib.decompress(data).partition(b"\n")
    parts, at = [], 0
    for length in json.loads(head):
        parts.append(body[at : at + length])
        at += length
    columns = {}
    for place, column in enumerate(COLUMNS):
        text, starts, places = parts[3 * place : 3 * place + 3]
        columns[column] = Index(
            tuple(text.decode().split("\n")) if text else (),
            array("I", starts),
            array("H", places),
        )
    return WordBlock(columns)
