"""Rows from before moments were given out have some of long ago, each another one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from store.models import CustomerClock, FavoriteProduct, Order
from tests.builders import make_customer, make_order, make_product

pytestmark = pytest.mark.django_db
migration: Any = import_module("store.migrations.0074_moments_of_old_rows")
THEN = datetime(2000, 1, 1, tzinfo=UTC)


def test_each_gets_a_moment_of_its_own_and_its_customer_a_clock() -> None:
    alice, nobody = make_customer(), make_customer()
    bob = make_customer()
    orders = [make_order(alice, (make_product(), 1)) for _ in range(2)]
    marks = [
        FavoriteProduct.objects.create(customer=bob, product=make_product())
        for _ in range(2)
    ]
    CustomerClock.objects.all().delete()
    kept = CustomerClock.objects.create(customer=bob, moment=timezone.now())

    migration.date_old_rows(apps, None)
    migration.start_clocks(apps, None)

    for row in (*orders, *marks):
        row.refresh_from_db()
        assert row.updated_at == THEN + timedelta(microseconds=row.pk)
    assert Order.objects.order_by("updated_at").first() == orders[0]
    assert CustomerClock.objects.get(pk=alice.pk).moment > THEN
    assert CustomerClock.objects.get(pk=bob.pk).moment == kept.moment
    assert not CustomerClock.objects.filter(pk=nobody.pk).exists()
