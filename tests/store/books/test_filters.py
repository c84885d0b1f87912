"""Lists of products, by what the books among them are."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.builders import make_book, make_collection, make_genre, make_product

pytestmark = pytest.mark.django_db
URL = "/store/products/"


@pytest.fixture
def shelf() -> Any:
    """Three books and a mango."""
    collection = make_collection()
    poetry, satire = make_genre("Poetry"), make_genre("Satire")
    candide = make_book(
        make_product("Candide", collection=collection),
        isbn="9780306406157",
        authors=["Voltaire", "Anna"],
        released_on=date(1759, 1, 1),
        language="fr",
        genres=[satire.pk, poetry.pk],
        formats=["pdf", "epub", "pdf"],
    )
    make_book(
        make_product("Germinal"),
        authors=["Émile Zola"],
        released_on=date(1885, 12, 31),
        language="fr",
        formats=["pdf"],
    )
    sampled = make_book(
        make_product("Hamlet"),
        authors=["Anna"],
        released_on=date(1603, 1, 1),
        language="en",
        genres=[poetry.pk],
    )
    sampled.files.create(format="epub", is_sample=True)
    make_product("Mango", collection=collection)
    return candide


def titles(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [row["title"] for row in answer.json()["results"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"is_book": "true"}, ["Candide", "Germinal", "Hamlet"]),
        ({"is_book": "false"}, ["Mango"]),
        ({"author": "Anna"}, ["Candide", "Hamlet"]),
        ({"author": "emile ZOLA"}, ["Germinal"]),
        ({"author": "Ann"}, []),
        ({"author": "999999"}, []),
        ({"author": "9" * 40}, []),
        ({"genre": "poetry"}, ["Candide", "Hamlet"]),
        ({"genre": "POETRY"}, ["Candide", "Hamlet"]),
        ({"language": "fr"}, ["Candide", "Germinal"]),
        ({"language": "FRA"}, ["Candide", "Germinal"]),
        ({"language": "kab"}, []),
        ({"format": "pdf"}, ["Candide", "Germinal"]),
        ({"format": "epub"}, ["Candide"]),
        ({"format": "json"}, ["Candide", "Germinal", "Hamlet", "Mango"]),
        ({"format": ""}, ["Candide", "Germinal", "Hamlet", "Mango"]),
        ({"released_year": "1885"}, ["Germinal"]),
        ({"released_year__gte": "1759"}, ["Candide", "Germinal"]),
        ({"released_year__lte": "1759"}, ["Candide", "Hamlet"]),
        (
            {"released_year__gte": "1604", "released_year__lte": "1884"},
            ["Candide"],
        ),
        ({"isbn": "0-306-40615-2"}, ["Candide"]),
        ({"isbn": "978 0306 406157"}, ["Candide"]),
        ({"isbn": "9791090636071"}, []),
        (
            {"author": "", "genre": "", "isbn": "", "language": ""},
            [*("Candide", "Germinal", "Hamlet", "Mango")],
        ),
        ({"author": "anna", "genre": "poetry", "language": "en"}, ["Hamlet"]),
        ({"genre": "poetry", "search": "cand"}, ["Candide"]),
    ],
)
def test_books_are_found_by_what_they_are(
    anon: Any, shelf: Any, query: dict[str, str], expected: list[str]
) -> None:
    answer = anon.get(URL, query)

    assert titles(answer) == expected
    assert answer.json()["count"] == len(expected)


def test_authors_and_genres_are_found_by_id(anon: Any, shelf: Any) -> None:
    anna, satire = shelf.authors.get(name="Anna"), shelf.genres.get(name="Satire")
    both = {"author": anna.pk, "genre": satire.pk}

    assert titles(anon.get(URL, {"author": anna.pk})) == ["Candide", "Hamlet"]
    assert titles(anon.get(URL, {"genre": satire.pk})) == ["Candide"]
    assert titles(anon.get(URL, both)) == ["Candide"]
    shelved = {**both, "collection_id": shelf.product.collection_id}
    assert titles(anon.get(URL, shelved)) == ["Candide"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("genre", "no-such"), ("genre", "999999"), ("genre", "1.5")),
        *(("language", "xx"), ("language", "french")),
        *(("isbn", "9780306406158"), ("isbn", "x"), ("isbn", "9" * 3000)),
        *(("released_year", "x"), ("released_year", "0"), ("released_year", "10000")),
        *(("released_year__gte", "1e400"), ("released_year__lte", "NaN")),
    ],
)
def test_what_names_nothing_is_a_400(
    anon: Any, shelf: Any, name: str, value: str
) -> None:
    answer = anon.get(URL, {name: value})

    assert answer.status_code == 400
    assert set(answer.json()) == {name, "code"}


def test_a_format_that_is_neither_of_books_nor_of_answers_is_a_404(anon: Any) -> None:
    for address in (f"{URL}?format=xml", "/store/products.epub"):
        assert anon.get(address).status_code == 404
    assert anon.get(f"{URL}?format=api").headers["Content-Type"].startswith("text/html")


def test_a_draft_is_found_by_its_shop_alone(
    anon: Any, client_of: Any, vera: Any, veras_shop: Any
) -> None:
    draft = make_product("Draft", vendor=veras_shop, is_published=False)
    make_book(draft, authors=["Anna"], formats=["epub"])
    own = f"/store/vendors/{veras_shop.pk}/products/"
    query = {"author": "Anna", "format": "epub", "is_book": "true"}

    assert titles(anon.get(URL, query)) == []
    assert titles(client_of(vera).get(own, query)) == ["Draft"]


def test_favourites_are_filtered_alike(client_of: Any, alice: Any, shelf: Any) -> None:
    alice.customer.favorite_products.create(product=shelf.product)
    client, url = client_of(alice), "/store/customers/me/favorites/products/"

    assert titles(client.get(url, {"format": "epub"})) == ["Candide"]
    assert titles(client.get(url, {"is_book": "false"})) == []
