"""Which products have the words of a search, and how well.

The same rules as `store.search.matching`, which asks the database's full-text index: every
word is found as the beginning of a word, and counts most in the title. Here for any number
of hits in the same few milliseconds, which a full-text index does not do: MariaDB's takes
two microseconds for each product that a word is in.
"""

from __future__ import annotations

from collections import Counter
from functools import reduce
from operator import or_
from typing import NamedTuple

from store.discovery.bits import Bits, bits_at
from store.discovery.snapshot import Part
from store.discovery.words import COLUMNS, Index, WordBlock
from store.search.encoding import decode, encode
from store.search.engines import WEIGHTS, is_cut
from store.search.matching import RANKED_WORDS
from store.search.queries import Query, Word


class Match(NamedTuple):
    """`relevance`: by block, the digits to base two of what the products are worth."""

    bits: Bits
    relevance: dict[int, list[int]]


def match(parts: dict[int, Part], query: Query) -> Match:
    bits: Bits = {}
    relevance = {}
    for number, part in parts.items():
        found, worth = match_block(part.words, query)
        if part.changed:
            new, worth_now = match_block(part.live, query)
            found = found & ~part.changed | new
            worth = merged(worth, worth_now, part.changed)
        if found:
            bits[number] = found
            relevance[number] = worth
    return Match(bits, relevance)


def match_block(block: WordBlock, query: Query) -> tuple[int, list[int]]:
    if not query:
        return 0, []
    found = -1
    worth: list[int] = []
    for at, word in enumerate(query.words):
        begins = {column: beginning(block.columns[column], word) for column in COLUMNS}
        found &= found_anywhere(block, word, begins)
        if not found:
            return 0, []
        if at < RANKED_WORDS:
            add_worth(worth, block, word, begins)
    return found, worth


def found_anywhere(block: WordBlock, word: Word, begins: dict[str, int]) -> int:
    """The parts of a word may stand in different columns."""
    found = reduce(or_, begins.values())
    if not word.parts:
        return found
    *others, last = word.parts
    every = in_any_column(block, last, is_prefix=word.is_prefix)
    for part in others:
        every &= in_any_column(block, part)
    return found | every


def in_any_column(block: WordBlock, word: str, *, is_prefix: bool = False) -> int:
    found = (having(i, word, is_prefix=is_prefix) for i in block.columns.values())
    return reduce(or_, found)


def beginning(index: Index, word: Word) -> int:
    """Of one column: as the beginning of a word, or by its parts, the last one begun."""
    return spelled(index, word, is_prefix=word.is_prefix)


def whole(index: Index, word: Word) -> int:
    return spelled(index, word, is_prefix=False)


def spelled(index: Index, word: Word, *, is_prefix: bool) -> int:
    found = 0 if is_cut(word) else having(index, word.whole, is_prefix=is_prefix)
    if word.parts:
        *others, last = word.parts
        every = having(index, last, is_prefix=is_prefix)
        for part in others:
            every &= having(index, part)
        found |= every
    return found


def completions(
    parts: dict[int, Part], query: Query, bits: Bits, *, most: int
) -> list[str]:
    """Words that begin with the last of a search, the commonest first.

    Each with what is before it is in one of these products. No codes, of which every
    product has some.
    """
    last = query.words[-1]
    if not last.is_prefix:
        return []
    counts = count_words(parts, encode(last.whole))
    found: list[str] = []
    for word, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        text = decode(word)
        if text.isalpha() and has_word(parts, Word(text), bits):
            found.append(text)
        if len(found) == most:
            break
    return found


def count_words(parts: dict[int, Part], prefix: str) -> Counter[str]:
    """In how many titles, keywords and bodies each word is that begins so."""
    counts: Counter[str] = Counter()
    for part in parts.values():
        for block in (part.words, part.live):
            for index in block.columns.values():
                for word, many in index.count_beginning_with(prefix):
                    counts[word] += many
    return counts


def has_word(parts: dict[int, Part], word: Word, bits: Bits) -> bool:
    """Whether any of these products has it; as a whole, for the first one is enough."""
    for number, wanted in bits.items():
        part = parts[number]
        old = wanted & ~part.changed
        for block, within in ((part.words, old), (part.live, wanted & part.changed)):
            for index in block.columns.values():
                if within and whole(index, word) & within:
                    return True
    return False


def having(index: Index, word: str, *, is_prefix: bool = False) -> int:
    written = encode(word)
    places = index.beginning_with(written) if is_prefix else index.of_word(written)
    return bits_at(places) if places else 0


def add_worth(
    worth: list[int], block: WordBlock, word: Word, begins: dict[str, int]
) -> None:
    for column, (as_beginning, as_whole) in WEIGHTS.items():
        if as_beginning:
            add(worth, begins[column], as_beginning)
        if as_whole:
            add(worth, whole(block.columns[column], word), as_whole)


def add(slices: list[int], bits: int, weight: int) -> None:
    """To the numbers of these bits, all at once: digit by digit, with a carry."""
    for power in range(weight.bit_length()):
        if not weight >> power & 1:
            continue
        carry, at = bits, power
        while carry:
            slices += [0] * (at + 1 - len(slices))
            slices[at], carry = slices[at] ^ carry, slices[at] & carry
            at += 1


def merged(before: list[int], now: list[int], changed: int) -> list[int]:
    """The digits from `now` for what changed, from `before` for all the rest."""
    longest = max(len(before), len(now))
    before = before + [0] * (longest - len(before))
    now = now + [0] * (longest - len(now))
    return [old & ~changed | new for old, new in zip(before, now, strict=True)]
