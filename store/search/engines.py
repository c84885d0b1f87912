"""The full-text indexes of the two databases: FTS5 of SQLite, FULLTEXT of MariaDB."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from store.search.encoding import encode
from store.search.queries import Query, Word
from store.search.tokens import LONGEST

Sql = tuple[str, list[str]]
# What a word is worth in a column: as its beginning, and what more as the whole word.
WEIGHTS = {"title": (12, 4), "keywords": (5, 2), "body": (0, 1)}


class Engine(Protocol):
    def select(self, query: Query) -> Sql:
        """SELECT of the products that have every word in any column, as it begins there."""

    def select_any(self, groups: Sequence[Sequence[str]]) -> Sql:
        """SELECT of the products that have, of each group, any word as it is."""


class SQLite:
    """https://sqlite.org/fts5.html: each word in quotation marks, which it never holds."""

    def select(self, query: Query) -> Sql:
        return self.matching(" AND ".join(map(self.term, query.words)))

    def select_any(self, groups: Sequence[Sequence[str]]) -> Sql:
        alternatives = [" OR ".join(map(quoted, words)) for words in groups]
        return self.matching(" AND ".join(f"({words})" for words in alternatives))

    def matching(self, text: str) -> Sql:
        table = "store_searchindex"
        return f"SELECT rowid FROM {table} WHERE {table} MATCH %s", [text]  # noqa: S608

    def term(self, word: Word) -> str:
        star = "*" if word.is_prefix else ""
        whole = quoted(word.whole) + star
        if not word.parts:
            return whole
        parts = " AND ".join(map(quoted, word.parts)) + star
        return f"({parts})" if is_cut(word) else f"({whole} OR ({parts}))"


class MariaDB:
    """https://mariadb.com/kb/en/full-text-index-overview/ in boolean mode.

    MATCH stands alone in its WHERE: beside an OR, or inside a CASE, the index is not used.
    """

    def select(self, query: Query) -> Sql:
        return self.matching(" ".join(f"+{self.term(word)}" for word in query.words))

    def select_any(self, groups: Sequence[Sequence[str]]) -> Sql:
        alternatives = [" ".join(map(encode, words)) for words in groups]
        return self.matching(" ".join(f"+({words})" for words in alternatives))

    def matching(self, text: str) -> Sql:
        return (
            "SELECT product_id FROM store_searchdocument WHERE "
            "MATCH (title, keywords, body) AGAINST (%s IN BOOLEAN MODE)",
            [text],
        )

    def term(self, word: Word) -> str:
        star = "*" if word.is_prefix else ""
        whole = encode(word.whole) + star
        if not word.parts:
            return whole
        parts = " ".join(f"+{encode(part)}" for part in word.parts) + star
        return f"({parts})" if is_cut(word) else f"({whole} ({parts}))"


def quoted(word: str) -> str:
    return f'"{encode(word)}"'


def is_cut(word: Word) -> bool:
    """Too long to be in the index as a whole."""
    return len(word.whole) > LONGEST


ENGINES: dict[str, Engine] = {"sqlite": SQLite(), "mysql": MariaDB()}


def engine_of(vendor: str) -> Engine:
    return ENGINES[vendor]
