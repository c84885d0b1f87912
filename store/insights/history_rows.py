"""A customer's history as the API shows it, newest first."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from store.catalog.rows import AbsoluteUrl
from store.customers.models import Customer
from store.insights.models import ProductView, SearchQuery
from store.insights.shown_products import render_public
from store.orders.models import Order, OrderItem

MOST = 100
Rows = list[dict[str, Any]]


def viewed(customer: Customer, absolute: AbsoluteUrl) -> Rows:
    """Without what is not on public sale any more."""
    views = ProductView.objects.filter(customer=customer)
    entries = list(views.values_list("product_id", "times", "last_at")[:MOST])
    products = render_public([pk for pk, *_ in entries], absolute, customer.user)
    return [
        {"product": products[pk], "times": times, "last_viewed_at": last_at}
        for pk, times, last_at in entries
        if pk in products
    ]


def searched(customer: Customer) -> Rows:
    searches = SearchQuery.objects.filter(customer=customer)
    entries = searches.values_list("id", "words", "times", "last_at")[:MOST]
    return [
        {"id": pk, "words": words, "times": times, "last_searched_at": last_at}
        for pk, words, times, last_at in entries
    ]


def bought(customer: Customer) -> QuerySet[OrderItem]:
    """The newest lines, of the newest orders: sorting all lines ever bought takes long."""
    orders = Order.objects.filter(customer=customer).values_list("pk", flat=True)
    return (
        OrderItem.objects.filter(order__in=list(orders[:MOST]))
        .select_related("order")
        .order_by("-order__placed_at", "-id")[:MOST]
    )
