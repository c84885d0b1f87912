"""How a vendor's business goes: each section of its dashboard is one function.

The number of queries does not depend on how much was sold; what counts orders is read off
the figures (`counting.py`), what shows the newest off an index.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from store.catalog.choices import LOW_INVENTORY
from store.catalog.models import Product
from store.orders.choices import OPEN, OrderStatus
from store.orders.models import OrderItem, VendorOrder
from store.reviews.models import Review
from store.sales.counting import COLUMNS
from store.sales.models import (
    VendorCustomer,
    VendorDay,
    VendorProduct,
    VendorStatusCount,
)
from store.vendors.models import Vendor

MOST = 10
DAYS = 30
STOCKED = ("id", "title", "unit_price", "inventory", "is_published")
Figures = dict[str, Any]


def read_vendor_dashboard(*, vendor: Vendor) -> dict[str, Any]:
    """Every section by its name."""
    figures = read_figures(vendor=vendor)
    ever, recent = figures.pop("totals"), figures["last_30_days"]
    customers = read_customers(vendor=vendor)
    return {
        "vendor_info": vendor,
        "products": read_products(vendor=vendor),
        "sold_products": read_sold_products(vendor=vendor, ever=ever),
        "orders": read_orders(vendor=vendor),
        "reviews": read_reviews(vendor=vendor),
        "customers": customers,
        "totals": {**ever, "customers": customers["total"]},
        **figures,
        "low_stock": read_low_stock(vendor=vendor),
        "best_sellers": read_best_sellers(vendor=vendor),
        "refusals": {"total": refused(ever), "last_30_days": refused(recent)},
    }


def read_figures(*, vendor: Vendor) -> dict[str, Any]:
    """What was sold: `totals`, `today`, `last_7_days`, `last_30_days`, and `daily` of these."""
    days = read_days(vendor=vendor, today=timezone.localdate())
    return {
        "totals": add_up(VendorDay.objects.filter(vendor=vendor)),
        "today": sum_days(days[-1:]),
        "last_7_days": sum_days(days[-7:]),
        "last_30_days": sum_days(days),
        "daily": days,
    }


def read_days(*, vendor: Vendor, today: date) -> list[Figures]:
    """The figures of the last days, today last, also of those without a sale."""
    since = today - timedelta(days=DAYS - 1)
    rows = VendorDay.objects.filter(vendor=vendor, day__gte=since)
    by_day = {row.pop("day"): row for row in rows.values("day", *COLUMNS)}
    days = (since + timedelta(days=number) for number in range(DAYS))
    return [{"day": day, **by_day.get(day, nothing())} for day in days]


def nothing() -> Figures:
    return dict.fromkeys(COLUMNS, 0) | {
        "revenue": Decimal("0.00"),
        "refused_value": Decimal("0.00"),
    }


def sum_days(days: Iterable[Figures]) -> Figures:
    total = nothing()
    for row in days:
        for name in COLUMNS:
            total[name] += row[name]
    return total


def add_up(rows: QuerySet[Any]) -> Figures:
    found = rows.aggregate(**{name: Sum(name) for name in COLUMNS})
    return {name: found[name] or zero for name, zero in nothing().items()}


def read_products(*, vendor: Vendor) -> dict[str, Any]:
    own = Product.objects.filter(vendor=vendor)
    counts = own.aggregate(
        total=Count("pk"),
        published=Count("pk", filter=Q(is_published=True)),
        out_of_stock=Count("pk", filter=Q(inventory=0)),
    )
    newest = own.order_by("-pk")[:MOST]
    return {
        **counts,
        "drafts": counts["total"] - counts["published"],
        "newest": newest.values(*STOCKED),
    }


def read_sold_products(*, vendor: Vendor, ever: Figures) -> dict[str, Any]:
    """How many units of how many products, and the newest lines."""
    sold = VendorProduct.objects.filter(vendor=vendor, units__gt=0)
    latest = (
        OrderItem.objects.filter(vendor=vendor)
        .select_related("order")
        .order_by("-pk")[:MOST]
    )
    return {"units": ever["units"], "products": sold.count(), "latest": latest}


def read_orders(*, vendor: Vendor) -> dict[str, Any]:
    """How many parts there are in each state, and the newest."""
    parts = VendorOrder.objects.filter(vendor=vendor)
    counted = VendorStatusCount.objects.filter(vendor=vendor)
    by_status = dict.fromkeys(OrderStatus.values, 0)
    by_status |= dict(counted.values_list("status", "orders"))
    latest = parts.with_buyers().with_lines().order_by("-placed_at", "-pk")[:MOST]
    return {
        "total": sum(by_status.values()),
        "open": sum(by_status[status] for status in OPEN),
        "by_status": by_status,
        "latest": latest,
    }


def read_reviews(*, vendor: Vendor) -> dict[str, Any]:
    reviews = Review.objects.of_vendor(vendor)
    counts = reviews.aggregate(
        total=Count("pk"), unanswered=Count("pk", filter=Q(reply=None))
    )
    latest = reviews.with_marks().select_related("product", "reply")
    return {
        **counts,
        "rating": vendor.rating,
        "rating_count": vendor.rating_count,
        "latest": latest.order_by("-date", "-pk")[:MOST],
    }


def read_customers(*, vendor: Vendor) -> dict[str, Any]:
    """Who bought, how many of them more than once, and the best of them."""
    rows = VendorCustomer.objects.filter(vendor=vendor, orders__gt=0)
    counts = rows.aggregate(
        total=Count("pk"), returning=Count("pk", filter=Q(orders__gt=1))
    )
    best = rows.with_names().order_by("-revenue", "-pk")
    return {**counts, "top": best[:MOST]}


def read_low_stock(*, vendor: Vendor) -> QuerySet[Any]:
    low = Product.objects.filter(
        vendor=vendor, is_published=True, inventory__lt=LOW_INVENTORY
    )
    rows = low.order_by("inventory", "pk")
    return rows.values(*STOCKED)[:MOST]


def read_best_sellers(*, vendor: Vendor) -> QuerySet[Any]:
    rows = VendorProduct.objects.filter(vendor=vendor, units__gt=0)
    return rows.prefetch_related("product").order_by("-units", "-pk")[:MOST]


def refused(figures: Figures) -> dict[str, Any]:
    """What was cancelled or returned, and its share of all units ordered."""
    ordered = figures["units"] + figures["refused_units"]
    share = Decimal(figures["refused_units"]) / ordered if ordered else Decimal(0)
    return {
        "units": figures["refused_units"],
        "value": figures["refused_value"],
        "rate": share.quantize(Decimal("0.0001")),
    }
