"""What the whole store sold: each report is one function.

All but open orders and customers is read off the figures (`counting.py`), so that the number
of queries does not depend on how much was sold, nor the time on how many orders there are.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet, Sum
from django.utils import timezone

from store.catalog.models import Collection, Product
from store.orders.choices import OPEN, REFUSED
from store.orders.models import Order
from store.sales.counting import COLUMNS
from store.sales.dashboard import add_up, nothing, sum_days
from store.sales.errors import FromAfterTo, WindowTooLong
from store.sales.models import ProductPeriod, StoreDay, VendorDay
from store.shared.money import to_cents
from store.vendors.models import Vendor

USUAL_DAYS = 30
MOST_DAYS = 366
MOST_DAYS_IN_SUM = 3660
SUMS = {f"sum_{name}": Sum(name) for name in COLUMNS}
SHARE_PLACES = Decimal("0.0001")
Figures = dict[str, Any]


class Window(NamedTuple):
    """Days of the store's time zone, the last one included."""

    since: date
    until: date

    def days(self) -> Iterator[date]:
        """By number: a day after the last that Python knows is an error."""
        numbers = range(self.since.toordinal(), self.until.toordinal() + 1)
        return map(date.fromordinal, numbers)


def choose_window(
    *, since: date | None, until: date | None, most_days: int = MOST_DAYS_IN_SUM
) -> Window:
    """Without an end until today, without a beginning thirty days long.

    Raises FromAfterTo, WindowTooLong.
    """
    until = until or timezone.localdate()
    since = since or date.fromordinal(max(until.toordinal() - USUAL_DAYS + 1, 1))
    if since > until:
        raise FromAfterTo
    if (until - since).days >= most_days:
        raise WindowTooLong(f"At most {most_days} days.")
    return Window(since, until)


def months_and_days(window: Window) -> list[str]:
    """The fewest `ProductPeriod.period` that make up a window: whole months, and days."""
    periods: list[str] = []
    for month, grouped in groupby(window.days(), lambda day: day.isoformat()[:7]):
        days = [day.isoformat() for day in grouped]
        whole = len(days) == monthrange(int(month[:4]), int(month[5:]))[1]
        periods += [month] if whole else days
    return periods


def with_average(figures: Figures) -> Figures:
    orders, revenue = figures["orders"], figures["revenue"]
    average = to_cents(revenue / orders) if orders else Decimal("0.00")
    return {**figures, "average_order_value": average}


def read_days(*, window: Window) -> list[Figures]:
    """The figures of each day, oldest first, also of those without a sale."""
    rows = days_in(window)
    by_day = {row.pop("day"): row for row in rows.values("day", *COLUMNS)}
    return [{"day": day, **by_day.get(day, nothing())} for day in window.days()]


def read_summary() -> dict[str, Any]:
    """`today`, `this_month`, `last_month` and `total`, `customers` and `open_orders`."""
    today = timezone.localdate()
    days = read_days(window=Window(first_of_last_month(today), today))
    this_month = [row for row in days if row["day"].month == today.month]
    sums = {
        "today": sum_days(days[-1:]),
        "this_month": sum_days(this_month),
        "last_month": sum_days(days[: -len(this_month)]),
        "total": add_up(StoreDay.objects.filter(is_own=False)),
    }
    kept = Order.objects.exclude(status__in=REFUSED).order_by()
    return {
        **{name: with_average(figures) for name, figures in sums.items()},
        "customers": kept.aggregate(count=Count("customer", distinct=True))["count"],
        "open_orders": count_open_orders(),
    }


def read_months(*, today: date) -> tuple[Figures, Figures]:
    """This month, and the same days of the month before."""
    first = today.replace(day=1)
    until = date.fromordinal(first.toordinal() - 1)
    since = first_of_last_month(today)
    days = read_days(window=Window(since, today))
    same = min(today.day, until.day)
    return sum_days(days[-today.day :]), sum_days(days[:same])


def first_of_last_month(today: date) -> date:
    last = date.fromordinal(today.replace(day=1).toordinal() - 1)
    return last.replace(day=1)


