"""What makes the seeded books books, and what the buyers like to read."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from django.utils.text import slugify
from stdnum import ean

from store.books.models import FIRST_DAY
from store.books.names import each_once, key_of_name
from store.models import Author, Book, BookAuthor, Genre, PreferredGenre
from store_custom.seeding.catalog import product_ids
from store_custom.seeding.data.books import BOOKS, FRENCH, GENRES, MORE_GENRES
from store_custom.seeding.marks import missing, pairs
from store_custom.seeding.plan import books
from store_custom.seeding.rows import Count, found, insert

GENRES_EACH = 3
PUBLISHERS = ("Corner Classics", "Éditions du Phare", "Casbah Paperbacks")


def seed_genres() -> Count:
    there = genres()
    rows = [
        Genre(name=name.capitalize(), slug=slugify(name))
        for name in GENRES
        if slugify(name) not in there
    ]
    return Count("genres", len(GENRES), insert(Genre, rows))


def genres() -> dict[str, Genre]:
    """By slug."""
    return found(Genre, "slug", map(slugify, GENRES))


def seed_authors() -> Count:
    planned = each_once(author for _, author, *_ in BOOKS)
    there = found(Author, "name_key", planned)
    rows = [Author(name=name) for key, name in planned.items() if key not in there]
    return Count("authors", len(planned), insert(Author, rows))


def seed_books() -> Count:
    """With who wrote them, and their genres; a book that is there stays as it is."""
    ids = product_ids(books())
    there = set(Book.objects.filter(pk__in=ids.values()).values_list("pk", flat=True))
    keys = (key_of_name(author) for _, author, *_ in BOOKS)
    authors, kinds = found(Author, "name_key", keys), genres()
    rows, written, shelved = [], [], []
    for place, (plan, good) in enumerate(zip(BOOKS, books(), strict=True)):
        (title, author, year, genre, _), pk = plan, ids[good.slug]
        if pk in there:
            continue
        rows.append(Book(product_id=pk, **edition(place, title, year)))
        wrote = authors[key_of_name(author)]
        written.append(BookAuthor(book_id=pk, author=wrote))
        for name in (genre, *MORE_GENRES.get(title, ())):
            kind = kinds[slugify(name)]
            shelved.append(Book.genres.through(book_id=pk, genre_id=kind.pk))
    count = insert(Book, rows)
    insert(BookAuthor, written)
    insert(Book.genres.through, shelved)
    return Count("books", len(BOOKS), count)


def edition(place: int, title: str, year: int) -> dict[str, Any]:
    """Columns of a book, the same for a title every time; one in five is a range."""
    dice = Random(title)
    number = f"978993100{place:03}"
    pages = dice.randint(90, 640)
    return {
        "isbn": number + ean.calc_check_digit(number),
        "publisher": dice.choice(PUBLISHERS),
        "released_on": date(year, 1, 1) if year >= FIRST_DAY.year else None,
        "pages_from": pages,
        "pages_to": pages + dice.choice((0, 0, 0, 0, 30)),
        "language": "fr" if title in FRENCH else "en",
    }


def seed_preferred_genres() -> Count:
    kinds = sorted(genre.pk for genre in genres().values())
    planned = pairs(kinds, GENRES_EACH)
    own = PreferredGenre.objects.values_list("customer_id", "genre_id")
    rows = [
        PreferredGenre(customer_id=customer, genre_id=genre)
        for customer, genre in missing(planned, own)
    ]
    return Count("preferred genres", len(planned), insert(PreferredGenre, rows))
