"""What one vendor takes back or loses changes nothing of another's, row by row."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.db.models import QuerySet

from store.models import (
    LedgerEntry,
    Order,
    OrderItem,
    Payment,
    Product,
    Refund,
    RefundLine,
    ReturnRequest,
    StatusChange,
    Vendor,
    VendorOrder,
)
from store.orders.checkout import place_order
from store.orders.moves import move_items
from store.payments.services import record_transfer
from tests.builders import make_cart, make_product, make_return

pytestmark = pytest.mark.django_db


@pytest.fixture
def sale(alice: Any, veras_shop: Vendor, ottos_shop: Vendor) -> SimpleNamespace:
    """Paid: two lines of vera's, two of otto's."""
    products = [
        make_product(vendor=vendor, unit_price=Decimal(price), inventory=50)
        for vendor in (veras_shop, ottos_shop)
        for price in ("10.00", "20.00")
    ]
    order = place_order(
        cart_id=make_cart(*[(product, 3) for product in products]).pk,
        customer=alice.customer,
        payment_method="manual",
    )
    record_transfer(payment=Payment.objects.get(), amount=None, reference="", by=None)
    return SimpleNamespace(order=order, items=list(order.items.order_by("pk")))


def deliver(sale: SimpleNamespace) -> None:
    for to in ("packed", "shipped", "delivered"):
        move_items(items=sale.items, to=to, by=None)


def rows_of(vendor: Vendor) -> dict[str, list[Any]]:
    """Every row that is one vendor's."""
    found: list[QuerySet[Any]] = [
        Product.objects.filter(vendor=vendor),
        VendorOrder.objects.filter(vendor=vendor),
        OrderItem.objects.filter(vendor=vendor),
        StatusChange.objects.filter(item__vendor=vendor),
        ReturnRequest.objects.filter(vendor=vendor),
        LedgerEntry.objects.filter(vendor=vendor),
        Refund.objects.filter(vendor_order__vendor=vendor),
        RefundLine.objects.filter(item__vendor=vendor),
    ]
    return {rows.model.__name__: list(rows.order_by("pk").values()) for rows in found}


def book(vendor: Vendor) -> list[tuple[str, Decimal]]:
    rows = LedgerEntry.objects.filter(vendor=vendor).order_by("pk")
    return [(row.kind, row.amount) for row in rows]


def check_one_line_back(sale: SimpleNamespace, vendor: Vendor, status: str) -> None:
    """The first line of vera's is off the books: 3 × 10.00, with tax 33.00."""
    first, second = sale.items[:2]
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == (status, sale.items[3].status)
    stock = Product.objects.filter(vendor=vendor).order_by("pk")
    assert list(stock.values_list("inventory", flat=True)) == [50, 47]
    refund = Refund.objects.get()
    assert (refund.amount, refund.status) == (Decimal("33.00"), "owed")
    assert refund.vendor_order_id == first.vendor_order_id
    assert [line.item for line in refund.lines.all()] == [first]
    assert book(vendor)[-2:] == [
        ("refund", Decimal("-33.00")),
        ("commission_refund", Decimal("3.00")),
    ]
    assert Order.objects.get().payment_status == "C"


@pytest.mark.parametrize("way", ["accept", "move"])
def test_a_return_to_one_vendor_is_nothing_to_the_other(
    client_of: Any,
    vera: Any,
    sale: SimpleNamespace,
    veras_shop: Vendor,
    ottos_shop: Vendor,
    way: str,
) -> None:
    deliver(sale)
    requests = [make_return(item) for item in (sale.items[0], sale.items[2])]
    before = rows_of(ottos_shop)
    shop, client = f"/store/vendors/{veras_shop.pk}", client_of(vera)

    if way == "accept":
        answer = client.post(f"{shop}/returns/{requests[0].pk}/accept/")
    else:
        line = sale.items[0]
        answer = client.patch(
            f"{shop}/orders/{line.vendor_order_id}/items/{line.pk}/",
            {"status": "returned"},
        )

    assert answer.status_code == 200
    assert rows_of(ottos_shop) == before
    sale.items[3].refresh_from_db()
    check_one_line_back(sale, veras_shop, "returned")
    statuses = ReturnRequest.objects.order_by("pk").values_list("status", flat=True)
    assert list(statuses) == ["accepted", "asked"]


def test_asking_and_refusing_change_no_money_and_no_stock(
    client_of: Any,
    alice: Any,
    vera: Any,
    sale: SimpleNamespace,
    veras_shop: Vendor,
    ottos_shop: Vendor,
) -> None:
    deliver(sale)
    before = {vendor: rows_of(vendor) for vendor in (veras_shop, ottos_shop)}

    client_of(alice).post(
        f"/store/orders/{sale.order.pk}/returns/",
        {"items": [sale.items[0].pk], "reason": "other"},
        format="json",
    )
    request = ReturnRequest.objects.get()
    client_of(vera).post(
        f"/store/vendors/{veras_shop.pk}/returns/{request.pk}/refuse/", {"note": "No."}
    )

    request.refresh_from_db()
    assert request.status == "refused"
    ReturnRequest.objects.all().delete()
    assert {vendor: rows_of(vendor) for vendor in before} == before


def test_a_partial_cancellation_at_one_vendor_is_nothing_to_the_other(
    client_of: Any,
    alice: Any,
    sale: SimpleNamespace,
    veras_shop: Vendor,
    ottos_shop: Vendor,
) -> None:
    before = rows_of(ottos_shop)

    answer = client_of(alice).post(
        f"/store/orders/{sale.order.pk}/cancel/",
        {"items": [sale.items[0].pk]},
        format="json",
    )

    assert answer.status_code == 200
    assert rows_of(ottos_shop) == before
    check_one_line_back(sale, veras_shop, "cancelled")
