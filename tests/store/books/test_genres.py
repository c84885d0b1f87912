"""Genres and authors over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from store.models import Author, Genre
from store.signals import book_changed
from tests.builders import make_book, make_genre, make_product, make_vendor

pytestmark = pytest.mark.django_db
URL, AUTHORS = "/store/genres/", "/store/authors/"


def test_genres_are_listed_with_their_public_books(anon: Any) -> None:
    poetry, empty = make_genre("Poetry"), make_genre("Empty")
    for product in (
        make_product(),
        make_product(),
        make_product(is_published=False),
        make_product(vendor=make_vendor(status="suspended")),
    ):
        make_book(product, genres=[poetry.pk])

    listed = anon.get(URL).json()

    assert listed == [
        {"id": empty.pk, "name": "Empty", "slug": "empty", "products_count": 0},
        {"id": poetry.pk, "name": "Poetry", "slug": "poetry", "products_count": 2},
    ]
    assert anon.get(f"{URL}{poetry.pk}/").json() == listed[1]
    assert [row["name"] for row in anon.get(URL, {"search": "po"}).json()] == ["Poetry"]


def test_staff_write_genres(client_of: Any, staff: Any, alice: Any) -> None:
    client = client_of(staff)
    made = client.post(URL, {"name": " Science  Fiction "}, format="json")
    url = f"{URL}{made.json()['id']}/"
    changed = client.patch(url, {"name": "SF"}, format="json").json()
    moved = client.patch(url, {"slug": "SF-and-more"}, format="json").json()

    assert made.status_code == 201
    assert made.json()["name"] == "Science Fiction"
    assert made.json()["slug"] == "science-fiction"
    assert (changed["name"], changed["slug"]) == ("SF", "science-fiction")
    assert moved["slug"] == "sf-and-more"
    assert client_of(alice).delete(url).status_code == 403
    assert client.delete(url).status_code == 204
    assert not Genre.objects.exists()


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": "poesie"}, "name"),
        ({"name": "POÉSIE", "slug": "other"}, "name"),
        ({"name": "Other", "slug": "Poesie"}, "slug"),
        ({"name": "Other", "slug": "12"}, "slug"),
        ({"name": "Other", "slug": "a b"}, "slug"),
        ({"name": "1984"}, "name"),
        ({"name": "شعر"}, "slug"),  # no letter of it can stand in an address
        ({"name": "x" * 101}, "name"),
        ({"name": ""}, "name"),
        ({}, "name"),
    ],
)
def test_a_taken_or_wrong_genre_is_refused_by_its_field(
    client_of: Any, staff: Any, body: dict[str, str], field: str
) -> None:
    make_genre("Poésie")

    answer = client_of(staff).post(URL, body, format="json")

    assert answer.status_code == 400
    assert set(answer.json()) == {field, "code"}
    assert Genre.objects.count() == 1


def test_a_genre_keeps_its_own_name_and_slug(client_of: Any, staff: Any) -> None:
    genre = make_genre("Poésie")
    url = f"{URL}{genre.pk}/"

    answer = client_of(staff).put(url, {"name": "POESIE", "slug": "poesie"})

    assert answer.status_code == 200
    assert answer.json()["name"] == "POESIE"


def test_a_genre_with_books_is_not_deleted(client_of: Any, staff: Any) -> None:
    genre = make_genre()
    make_book(make_product(is_published=False), genres=[genre.pk])

    answer = client_of(staff).delete(f"{URL}{genre.pk}/")

    assert answer.status_code == 405
    assert answer.json() == {
        "error": "Genre cannot be deleted because it includes one or more books.",
        "code": "genre_in_use",
    }
    assert genre.books.count() == 1


def test_the_books_of_a_genre_that_is_renamed_are_told(
    client_of: Any, staff: Any
) -> None:
    genre = make_genre()
    books = {make_book(genres=[genre.pk]).pk for _ in range(2)}
    make_book()
    told: list[int] = []

    def hear(product_ids: list[int], **kwargs: Any) -> None:
        told.extend(product_ids)

    book_changed.connect(hear)
    client_of(staff).patch(f"{URL}{genre.pk}/", {"name": "New"}, format="json")
    book_changed.disconnect(hear)

    assert set(told) == books


def test_authors_are_those_of_public_books(anon: Any) -> None:
    make_book(authors=["Jules Verne", "Anna"])
    make_book(authors=["Anna"])
    make_book(make_product(is_published=False), authors=["Secret", "Anna"])
    Author.objects.create(name="Nobody yet")
    anna, verne, secret = (
        Author.objects.get(name=name) for name in ("Anna", "Jules Verne", "Secret")
    )

    listed = anon.get(AUTHORS).json()

    assert listed == {
        "count": 2,
        "next": None,
        "previous": None,
        "results": [
            {"id": anna.pk, "name": "Anna", "products_count": 2},
            {"id": verne.pk, "name": "Jules Verne", "products_count": 1},
        ],
    }
    assert anon.get(f"{AUTHORS}{verne.pk}/").json() == listed["results"][1]
    assert anon.get(f"{AUTHORS}{secret.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("search", "found"), [("VERNE", 1), ("jules verne", 1), ("austen", 0), ("", 2)]
)
def test_authors_are_found_by_words_of_their_names(
    anon: Any, search: str, found: int
) -> None:
    make_book(authors=["Jules Verne", "Anna"])

    assert anon.get(AUTHORS, {"search": search}).json()["count"] == found


def test_authors_come_a_page_at_a_time(anon: Any) -> None:
    make_book(authors=[f"Author {letter}" for letter in "abcdefghijkl"])

    first = anon.get(AUTHORS).json()
    assert (first["count"], len(first["results"])) == (12, 10)
    last = anon.get(AUTHORS, {"ordering": "-name", "page_size": 1}).json()
    assert last["results"][0]["name"] == "Author l"


def test_an_author_is_one_row_however_the_name_is_typed() -> None:
    make_book(authors=["Émile Zola"])
    make_book(authors=["emile  zola", "EMILE ZOLA", "Émile Zola"])

    assert Author.objects.get().name == "Émile Zola"
    assert Author.objects.get().books.count() == 2
