"""A customer's own corner of the store, in so many queries however much they bought."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Count, DecimalField, F, Func, QuerySet, Sum, Window

from store.carts.models import CartItem
from store.catalog.rows import AbsoluteUrl, images_by_product
from store.customers.models import Customer, FavoriteProduct
from store.insights.models import ProductView, SearchQuery
from store.insights.shown_products import render_public
from store.orders.choices import REFUSED, OrderStatus
from store.orders.models import Order, OrderItem
from store.progress.models import ReadingProgress
from store.reading.services import covers_by_product
from store.recommendations.rows import with_reasons
from store.recommendations.services import recommend_for
from store.shared.money import to_cents
from store.vendors.models import Vendor

MOST = 10
"""Rows of each section."""
CANDIDATES = 3 * MOST
"""Products asked for each section: some may not be on public sale any more."""
MOST_TITLES = 3
MOST_FOR_YOU = 6
MOST_CART_ITEMS = 100
MONEY = DecimalField(max_digits=20, decimal_places=2)
Row = dict[str, Any]


class SumOfSums(Func):
    """Over the groups of a query, as a window: Django's `Sum` refuses to sum a sum."""

    function = "SUM"
    window_compatible = True


def customer_dashboard(customer: Customer, absolute: AbsoluteUrl) -> dict[str, Any]:
    """Its sections, newest or most first, `MOST` of each.

    JSON-ready, but for rows: `cart_items`, the vendors of `favorites`, `continue_reading`.
    """
    viewed, searched = viewed_pks(customer), searched_pks(customer)
    bought, marked = most_bought(customer), favorite_pks(customer)
    picks = recommend_for(user=customer.user, limit=MOST_FOR_YOU)
    wanted = [
        *(*viewed, *searched, *marked),
        *(row["product_id"] for row in bought),
        *(pick.product for pick in picks),
    ]
    products = render_public(wanted, absolute, customer.user)
    return {
        "viewed_products": shown(viewed, products),
        "searched_products": shown(searched, products),
        "cart_items": cart_items(customer),
        "orders": orders_of(customer, bought),
        "top_products": top_products(bought, products),
        "favorites": {
            "products": shown(marked, products),
            "vendors": favorite_vendors(customer),
        },
        "for_you": with_reasons(picks, products),
        "continue_reading": continue_reading(customer, absolute),
    }


def shown(pks: Iterable[int], products: dict[int, Row]) -> list[Row]:
    return [products[pk] for pk in pks if pk in products][:MOST]


def viewed_pks(customer: Customer) -> list[int]:
    views = ProductView.objects.filter(customer=customer)
    return list(views.values_list("product_id", flat=True)[:CANDIDATES])


def searched_pks(customer: Customer) -> list[int]:
    """What came up in the newest searches, each product once."""
    searches = SearchQuery.objects.filter(customer=customer)
    found = searches.values_list("product_ids", flat=True)[:CANDIDATES]
    return list(dict.fromkeys(pk for pks in found for pk in pks))[:CANDIDATES]


def favorite_pks(customer: Customer) -> list[int]:
    marked = FavoriteProduct.objects.filter(customer=customer)
    return list(marked.values_list("product_id", flat=True)[:CANDIDATES])


def favorite_vendors(customer: Customer) -> QuerySet[Vendor]:
    marked = Vendor.objects.public().filter(favorites__customer=customer)
    newest_first = marked.with_favorite(customer.user).order_by("-favorites__id")
    return newest_first[:MOST]


def cart_items(customer: Customer) -> QuerySet[CartItem]:
    """Of the customer's own cart, in the order they were put there."""
    lines = CartItem.objects.filter(cart__customer=customer).as_shown()
    return lines[:MOST_CART_ITEMS]


def continue_reading(
    customer: Customer, absolute: AbsoluteUrl
) -> list[ReadingProgress]:
    """What is held and not read to its end, on public sale or not; the last read first.

    Each with its `image`: the cover in its file, or the first picture of the product.
    """
    books = ReadingProgress.objects.filter(customer=customer).held().unfinished()
    latest = books.select_related("product").with_current().order_by("-modified", "-pk")
    shown = list(latest[:MOST])
    ids = [book.product_id for book in shown]
    covers, images = covers_by_product(ids=ids), images_by_product(ids, absolute)
    for book in shown:
        pictures = [picture["image"] for picture in images[book.product_id]]
        if book.product_id in covers:
            pictures.insert(0, absolute(covers[book.product_id]))
        book.image = pictures[0] if pictures else None
    return shown


def most_bought(customer: Customer) -> list[Row]:
    """`{product_id, units, times, total, spent}`; `spent` is that of all products together.

    One pass over all lines the customer ever bought, less cancelled and returned ones.
    """
    lines = OrderItem.objects.filter(order__customer=customer)
    counted = (
        lines.exclude(status__in=REFUSED)
        .order_by()
        .values("product_id")
        .annotate(
            units=Sum("quantity"),
            times=Count("pk"),
            total=Sum(F("quantity") * F("unit_price"), output_field=MONEY),
        )
        .annotate(spent=Window(SumOfSums("total", output_field=MONEY)))
        .order_by("-units", "product_id")[:CANDIDATES]
    )
    return [dict(row) for row in counted]


def top_products(bought: list[Row], products: dict[int, Row]) -> list[Row]:
    return [
        {
            "product": products[row["product_id"]],
            "units": row["units"],
            "times": row["times"],
            "total": to_cents(row["total"]),
        }
        for row in bought
        if row["product_id"] in products
    ][:MOST]


def orders_of(customer: Customer, bought: list[Row]) -> Row:
    by_status = count_by_status(customer)
    return {
        "count": sum(by_status.values()),
        "spent": to_cents(bought[0]["spent"]) if bought else Decimal(0),
        "by_status": by_status,
        "newest": list(newest_orders(customer)),
    }


def count_by_status(customer: Customer) -> dict[str, int]:
    """Every status, those without an order too."""
    orders = Order.objects.filter(customer=customer).order_by()
    counted = orders.values_list("status").annotate(count=Count("pk"))
    return {**dict.fromkeys(OrderStatus.values, 0), **dict(counted)}


def newest_orders(customer: Customer) -> Iterator[Row]:
    columns = ("id", "placed_at", "status", "payment_status")
    orders = list(Order.objects.filter(customer=customer).values(*columns)[:MOST])
    lines = lines_by_order([order["id"] for order in orders])
    for order in orders:
        bought = lines[order["id"]]
        yield {
            **order,
            "total": sum((amount_of(line) for line in bought), Decimal(0)),
            "items_count": len(bought),
            "titles": [
                line["title"] or line["product__title"] for line in bought[:MOST_TITLES]
            ],
        }


def lines_by_order(pks: list[int]) -> dict[int, list[Row]]:
    found: defaultdict[int, list[Row]] = defaultdict(list)
    columns = ("order_id", "title", "quantity", "unit_price", "status")
    lines = OrderItem.objects.filter(order__in=pks).order_by("pk")
    for line in lines.values(*columns, "product__title"):
        found[line["order_id"]].append(line)
    return found


def amount_of(line: Row) -> Decimal:
    """What the line costs; nothing, once it was cancelled or returned."""
    if line["status"] in REFUSED:
        return Decimal(0)
    return to_cents(line["quantity"] * line["unit_price"])
