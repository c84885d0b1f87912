"""A small catalogue with every kind of value, and what a search of it should say."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any

from django.db import connection

from store.discovery.folding import fold_changes
from store.discovery.rewriting import rewrite_stale
from store.models import (
    Author,
    Book,
    BookAuthor,
    BookFile,
    Genre,
    Product,
    ProductRating,
)
from store.search.matching import narrow, parse
from store.vendors.choices import VendorStatus
from tests.builders import make_collection, make_product, make_vendor

WORDS = [
    "red",
    "green",
    "blue",
    "mango",
    "mangoes",
    "basket",
    "large",
    "small",
    "tea",
    "café",
    "978",
    "usb-c",
]


def make_book(title: str = "", **fields: Any) -> Book:
    """`authors` and `genres` are names, `formats` those of its files."""
    names = {name: fields.pop(name, ()) for name in ("authors", "genres", "formats")}
    columns = {
        name: fields.pop(name) for name in ("isbn", "language") if name in fields
    }
    book = Book.objects.create(product=make_product(title, **fields), **columns)
    for place, name in enumerate(names["authors"]):
        author, _ = Author.objects.get_or_create(name=name)
        BookAuthor.objects.create(book=book, author=author, position=place)
    for name in names["genres"]:
        slug = name.lower().replace(" ", "-")
        book.genres.add(Genre.objects.get_or_create(name=name, slug=slug)[0])
    for name in names["formats"]:
        BookFile.objects.create(book=book, format=name, status="ready")
    return book


def make_catalogue(count: int = 60, seed: int = 3) -> None:
    """Products and books of several vendors, one of them suspended, some unpublished."""
    dice = Random(seed)
    shelves = [make_collection(f"Shelf {n}") for n in range(3)]
    shops = [None, make_vendor(), make_vendor(), make_vendor(is_open=False)]
    shops.append(make_vendor(status=VendorStatus.SUSPENDED))
    for _ in range(count):
        fields: dict[str, Any] = {
            "title": " ".join(dice.sample(WORDS, 3)),
            "description": " ".join(dice.sample(WORDS, 4)),
            "collection": dice.choice(shelves),
            "vendor": dice.choice(shops),
            "unit_price": Decimal(dice.choice([100, 199, 200, 999, 1000, 12345])) / 100,
            "inventory": dice.choice([0, 3]),
            "is_published": dice.random() > 0.1,
        }
        if dice.random() < 0.5:
            product = make_product(**fields)
        else:
            product = make_book(
                **fields,
                genres=dice.sample(["Crime", "Poetry", "Science"], dice.randint(0, 2)),
                formats=dice.sample(["pdf", "epub"], dice.randint(0, 2)),
                language=dice.choice(["en", "fr", ""]),
            ).product
        if dice.random() < 0.6:
            stars = Decimal(dice.randint(2, 20)) / 4
            ProductRating.objects.create(
                product=product, average=stars, count=dice.randint(1, 9)
            )


def settle(*, folded: bool = True) -> None:
    """Do what is done after the commit, and then perhaps what the periodic task does."""
    rewrite_stale()
    while folded and fold_changes():
        pass


def matching(words: str) -> list[Product]:
    """What is on public sale and has the words, by the database's own index."""
    products = Product.objects.public()
    if words:
        products = narrow(products, parse(words))
    return list(
        products.select_related("rating", "book").prefetch_related(
            "book__genres", "book__files"
        )
    )


def values_of(product: Product, kind: str) -> set[Any]:
    book = getattr(product, "book", None)
    return {
        "collection_id": {product.collection_id},
        "vendor_id": {product.vendor_id},
        "genre": {genre.slug for genre in book.genres.all()} if book else set(),
        "format": {file.format for file in book.files.all()} if book else set(),
        "language": {book.language} if book else set(),
        "in_stock": {"true" if product.inventory else "false"},
    }[kind]


def stars_of(product: Product) -> Decimal:
    rating = getattr(product, "rating", None)
    return rating.average if rating else Decimal(0)


def fits(product: Product, params: dict[str, Any]) -> bool:
    """Whether a product is what the parameters, without `q`, ask for."""
    price = product.unit_price
    tests = {
        "unit_price__gt": lambda value: price > Decimal(value),
        "unit_price__gte": lambda value: price >= Decimal(value),
        "unit_price__lt": lambda value: price < Decimal(value),
        "unit_price__lte": lambda value: price <= Decimal(value),
        "rating__gte": lambda value: stars_of(product) >= Decimal(value),
    }
    for name, value in params.items():
        if name in tests:
            if not tests[name](value):
                return False
        else:
            wanted = value if isinstance(value, list) else [value]
            if values_of(product, name).isdisjoint(wanted):
                return False
    return True


def indexed_when_committed() -> bool:
    """MariaDB's index knows nothing of a transaction that is not through."""
    return connection.vendor == "mysql"
