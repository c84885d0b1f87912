"""What promotions and coupons cost the checkout."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders import make_cart, make_coupon, make_product, make_promotion

pytestmark = pytest.mark.django_db


def test_a_coupon_costs_the_checkout_four_queries_however_many_lines(
    client_of: Any, alice: Any
) -> None:
    """And promotions none but the one that looks for them."""
    counts = {}
    for code in ("", "SAVE"):
        for size in (2, 10):
            products = [make_product() for _ in range(size)]
            make_promotion(*products)
            if code and size == 2:
                make_coupon(code=code, max_uses=9, max_uses_per_customer=9)
            cart = make_cart(*((product, 1) for product in products))
            with CaptureQueriesContext(connection) as captured:
                response = client_of(alice).post(
                    "/store/orders/", {"cart_id": cart.pk, "coupon_code": code}
                )
            assert response.status_code == 201
            counts[code, size] = len(captured)

    assert counts["", 2] == counts["", 10] <= 24
    assert counts["SAVE", 2] == counts["SAVE", 10] == counts["", 10] + 4
