"""What tests of rankings do: sell, rate, look and mark, and read the lists."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import time_machine
from django.utils import timezone
from rest_framework.test import APIClient

from store.models import Order, Product, ProductRating, ProductViewDay
from store.sales.counting import count_all_stale
from tests.builders import make_order


def sell(product: Product, units: int = 1, *, ago: int = 0) -> Order:
    """One order, placed so many days ago and counted."""
    with time_machine.travel(timezone.now() - timedelta(days=ago), tick=False):
        order = make_order(None, (product, units))
    count_all_stale()
    return order


def rate(product: Product, average: str, count: int) -> None:
    """What the reviews of a product come to."""
    ProductRating.objects.update_or_create(
        product=product, defaults={"average": Decimal(average), "count": count}
    )


def view(product: Product, readers: int = 1, *, ago: int = 0) -> None:
    day = timezone.localdate() - timedelta(days=ago)
    ProductViewDay.objects.create(product=product, day=day, readers=readers)


def read(name: str, user: Any = None, **params: Any) -> dict[str, Any]:
    client = APIClient()
    if user is not None:
        client.force_authenticate(user=user)
    answer = client.get(f"/store/products/{name}/", params)
    assert answer.status_code == 200, answer.content
    return answer.json()


def shown(name: str, **params: Any) -> list[int]:
    """The keys, in order."""
    return [product["id"] for product in read(name, **params)["results"]]


def places(name: str, figure: str, **params: Any) -> list[tuple[int, Any]]:
    """(key, what it is ranked by)."""
    results = read(name, **params)["results"]
    return [(product["id"], product[figure]) for product in results]
