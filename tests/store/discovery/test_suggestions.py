"""`search/suggestions/`: what leads to something on public sale, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from store.models import Author, Genre
from tests.builders import make_collection, make_image, make_product, make_vendor
from tests.store.discovery.stock import make_book, settle

pytestmark = pytest.mark.django_db


@pytest.fixture
def suggest(anon) -> Any:
    def ask(words: str) -> dict[str, Any]:
        settle()
        response = anon.get("/store/search/suggestions/", {"q": words})
        assert response.status_code == 200
        return response.json()

    return ask


@pytest.fixture
def known(django_capture_on_commit_callbacks) -> Any:
    """The vocabulary is written after the commit."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_everything_that_begins_so(suggest, known):
    with known():
        shop = make_vendor(shop_name="Alma Shop", slug="alma")
        shelf = make_collection("Almanacs")
        book = make_book(
            "Almond trees",
            authors=["Ada Almeida"],
            genres=["Allegory"],
            vendor=shop,
            collection=shelf,
        )
        image = make_image(book.product)
        make_product("Mango")

    found = suggest("Al")

    author, genre = Author.objects.get(), Genre.objects.get()
    assert found["query"] == "Al"
    assert found["products"] == [
        {
            "id": book.pk,
            "title": "Almond trees",
            "image": f"http://testserver{image.image.url}",
        }
    ]
    assert found["authors"] == [{"id": author.pk, "name": "Ada Almeida"}]
    assert found["genres"] == [{"id": genre.pk, "name": "Allegory", "slug": "allegory"}]
    assert found["vendors"] == [
        {"id": shop.pk, "shop_name": "Alma Shop", "slug": "alma"}
    ]
    assert found["collections"] == [{"id": shelf.pk, "title": "Almanacs"}]
    assert "almond" in found["words"]
    assert all(word.startswith("al") for word in found["words"])


def test_the_last_word_is_a_beginning(suggest, known):
    with known():
        product = make_product("Red mango")
        make_product("Green mango")
        make_product("Red mandarin", is_published=False)

    found = suggest("red man")

    assert found["words"] == ["red mango"]
    assert [entry["id"] for entry in found["products"]] == [product.pk]


def test_nothing_of_what_is_not_on_sale(suggest, known):
    with known():
        closed = make_vendor(shop_name="Secret Shop", is_open=False)
        make_book(
            "Secret plan",
            authors=["Secret Author"],
            genres=["Secret Genre"],
            vendor=closed,
            collection=make_collection("Secret Shelf"),
        )
        make_product("Secret draft", is_published=False)
        make_collection("Secret and empty")

    found = suggest("secret")

    assert found == {
        "query": "secret",
        "words": [],
        "products": [],
        "authors": [],
        "genres": [],
        "vendors": [],
        "collections": [],
    }


def test_a_few_of_each(suggest, known):
    with known():
        for number in range(8):
            make_book(
                f"Mango {number} mang{'abcdefgh'[number]}",
                authors=[f"Mango Author {number}"],
                vendor=make_vendor(shop_name=f"Mango Shop {number}"),
            )

    found = suggest("mang")

    for kind in ("words", "products", "authors", "vendors"):
        assert len(found[kind]) == 5, kind


def test_another_name_counts_at_once(suggest):
    shop = make_vendor(shop_name="Oldname")
    make_product(vendor=shop)
    shop.shop_name = "Newname"
    shop.save()

    assert [entry["id"] for entry in suggest("newn")["vendors"]] == [shop.pk]
    assert suggest("oldn")["vendors"] == []


def test_nothing_typed_suggests_nothing(suggest):
    make_product()

    assert suggest("")["products"] == suggest("?")["products"] == []
