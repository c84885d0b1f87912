"""The figures asked of the lines themselves, in SQL: slow, and nobody's copy."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, Q, Sum, Value
from django.db.models.functions import TruncDate, TruncMonth

from store.models import (
    OrderItem,
    ProductPeriod,
    StoreDay,
    VendorCustomer,
    VendorDay,
    VendorOrder,
    VendorProduct,
    VendorStatusCount,
)
from store.sales.counting import COLUMNS

REFUSED = Q(status__in=["cancelled", "returned"])
VALUE = (
    F("unit_price") * F("quantity")
    - F("promotion_discount")
    - F("coupon_discount")
    + F("store_discount")
)
DAY, MONTH = TruncDate("order__placed_at"), TruncMonth("order__placed_at")
OF_VENDORS = Q(vendor__isnull=False)
# Kind: which lines count, and what they are grouped by.
KINDS: dict[str, list[tuple[Q, Any, Any, str]]] = {
    "day": [(OF_VENDORS, F("vendor_id"), DAY, "%Y-%m-%d")],
    "product": [(OF_VENDORS, F("vendor_id"), F("product_id"), "")],
    "customer": [(OF_VENDORS, F("vendor_id"), F("order__customer_id"), "")],
    "store": [
        (Q(), Value(0), DAY, "%Y-%m-%d"),
        (~OF_VENDORS, Value(1), DAY, "%Y-%m-%d"),
    ],
    "period": [
        (Q(), F("product_id"), DAY, "%Y-%m-%d"),
        (Q(), F("product_id"), MONTH, "%Y-%m"),
    ],
}
KEPT = {
    "day": (VendorDay, "vendor_id", "day"),
    "product": (VendorProduct, "vendor_id", "product_id"),
    "customer": (VendorCustomer, "vendor_id", "customer_id"),
    "store": (StoreDay, "is_own", "day"),
    "period": (ProductPeriod, "product_id", "period"),
}
Rows = dict[tuple[int, str], tuple[Any, ...]]


def raw_figures(kind: str) -> Rows:
    found: Rows = {}
    for lines, whose, of, form in KINDS[kind]:
        rows = (
            OrderItem.objects.filter(lines)
            .order_by()
            .values(whose=whose, of=of)
            .annotate(
                orders=Count("order", filter=~REFUSED, distinct=True),
                units=Sum("quantity", filter=~REFUSED),
                revenue=Sum(VALUE, filter=~REFUSED),
                refused_units=Sum("quantity", filter=REFUSED),
                refused_value=Sum(VALUE, filter=REFUSED),
            )
        )
        for row in rows:
            key = row["of"].strftime(form) if form else str(row["of"])
            found[row["whose"], key] = tuple(row[name] or 0 for name in COLUMNS)
    return found


def kept_figures(kind: str) -> Rows:
    """The rows that are kept, without those that say nothing."""
    model, *columns = KEPT[kind]
    rows = model.objects.values_list(*columns, *COLUMNS)
    return {(int(row[0]), str(row[1])): row[2:] for row in rows if any(row[2:])}


def assert_figures_are_true() -> None:
    parts = VendorOrder.objects.filter(vendor__isnull=False).order_by()
    counted = parts.values_list("vendor", "status").annotate(count=Count("pk"))
    rows = VendorStatusCount.objects.filter(orders__gt=0)
    assert set(rows.values_list("vendor", "status", "orders")) == set(counted)
    for kind in KINDS:
        assert kept_figures(kind) == raw_figures(kind)
