"""How the store does, on the front page of the admin."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from store.sales import reports
from store.sales.charts import OPTIONS, chart_of_days
from store.sales.dashboard import sum_days
from store.shared.identity import is_staff

MOST = 6
Rows = list[dict[str, Any]]


def show_reports(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Called by the admin with what its front page shows; adds `reports` for who may see them."""
    if not may_see_reports(request.user):
        return context
    return {**context, "reports": read_front_page(request)}


def may_see_reports(user: Any) -> bool:
    """The store's staff with the right; never those who sell for a vendor."""
    return is_staff(user) and user.has_perm("store.view_storeday")


def read_front_page(request: HttpRequest) -> dict[str, Any]:
    window = reports.choose_window(since=None, until=None)
    days = reports.read_days(window=window)
    sold = reports.with_average(sum_days(days))
    return {
        "currency": settings.STORE_CURRENCY,
        "tiles": tiles(request, recent=sold, today=days[-1]),
        "chart": chart_of_days(days),
        "options": OPTIONS,
        "recent": sold,
        "ranks": ranks(request, window=window),
    }


def tiles(
    request: HttpRequest, *, recent: dict[str, Any], today: dict[str, Any]
) -> Rows:
    now, before = reports.read_months(today=timezone.localdate())
    may_list = request.user.has_perm("store.view_order")
    return [
        {
            "title": "Revenue this month",
            "amount": now["revenue"],
            "change": change(now["revenue"], before["revenue"]),
            "before": before["revenue"],
        },
        {
            "title": "Orders today",
            "count": today["orders"],
            "amount_beside": today["revenue"],
        },
        {
            "title": "Average order",
            "amount": recent["average_order_value"],
            "beside": f"over {recent['orders']:,} in 30 days",
        },
        {
            "title": "Open orders",
            "count": reports.count_open_orders(),
            "beside": "to be packed, shipped or delivered",
            "link": reverse("admin:store_order_changelist") if may_list else None,
        },
    ]


def change(now: Decimal, before: Decimal) -> int | None:
    """In per cent; None when there is nothing to compare with."""
    return round((now - before) / before * 100) if before else None


def ranks(request: HttpRequest, *, window: reports.Window) -> Rows:
    """Lists with bars, the longest first."""
    best = reports.read_best_sellers(window=window, by="units", limit=MOST)
    vendors = reports.read_vendors(window=window, limit=MOST)
    collections = reports.read_collections(window=window, limit=MOST)
    kinds: list[tuple[str, str, str, str, Rows]] = [
        ("Best sellers, last 30 days", "product", "title", "units", best),
        ("Revenue by vendor, last 30 days", "vendor", "shop_name", "revenue", vendors),
        (
            "Revenue by collection, last 30 days",
            "collection",
            "title",
            "revenue",
            collections,
        ),
    ]
    return [
        {
            "title": title,
            "by": by,
            "rows": bars(request, model=model, name=name, by=by, rows=rows),
        }
        for title, model, name, by, rows in kinds
    ]


def bars(request: HttpRequest, *, model: str, name: str, by: str, rows: Rows) -> Rows:
    longest = max((row[by] for row in rows), default=0)
    may_open = request.user.has_perm(f"store.view_{model}")
    return [
        {
            "name": row[name] or "The store itself",
            "units": row["units"],
            "revenue": row["revenue"],
            "width": round(row[by] / longest * 100) if longest else 0,
            "link": reverse(f"admin:store_{model}_change", args=[pk])
            if may_open and (pk := row[f"{model}_id"])
            else None,
        }
        for row in rows
    ]
