"""Texts as a shop may have them, for benches of the search: few words are in most of them.

    from search_words import texts
    for title, keywords, body in texts(100_000): ...

The k-th commonest of 20,000 words is drawn in proportion to 1/k (Zipf's law), so that the
first is in nearly every document, the fifth in about half and most in a handful. The same
numbers give the same texts.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import accumulate

WORDS = 20_000
SYLLABLES = [
    first + vowel + last
    for first in ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t")
    for vowel in "aeiou"
    for last in ("", "n", "r", "s")
]


def words(count: int = WORDS, seed: int = 1) -> list[str]:
    """Different words of two to four syllables, the commonest first."""
    draw = random.Random(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(draw.choices(SYLLABLES, k=draw.randint(2, 4)))] = None
    return list(found)


def texts(count: int, seed: int = 2) -> Iterator[tuple[str, str, str]]:
    """(title, keywords, body): 3 to 6 words; 3, a code and a number; 15 to 40."""
    draw = random.Random(seed)
    known = words()
    weights = list(accumulate(1 / rank for rank in range(1, len(known) + 1)))

    def some(fewest: int, most: int) -> str:
        chosen = draw.choices(known, cum_weights=weights, k=draw.randint(fewest, most))
        return " ".join(chosen)

    for number in range(count):
        code = f"{draw.choice(known)[:3].upper()}{number:03}"
        keywords = f"{some(3, 3)} {code} 978{draw.randrange(10**10):010}"
        yield some(3, 6).capitalize(), keywords, some(15, 40)
