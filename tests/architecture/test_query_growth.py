"""No query count grows with the rows, and the hot reads stay within their budget."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient
from rest_framework_simplejwt.tokens import AccessToken

from store.models import Cart, Product, Vendor
from store.orders.moves import move_items
from store.reviews.services import reply_to_review
from store.sales.counting import count_all_stale
from tests.architecture.book_lists import (
    BOOK_LISTS,
    add_preferred_genre,
    add_to_book,
    make_full_book,
)
from tests.architecture.concept_lists import LISTS_OF_CONCEPTS, ROWLESS
from tests.architecture.routes import api_routes
from tests.builders import (
    make_address,
    make_cart,
    make_collection,
    make_company,
    make_coupon,
    make_customer,
    make_delivered,
    make_entry,
    make_image,
    make_import,
    make_invitation,
    make_member,
    make_order,
    make_payout,
    make_product,
    make_promotion,
    make_return,
    make_review,
    make_search,
    make_user,
    make_vendor,
    make_view,
)
from tests.positions import make_read

pytestmark = pytest.mark.django_db


class World:
    """One fixed product, cart and customer that every row hangs on."""

    def __init__(self) -> None:
        self.product: Product = make_full_book()
        self.cart: Cart = make_cart()
        self.reader = make_user(is_staff=True, is_superuser=True)
        self.customer = self.reader.customer
        self.shop: Vendor = make_vendor(self.reader)
        self.payout = make_payout(self.shop)
        self.entry = make_entry(self.customer)

    def add_product(self) -> None:
        product = make_full_book(make_product(vendor=make_vendor(make_user())))
        make_image(product)
        make_image(product)

    def add_line(self) -> None:
        make_line = self.cart.items.create
        make_line(product=make_product(), quantity=2)

    def add_promoted_line(self) -> None:
        product = make_product(vendor=make_vendor())
        make_promotion(product)
        make_promotion(vendor=product.vendor, applies_to_all=True)
        self.cart.items.create(product=product, quantity=2)

    def add_own_line(self) -> None:
        cart, _ = Cart.objects.get_or_create(customer=self.customer)
        cart.items.create(product=make_product(), quantity=2)

    def add_holder(self) -> None:
        make_company(make_entry().customer, self.customer)

    def add_held(self) -> None:
        make_company(make_entry(self.customer).customer)

    def add_order(self) -> None:
        make_order(self.customer, (make_product(), 1), (make_product(), 2))

    def add_sale(self) -> None:
        """An order with a line of the vendor, moved once, beside another's."""
        lines = (make_product(vendor=self.shop), 1), (make_product(), 2)
        order = make_order(make_customer(), *lines)
        move_items(items=order.items.all(), to="packed", by=self.reader)
        count_all_stale()

    def add_business(self) -> None:
        """Everything that a vendor's dashboard shows."""
        self.add_sale()
        self.add_review_of_shop()
        make_product(vendor=self.shop, inventory=1)

    def add_sold_product(self) -> None:
        """Of a vendor and in a collection of its own."""
        lines = (make_product(vendor=make_vendor()), 1), (make_product(), 2)
        make_order(make_customer(), *lines)
        count_all_stale()

    def add_step(self) -> None:
        """Another line of the first order, delivered and asked to be returned."""
        order = self.customer.orders.earliest("pk")
        item = order.items.create(product=make_product(), quantity=1, unit_price=1)
        for to in ("packed", "shipped", "delivered"):
            move_items(items=[item], to=to, by=self.reader)
        make_return(item)

    def add_return(self) -> None:
        """Of the vendor, from a customer and an order of its own."""
        order = make_delivered(None, (make_product(vendor=self.shop), 1))
        make_return(order.items.get())

    def add_review(self, product: Product | None = None) -> None:
        review = make_review(product or self.product, customer=make_customer())
        reply_to_review(review=review, text="Thank you.", by=self.reader)

    def add_review_of_shop(self) -> None:
        self.add_review(make_product(vendor=self.shop))

    def add_favorite_product(self) -> None:
        product = make_full_book(make_product(vendor=make_vendor()))
        make_image(product)
        self.customer.favorite_products.create(product=product)

    def add_favorite_vendor(self) -> None:
        self.customer.favorite_vendors.create(vendor=make_vendor())

    def add_act(self) -> None:
        """The reader looks, searches and buys."""
        product = make_full_book(make_product(vendor=make_vendor()))
        make_image(product)
        make_view(self.customer, product)
        make_search(self.customer, products=[product])
        make_order(self.customer, (product, 1))
        self.add_favorite_product()
        self.add_favorite_vendor()
        cart, _ = Cart.objects.get_or_create(customer=self.customer)
        cart.items.create(product=product, quantity=1)
        make_read(self.customer)


