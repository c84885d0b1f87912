"""The figures of vendors asked of the lines themselves, in SQL: slow, and nobody's copy."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import TruncDate

from store.models import (
    OrderItem,
    VendorCustomer,
    VendorDay,
    VendorOrder,
    VendorProduct,
    VendorStatusCount,
)
from store.sales.counting import COLUMNS

REFUSED = Q(status__in=["cancelled", "returned"])
VALUE = F("unit_price") * F("quantity")
KINDS = {
    "day": (VendorDay, "day", TruncDate("order__placed_at")),
    "product": (VendorProduct, "product_id", F("product_id")),
    "customer": (VendorCustomer, "customer_id", F("order__customer_id")),
}
Rows = dict[tuple[int, Any], tuple[Any, ...]]


def raw_figures(kind: str) -> Rows:
    _, _, of = KINDS[kind]
    rows = (
        OrderItem.objects.filter(vendor__isnull=False)
        .order_by()
        .values("vendor_id", of=of)
        .annotate(
            orders=Count("order", filter=~REFUSED, distinct=True),
            units=Sum("quantity", filter=~REFUSED),
            revenue=Sum(VALUE, filter=~REFUSED),
            refused_units=Sum("quantity", filter=REFUSED),
            refused_value=Sum(VALUE, filter=REFUSED),
        )
    )
    return {
        (row["vendor_id"], row["of"]): tuple(row[name] or 0 for name in COLUMNS)
        for row in rows
    }


def kept_figures(kind: str) -> Rows:
    """The rows that are kept, without those that say nothing."""
    model, column, _ = KINDS[kind]
    rows = model.objects.values_list("vendor_id", column, *COLUMNS)
    return {(row[0], row[1]): row[2:] for row in rows if any(row[2:])}


def assert_figures_are_true() -> None:
    parts = VendorOrder.objects.filter(vendor__isnull=False).order_by()
    counted = parts.values_list("vendor", "status").annotate(count=Count("pk"))
    rows = VendorStatusCount.objects.filter(orders__gt=0)
    assert set(rows.values_list("vendor", "status", "orders")) == set(counted)
    for kind in KINDS:
        assert kept_figures(kind) == raw_figures(kind)