def count_open_orders() -> int:
    return Order.objects.filter(status__in=OPEN).count()


def read_sales(*, window: Window, by: str) -> list[Figures]:
    """Rows by `day` (2026-11-21) or by `month` (2026-11), each with its `period`."""
    width = len("2026-11-21" if by == "day" else "2026-11")
    grouped = groupby(
        read_days(window=window), lambda row: row["day"].isoformat()[:width]
    )
    return [
        {"period": period, **with_average(sum_days(rows))} for period, rows in grouped
    ]


def read_best_sellers(*, window: Window, by: str, limit: int) -> list[Figures]:
    """The products of which most was kept, by `units` or by `revenue`."""
    other = "revenue" if by == "units" else "units"
    rows = (
        summed(periods_in(window), "product_id")
        .filter(sum_units__gt=0)
        .order_by(f"-sum_{by}", f"-sum_{other}", "product_id")
    )
    found = {row["product_id"]: plain(row) for row in rows[:limit]}
    named = Product.objects.select_related("vendor").only(
        "title", "code", "vendor__shop_name"
    )
    products = named.in_bulk(found)
    return [
        {
            **row,
            "title": products[pk].title,
            "code": products[pk].code,
            "vendor_id": products[pk].vendor_id,
            "shop_name": shop_name(products[pk].vendor),
        }
        for pk, row in found.items()
        if pk in products
    ]


def read_vendors(*, window: Window, limit: int) -> list[Figures]:
    """Who earned most first; the store itself is the row without a `vendor_id`.

    An order of three vendors counts with each of them.
    """
    between = {"day__gte": window.since, "day__lte": window.until}
    grouped = summed(VendorDay.objects.filter(**between), "vendor_id")
    rows = [plain(row) for row in grouped.order_by("-sum_revenue", "vendor_id")[:limit]]
    own = add_up(StoreDay.objects.filter(is_own=True, **between))
    rows = [row for row in ({"vendor_id": None, **own}, *rows) if says_something(row)]
    rows.sort(key=lambda row: -row["revenue"])
    vendors = Vendor.objects.in_bulk([row["vendor_id"] for row in rows])
    return [
        {**row, "shop_name": shop_name(vendors.get(row["vendor_id"]))}
        for row in rows[:limit]
    ]


def read_collections(*, window: Window, limit: int) -> list[Figures]:
    """Those that the products stand in today; what earned most first."""
    rows = summed(periods_in(window), "product__collection_id").order_by(
        "-sum_revenue", "product__collection_id"
    )
    found = {
        row["product__collection_id"]: figures
        for row in rows[:limit]
        if says_something(figures := plain(row))
    }
    collections = Collection.objects.in_bulk(found)
    return [
        {**figures, "collection_id": pk, "title": collections[pk].title}
        for pk, figures in found.items()
        if pk in collections
    ]


def read_totals(*, window: Window) -> Figures:
    return with_average(add_up(days_in(window)))


def with_shares(rows: list[Figures], *, of: Decimal) -> list[Figures]:
    """Each with the share that its revenue has of that amount: 0 to 1."""
    return [
        {
            **row,
            "share": (row["revenue"] / of if of else Decimal(0)).quantize(SHARE_PLACES),
        }
        for row in rows
    ]


def days_in(window: Window) -> QuerySet[StoreDay]:
    return StoreDay.objects.filter(
        is_own=False, day__gte=window.since, day__lte=window.until
    )


def periods_in(window: Window) -> QuerySet[Any]:
    return ProductPeriod.objects.filter(period__in=months_and_days(window))


def summed(rows: QuerySet[Any], column: str) -> QuerySet[Any, Any]:
    """A dict of each value of the column, with `sum_units` and so on."""
    return rows.values(column).annotate(**SUMS)


def plain(row: Figures) -> Figures:
    return {name.removeprefix("sum_"): value for name, value in row.items()}


def says_something(row: Figures) -> bool:
    return any(row[name] for name in COLUMNS)


def shop_name(vendor: Vendor | None) -> str | None:
    """None: the store itself."""
    return vendor.shop_name if vendor else None
