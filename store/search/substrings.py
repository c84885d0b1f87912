"""Texts with words in them anywhere, read off the index as far as it can tell.

The index knows words from their beginning on. So the vocabulary says in which words the
letters occur, and the index where these are. That is more than is asked for: the caller
looks at the rows that are left. What the index can't say is left to the caller alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from django.db import connections
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from store.search.engines import engine_of
from store.search.models import SearchTerm
from store.search.progress import count_complete
from store.search.tokens import LONGEST, OVERLAP, runs

# Fewer are read as fast as the vocabulary.
FEWEST_PRODUCTS = 5_000
# The vocabulary is read once for each.
LOOKED_UP = 3
MOST_TERMS = 200
# Where more than one in so many have a word, reading all rows takes no longer than the index.
MOST_PRODUCTS = 50


def narrow_to_texts(products: QuerySet, words: Iterable[str]) -> QuerySet:
    """At least those of the products with all these words anywhere in title or body.

    All of them when there are few. Inside a transaction as well: MariaDB's index does not
    have what is not committed, nor has the vocabulary.
    """
    connection = connections[products.db]
    if connection.in_atomic_block:
        return products
    indexed = count_complete(products.model._default_manager.all())
    if indexed < FEWEST_PRODUCTS:
        return products
    looked_up = islice(sorted(map(longest_run, words), key=by_length), LOOKED_UP)
    most = max(1, indexed // MOST_PRODUCTS)
    groups = [terms_with(*run, most) for run in looked_up if run[0]]
    if [] in groups:
        return products.none()
    selective = [terms for terms in groups if terms is not None]
    if not selective:
        return products
    sql = engine_of(connection.vendor).select_any(selective)
    return products.filter(pk__in=RawSQL(*sql))  # noqa: S611


Run = tuple[str, bool, bool]


def by_length(run: Run) -> int:
    return -len(run[0])


def longest_run(word: str) -> Run:
    """(letters, whether they begin a word, whether they end one); no letters: ("", ...)."""
    found = runs(word)
    if not found:
        return "", False, False
    at = max(range(len(found)), key=lambda place: len(found[place]))
    return found[at], at > 0, at < len(found) - 1


def terms_with(run: str, begins: bool, ends: bool, most: int) -> list[str] | None:
    """The words of the vocabulary with these letters.

    None: too many to be of use, or in more than `most` documents.
    """
    terms = SearchTerm.objects.all()
    if begins and ends and len(run) <= LONGEST:
        terms = terms.filter(term=run)
    elif begins:
        terms = terms.filter(term__startswith=run[:OVERLAP])
    elif ends:
        terms = terms.filter(term__endswith=run[-OVERLAP:])
    else:
        terms = terms.filter(term__contains=run[:OVERLAP])
    found = list(terms.values_list("term", "documents")[: MOST_TERMS + 1])
    total = sum(documents for _, documents in found)
    if len(found) > MOST_TERMS or total > most:
        return None
    return [term for term, _ in found]
