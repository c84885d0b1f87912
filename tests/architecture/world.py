"""A small world with something of everybody's in it, and a request for every route."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.db import connection
from django.utils import timezone
from rest_framework_simplejwt.tokens import RefreshToken

from store.models import Payment, Vendor
from store.payments.services import start_payment
from store.vendors.services import issue_token
from tests.app_passwords import give_app_password
from tests.architecture.book_rows import SECRET_AUTHOR, make_books
from tests.architecture.mark_rows import SECRET_NOTE, make_marks
from tests.architecture.money import make_money
from tests.architecture.reading_bodies import make_reading
from tests.builders import (
    make_address,
    make_adjustment,
    make_cart,
    make_collection,
    make_comment,
    make_company,
    make_coupon,
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
    make_vendor,
    make_view,
)

SECRETS = (
    "0555-alices-phone",
    "Veras secret draft",
    "alice@example.com",
    "9 Rue d'Alice",
    "Veras suspended shop",
    "Veras next shop",
    "what alice searched",
    "Alices company",
    "Next weeks sale",
    "VERAS-FRIENDS",
    "what alice said of her return",
    "what the store hid",
    SECRET_AUTHOR,
    "what was hidden by staff",
    SECRET_NOTE,
)


def make_world(people: SimpleNamespace) -> SimpleNamespace:
    """Alice bought, reviewed and filled a cart; vera's shop has a product and a draft.

    Her second shop is suspended, her third waits for approval.
    """
    shelf = make_collection("Shelf")
    ordered = make_product("Ordered", collection=shelf, vendor=people.shop)
    product = make_product("Product", collection=shelf, vendor=people.shop)
    draft = make_product(
        SECRETS[1], collection=shelf, vendor=people.shop, is_published=False
    )
    customer = people.alice.customer
    customer.phone = SECRETS[0]
    customer.save()
    company = make_company(customer, name=SECRETS[7])
    cart = make_cart((product, 2))
    own = make_cart((product, 3), customer=customer)
    more = make_product("More", collection=shelf, vendor=people.shop)
    sent = make_delivered(customer, (ordered, 1), (more, 1), (make_product(), 1))
    back, unasked, own_back = sent.items.order_by("pk")
    order = make_order(customer, (ordered, 1))
    held = make_entry(customer, product)
    return SimpleNamespace(
        **vars(make_reading(held, product)),
        **vars(make_marks(held)),
        **vars(make_money(customer, ordered)),
        **make_books(product, draft),
        shelf=shelf,
        empty_shelf=make_collection("Empty"),
        product=product,
        draft=draft,
        image=make_image(product),
        promotion=make_promotion(product, draft, vendor=people.shop),
        over=make_promotion(product, is_active=False, description=SECRETS[8]),
        coupon=make_coupon(vendor=people.shop, code=SECRETS[9]),
        review=make_review(product, customer=customer),
        hidden=make_review(product, is_hidden=True, description=SECRETS[11]),
        comment=make_comment(product, customer=customer),
        rude=make_comment(product, text=SECRETS[13], deleted_at=timezone.now()),
        cart=cart,
        line=cart.items.get(),
        own=own,
        own_line=own.items.get(),
        address=make_address(customer, street=SECRETS[3]),
        app_password=give_app_password(people.alice)[0],
        company=company,
        order=order,
        part=order.vendor_orders.get(),
        sold=order.items.get(),
        sent=sent,
        unasked=unasked,
        asked=make_return(back, words=SECRETS[8]),
        asked_store=make_return(own_back),
        payment=start_payment(order=order, method="cash_on_delivery", by=None)[0],
        shop=people.shop,
        closed=make_shop(people, SECRETS[4], "suspended"),
        asking=make_shop(people, SECRETS[5], "pending"),
        brought=make_import(people.shop),
        payout=make_payout(people.shop),
        unsettled=make_adjustment(people.shop),
        packer=people.shop.members.get(user=people.sam),
        boss=people.shop.members.get(user=people.vera),
        invitation=(offer := make_invitation(people.shop, people.bob.email)),
        token=issue_token(invitation=offer),
        viewed=make_view(customer, product),
        searched=make_search(customer, SECRETS[6]),
        people=people,
        alice=people.alice,
        bob=people.bob,
        refresh=str(RefreshToken.for_user(people.bob)),
    )


def make_shop(people: SimpleNamespace, name: str, status: str) -> Vendor:
    """Another one with the same members."""
    shop = make_vendor(status=status, shop_name=name)
    for member in people.shop.members.all():
        make_member(shop, member.user, member.role)
    return shop


def address(route: str, world: SimpleNamespace, target: str = "") -> str:
    """The route with the keys of the world's rows in it; `target` is the last one."""
    keys: dict[str, Any] = {
        "store/products/": world.product,
        "store/products/{product_pk}/images/": world.image,
        "store/products/{product_pk}/files/": world.book_file,
        "store/customers/me/library/": world.held,
        "store/customers/me/library/{entry_pk}/bookmarks/": world.bookmark,
        "store/customers/me/library/{entry_pk}/highlights/": world.highlight,
        "store/downloads/": world.link,
        "store/products/{product_pk}/reviews/": world.review,
        "store/products/{product_pk}/comments/": world.comment,
        "opds/publications/": world.product,
        "opds/genres/": world.genre,
        "opds/authors/": world.author,
        "opds/library/": world.held,
        "auth/app-passwords/": world.app_password,
        "store/collections/": world.empty_shelf,
        "store/vendors/": world.shop,
        "store/vendors/{vendor_pk}/products/": world.product,
        "store/vendors/{vendor_pk}/members/": world.packer,
        "store/vendors/{vendor_pk}/invitations/": world.invitation,
        "store/vendors/{vendor_pk}/imports/": world.brought,
        "store/vendors/{vendor_pk}/orders/": world.part,
        "store/vendors/{vendor_pk}/payouts/": world.payout,
        "store/vendors/{vendor_pk}/reviews/": world.review,
        "store/vendors/{vendor_pk}/orders/{order_pk}/items/": world.sold,
        "store/carts/": world.cart,
        "store/carts/mine/items/": world.own_line,
        "store/carts/{cart_pk}/items/": world.line,
        "store/customers/": world.bob.customer,
        "store/customers/me/addresses/": world.address,
        "store/customers/me/favorites/products/": world.product,
        "store/customers/me/favorites/vendors/": world.shop,
        "store/customers/me/history/searched/": world.searched,
        "store/companies/": world.company,
        "store/genres/": world.genre,
        "store/authors/": world.author,
        "store/orders/": world.order,
        "store/promotions/": world.promotion,
        "store/coupons/": world.coupon,
        "store/vendors/{vendor_pk}/promotions/": world.promotion,
        "store/vendors/{vendor_pk}/coupons/": world.coupon,
        "store/orders/{order_pk}/returns/": world.asked,
        "store/vendors/{vendor_pk}/returns/": world.asked,
        "store/returns/": world.asked_store,
        "store/orders/{order_pk}/payments/": world.payment,
        "store/vendors/{vendor_pk}/orders/{order_pk}/payments/": world.payment,
        "store/payments/unapplied/": world.unapplied,
        "store/refunds/": world.refund,
        "auth/users/": world.bob,
    }
    parent, found, _ = route.partition("{pk}")
    row = getattr(world, target) if target else keys.get(parent)
    path = route.replace("{product_pk}", str(world.product.pk))
    path = path.replace("{kind}", world.book_file.format)
    path = path.replace("{vendor_pk}", str(world.shop.pk))
    path = path.replace("{entry_pk}", str(world.held.pk))
    path = path.replace("{payout_pk}", str(world.payout.pk))
    path = path.replace("{product_id}", str(world.viewed.product_id))
    path = path.replace("{order_pk}", str(order_key(route, world, row)))
    path = path.replace("{cart_pk}", str(world.cart.pk)).replace(
        "{id}", str(world.bob.pk)
    )
    return "/" + (path.replace("{pk}", str(row.pk)) if found else path)


