"""Products are rendered by two hands; what they write is the same."""

from __future__ import annotations

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
from tests.builders import make_image, make_product, make_vendor

pytestmark = pytest.mark.django_db


def make_catalogue() -> None:
    for number in range(25):
        make_product(f"Product {number:02}")
    sold_by_vendor = make_product("Mango", vendor=make_vendor(), unit="kg")
    make_image(sold_by_vendor)
    make_product("Draft", is_published=False)
    make_product("Not yet", vendor=make_vendor(status="pending"))


def test_a_row_is_what_the_serializer_says_it_is() -> None:
    make_catalogue()
    request = APIRequestFactory().get("/store/products/")
    request.user = AnonymousUser()
    products = Product.objects.all()

    rows = render_products(product_values(products), request.build_absolute_uri)

    said = ProductSerializer(products, many=True, context={"request": request}).data
    for row in rows:
        row["last_update"] = row["last_update"].isoformat().replace("+00:00", "Z")
    assert rows == [dict(one) for one in said]


def test_prepared_rows_are_those_of_their_queryset() -> None:
    make_catalogue()
    queryset = product_values(Product.objects.public())

    prepared = PreparedRows(queryset)

    assert prepared.count() == queryset.count() == 26
    for start, stop in ((0, 10), (20, 30), (25, 26), (40, 50)):
        assert prepared[start:stop] == list(queryset[start:stop])


def test_prepared_rows_keep_sql_and_no_data() -> None:
    prepared = PreparedRows(product_values(Product.objects.public()))
    assert (prepared.count(), prepared[0:10]) == (0, [])

    product = make_product("New")

    assert prepared.count() == 1
    assert [row["id"] for row in prepared[0:10]] == [product.pk]
    product.delete()
    assert prepared.count() == 0


@pytest.mark.parametrize("query", [{}, {"ordering": "title"}, {"search": " "}])
def test_a_plain_list_and_one_with_empty_words_are_the_same(
    anon: Any, query: dict[str, str]
) -> None:
    make_catalogue()

    asked = anon.get("/store/products/", {**query, "page": 2}).json()

    assert asked["count"] == 26
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
