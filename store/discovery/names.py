"""By which words authors, genres, vendors and collections are called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from store.books.models import Author, Genre
from store.catalog.models import Collection
from store.discovery.choices import Source
from store.discovery.models import NameWord
from store.search.encoding import encode
from store.search.queries import Query
from store.search.tokens import tokens
from store.vendors.models import Vendor

NAMED: dict[Any, tuple[Source, str]] = {
    Vendor: (Source.VENDOR, "shop_name"),
    Collection: (Source.COLLECTION, "title"),
    Author: (Source.AUTHOR, "name"),
    Genre: (Source.GENRE, "name"),
}
AFTER = "\uffff"
MOST_ROWS = 300
WRITTEN_AT_ONCE = 500


@transaction.atomic
def write_names(*, source: Source, names: Mapping[int, str]) -> None:
    """Instead of what these were called before."""
    forget_names(source=source, keys=list(names))
    rows = [
        NameWord(source=source, key=key, word=encode(word))
        for key, name in names.items()
        for word in tokens(name)
    ]
    NameWord.objects.bulk_create(
        rows, batch_size=WRITTEN_AT_ONCE, ignore_conflicts=True
    )


def forget_names(*, source: Source, keys: list[int]) -> None:
    NameWord.objects.filter(source=source, key__in=keys).delete()


def keys_named(query: Query, *, most: int) -> dict[str, list[int]]:
    """By source, what has a name with every word, the last one perhaps half typed.

    Of the first so many names with the longest word, so that it takes no longer with many.
    """
    found: dict[str, list[int]] = defaultdict(list)
    if not query:
        return found
    written = sorted((encode(word.whole) for word in query.words), key=len)
    longest, others = written[-1], written[:-1]
    rows = NameWord.objects.filter(word__gte=longest, word__lt=longest + AFTER)
    for word in others:
        same = NameWord.objects.filter(source=OuterRef("source"), key=OuterRef("key"))
        rows = rows.filter(Exists(same.filter(word__gte=word, word__lt=word + AFTER)))
    pairs = rows.order_by("word", "source", "key").values_list("source", "key")
    for source, key in dict.fromkeys(pairs[:MOST_ROWS]):
        if len(found[source]) < most:
            found[source].append(key)
    return found


def write_names_of_authors(*, product_ids: Sequence[int]) -> None:
    """Of these books, as far as they have none."""
    for start in range(0, len(product_ids), WRITTEN_AT_ONCE):
        part = product_ids[start : start + WRITTEN_AT_ONCE]
        known = NameWord.objects.filter(source=Source.AUTHOR, key=OuterRef("pk"))
        authors = Author.objects.filter(~Exists(known), wrote__book__in=part)
        names = dict(authors.order_by("pk").values_list("pk", "name"))
        if names:
            write_names(source=Source.AUTHOR, names=names)


def write_missing_names() -> int:
    """Of rows that were written past `save`. Returns how many."""
    done = 0
    for model, (source, column) in NAMED.items():
        known = NameWord.objects.filter(source=source, key=OuterRef("pk"))
        rows = model.objects.filter(~Exists(known)).order_by("pk")
        names = dict(rows.values_list("pk", column))
        keys = sorted(names)
        for start in range(0, len(keys), WRITTEN_AT_ONCE):
            part = keys[start : start + WRITTEN_AT_ONCE]
            write_names(source=source, names={key: names[key] for key in part})
        done += len(keys)
    return done
