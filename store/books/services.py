"""Writing books, genres and authors, and what readers prefer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from store.books.errors import AuthorInUse, BookInUse, GenreInUse, UnknownGenres
from store.books.models import Author, Book, BookAuthor, Genre, PreferredGenre
from store.books.names import each_once
from store.customers.models import Customer
from store.customers.services import lock_customer
from store.shared.saving import save_sent
from store.signals import book_changed

COLUMNS = ("isbn", "publisher", "released_on", "pages_from", "pages_to", "language")
MOST_AUTHORS = 50
MOST_GENRES = 100


@transaction.atomic
def write_book(*, product_id: int, values: dict[str, Any], whole: bool = False) -> Book:
    """Make the product this book, or change what is named of the book that it is.

    `values`: columns, `authors` (names in order) and `genres` (keys). `whole`: what is
    not named is emptied. For a product whose row is locked.
    """
    if whole:
        empty = Book(product_id=product_id)
        blank = {name: getattr(empty, name) for name in COLUMNS}
        values = {**blank, "authors": [], "genres": [], **values}
    books = Book.objects.select_for_update()
    book, _ = books.get_or_create(product_id=product_id)
    if columns := {name: values[name] for name in COLUMNS if name in values}:
        save_sent(row=book, values=columns)
    if "authors" in values:
        set_authors(book=book, names=values["authors"])
    if "genres" in values:
        set_genres(book=book, genre_ids=values["genres"])
    book_changed.send(sender=Book, product_ids=[product_id])
    return book


def set_authors(*, book: Book, names: Iterable[str]) -> None:
    """Who wrote it, in this order; for a book whose row is locked."""
    authors = find_or_add_authors(names=names)
    wanted = [author.pk for author in authors]
    if wanted == list(book.written_by.values_list("author_id", flat=True)):
        return
    book.written_by.all().delete()
    BookAuthor.objects.bulk_create(
        BookAuthor(book=book, author=author, position=position)
        for position, author in enumerate(authors)
    )


def set_genres(*, book: Book, genre_ids: Iterable[int]) -> None:
    """These and no others, for a book whose row is locked.

    Not by `set`: what that inserts MariaDB leaves out, and says nothing, when the genre was
    deleted meanwhile. Here it is an IntegrityError.
    """
    shelved = Book.genres.through.objects
    own, wanted = shelved.filter(book=book), set(genre_ids)
    there = set(own.values_list("genre_id", flat=True))
    own.filter(genre__in=there - wanted).delete()
    shelved.bulk_create(
        Book.genres.through(book=book, genre_id=pk) for pk in sorted(wanted - there)
    )


def find_or_add_authors(*, names: Iterable[str]) -> list[Author]:
    """The author of each name, in order and once; who is new is added.

    Safe when others add the same at once: who comes second waits, and finds the row. The
    new are added in the order of their keys, so that two never wait for each other.
    """
    written = each_once(names)
    found = authors_by_key([*written])
    if missing := sorted(written.keys() - found.keys()):
        rows = (Author(name=written[key]) for key in missing)
        Author.objects.bulk_create(rows, ignore_conflicts=True)
        found = authors_by_key([*written])
    return [found[key] for key in written]


def authors_by_key(keys: list[str]) -> dict[str, Author]:
    rows = Author.objects.filter(name_key__in=keys)
    return {author.name_key: author for author in rows}


@transaction.atomic
def remove_book(*, product_id: int) -> None:
    """Make the product no book, if it is one. Raises BookInUse.

    For a product whose row is locked: who is given it waits, as who uploads a file does
    for the book.
    """
    book = Book.objects.select_for_update().filter(pk=product_id).first()
    if book is None:
        return
    if book.files.exists() or book.product.holders.exists():
        raise BookInUse
    book.delete()
    book_changed.send(sender=Book, product_ids=[product_id])


def find_genres(
    *,
    keys: Sequence[int | str],
    refusal: type[UnknownGenres] = UnknownGenres,
) -> list[int]:
    """The keys of the genres with these ids or slugs, each once. Raises UnknownGenres."""
    slugs = {slug: pk for pk, slug in slugs_of(keys)}
    known = {**{pk: pk for pk in slugs.values()}, **slugs}
    if unknown := [key for key in keys if key not in known]:
        raise refusal(unknown)
    return list(dict.fromkeys(known[key] for key in keys))


def slugs_of(keys: Sequence[int | str]) -> Any:
    ids = [key for key in keys if isinstance(key, int)]
    slugs = [key for key in keys if isinstance(key, str)]
    named = Genre.objects.filter(pk__in=ids) | Genre.objects.filter(slug__in=slugs)
    return named.values_list("pk", "slug")


@transaction.atomic
def prefer_genres(*, customer: Customer, genre_ids: Iterable[int]) -> None:
    """The customer likes these genres and no others; of two at once, one holds.

    Raises Customer.DoesNotExist when the person was erased meanwhile.
    """
    customer = lock_customer(pk=customer.pk)
    own, wanted = PreferredGenre.objects.filter(customer=customer), set(genre_ids)
    there = set(own.values_list("genre_id", flat=True))
    own.filter(genre__in=there - wanted).delete()
    PreferredGenre.objects.bulk_create(
        PreferredGenre(customer=customer, genre_id=pk) for pk in sorted(wanted - there)
    )


@transaction.atomic
def write_named(*, row: Genre | Author, values: dict[str, Any]) -> None:
    """Change a genre or an author; their books are told."""
    save_sent(row=row, values=values)
    books = row.books.values_list("pk", flat=True)
    book_changed.send(sender=type(row), product_ids=list(books))


@transaction.atomic
def delete_genre(*, genre: Genre) -> None:
    """Delete one without books, whoever likes it. Raises GenreInUse.

    Raises Genre.DoesNotExist when someone else was faster. The row is locked before the
    books are looked for: one that is being written is waited for, or refused.
    """
    genre = Genre.objects.select_for_update().get(pk=genre.pk)
    if genre.books.exists():
        raise GenreInUse
    genre.delete()


@transaction.atomic
def delete_author(*, author: Author) -> None:
    """Delete one whom no book names. Raises AuthorInUse."""
    try:
        author.delete()
    except ProtectedError:
        raise AuthorInUse from None
