"""Products are rendered by two hands; what they write is the same."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIRequestFactory

from store.catalog.rows import product_values, render_products
from store.catalog.serializers import ProductSerializer
from store.models import Product
from store.shared.prepared import PreparedRows
from tests.builders import (
    make_book,
    make_collection,
    make_genre,
    make_image,
    make_product,
    make_vendor,
)

pytestmark = pytest.mark.django_db


def make_catalogue() -> None:
    for number in range(25):
        make_product(f"Product {number:02}")
    sold_by_vendor = make_product("Mango", vendor=make_vendor(), unit="kg")
    make_image(sold_by_vendor)
    make_product("Draft", is_published=False)
    make_a_library(make_product("Quarto"), make_product("Quire"))
    make_product("Not yet", vendor=make_vendor(status="pending"))


def make_a_library(bare: Product, full: Product) -> None:
    """A book of which nothing is known, and one of which everything is."""
    make_book(bare)
    make_book(
        full,
        isbn="9780306406157",
        authors=["Zora", "Émile", "Anna"],
        publisher="Corner Classics",
        released_on=date(1813, 1, 28),
        pages_from=180,
        pages_to=210,
        language="en",
        genres=[make_genre("Poetry").pk, make_genre("Adventure").pk],
        formats=["pdf", "epub"],
    ).files.create(format="pdf", status="ready", edition=2)
    full.book.files.create(format="pdf", is_sample=True, status="ready")


def test_a_row_is_what_the_serializer_says_it_is() -> None:
    make_catalogue()
    request = APIRequestFactory().get("/store/products/")
    request.user = AnonymousUser()
    products = Product.objects.all()

    rows = render_products(product_values(products), request.build_absolute_uri)

    said = ProductSerializer(products, many=True, context={"request": request}).data
    for row in rows:
        row["last_update"] = row["last_update"].isoformat().replace("+00:00", "Z")
        if row["book"] and row["book"]["released_on"]:
            row["book"]["released_on"] = row["book"]["released_on"].isoformat()
    assert rows == [dict(one) for one in said]


def test_prepared_rows_are_those_of_their_queryset() -> None:
    make_catalogue()
    queryset = product_values(Product.objects.public())

    prepared = PreparedRows(queryset).rows()

    assert prepared.count() == queryset.count() == 28
    for start, stop in ((0, 10), (20, 30), (27, 28), (40, 50)):
        assert prepared[start:stop] == list(queryset[start:stop])


def test_prepared_rows_keep_sql_and_no_data() -> None:
    prepared = PreparedRows(product_values(Product.objects.public()))
    assert (prepared.rows().count(), prepared.rows()[0:10]) == (0, [])

    product = make_product("New")

    assert prepared.rows().count() == 1
    assert [row["id"] for row in prepared.rows()[0:10]] == [product.pk]
    product.delete()
    assert prepared.rows().count() == 0


@pytest.mark.parametrize("name", ["collection_id", "vendor_id"])
def test_a_shelf_lists_what_the_filter_form_lists(anon: Any, name: str) -> None:
    make_catalogue()
    vendor = make_vendor()
    shelf = make_collection()
    for number in range(12):
        make_product(f"Shelf {number:02}", collection=shelf, vendor=vendor)
    key = {"collection_id": shelf.pk, "vendor_id": vendor.pk}[name]

    for page in (1, 2):
        plain = anon.get("/store/products/", {name: key, "page": page}).json()
        formed = anon.get(
            "/store/products/", {name: key, "page": page, "unit_price__gt": -1}
        ).json()
        assert plain["count"] == formed["count"] == 12
        assert plain["results"] == formed["results"]


@pytest.mark.parametrize("name", ["collection_id", "vendor_id"])
@pytest.mark.parametrize("key", ["999999", "0", "-1", "1e3", "¹", "9" * 30, "abc"])
def test_a_shelf_that_does_not_exist_is_refused(anon: Any, name: str, key: str) -> None:
    make_catalogue()

    answer = anon.get("/store/products/", {name: key})

    assert answer.status_code == 400
    assert list(answer.json()) == [name, "code"]


def test_an_empty_shelf_is_an_empty_list(anon: Any) -> None:
    answer = anon.get("/store/products/", {"collection_id": make_collection().pk})
    assert (answer.status_code, answer.json()["count"]) == (200, 0)


@pytest.mark.parametrize("query", [{}, {"ordering": "title"}, {"search": " "}])
def test_a_plain_list_and_one_with_empty_words_are_the_same(
    anon: Any, query: dict[str, str]
) -> None:
    make_catalogue()

    asked = anon.get("/store/products/", {**query, "page": 2}).json()

    assert asked["count"] == 28
    assert [row["title"] for row in asked["results"]] == [
        f"Product {number:02}" for number in range(9, 19)
    ]


def test_a_vendor_that_closes_leaves_the_prepared_list_at_once(anon: Any) -> None:
    vendor = make_vendor()
    make_product("Mango", vendor=vendor)
    assert anon.get("/store/products/").json()["count"] == 1

    vendor.is_open = False
    vendor.save()

    with CaptureQueriesContext(connection) as captured:
        assert anon.get("/store/products/").json()["results"] == []
    assert len(captured) <= 3
