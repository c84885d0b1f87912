"""Books that can not be: refused with their product, and nothing is made."""

from __future__ import annotations

import json
from typing import Any

import pytest

from store.models import Author, Product
from tests.builders import make_book, make_genre
from tests.store.books.novels import novel

pytestmark = pytest.mark.django_db
URL = "/store/products/"


@pytest.mark.parametrize(
    ("book", "field", "code"),
    [
        ({"isbn": "978-0-306-40615-8"}, "isbn", "bad_isbn"),
        ({"isbn": "9" * 20_000}, "isbn", "bad_isbn"),
        ({"language": "xx"}, "language", "bad_language"),
        ({"pages": "210-180"}, "pages", "bad_pages"),
        ({"pages": 0}, "pages", "bad_pages"),
        ({"pages": [1]}, "pages", "bad_pages"),
        ({"genres": ["no-such"]}, "genres", "unknown_genres"),
        ({"genres": [10**9]}, "genres", "unknown_genres"),
        ({"genres": [True]}, "genres", "invalid"),
        ({"genres": [{}]}, "genres", "invalid"),
        ({"genres": "poetry"}, "genres", "invalid"),
        ({"authors": ["1984"]}, "authors", "invalid"),
        ({"authors": [""]}, "authors", "invalid"),
        ({"authors": ["\x00"]}, "authors", "invalid"),
        ({"authors": ["x" * 256]}, "authors", "invalid"),
        ({"authors": ["x" * n for n in range(1, 52)]}, "authors", "invalid"),
        ({"authors": {"name": "Anna"}}, "authors", "invalid"),
        ({"authors": [{"id": 1}]}, "authors", "invalid"),
        ({"released_on": "0999-12-31"}, "released_on", "invalid"),
        ({"released_on": "1815"}, "released_on", "invalid"),
        ({"publisher": "x" * 256}, "publisher", "invalid"),
    ],
)
def test_what_can_not_be_is_refused_by_its_field_and_nothing_is_made(
    client_of: Any, staff: Any, book: dict[str, Any], field: str, code: str
) -> None:
    answer = client_of(staff).post(URL, novel(**book), format="json")

    assert answer.status_code == 400, answer.json()
    assert answer.json()["code"] == code
    assert answer.json()["book"][0].startswith(f"{field}: ")
    assert not Product.objects.exists()
    assert not Author.objects.exists()


def test_half_a_character_is_refused(client_of: Any, staff: Any) -> None:
    body = json.dumps(novel(authors=["\ud800x"]))

    answer = client_of(staff).post(URL, body, content_type="application/json")

    assert answer.status_code == 400
    assert not Author.objects.exists()


@pytest.mark.parametrize("book", ["x", 5, [], True])
def test_a_book_is_an_object_or_null(client_of: Any, staff: Any, book: Any) -> None:
    answer = client_of(staff).post(URL, {**novel(), "book": book}, format="json")

    assert answer.status_code == 400
    assert set(answer.json()) == {"book", "code"}
    assert not Product.objects.exists()


def test_unknown_genres_are_named(client_of: Any, staff: Any) -> None:
    keys = [make_genre("Poetry").pk, "no-such", 10**9]

    answer = client_of(staff).post(URL, novel(genres=keys), format="json")

    assert answer.json()["unknown"] == ["no-such", 10**9]


def test_a_refused_book_leaves_its_product_as_it_was(
    client_of: Any, staff: Any
) -> None:
    book = make_book(publisher="Before")
    body = {"title": "Changed", "book": {"publisher": "After", "isbn": "1"}}

    answer = client_of(staff).patch(f"{URL}{book.pk}/", body, format="json")

    assert answer.status_code == 400
    book.refresh_from_db()
    assert (book.publisher, book.product.title == "Changed") == ("Before", False)
