"""Books, authors and preferred genres written twice at once."""

from __future__ import annotations

from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from rest_framework.test import APIClient

from store.books.errors import BookInUse, GenreInUse
from store.books.services import (
    delete_genre,
    find_or_add_authors,
    remove_book,
    write_book,
)
from store.library.services import grant_item
from store.models import Author, Book, Genre, PreferredGenre, Product
from tests.builders import (
    make_book,
    make_collection,
    make_genre,
    make_product,
    make_user,
)
from tests.races.together import together

pytestmark = [pytest.mark.mariadb, pytest.mark.django_db(transaction=True)]
OWN = "/store/customers/me/genres/"


def client_of(user: Any) -> APIClient:
    client = APIClient()
    client.force_authenticate(user=user)
    return client


def add(user: Any, slug: str, authors: list[str], collection: int) -> Any:
    body = {
        "title": slug,
        "slug": slug,
        "inventory": 1,
        "unit_price": 2,
        "collection": collection,
        "book": {"authors": authors},
    }
    return client_of(user).post("/store/products/", body, format="json")


def test_a_new_author_named_by_four_at_once_is_one_row() -> None:
    staff, shelf = make_user(is_staff=True), make_collection().pk
    for turn in range(5):
        names = [f"Émile Zola {turn}", f"EMILE  ZOLA {turn}", f"emile zola {turn}"]
        other = f"Anna {turn}"
        answers = together(
            lambda: add(staff, "a", [names[0], other], shelf),  # noqa: B023
            lambda: add(staff, "b", [other, names[1]], shelf),  # noqa: B023
            lambda: add(staff, "c", [names[2], other], shelf),  # noqa: B023
            lambda: add(staff, "d", [other, names[2]], shelf),  # noqa: B023
        )

        assert [answer.status_code for answer in answers] == [201] * 4
        orders = [
            [author["id"] for author in answer.json()["book"]["authors"]]
            for answer in answers
        ]
        assert orders[0] == orders[2] == orders[1][::-1] == orders[3][::-1]
        assert Author.objects.count() == 2 * (turn + 1)


def test_without_the_key_that_is_ignored_the_second_is_an_error() -> None:
    """The control: look, wait for the other to have looked, write."""
    looked = Barrier(2)

    def naive() -> None:
        there = Author.objects.filter(name="Anna").exists()
        looked.wait(timeout=10)
        if not there:
            Author.objects.create(name="Anna")

    results = together(naive, naive)

    assert sorted(type(result) for result in results if result) == [IntegrityError]


def test_who_waits_for_an_author_that_is_taken_back_adds_them() -> None:
    """The first is undone after the second began to wait."""
    began = Barrier(2)

    def undone() -> None:
        with transaction.atomic():
            find_or_add_authors(names=["Anna"])
            began.wait(timeout=10)
            transaction.set_rollback(True)

    def waits() -> list[Author]:
        began.wait(timeout=10)
        with transaction.atomic():
            return find_or_add_authors(names=["Anna"])

    _, found = together(undone, waits)

    assert [author.name for author in found] == ["Anna"]
    assert Author.objects.get() == found[0]


def test_two_patches_of_one_book_at_once_lose_nothing() -> None:
    staff, book = make_user(is_staff=True), make_book(authors=["Anna"])
    url = f"/store/products/{book.pk}/"
    for turn in range(5):
        patches = (
            {"book": {"isbn": "9780306406157", "authors": [f"Zoe {turn}"]}},
            {"book": {"publisher": f"House {turn}", "pages": turn + 1}},
        )

        answers = together(
            *(
                lambda patch=patch: client_of(staff).patch(url, patch, format="json")  # type: ignore[misc]
                for patch in patches
            )
        )

        assert [answer.status_code for answer in answers] == [200, 200]
        book.refresh_from_db()
        assert book.written_by.get().author.name == f"Zoe {turn}"
        assert (book.publisher, book.pages_from) == (f"House {turn}", turn + 1)


def test_a_product_made_a_book_twice_at_once_is_one_book() -> None:
    staff = make_user(is_staff=True)
    for _ in range(5):
        url = f"/store/products/{make_product().pk}/"

        answers = together(
            *(
                lambda name=name: client_of(staff).patch(  # type: ignore[misc]
                    url,  # noqa: B023
                    {"book": {name: "9780306406157"}},
                    format="json",
                )
                for name in ("isbn", "publisher")
            )
        )

        assert [answer.status_code for answer in answers] == [200, 200]
        book = Book.objects.latest("pk")
        assert (book.isbn, book.publisher) == ("9780306406157", "9780306406157")


def test_a_book_is_given_or_taken_apart_and_never_both() -> None:
    staff, reader = make_user(is_staff=True), make_user().customer
    for _ in range(5):
        product = make_book().product

        def take_apart(pk: int = product.pk) -> None:
            with transaction.atomic():
                Product.objects.select_for_update().get(pk=pk)
                remove_book(product_id=pk)

        given, refusal = together(
            lambda: grant_item(customer=reader, product=product, by=staff),  # noqa: B023
            take_apart,
        )

        assert given is True  # what is no book may be held as well
        assert (
            isinstance(refusal, BookInUse)
            == Book.objects.filter(pk=product.pk).exists()
        )


def test_a_genre_is_deleted_or_in_a_book_and_never_both() -> None:
    for _ in range(5):
        genre, product = make_genre(), make_product()

        results = together(
            lambda: write_book(product_id=product.pk, values={"genres": [genre.pk]}),  # noqa: B023
            lambda: delete_genre(genre=genre),  # noqa: B023
        )

        there = Genre.objects.filter(pk=genre.pk).exists()
        assert isinstance(results[0], IntegrityError) == (not there)
        assert isinstance(results[1], GenreInUse) == there
        assert Book.objects.filter(genres=genre.pk).exists() == there


def test_preferred_genres_put_twice_at_once_are_those_of_one() -> None:
    reader = make_user()
    genres = [make_genre().pk for _ in range(6)]
    first, second = genres[:4], genres[2:]
    for _ in range(8):
        answers = together(
            *(
                lambda keys=keys: client_of(reader).put(OWN, keys, format="json")  # type: ignore[misc]
                for keys in (first, second)
            )
        )

        assert [answer.status_code for answer in answers] == [200, 200]
        own = PreferredGenre.objects.filter(customer__user=reader)
        left = sorted(own.values_list("genre_id", flat=True))
        assert left in (first, second)


def test_without_the_lock_two_lists_of_genres_are_mixed() -> None:
    """The control: look, wait for the other to have looked, write."""
    customer = make_user().customer
    first, second = [make_genre().pk], [make_genre().pk]
    looked = Barrier(2)

    def naive(wanted: list[int]) -> None:
        there = set(customer.preferred_genres.values_list("genre_id", flat=True))
        looked.wait(timeout=10)
        customer.preferred_genres.filter(genre__in=there - {*wanted}).delete()
        for pk in {*wanted} - there:
            customer.preferred_genres.create(genre_id=pk)

    together(lambda: naive(first), lambda: naive(second))

    assert customer.preferred_genres.count() == 2
