"""Products as the API shows them.

Read as plain values: a list of model instances through a ModelSerializer costs about
three times as much (`docs/performance.md`). `ProductSerializer` describes the same fields;
a test compares the two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from store.books import rows as books
from store.catalog.models import Product, ProductImage
from store.customers.models import FavoriteProduct
from store.shared.identity import user_id
from store.shared.money import with_tax

COLUMNS = (
    "id",
    "title",
    "code",
    "description",
    "slug",
    "inventory",
    "unit",
    "unit_price",
    "collection_id",
    "is_published",
    "last_update",
    "vendor_id",
    "vendor__shop_name",
    "vendor__slug",
    "rating__average",
    "rating__count",
    "rating__histogram",
    *books.COLUMNS,
)
NO_STARS = [0] * 10
AbsoluteUrl = Callable[[str], str]
IMAGE_STORAGE = ProductImage._meta.get_field("image").storage


def product_values(products: QuerySet[Product]) -> QuerySet[Product, dict[str, Any]]:
    """The columns that `render_products` needs, as dicts."""
    return products.values(*COLUMNS)


def render_products(
    rows: Iterable[dict[str, Any]], absolute: AbsoluteUrl, reader: object = None
) -> list[dict[str, Any]]:
    """Rows of `product_values` as JSON-ready objects, images included.

    That is one more query, two for what a signed-in reader marked and rated, and one if
    there are books among them.
    """
    rows = list(rows)
    ids = [row["id"] for row in rows]
    images = images_by_product(ids, absolute)
    favorites = favorites_among(ids, reader)
    rated = ratings_among(ids, reader)
    found = books.render_books(rows)
    return [
        render_product(
            row,
            images=images[row["id"]],
            is_favorite=row["id"] in favorites,
            my_rating=rated.get(row["id"]),
            book=found.get(row["id"]),
        )
        for row in rows
    ]


def render_product(
    row: dict[str, Any],
    *,
    images: list[dict[str, Any]],
    is_favorite: bool,
    my_rating: Decimal | None,
    book: dict[str, Any] | None,
) -> dict[str, Any]:
    vendor_id = row["vendor_id"]
    return {
        "id": row["id"],
        "title": row["title"],
        "code": row["code"],
        "description": row["description"],
        "slug": row["slug"],
        "inventory": row["inventory"],
        "unit": row["unit"],
        "unit_price": row["unit_price"],
        "price_with_tax": with_tax(row["unit_price"]),
        "collection": row["collection_id"],
        "vendor_id": vendor_id,
        "vendor": vendor_id
        and {
            "id": vendor_id,
            "shop_name": row["vendor__shop_name"],
            "slug": row["vendor__slug"],
        },
        "is_published": row["is_published"],
        "last_update": row["last_update"],
        "is_favorite": is_favorite,
        "average_rating": row["rating__average"],
        "rating_count": row["rating__count"] or 0,
        "rating_histogram": row["rating__histogram"] or NO_STARS,
        "my_rating": my_rating,
        "images": images,
        "book": book,
    }


def images_by_product(
    ids: list[int], absolute: AbsoluteUrl
) -> defaultdict[int, list[dict[str, Any]]]:
    """`[{id, image}]` by product pk, `image` an absolute URL."""
    found: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    if not ids:
        return found
    host = absolute("/").removesuffix("/")
    with connection.cursor() as cursor:
        cursor.execute(select_images(len(ids)), ids)
        rows = cursor.fetchall()
    for pk, product_id, name in rows:
        url = IMAGE_STORAGE.url(name)
        found[product_id].append(
            {"id": pk, "image": host + url if url.startswith("/") else absolute(url)}
        )
    return found


@cache
def select_images(count: int) -> str:
    """SQL for (id, product, file name) of so many products' images, compiled once."""
    rows = ProductImage.objects.filter(product__in=range(count)).order_by("id")
    sql, _ = rows.values_list("id", "product_id", "image").query.sql_with_params()
    return sql


def favorites_among(ids: list[int], reader: object) -> set[int]:
    """Which of the products the reader marked; nobody who is signed in marked none."""
    reader_id = user_id(reader)
    if reader_id is None or not ids:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(select_favorites(len(ids)), [reader_id, *ids])
        return {product_id for (product_id,) in cursor.fetchall()}


@cache
def select_favorites(count: int) -> str:
    """SQL for a user's favourites among so many products, compiled once."""
    rows = FavoriteProduct.objects.filter(customer__user_id=0, product__in=range(count))
    sql, _ = rows.order_by().values_list("product_id").query.sql_with_params()
    return sql


def ratings_among(ids: list[int], reader: object) -> dict[int, Decimal]:
    """What the reader rated the products, by pk; nobody who is signed in rated none."""
    reader_id = user_id(reader)
    if reader_id is None or not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(select_ratings(len(ids)), [reader_id, *ids])
        return {pk: Decimal(str(rating)) for pk, rating in cursor.fetchall()}


@cache
def select_ratings(count: int) -> str:
    """SQL for a user's ratings among so many products, compiled once."""
    reviews: Any = Product._meta.get_field("reviews").related_model
    rows = reviews._default_manager.filter(
        customer__user_id=0, product__in=range(count), rating__isnull=False
    )
    columns = rows.order_by().values_list("product_id", "rating")
    sql, _ = columns.query.sql_with_params()
    return sql
