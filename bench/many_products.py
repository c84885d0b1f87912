"""A catalogue for the bench of searches: its words are as frequent as those of a language."""

from __future__ import annotations

from decimal import Decimal
from itertools import accumulate, count
from random import Random
from typing import Any

WORDS, AUTHORS, VENDORS, COLLECTIONS, GENRES = 30_000, 5_000, 400, 60, 40
AT_ONCE = 2000
dice = Random(7)


def make_words() -> list[str]:
    """Pronounceable ones, the commonest first; the n-th occurs about 1/n times as often."""
    sounds = Random(1)
    words: dict[str, None] = {}
    while len(words) < WORDS:
        length = sounds.randint(2, 4)
        syllables = (
            sounds.choice("bcdfghjklmnprstvz") + sounds.choice("aeiou")
            for _ in range(length)
        )
        words["".join(syllables) + sounds.choice(["", "", "n", "s", "r"])] = None
    return list(words)


VOCABULARY = make_words()
FREQUENCY = list(accumulate(1 / (place + 10) for place in range(WORDS)))


def text(length: int) -> str:
    return " ".join(dice.choices(VOCABULARY, cum_weights=FREQUENCY, k=length))


def fill(total: int) -> None:
    """Everything a facet counts, in bulk, past whatever listens; then the search of it."""
    from django.core.management import call_command
    from django.db.models import QuerySet

    from store.models import Author, Collection, Genre, Product, Vendor

    def write(model: Any, rows: list[Any]) -> list[Any]:
        manager = QuerySet(Product) if model is Product else model._default_manager
        return manager.bulk_create(rows, batch_size=500)

    shelves = write(
        Collection, [Collection(title=text(2).title()) for _ in range(COLLECTIONS)]
    )
    shops = write(
        Vendor,
        [
            Vendor(
                shop_name=f"{text(1).title()} {n}",
                slug=f"shop-{n}",
                status="approved" if n % 20 else "suspended",
            )
            for n in range(VENDORS)
        ],
    )
    genres = write(
        Genre, [Genre(name=f"Genre {n}", slug=f"genre-{n}") for n in range(GENRES)]
    )
    authors = write(
        Author, [Author(name=f"{text(2).title()} {n}") for n in range(AUTHORS)]
    )
    numbers = count(1)
    for start in range(0, total, AT_ONCE):
        many = min(AT_ONCE, total - start)
        products = write(
            Product, [make_product(next(numbers), shelves, shops) for _ in range(many)]
        )
        make_sides(write, products, genres, authors)
    call_command("rebuild_search")
    gather_statistics()


def gather_statistics() -> None:
    """As a server does by itself, some time after so many rows came."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("ANALYZE")
        else:
            for table in connection.introspection.table_names():
                cursor.execute(f"ANALYZE TABLE {table}")
                cursor.fetchall()


def make_product(number: int, shelves: list[Any], shops: list[Any]) -> Any:
    from store.models import Product

    return Product(
        title=text(dice.randint(2, 6)).capitalize(),
        code=f"B{number}",
        slug=f"product-{number}",
        description=text(dice.randint(20, 60)),
        unit_price=Decimal(round(10 ** dice.uniform(1.5, 4.5))),
        inventory=dice.choice([0, 5, 50, 500]),
        collection=dice.choice(shelves),
        vendor=dice.choice([None, *shops]) if number % 4 else shops[number % 40],
        is_published=number % 50 != 0,
    )


def make_sides(write: Any, products: list[Any], genres: Any, authors: Any) -> None:
    """Every second one is a book, two thirds are rated, every one has a picture."""
    from store.models import Book, BookAuthor, BookFile, ProductImage, ProductRating

    bound = products[::2]
    write(
        Book,
        [
            Book(
                product=one,
                isbn=f"978{one.pk:010}",
                language=dice.choice(["en", "fr", "ar"]),
            )
            for one in bound
        ],
    )
    write(
        BookAuthor,
        [BookAuthor(book_id=one.pk, author=dice.choice(authors)) for one in bound],
    )
    through = Book.genres.through
    write(
        through,
        [
            through(book_id=one.pk, genre_id=genre.pk)
            for one in bound
            for genre in dice.sample(genres, 2)
        ],
    )
    write(
        BookFile,
        [
            BookFile(book_id=one.pk, format=name, status="ready")
            for one in bound
            for name in (["pdf", "epub"] if one.pk % 3 else ["pdf"])
        ],
    )
    write(
        ProductRating,
        [
            ProductRating(
                product=one,
                average=Decimal(dice.randint(100, 500)) / 100,
                count=dice.randint(1, 400),
                histogram=[0] * 10,
            )
            for one in products
            if one.pk % 3
        ],
    )
    write(
        ProductImage,
        [
            ProductImage(product=one, image=f"store/images/{one.pk}.jpg")
            for one in products
        ],
    )
