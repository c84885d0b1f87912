"""A checkout costs the same queries however long the cart is."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders import (
    make_address,
    make_cart,
    make_coupon,
    make_product,
    make_promotion,
    make_vendor,
)

pytestmark = pytest.mark.django_db


def test_checkout_costs_no_more_queries_for_ten_lines_than_for_two(
    client_of: Any, alice: Any
) -> None:
    counts = []
    for size in (2, 10):
        cart = make_cart(*((make_product(), 1) for _ in range(size)))
        with CaptureQueriesContext(connection) as captured:
            response = client_of(alice).post("/store/orders/", {"cart_id": cart.pk})
        assert response.status_code == 201
        counts.append(len(captured))

    assert counts[0] == counts[1]
    assert counts[1] <= 25


@pytest.mark.parametrize("method", ["", "cash_on_delivery", "manual"])
def test_ten_lines_with_everything_cost_at_most_thirty_three_queries(
    client_of: Any, alice: Any, settings: Any, method: str
) -> None:
    """Three vendors, a promotion, a coupon with both limits, an address, a limit of cash."""
    settings.STORE_CASH_LIMIT = 10**6
    vendors = [make_vendor() for _ in range(3)]
    products = [make_product(vendor=vendors[n % 3]) for n in range(10)]
    make_promotion(*products)
    make_coupon(code="SAVE", max_uses=9, max_uses_per_customer=9)
    cart = make_cart(*((product, 1) for product in products))
    body = {
        "cart_id": cart.pk,
        "coupon_code": "SAVE",
        "payment_method": method,
        "shipping_address_id": make_address(alice.customer).pk,
    }

    with CaptureQueriesContext(connection) as captured:
        response = client_of(alice).post("/store/orders/", body)

    assert response.status_code == 201
    assert len(captured) <= 33
