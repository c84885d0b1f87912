"""Files of products are brought in while products are bought, by several workers at once."""

from __future__ import annotations

import time
from typing import Any

import pytest

from store.models import Order, Product, ProductImport, Vendor
from store.orders.checkout import place_order
from store.sheets import services
from store.sheets.errors import TooManyImports
from store.sheets.run import run_import
from store.sheets.services import start_import
from tests.builders import (
    make_cart,
    make_collection,
    make_customer,
    make_product,
    make_user,
    make_vendor,
)
from tests.races.together import together
from tests.sheets import csv_of

pytestmark = pytest.mark.django_db(transaction=True)
BUYERS, ORDERS = 3, 6


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> Vendor:
    """Its imports are run by the test, by no worker."""
    monkeypatch.setattr("store.sheets.services.queue_after_commit", lambda **task: None)
    return make_vendor()


def start(shop: Vendor, *rows: list[Any]) -> ProductImport:
    return start_import(
        vendor=shop,
        by=make_user(),
        content=csv_of(*rows),
        file_name="a.csv",
        dry_run=False,
    )


@pytest.mark.parametrize("guarded", [True, False])
def test_what_is_bought_while_files_are_written_stays_sold(
    guarded: bool, shop: Vendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control writes whole rows, as they were when the files were read."""
    products = [make_product(vendor=shop, inventory=1000) for _ in range(4)]
    jobs = [
        start(shop, ["id", "title"], *([product.pk, title] for product in products))
        for title in ("Ripe", "Riper")
    ]
    carts = [
        [make_cart(*((product, 1) for product in products)) for _ in range(ORDERS)]
        for _ in range(BUYERS)
    ]
    customer = make_customer()

    def write_whole_rows(*, vendor: Any, changes: dict[int, Any]) -> None:
        for product in products:
            product.title = changes[product.pk]["title"]
            product.save()

    writes = services.write_products if guarded else write_whole_rows

    def in_the_midst(**kwargs: Any) -> None:
        for _ in range(500):
            if Order.objects.exists():
                break
            time.sleep(0.01)
        writes(**kwargs)

    monkeypatch.setattr(services, "write_products", in_the_midst)

    def buy(own: list[Any]) -> int:
        for cart in own:
            place_order(cart_id=cart.pk, customer=customer)
        return len(own)

    results = together(
        *(lambda own=own: buy(own) for own in carts),
        *(lambda job=job: run_import(pk=job.pk) for job in jobs),
    )

    assert results == [ORDERS] * BUYERS + [True, True]
    assert not ProductImport.objects.exclude(status="done").exists()
    left = set(Product.objects.values_list("inventory", flat=True))
    assert (left == {1000 - BUYERS * ORDERS}) is guarded


def test_an_import_that_four_workers_take_at_once_is_done_once(shop: Vendor) -> None:
    shelf = make_collection()
    header = ["title", "unit_price", "inventory", "collection"]
    job = start(shop, header, *(["Fig", 1, 1, shelf.pk] for _ in range(50)))

    results = together(*[lambda: run_import(pk=job.pk)] * 4)

    assert sorted(results) == [False, False, False, True]
    assert Product.objects.count() == 50


def test_of_four_imports_that_are_started_at_once_two_are_taken(shop: Vendor) -> None:
    results = together(*[lambda: start(shop, ["id", "title"])] * 4)

    refused = [result for result in results if isinstance(result, TooManyImports)]
    assert len(refused) == 2
    assert ProductImport.objects.count() == 2
