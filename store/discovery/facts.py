"""What a product is found and counted by, besides its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import QuerySet

from store.books.models import Book
from store.catalog.models import Product
from store.reading.models import BookFile

COLUMNS = (
    "pk",
    "is_published",
    "inventory",
    "collection_id",
    "vendor_id",
    "unit_price",
    "book__language",
    "rating__average",
    "rating__count",
)
MOST_COUNTED = (1 << 20) - 1
HUNDREDTHS = 100
PUBLISHED, IN_STOCK = "published", "in_stock"


class Facts(NamedTuple):
    """`sets`: kind and value of each set it is in; `numbers`: whole ones, by name."""

    product_id: int
    sets: tuple[tuple[str, str], ...]
    numbers: dict[str, int]


def read_facts(products: QuerySet[Product]) -> list[Facts]:
    """Of these products, in three queries."""
    rows = list(products.order_by("pk").values_list(*COLUMNS))
    genres = pairs_of(
        Book.genres.through.objects.filter(book__in=products.order_by().values("pk")),
        "book_id",
        "genre_id",
    )
    files = BookFile.objects.current().filter(
        book__in=products.order_by().values("pk"), is_sample=False
    )
    formats = pairs_of(files.order_by(), "book_id", "format")
    return [facts_of(row, genres, formats) for row in rows]


def pairs_of(
    rows: QuerySet[Any], product: str, value: str
) -> defaultdict[int, set[str]]:
    found: defaultdict[int, set[str]] = defaultdict(set)
    for key, what in rows.values_list(product, value):
        found[key].add(str(what))
    return found


def facts_of(
    row: tuple[Any, ...],
    genres: defaultdict[int, set[str]],
    formats: defaultdict[int, set[str]],
) -> Facts:
    """`row` has the values of COLUMNS; cents and hundredths of stars are whole numbers."""
    key, published, inventory, shelf, vendor, price, language, average, rated = row
    sets = [
        ("collection", str(shelf)),
        *(("genre", genre) for genre in genres.get(key, ())),
        *(("format", name) for name in formats.get(key, ())),
    ]
    if published:
        sets.append(("state", PUBLISHED))
    if inventory > 0:
        sets.append(("state", IN_STOCK))
    if vendor is not None:
        sets.append(("vendor", str(vendor)))
    if language:
        sets.append(("language", language))
    numbers = {
        "price": int(price * HUNDREDTHS),
        "rating": int((average or 0) * HUNDREDTHS),
        "rated": min(rated or 0, MOST_COUNTED),
    }
    return Facts(key, tuple(sets), numbers)


def facts_of_keys(keys: Iterable[int]) -> list[Facts]:
    """Those that are gone are left out."""
    wanted = sorted(keys)
    found: list[Facts] = []
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        found += read_facts(Product.objects.filter(pk__in=some))
    return found
