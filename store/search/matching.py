"""From what somebody types to the products it means."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import add, and_, or_

from django.db import connections
from django.db.models import (
    Case,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable, RawSQL
from django.db.models.functions import Coalesce, Concat, StrIndex
from django.db.models.lookups import GreaterThan

from store.search.encoding import encode
from store.search.engines import WEIGHTS, engine_of, is_cut
from store.search.models import SearchDocument
from store.search.queries import Query, Word, parse

__all__ = ["Query", "Word", "narrow", "parse", "rank"]

# The words that say how good a product fits; the others only say whether.
RANKED_WORDS = 4


def narrow(products: QuerySet, query: Query) -> QuerySet:
    """Those of the products with every word somewhere, each as the beginning of a word.

    None of them for a query without words.
    """
    if not query:
        return products.none()
    engine = engine_of(connections[products.db].vendor)
    return products.filter(pk__in=RawSQL(*engine.select(query)))  # noqa: S611


def rank(products: QuerySet, query: Query) -> QuerySet:
    """With `relevance`, the best first; of the same relevance the oldest first.

    A word counts most in the title, then in the keywords, least in the body, and more as
    the whole word than as its beginning. Each row's document is read: narrow them first.
    """
    worth = [part for word in query.words[:RANKED_WORDS] for part in scores(word)]
    documents = SearchDocument.objects.filter(product_id=OuterRef("pk"))
    total: Combinable = reduce(add, worth, Value(0))
    relevance = Subquery(documents.values_list(total), output_field=IntegerField())
    return products.annotate(relevance=Coalesce(relevance, 0)).order_by(
        "-relevance", "pk"
    )


def scores(word: Word) -> Iterator[Case]:
    for column, (beginning, whole) in WEIGHTS.items():
        for weight, end in ((beginning, "" if word.is_prefix else " "), (whole, " ")):
            if weight:
                yield Case(When(occurs(word, column, end), then=weight), default=0)


def occurs(word: Word, column: str, end: str) -> Q:
    """Whether the column has the word, or all its parts, followed by `end`."""

    def has(text: str, end: str = " ") -> Q:
        spaced = Concat(Value(" "), column, Value(" "))
        return Q(GreaterThan(StrIndex(spaced, Value(f" {encode(text)}{end}")), 0))

    ways = [] if is_cut(word) else [has(word.whole, end)]
    if word.parts:
        *others, last = word.parts
        ways.append(reduce(and_, [*map(has, others), has(last, end)]))
    return reduce(or_, ways)