# Route: (how a row is added, how many queries a signed-in reader may cost, or None).
LISTS: dict[str, tuple[Callable[[World], Any], int]] = {
    "store/products/": (World.add_product, 7),
    "store/products/{product_pk}/images/": (lambda w: make_image(w.product), 3),
    "store/collections/": (lambda w: make_collection(), 2),
    "store/vendors/": (lambda w: make_vendor(), 2),
    "store/vendors/{vendor_pk}/products/": (
        lambda w: make_image(make_full_book(make_product(vendor=w.shop))),
        8,
    ),
    "store/vendors/{vendor_pk}/members/": (
        lambda w: make_member(w.shop, make_user()),
        3,
    ),
    "store/vendors/{vendor_pk}/invitations/": (
        lambda w: make_invitation(w.shop, f"{make_user().username}@nowhere.example"),
        3,
    ),
    "store/vendors/mine/": (lambda w: make_vendor(w.reader), 3),
    "store/vendors/{vendor_pk}/imports/": (lambda w: make_import(w.shop), 3),
    "store/vendors/{vendor_pk}/products/export/": (
        lambda w: make_product(vendor=w.shop),
        5,
    ),
    "store/promotions/": (lambda w: make_promotion(w.product, make_product()), 4),
    "store/coupons/": (lambda w: make_coupon(w.product, make_product()), 4),
    "store/vendors/{vendor_pk}/promotions/": (
        lambda w: make_promotion(make_product(vendor=w.shop), vendor=w.shop),
        5,
    ),
    "store/vendors/{vendor_pk}/coupons/": (
        lambda w: make_coupon(make_product(vendor=w.shop), vendor=w.shop),
        5,
    ),
    "store/carts/{pk}/totals/": (World.add_promoted_line, 4),
    "store/carts/mine/totals/": (World.add_own_line, 3),
    "store/carts/{cart_pk}/items/": (World.add_line, 3),
    "store/carts/mine/items/": (World.add_own_line, 2),
    "store/carts/mine/": (World.add_own_line, 3),
    "store/products/{product_pk}/customers/": (
        lambda w: make_entry(product=w.product),
        5,
    ),
    "store/customers/": (World.add_holder, 5),
    "store/companies/": (lambda w: make_company(w.customer), 2),
    "store/customers/me/": (add_preferred_genre, 4),
    "store/customers/{pk}/": (World.add_held, 4),
    "store/customers/me/addresses/": (lambda w: make_address(w.customer), 2),
    "store/customers/me/favorites/products/": (World.add_favorite_product, 8),
    "store/customers/me/favorites/vendors/": (World.add_favorite_vendor, 4),
    "store/orders/": (World.add_order, 4),
    "store/orders/{order_pk}/returns/": (World.add_step, 3),
    "store/vendors/{vendor_pk}/orders/": (World.add_sale, 5),
    "store/vendors/{vendor_pk}/returns/": (World.add_return, 4),
    "store/returns/": (World.add_return, 3),
    "store/vendors/{vendor_pk}/reviews/": (World.add_review_of_shop, 4),
    "auth/users/": (lambda w: make_user(), 2),
    "store/vendors/{vendor_pk}/customers/": (World.add_sale, 6),
    "store/reports/sales/": (World.add_sold_product, 4),
    "store/reports/best-sellers/": (World.add_sold_product, 5),
    "store/reports/vendors/": (World.add_sold_product, 6),
    "store/reports/collections/": (World.add_sold_product, 5),
    "store/reports/summary/": (World.add_sold_product, 6),
    # Not lists themselves, but their rows grow.
    "store/vendors/{vendor_pk}/dashboard/": (World.add_business, 22),
    "store/products/{pk}/": (lambda w: add_to_book(w.product), 6),
    "store/carts/{pk}/": (World.add_line, 3),
    "store/orders/{pk}/": (World.add_step, 9),
    "store/customers/me/dashboard/": (World.add_act, 25),
    "store/customers/{pk}/dashboard/": (World.add_act, 25),
    "store/customers/me/history/": (World.add_act, 11),
    "store/customers/{pk}/history/": (World.add_act, 11),
    "auth/users/me/export/": (World.add_act, 76),
    **LISTS_OF_CONCEPTS,
    **BOOK_LISTS,
}


def test_every_list_is_here() -> None:
    lists = {
        route
        for route, verbs in api_routes().items()
        if route.startswith(("store/", "opds/", "auth/users/"))
        and "get" in verbs
        and not route.endswith(("{pk}/", "{id}/", "me/", "history/", "dashboard/"))
    }

    assert lists - ROWLESS <= set(LISTS)


@pytest.mark.parametrize("route", LISTS)
def test_twenty_rows_cost_the_queries_of_two(route: str) -> None:
    add_row, budget = LISTS[route]
    world = World()
    order = make_order(world.customer)
    part = order.vendor_orders.get()
    if route.startswith("store/vendors/"):
        part.vendor = world.shop
        part.save(update_fields=["vendor"])
    url = "/" + route.format(
        order_pk=part.pk if route.startswith("store/vendors/") else order.pk,
        product_pk=world.product.pk,
        cart_pk=world.cart.pk,
        vendor_pk=world.shop.pk,
        payout_pk=world.payout.pk,
        entry_pk=world.entry.pk,
        pk={
            "store/products/{pk}/": world.product.pk,
            "store/carts/{pk}/": world.cart.pk,
            "store/carts/{pk}/totals/": world.cart.pk,
            "store/vendors/{vendor_pk}/payouts/{pk}/": world.payout.pk,
            "store/vendors/{vendor_pk}/payouts/{pk}/statement/": world.payout.pk,
            "store/orders/{pk}/": world.customer.orders.get().pk,
        }.get(route, world.customer.pk),
    )
    if "history" in route:
        world.reader.is_superuser = True
        world.reader.save()

    for _ in range(2):
        add_row(world)
    few = queries(world, url)
    for _ in range(18):
        add_row(world)
    many = queries(world, url)

    assert few == many
    assert few <= budget


def queries(world: World, url: str) -> int:
    """The queries of one GET by a reader who signs in by token, user look-up included."""
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"JWT {AccessToken.for_user(world.reader)}")
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.get(url)
        content = response.getvalue()
    assert response.status_code == 200, content
    return len(captured)
