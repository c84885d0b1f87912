"""Lists of what sells best: of everything, of each genre and of each collection.

Written in the background, so that a read takes a few rows by their key.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils import timezone

from store.books.models import Book, Genre
from store.catalog.models import Collection, Product
from store.recommendations.counting import CHUNK, lock_counter
from store.recommendations.models import PopularProduct
from store.sales.models import ProductPeriod

EVERYTHING = "everything"
PLACES = 50
MOST_RANKED = 5000
MONTHS = 3
Lists = dict[str, list[int]]


def of_genre(pk: int) -> str:
    return f"genre:{pk}"


def of_collection(pk: int) -> str:
    return f"collection:{pk}"


def popular_ids(*, limit: int) -> list[int]:
    """Public products: who is in most orders of the last months, then the newest."""
    public = Product.objects.public()
    counted = (
        ProductPeriod.objects.filter(period__in=last_months(), product__in=public)
        .values_list("product_id")
        .annotate(bought=Sum("orders"))
        .filter(bought__gt=0)
        .order_by("-bought", "-product_id")
    )
    best = [pk for pk, _ in counted[:limit]]
    return list(dict.fromkeys([*best, *newest_first(public)[:limit]]))[:limit]


def last_months() -> list[str]:
    """As `ProductPeriod.period` has them: 2026-11, 2026-10, 2026-09."""
    today = timezone.localdate()
    numbers = range(MONTHS)
    months = [today.year * 12 + today.month - 1 - number for number in numbers]
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in months]


def newest_first(products: QuerySet[Product]) -> QuerySet[Product, int]:
    return products.order_by("-pk").values_list("pk", flat=True)


def rank_popular() -> int:
    """Write all lists anew. Returns how many places there are."""
    best = popular_ids(limit=MOST_RANKED)
    lists = sorted_out(best)
    lists[EVERYTHING] = best[:PLACES]
    fill_up(lists)
    rows = [
        PopularProduct(among=among, place=place, product_id=pk)
        for among, keys in lists.items()
        for place, pk in enumerate(keys)
    ]
    with transaction.atomic():
        lock_counter()
        PopularProduct.objects.all().delete()
        PopularProduct.objects.bulk_create(rows, batch_size=CHUNK)
    return len(rows)


def sorted_out(best: list[int]) -> defaultdict[str, list[int]]:
    """The best of each genre and collection, as far as they are among these."""
    lists: defaultdict[str, list[int]] = defaultdict(list)
    for start in range(0, len(best), CHUNK):
        some = best[start : start + CHUNK]
        names = defaultdict(list)
        for pk, name in names_of(some):
            names[pk].append(name)
        for pk in some:
            for name in names[pk]:
                if len(lists[name]) < PLACES:
                    lists[name].append(pk)
    return lists


def names_of(products: list[int]) -> Iterator[tuple[int, str]]:
    """(product, list on which it may be)."""
    shelved = Product.objects.filter(pk__in=products).order_by()
    for pk, collection in shelved.values_list("pk", "collection_id"):
        yield pk, of_collection(collection)
    told = Book.genres.through.objects.filter(book__in=products)
    for pk, genre in told.values_list("book_id", "genre_id"):
        yield pk, of_genre(genre)


def fill_up(lists: defaultdict[str, list[int]]) -> None:
    """With the newest, where less was sold than there are places."""
    for among, products in all_lists():
        there = lists[among]
        if len(there) < PLACES:
            newest = newest_first(products)[:PLACES]
            lists[among] = list(dict.fromkeys([*there, *newest]))[:PLACES]


def all_lists() -> Iterable[tuple[str, QuerySet[Product]]]:
    public = Product.objects.public()
    for pk in Collection.objects.order_by("pk").values_list("pk", flat=True):
        yield of_collection(pk), public.filter(collection=pk)
    for pk in Genre.objects.order_by("pk").values_list("pk", flat=True):
        yield of_genre(pk), public.filter(book__genres=pk)
