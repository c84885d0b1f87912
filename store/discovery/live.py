"""The words of products as their documents have them now."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from store.discovery.words import COLUMNS, Words
from store.search.models import SearchDocument

READ_AT_ONCE = 500


def read_words(documents: QuerySet[SearchDocument]) -> dict[int, Words]:
    rows = documents.order_by("pk").values_list("pk", *COLUMNS)
    return {
        key: {
            column: tuple(text.split())
            for column, text in zip(COLUMNS, texts, strict=True)
        }
        for key, *texts in rows
    }


def words_of_keys(keys: Iterable[int]) -> dict[int, Words]:
    """A product without a document is left out."""
    wanted = sorted(keys)
    found: dict[int, Words] = {}
    for start in range(0, len(wanted), READ_AT_ONCE):
        some = wanted[start : start + READ_AT_ONCE]
        found |= read_words(SearchDocument.objects.filter(pk__in=some))
    return found
