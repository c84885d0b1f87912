"""`?search=` of the product list finds by the index what it found without one."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rest_framework.request import Request
from rest_framework.test import APIClient, APIRequestFactory

from store.catalog.filters import IndexedWordSearchFilter
from store.catalog.services import words_forgotten
from store.catalog.views import ProductViewSet
from store.models import Product, SearchDocument, SearchProgress, SearchTerm
from store.search import substrings
from store.search.substrings import narrow_to_texts
from store.shared.search import WordSearchFilter
from tests.builders import make_collection, make_product

pytestmark = pytest.mark.django_db(transaction=True)

LETTERS = st.sampled_from([*"aabbcdeAB1234", "é", "É", "ø", "م", "أ", "ـ", "手"])
BETWEEN = st.sampled_from(
    [" ", " ", "-", ".", "'", "+", "_", "%", "\\", "\u0301", "🥭"]
)
TEXT = st.lists(st.one_of(LETTERS, LETTERS, BETWEEN), max_size=45).map("".join)


@pytest.fixture(autouse=True)
def _many_enough(monkeypatch: Any) -> None:
    """So many that the index is worth asking, and no word is in too many of them."""
    monkeypatch.setattr(substrings, "FEWEST_PRODUCTS", 1)
    monkeypatch.setattr(substrings, "MOST_PRODUCTS", 0.001)
    words_forgotten()
    SearchProgress.objects.update(products=100)


def found_by(backend: WordSearchFilter, search: str) -> set[int]:
    request = Request(APIRequestFactory().get("/", {"search": search}))
    products: Any = Product.objects.all()
    rows = backend.filter_queryset(request, products, ProductViewSet)
    return set(rows.values_list("pk", flat=True))


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    texts=st.lists(st.tuples(TEXT, TEXT), min_size=4, max_size=4),
    ends=st.lists(st.tuples(st.integers(0, 44), st.integers(1, 12)), min_size=6),
    other=TEXT,
)
def test_the_rows_are_those_of_like(
    texts: list[tuple[str, str]], ends: list[tuple[int, int]], other: str
) -> None:
    shelf = make_collection()
    rows = [
        Product(
            title=title,
            description=body,
            slug="x",
            unit_price=1,
            inventory=1,
            collection=shelf,
        )
        for title, body in texts
    ]
    Product.objects.bulk_create(rows)
    title, body = texts[0]
    parts = [text[start : start + size] for start, size in ends for text in texts[0]]
    for search in [other, *parts, f"{title[:5]} {body[-5:]}"]:
        expected = found_by(WordSearchFilter(), search)
        assert found_by(IndexedWordSearchFilter(), search) == expected, search
    Product.objects.all().delete()


@pytest.mark.parametrize(
    "search",
    ["ang", "MANGO", "usb-c", "b-c ca", "c++", "internationalisationalities", "手机"],
)
def test_a_part_of_a_word_is_found_by_the_index(search: str) -> None:
    make_product("Plum", collection=make_collection("Shelf"))
    text = "Ripe mangoes, micro-usb-cables, 2c++, internationalisationalities, 大手机壳"
    pk = make_product("Fruit", description=text).pk
    products: Any = Product.objects.all()

    assert found_by(IndexedWordSearchFilter(), search) == {pk}
    narrowed = narrow_to_texts(products, search.split())
    assert "store_search" in str(narrowed.query)
    assert pk in set(narrowed.values_list("pk", flat=True))


def test_punctuation_is_looked_at_in_the_rows(anon: APIClient) -> None:
    pk = make_product("usb-c cable").pk
    make_product("usb c cable")

    results = anon.get("/store/products/", {"search": "usb-c"}).json()["results"]

    assert [row["id"] for row in results] == [pk]


def test_keywords_are_not_searched() -> None:
    product = make_product("mango")
    SearchDocument.objects.filter(pk=product.pk).update(keywords="zzpeach")
    make_product("peach")

    assert product.pk not in found_by(IndexedWordSearchFilter(), "peach")


def test_a_letter_in_most_words_is_left_to_like(monkeypatch: Any) -> None:
    monkeypatch.setattr(substrings, "MOST_TERMS", 1)
    pk = make_product("mango melon").pk
    products: Any = Product.objects.all()

    assert narrow_to_texts(products, ["m"]) is products
    assert found_by(IndexedWordSearchFilter(), "m") == {pk}


def test_a_word_in_many_products_is_left_to_like(monkeypatch: Any) -> None:
    monkeypatch.setattr(substrings, "MOST_PRODUCTS", 50)
    make_product("mango")
    SearchProgress.objects.update(products=500)
    SearchTerm.objects.filter(term="mango").update(documents=11)
    products: Any = Product.objects.all()

    assert narrow_to_texts(products, ["mango"]) is products

    SearchTerm.objects.filter(term="mango").update(documents=10)
    assert narrow_to_texts(products, ["mango"]) is not products


def test_rows_that_sql_wrote_are_found_before_and_after_they_are_indexed() -> None:
    make_product("mango")
    words_forgotten()
    product = make_product("peach")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO store_product (title, slug, description, unit_price, inventory, "
            "last_update, collection_id) SELECT 'plum', 'plum', '', 1, 1, last_update, "
            "collection_id FROM store_product WHERE id = %s",
            [product.pk],
        )
    assert not SearchDocument.objects.filter(title="zzplum").exists()
    assert len(found_by(IndexedWordSearchFilter(), "plum")) == 1

    assert words_forgotten() == 1

    plum = Product.objects.get(title="plum")
    assert SearchProgress.objects.get().complete_to == plum.pk
    assert found_by(IndexedWordSearchFilter(), "plum") == {plum.pk}
    assert words_forgotten() == 0


def test_few_products_are_read_one_by_one(monkeypatch: Any) -> None:
    make_product("peach")
    products: Any = Product.objects.all()
    assert narrow_to_texts(products, ["mango"]) is not products

    monkeypatch.setattr(substrings, "FEWEST_PRODUCTS", 101)

    assert narrow_to_texts(products, ["mango"]) is products


def test_what_is_written_in_a_transaction_is_found_in_it() -> None:
    with transaction.atomic():
        pk = make_product("mango").pk
        assert found_by(IndexedWordSearchFilter(), "mango") == {pk}
