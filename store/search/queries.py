"""A search in words, before any database is asked."""

from __future__ import annotations

from dataclasses import dataclass

from store.search.tokens import LONGEST, compounds, pieces

MOST_WORDS = 12
MOST_CHARACTERS = 500
SHORTEST_PREFIX = 2


@dataclass(frozen=True)
class Word:
    """One word of a search: found as a whole, or by all of its parts."""

    whole: str
    parts: tuple[str, ...] = ()

    @property
    def is_prefix(self) -> bool:
        """A single letter is meant as it is; signs of Han and kana are words."""
        return len(self.whole) >= SHORTEST_PREFIX and self.whole[-1] not in "+#"


@dataclass(frozen=True)
class Query:
    """The words of a search, all of which must be found. Without any it is false."""

    words: tuple[Word, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words)

    def __str__(self) -> str:
        return " ".join(word.whole for word in self.words)


def parse(query: str) -> Query:
    """The words of whatever somebody typed: of the first 500 characters, the first 12."""
    words: dict[str, Word] = {}
    for whole, parts in compounds(query[:MOST_CHARACTERS]):
        if len(words) == MOST_WORDS:
            break
        if len(whole) > LONGEST:
            words[whole] = Word(whole, tuple(pieces(whole)))
        elif len(parts) > 1:
            words[whole] = Word(whole, tuple(parts))
        else:
            words[whole] = Word(whole)
    return Query(tuple(words.values()))
