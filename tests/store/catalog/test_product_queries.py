"""What the list of products costs."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from tests.builders import make_image, make_product

pytestmark = pytest.mark.django_db


def test_an_anonymous_list_with_filter_search_and_ordering_costs_four_queries(
    api_client: APIClient, django_assert_num_queries: Any
) -> None:
    product = make_product("Ripe mango")
    make_image(product)

    with django_assert_num_queries(4):
        response = api_client.get(
            "/store/products/",
            {
                "collection_id": product.collection_id,
                "search": "mango",
                "ordering": "-unit_price",
            },
        )

    assert response.json()["count"] == 1
