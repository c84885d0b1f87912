"""From a cart to an order: the one way in."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.conf import settings
from django.db import transaction

from store.carts.models import Cart, CartItem
from store.catalog.models import Product
from store.catalog.stock import lock_products, take_stock
from store.customers.models import Company, Customer
from store.orders.errors import (
    EmailNotVerified,
    EmptyCart,
    Unavailable,
    UnknownCart,
    UnknownCompany,
)
from store.orders.models import Order, OrderItem, VendorOrder
from store.signals import order_created, order_placed


@transaction.atomic
def place_order(
    *, cart_id: UUID, customer: Customer, company_id: int | None = None
) -> Order:
    """Turn a cart into an order, or raise and change nothing.

    Billed to the customer, or to one of the customer's companies. Raises
    EmailNotVerified, UnknownCompany, UnknownCart, EmptyCart, Unavailable, OutOfStock.
    Locks are taken in one order everywhere: the cart, then the products by pk. A second
    click waits for the first at the cart, and finds it gone.
    """
    refuse_unverified(customer)
    company = own_company(customer, company_id)
    lines = lock_lines(cart_id, customer)
    products = lock_products([line.product_id for line in lines])
    refuse_unavailable(products)
    take_stock({line.product_id: line.quantity for line in lines}, products)
    order = write_order(customer, lines, products, company)
    Cart.objects.filter(pk=cart_id).delete()
    order_placed.send(sender=Order, order=order)
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


def lock_lines(cart_id: UUID, customer: Customer) -> list[CartItem]:
    """The lines of the cart, whose row is locked until the transaction ends.

    Somebody else's own cart is as unknown as one that does not exist.
    """
    cart = Cart.objects.select_for_update().filter(pk=cart_id).first()
    if cart is None or cart.customer_id not in {None, customer.pk}:
        raise UnknownCart
    lines = list(cart.items.order_by("product_id"))
    if not lines:
        raise EmptyCart
    return lines


def refuse_unavailable(products: dict[int, Product]) -> None:
    """What went off sale since it was put into the cart stops the order."""
    on_sale = set(
        Product.objects.public().filter(pk__in=products).values_list("pk", flat=True)
    )
    gone = [
        {"product_id": pk, "title": product.title}
        for pk, product in products.items()
        if pk not in on_sale
    ]
    if gone:
        raise Unavailable(gone)


def write_order(
    customer: Customer,
    lines: list[CartItem],
    products: dict[int, Product],
    company: Company | None,
) -> Order:
    """The order, a part per vendor, and the lines with titles and prices copied."""
    order = Order(customer=customer)
    if company is not None:
        order.bill_to(company)
    order.save()
    vendor_ids = sorted(
        {product.vendor_id for product in products.values()}, key=lambda pk: pk or 0
    )
    VendorOrder.objects.bulk_create(
        VendorOrder(order=order, vendor_id=vendor_id, placed_at=order.placed_at)
        for vendor_id in vendor_ids
    )
    parts = {part.vendor_id: part for part in order.vendor_orders.all()}
    OrderItem.objects.bulk_create(
        order_line(order, line, products[line.product_id], parts) for line in lines
    )
    return order


def order_line(
    order: Order,
    line: CartItem,
    product: Product,
    parts: dict[int | None, VendorOrder],
) -> OrderItem:
    return OrderItem(
        order=order,
        vendor_order=parts[product.vendor_id],
        vendor_id=product.vendor_id,
        product=product,
        title=product.title,
        unit_price=product.unit_price,
        quantity=line.quantity,
    )


def announce(order: Order) -> None:
    order_created.send_robust(sender=Order, order=order)