def order_key(route: str, world: SimpleNamespace, row: Any) -> int:
    """Of the order that the row is about; below a vendor, of the vendor's part."""
    whole = route.startswith("store/orders/")
    if isinstance(row, Payment):
        return row.order_id if whole else row.vendor_order_id
    if "returns/" in route:
        return world.sent.pk
    return world.order.pk if whole else world.part.pk


def count_writes() -> Any:
    """How many rows this connection has written, whatever became of them."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        return connection.connection.total_changes
    with connection.cursor() as cursor:
        cursor.execute(
            "SHOW SESSION STATUS WHERE Variable_name IN "
            "('Handler_write', 'Handler_update', 'Handler_delete')"
        )
        return cursor.fetchall()


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of the project's own apps: equal before and after, or something changed."""
    with connection.cursor() as cursor:
        return {label: rows(cursor, sql) for label, sql in selects().items()}


def rows(cursor: Any, sql: str) -> list[dict[str, Any]]:
    """As the database has them: compared with one another, not with values of fields."""
    cursor.execute(sql)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@cache
def selects() -> dict[str, str]:
    """Written once: Django takes longer to write them than a database to answer."""
    own = ("core", "store", "tags", "likes")
    name = connection.ops.quote_name
    return {
        model._meta.label: f"SELECT * FROM {name(model._meta.db_table)} "
        f"ORDER BY {name(model._meta.pk.column)}"
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in own and model._meta.managed
    }
