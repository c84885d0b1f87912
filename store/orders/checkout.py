"""From a cart to an order: the one way in."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from typing import Unpack
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from store.carts.models import Cart, CartItem
from store.catalog.models import Product
from store.catalog.stock import lock_products, take_stock
from store.customers.models import Company, Customer
from store.orders.choices import PaymentMethod
from store.orders.delivery import (
    Wanted,
    choose_delivery,
    forget_of_erased,
    refuse_without_delivery,
)
from store.orders.errors import (
    EmailNotVerified,
    EmptyCart,
    Unavailable,
    UnknownCart,
    UnknownCompany,
)
from store.orders.models import Order, OrderItem, VendorOrder
from store.pricing.calculate import LinePrice
from store.pricing.services import price_cart, redeem
from store.shared.retrying import retried
from store.signals import order_created, order_placed
from store.sync.services import tick


@retried
def place_order(
    *,
    cart_id: UUID,
    customer: Customer,
    company_id: int | None = None,
    payment_method: str = "",
    coupon_code: str | None = None,
    **delivery: Unpack[Wanted],
) -> Order:
    """Turn a cart into an order, or raise and change nothing.

    Raises EmailNotVerified, UnknownCompany, UnknownCart, EmptyCart, Unavailable, OutOfStock,
    and what `choose_delivery`, `refuse_without_delivery`, `price_cart`, `redeem` and
    receivers of `order_placed` raise. Locks are taken in one order everywhere: the cart,
    then the products by pk, the coupon last. A second click waits for the first at the
    cart, and finds it gone.
    """
    refuse_unverified(customer)
    method = payment_method or settings.STORE_DEFAULT_PAYMENT_METHOD
    if method == PaymentMethod.CASH_ON_DELIVERY:
        # Two orders at once count against one limit.
        Customer.objects.select_for_update().only("pk").get(pk=customer.pk)
    company = own_company(customer, company_id)
    columns = choose_delivery(customer=customer, **delivery)
    cart, lines = lock_lines(cart_id, customer)
    products = lock_products([line.product_id for line in lines])
    refuse_unavailable(products)
    refuse_without_delivery(columns=columns, products=products.values())
    take_stock({line.product_id: line.quantity for line in lines}, products)
    goods = [(products[line.product_id], line.quantity) for line in lines]
    quote = price_cart(goods=goods, code=coupon_code)
    columns |= {"payment_method": method, "coupon_code": quote.code}
    order = Order(customer=customer, **columns)
    order.bill_to(company)
    items = write_order(order, products, quote.by_product)
    cart.delete()
    order_placed.send(sender=Order, order=order, items=items)
    redeem(coupon=quote.coupon, order_id=order.pk, customer_id=customer.pk)
    transaction.on_commit(partial(announce, order))
    return order


def refuse_unverified(customer: Customer) -> None:
    """If the installation wants to know that its mails arrive."""
    if settings.STORE_REQUIRE_VERIFIED_EMAIL and not customer.user.is_email_verified:
        raise EmailNotVerified


def own_company(customer: Customer, pk: int | None) -> Company | None:
    if pk is None:
        return None
    company = customer.companies.filter(pk=pk).first()
    if company is None:
        raise UnknownCompany
    return company


def lock_lines(cart_id: UUID, customer: Customer) -> tuple[Cart, list[CartItem]]:
    """The cart, whose row is locked until the transaction ends, and its lines.

    Somebody else's own cart is as unknown as one that does not exist.
    """
    cart = Cart.objects.select_for_update().filter(pk=cart_id).first()
    if cart is None or cart.customer_id not in {None, customer.pk}:
        raise UnknownCart
    lines = list(cart.items.order_by("product_id"))
    if not lines:
        raise EmptyCart
    return cart, lines


def refuse_unavailable(products: dict[int, Product]) -> None:
    """What went off sale since it was put into the cart stops the order.

    The products learn who sells them on the way.
    """
    public = Product.objects.public().filter(pk__in=products)
    on_sale = {row.pk: row for row in public.select_related("vendor")}
    gone = [
        {"product_id": pk, "title": product.title}
        for pk, product in products.items()
        if pk not in on_sale
    ]
    if gone:
        raise Unavailable(gone)
    for pk, product in products.items():
        product.vendor = on_sale[pk].vendor


def write_order(
    order: Order, products: dict[int, Product], prices: Mapping[int, LinePrice]
) -> list[OrderItem]:
    """The order, a part per vendor, and the lines with titles and prices copied."""
    # Before anything refers to the customer: that is a lock as well, of another kind.
    [order.updated_at] = tick(customer_id=order.customer_id)
    order.save()
    forget_of_erased(order=order)
    vendor_ids = sorted(
        {product.vendor_id for product in products.values()}, key=lambda pk: pk or 0
    )
    made = VendorOrder.objects.bulk_create(
        VendorOrder(order=order, vendor_id=vendor_id, placed_at=order.placed_at)
        for vendor_id in vendor_ids
    )
    if not connection.features.can_return_rows_from_bulk_insert:  # MySQL, not MariaDB
        made = list(order.vendor_orders.all())
    part_of = {part.vendor_id: part for part in made}
    return OrderItem.objects.bulk_create(
        order_line(part_of[product.vendor_id], product, prices[pk])
        for pk, product in products.items()
    )


def order_line(part: VendorOrder, product: Product, price: LinePrice) -> OrderItem:
    """A line of the part: what is sold, and every part of its price, as they are now."""
    item = OrderItem(
        order_id=part.order_id,
        vendor_order=part,
        vendor_id=product.vendor_id,
        product=product,
        title=product.title,
        unit_price=product.unit_price,
        quantity=price.line.quantity,
        commission_rate=product.vendor.commission if product.vendor else Decimal(0),
    )
    item.copy_price(price)
    return item


def announce(order: Order) -> None:
    order_created.send_robust(sender=Order, order=order)
