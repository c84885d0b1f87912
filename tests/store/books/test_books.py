"""Products that are books: written and read with the product."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from store.models import Author, Book
from store.signals import book_changed
from tests.builders import (
    make_book,
    make_entry,
    make_genre,
    make_product,
)
from tests.store.books.novels import novel

pytestmark = pytest.mark.django_db
URL = "/store/products/"


@pytest.fixture
def told() -> Any:
    """The products that `book_changed` was sent for."""
    heard: list[list[int]] = []

    def hear(product_ids: list[int], **kwargs: Any) -> None:
        heard.append(product_ids)

    book_changed.connect(hear)
    yield heard
    book_changed.disconnect(hear)


def test_what_is_no_book_says_null(anon: Any) -> None:
    product = make_product()

    assert anon.get(f"{URL}{product.pk}/").json()["book"] is None
    assert anon.get(URL).json()["results"][0]["book"] is None


def test_a_book_is_made_with_its_product(
    client_of: Any, staff: Any, told: list[list[int]]
) -> None:
    romance, satire = make_genre("Romance"), make_genre("Satire")
    body = novel(
        isbn="0-306-40615-2",
        authors=["Jane Austen", " Émile\tZola "],
        publisher="Corner Classics",
        released_on="1815-12-23",
        pages="180-210",
        language="ENG",
        genres=[satire.pk, "Romance"],
    )

    answer = client_of(staff).post(URL, body, format="json")

    assert answer.status_code == 201, answer.json()
    assert answer.json()["book"] == {
        "isbn": "9780306406157",
        "authors": [
            {"id": Author.objects.get(name="Jane Austen").pk, "name": "Jane Austen"},
            {"id": Author.objects.get(name="Émile Zola").pk, "name": "Émile Zola"},
        ],
        "publisher": "Corner Classics",
        "released_on": "1815-12-23",
        "pages": "180-210",
        "pages_from": 180,
        "pages_to": 210,
        "language": "en",
        "genres": [
            {"id": romance.pk, "name": "Romance", "slug": "romance"},
            {"id": satire.pk, "name": "Satire", "slug": "satire"},
        ],
        "formats": [],
    }
    assert told == [[answer.json()["id"]]]


def test_nothing_of_a_book_need_be_known(client_of: Any, staff: Any) -> None:
    answer = client_of(staff).post(URL, novel(), format="json")

    assert answer.status_code == 201
    assert answer.json()["book"] == {
        "isbn": "",
        "authors": [],
        "publisher": "",
        "released_on": None,
        "pages": None,
        "pages_from": None,
        "pages_to": None,
        "language": "",
        "genres": [],
        "formats": [],
    }


def test_a_form_writes_a_book_too(client_of: Any, staff: Any) -> None:
    genre = make_genre()
    body = {name: value for name, value in novel().items() if name != "book"}
    parts = {
        "book.isbn": "0306406152",
        "book.authors": ["Jane Austen", "Anna"],
        "book.pages": "180",
        "book.genres": [genre.slug],
    }

    answer = client_of(staff).post(URL, {**body, **parts}, format="multipart")

    assert answer.status_code == 201, answer.json()
    book = answer.json()["book"]
    assert (book["isbn"], book["pages"]) == ("9780306406157", 180)
    assert [row["name"] for row in book["authors"]] == ["Jane Austen", "Anna"]
    assert [row["id"] for row in book["genres"]] == [genre.pk]


def test_a_patch_changes_what_it_names_of_the_book(
    client_of: Any, staff: Any, told: list[list[int]]
) -> None:
    book = make_book(
        isbn="9780306406157",
        authors=["Anna", "Bea"],
        pages_from=180,
        pages_to=210,
        genres=[make_genre("Poetry").pk],
    )
    url = f"{URL}{book.pk}/"
    before = client_of(staff).get(url).json()
    told.clear()

    answer = client_of(staff).patch(url, {"book": {"language": "fr"}}, format="json")

    assert answer.json()["book"] == {**before["book"], "language": "fr"}
    assert answer.json()["last_update"] > before["last_update"]
    assert told == [[book.pk]]

    patch = {"book": {"authors": ["bea", "Zoe", "ANNA", "Bea"], "pages": 99}}
    answer = client_of(staff).patch(url, patch, format="json")

    names = [author["name"] for author in answer.json()["book"]["authors"]]
    assert names == ["Bea", "Zoe", "Anna"]  # in the new order, spelled as they were
    assert answer.json()["book"]["pages"] == 99
    assert Author.objects.count() == 3


def test_a_put_replaces_the_book_that_it_sends_and_keeps_one_that_it_does_not(
    client_of: Any, staff: Any
) -> None:
    book = make_book(isbn="9780306406157", authors=["Anna"], language="en")
    url, client = f"{URL}{book.pk}/", client_of(staff)
    whole = novel(language="fr")
    without = {name: value for name, value in whole.items() if name != "book"}

    kept = client.put(url, without, format="json").json()["book"]
    replaced = client.put(url, whole, format="json").json()["book"]

    assert (kept["isbn"], kept["language"]) == ("9780306406157", "en")
    assert [author["name"] for author in kept["authors"]] == ["Anna"]
    assert (replaced["isbn"], replaced["authors"]) == ("", [])
    assert replaced["language"] == "fr"


def test_a_book_that_is_sent_back_as_it_was_read_stays_as_it_is(
    client_of: Any, staff: Any
) -> None:
    book = make_book(
        isbn="9780306406157",
        authors=["Zoe", "Anna"],
        released_on=date(1999, 1, 2),
        pages_from=180,
        pages_to=210,
        genres=[make_genre("Poetry").pk],
        formats=["pdf"],
    )
    url = f"{URL}{book.pk}/"
    read = client_of(staff).get(url).json()

    answer = client_of(staff).put(url, read, format="json")

    assert answer.status_code == 200, answer.json()
    assert answer.json()["book"] == read["book"]


def test_a_product_becomes_a_book_and_none_again(
    client_of: Any, staff: Any, told: list[list[int]]
) -> None:
    product = make_product()
    url, client = f"{URL}{product.pk}/", client_of(staff)
    made = client.patch(url, {"book": {"authors": ["Anna"]}}, format="json").json()
    gone = client.patch(url, {"book": None}, format="json").json()
    again = client.patch(url, {"book": None}, format="json")

    assert made["book"]["authors"][0]["name"] == "Anna"
    assert gone["book"] is None
    assert again.status_code == 200
    assert told == [[product.pk]] * 2
    assert not Book.objects.exists()


@pytest.mark.parametrize("use", ["file", "sample", "holder"])
def test_a_book_with_files_or_holders_stays_one(
    client_of: Any, staff: Any, use: str
) -> None:
    book = make_book(authors=["Anna"])
    if use == "holder":
        make_entry(product=book.product)
    else:
        book.files.create(format="pdf", is_sample=use == "sample")
    body = {"title": "Changed", "book": None}

    answer = client_of(staff).patch(f"{URL}{book.pk}/", body, format="json")

    assert answer.status_code == 409
    assert answer.json()["code"] == "book_in_use"
    book.product.refresh_from_db()
    assert book.product.title != "Changed"
    assert book.written_by.count() == 1


def test_a_shop_writes_books_of_its_own_and_of_nobody_else(
    client_of: Any, vera: Any, sam: Any, veras_shop: Any, ottos_shop: Any
) -> None:
    own, other = make_book(make_product(vendor=veras_shop)), make_book()
    shop = f"/store/vendors/{veras_shop.pk}/products/"
    patch = {"book": {"authors": ["Anna"]}}

    made = client_of(vera).post(shop, novel(authors=["Bea"]), format="json")
    changed = client_of(vera).patch(f"{shop}{own.pk}/", patch, format="json")
    packer = client_of(sam).patch(f"{shop}{own.pk}/", patch, format="json")
    foreign = client_of(vera).patch(f"{URL}{other.pk}/", patch, format="json")

    assert made.json()["book"]["authors"][0]["name"] == "Bea"
    assert changed.json()["book"]["authors"][0]["name"] == "Anna"
    assert (packer.status_code, foreign.status_code) == (403, 403)
    assert not other.written_by.exists()
    listed = client_of(vera).get(shop, {"author": "ANNA"}).json()["results"]
    assert [row["id"] for row in listed] == [own.pk]


def test_formats_are_those_of_the_files_that_are_no_samples(anon: Any) -> None:
    book = make_book(formats=["pdf", "epub", "pdf"])
    sampled = make_book()
    sampled.files.create(format="pdf", is_sample=True)

    assert anon.get(f"{URL}{book.pk}/").json()["book"]["formats"] == ["epub", "pdf"]
    assert anon.get(f"{URL}{sampled.pk}/").json()["book"]["formats"] == []
