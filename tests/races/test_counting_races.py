"""Orders placed, moved and counted at once: no figure drifts. With a control."""

from __future__ import annotations

from functools import partial
from itertools import count
from time import sleep
from typing import Any

import pytest

from store.models import (
    CountedOrder,
    VendorDay,
)
from store.orders.checkout import place_order
from store.orders.moves import move_items
from store.sales import counting
from store.sales.counting import (
    KINDS,
    count_all_stale,
    count_stale,
    sums_of_orders,
)
from tests.builders import (
    make_cart,
    make_customer,
    make_order,
    make_product,
    make_vendor,
)
from tests.races.together import together
from tests.store.sales.raw import assert_figures_are_true

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.mariadb]
ROUNDS = 5


def errors(results: list[Any]) -> list[Any]:
    return [result for result in results if isinstance(result, Exception)]


def test_checkouts_moves_and_counts_at_once_leave_true_figures() -> None:
    product = make_product(vendor=make_vendor(), inventory=1000)
    other = make_product(vendor=product.vendor, inventory=1000)
    customers = [make_customer() for _ in range(4)]
    for _ in range(ROUNDS):
        moved = make_order(None, (product, 1), (other, 2))
        results = together(
            *(
                partial(
                    place_order,
                    cart_id=make_cart((product, 1), (other, 1)).pk,
                    customer=customer,
                )
                for customer in customers
            ),
            partial(move_items, items=list(moved.items.all()), to="cancelled", by=None),
            count_stale,
            count_stale,
            count_all_stale,
        )
        assert errors(results) == []
        count_all_stale()
        assert_figures_are_true()


def uncount() -> None:
    """As if no task had run yet."""
    CountedOrder.objects.update(is_stale=True, figures=[])
    for kind in KINDS.values():
        kind.model._default_manager.all().delete()


def count_four_orders_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four counters look for work at the same time and write one after the other."""
    product = make_product(vendor=make_vendor(), inventory=1000)
    for _ in range(4):
        make_order(None, (product, 1))
    uncount()
    turns = count(1)

    def slowly(ids: list[int]) -> Any:
        sleep(0.3 * next(turns))
        return sums_of_orders(ids)

    monkeypatch.setattr(counting, "sums_of_orders", slowly)
    assert errors(together(*[count_stale] * 4)) == []


def test_four_who_count_at_once_count_each_order_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    count_four_orders_at_once(monkeypatch)

    assert [row.orders for row in VendorDay.objects.all()] == [4]
    assert_figures_are_true()


def test_control_without_the_lock_orders_are_counted_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(counting, "lock_counter", lambda: None)
    queryset = type(CountedOrder.objects.all())
    monkeypatch.setattr(queryset, "select_for_update", lambda self, **options: self)

    count_four_orders_at_once(monkeypatch)

    assert VendorDay.objects.get().orders > 4
