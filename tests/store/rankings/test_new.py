"""`/store/products/new/`: by when products were published first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.utils import timezone
from model_bakery import baker

from store.catalog.services import change_in_bulk, create_products
from store.models import Product, Vendor
from tests.builders import make_collection, make_product
from tests.store.rankings.making import places, shown

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def hours(count: int) -> datetime:
    return NOON + timedelta(hours=count)


def test_the_newest_is_first_and_an_edit_changes_nothing() -> None:
    products = []
    for hour in range(3):
        with time_machine.travel(hours(hour), tick=False):
            products.append(make_product())
    with time_machine.travel(hours(9), tick=False):
        products[0].title = "Edited"
        products[0].save()

    assert places("new", "published_at") == [
        (products[hour].pk, f"2026-11-21T{12 + hour}:00:00Z") for hour in (2, 1, 0)
    ]


def test_of_two_at_the_same_moment_the_later_key_is_first() -> None:
    with time_machine.travel(NOON, tick=False):
        first, second = make_product(), make_product()

    assert shown("new") == [second.pk, first.pk]


def test_a_draft_is_new_when_it_is_published_and_never_again(
    client_of: Any, staff: Any
) -> None:
    with time_machine.travel(NOON, tick=False):
        draft = make_product(is_published=False)
        make_product()
    assert draft.published_at is None
    address = f"/store/products/{draft.pk}/"
    with time_machine.travel(hours(1), tick=False):
        client_of(staff).patch(address, {"is_published": True}, format="json")
    assert places("new", "published_at")[0] == (draft.pk, "2026-11-21T13:00:00Z")

    for hour, published in ((2, False), (3, True)):
        with time_machine.travel(hours(hour), tick=False):
            body = {"is_published": published}
            client_of(staff).patch(address, body, format="json")

    assert places("new", "published_at")[0] == (draft.pk, "2026-11-21T13:00:00Z")


def test_published_in_bulk_is_new_and_what_was_published_before_is_not(
    veras_shop: Vendor,
) -> None:
    with time_machine.travel(NOON, tick=False):
        draft = make_product(vendor=veras_shop, is_published=False)
        old = make_product(vendor=veras_shop)
    with time_machine.travel(hours(1), tick=False):
        items = [{"id": one.pk, "is_published": True} for one in (draft, old)]
        change_in_bulk(vendor=veras_shop, items=items)

    draft.refresh_from_db()
    old.refresh_from_db()
    assert (draft.published_at, old.published_at) == (hours(1), NOON)


def test_what_is_taken_off_sale_in_bulk_is_not_published(veras_shop: Vendor) -> None:
    draft = make_product(vendor=veras_shop, is_published=False)

    change_in_bulk(vendor=veras_shop, items=[{"id": draft.pk, "is_published": False}])

    draft.refresh_from_db()
    assert draft.published_at is None


def test_imported_products_are_published_at_once_or_not_at_all(
    veras_shop: Vendor,
) -> None:
    shelf = make_collection()
    rows = [
        {
            "title": f"Product {published}",
            "slug": "one",
            "collection": shelf,
            "unit_price": 1,
            "inventory": 1,
            "is_published": published,
        }
        for published in (True, False)
    ]
    with time_machine.travel(NOON, tick=False):
        create_products(vendor=veras_shop, rows=rows)

    found = Product.objects.order_by("pk").values_list("published_at", flat=True)
    assert list(found) == [NOON, None]


def test_bakery_makes_new_products() -> None:
    made = [*baker.make(Product, _quantity=2), baker.make(Product)]

    assert shown("new") == [product.pk for product in reversed(made)]


def test_rows_of_the_base_columns_alone_are_new_too() -> None:
    """In UTC, whatever the time zone of the database's session is."""
    old = make_product()
    Product.objects.update(published_at=timezone.now() - timedelta(minutes=1))
    with connection.cursor() as cursor:
        if connection.vendor == "mysql":
            cursor.execute("SET time_zone = '+05:00'")
        cursor.execute(
            "INSERT INTO store_product (title, slug, description, unit_price, inventory,"
            " last_update, collection_id) VALUES ('A', 'a', 'A', 1, 1, %s, %s)",
            ["2020-09-11 00:00:00", old.collection_id],
        )
        if connection.vendor == "mysql":
            cursor.execute("SET time_zone = DEFAULT")

    new = Product.objects.get(slug="a")

    assert shown("new") == [new.pk, old.pk]
    assert new.published_at is not None
    assert abs(timezone.now() - new.published_at) < timedelta(seconds=30)


def test_old_products_are_dated_by_their_last_update_and_their_key() -> None:
    """None can be newer than the edit of one that came after it."""
    updates = [3, 9, 5, 4, 8]
    products = [make_product() for _ in updates]
    draft = make_product(is_published=False)
    for product, hour in zip([*products, draft], [*updates, 7], strict=True):
        Product.objects.filter(pk=product.pk).update(
            last_update=hours(hour), published_at=None
        )
    migration = import_module("store.migrations.0055_when_old_products_were_published")

    for _ in range(2):  # broken off and run again it comes to the same
        migration.date_products(apps, SimpleNamespace(connection=connection))

    found = Product.objects.order_by("pk").values_list("published_at", flat=True)
    assert list(found) == [*(hours(hour) for hour in (3, 4, 4, 4, 7)), None]
    assert shown("new") == [product.pk for product in reversed(products)]
