"""What tests of recommendations do: buy, count, ask."""

from __future__ import annotations

from typing import Any

from store.models import BoughtTogether, Customer, Order, Product
from store.recommendations.counting import count_all_stale
from store.recommendations.tops import rank_popular
from store.sales.counting import count_all_stale as count_sales
from tests.builders import make_customer, make_order
from tests.store.insights.seeing import client_for

FOR_YOU = "/store/products/for-you/"


def buy(*products: Product, customer: Customer | None = None) -> Order:
    return make_order(customer, *((product, 1) for product in products))


def buy_together(*products: Product, times: int = 2) -> list[Order]:
    """By so many customers."""
    return [buy(*products, customer=make_customer()) for _ in range(times)]


def catch_up() -> None:
    """What the background does."""
    count_sales()
    count_all_stale()
    rank_popular()


def pairs() -> dict[tuple[int, int], int]:
    """How many customers bought both, by product and other."""
    rows = BoughtTogether.objects.values_list("product", "other", "customers")
    return {(product, other): customers for product, other, customers in rows}


def both_ways(one: Product, two: Product, customers: int) -> dict[tuple[int, int], int]:
    return {(one.pk, two.pk): customers, (two.pk, one.pk): customers}


def ask(user: Any, url: str = FOR_YOU, **params: Any) -> list[dict[str, Any]]:
    response = client_for(user).get(url, params)
    assert response.status_code == 200, response.content
    return response.json()


def reasons(answer: list[dict[str, Any]]) -> dict[int, str]:
    return {one["id"]: one["reason"]["words"] for one in answer}
