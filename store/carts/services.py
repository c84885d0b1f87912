"""Filling a cart."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from store.carts.errors import TooMany
from store.carts.models import MAX_QUANTITY, Cart, CartItem, ClaimedCart
from store.catalog.models import Product
from store.customers.models import Customer
from store.pricing.services import Quote, quote_cart
from store.shared.identity import user_id
from store.shared.retrying import retried


def add_to_own_cart(*, customer: Customer, product_id: int, quantity: int) -> CartItem:
    """As `add_item`, into the customer's own cart; made now if there is none.

    Raises TooMany, and Customer.DoesNotExist when the person was erased meanwhile.
    """
    line = {"product_id": product_id, "quantity": quantity}
    try:
        return add_item(cart=own_cart(customer=customer), **line)
    except Cart.DoesNotExist:  # ordered in between: this goes into the next one
        return add_item(cart=own_cart(customer=customer), **line)


@retried
def own_cart(*, customer: Customer) -> Cart:
    """The customer's one cart. Raises Customer.DoesNotExist.

    In a transaction of its own: who comes second waits at the unique key, and would keep
    what it waited for while it waits for the lines. Referring to the customer waits for an
    erasure, after which the account may still be there, but not in use.
    """
    cart, is_new = Cart.objects.get_or_create(customer=customer)
    if is_new:
        Customer.objects.get(pk=customer.pk, user__is_active=True)
    return cart


@retried
def add_item(*, cart: Cart, product_id: int, quantity: int) -> CartItem:
    """Put a product into the cart; what is there already grows by `quantity`.

    A new line remembers today's list price, and keeps it whatever is added to it later.
    Raises TooMany, Product.DoesNotExist, and Cart.DoesNotExist when the cart was ordered or deleted meanwhile:
    the row lock makes adds wait for each other and for a checkout of the same cart.
    """
    Cart.objects.select_for_update().get(pk=cart.pk)
    line = CartItem.objects.filter(cart=cart, product=product_id).first()
    if line is None:
        return CartItem.objects.create(
            cart=cart,
            product_id=product_id,
            quantity=quantity,
            added_price=Product.objects.values_list("unit_price", flat=True).get(
                pk=product_id
            ),
        )
    if line.quantity + quantity > MAX_QUANTITY:
        raise TooMany
    line.quantity += quantity
    line.save(update_fields=["quantity", "updated_at"])
    return line


@retried
def set_quantity(*, line: CartItem, quantity: int) -> None:
    """Set a line's quantity, and nothing else of it.

    Raises Cart.DoesNotExist or CartItem.DoesNotExist when it was ordered, claimed or
    deleted meanwhile: a plain save would write it anew, into a cart that is gone.
    """
    Cart.objects.select_for_update().get(pk=line.cart_id)
    line.updated_at = timezone.now()
    line.quantity = quantity
    lines = CartItem.objects.filter(pk=line.pk, cart=line.cart_id)
    if not lines.update(quantity=quantity, updated_at=line.updated_at):
        raise CartItem.DoesNotExist


def quote_lines(*, lines: Iterable[CartItem], code: str, user: object) -> Quote:
    """What the lines would cost the user now; `lines` come with their products."""
    customer_id = None
    if code and (pk := user_id(user)) is not None:
        own = Customer.objects.filter(user=pk)
        customer_id = own.values_list("pk", flat=True).first()
    goods = [(line.product, line.quantity) for line in lines]
    return quote_cart(goods=goods, code=code, customer_id=customer_id)


def delete_stale_carts(*, days: int, batch: int = 500) -> int:
    """Delete carts of nobody in which nothing moved for `days`. Returns how many.

    So are claims as old. A customer has one cart at most, and finds it again however late.
    In small transactions. A cart that somebody is using holds a lock, and is left alone.
    """
    before = timezone.now() - timedelta(days=days)
    ClaimedCart.objects.filter(at__lt=before).delete()
    recent = CartItem.objects.filter(cart=OuterRef("pk"), updated_at__gte=before)
    stale = Cart.objects.filter(~Exists(recent), customer=None, created_at__lt=before)
    deleted = 0
    while True:
        with transaction.atomic():
            locked = stale.select_for_update(skip_locked=skips_locked())[:batch]
            ids = [cart.pk for cart in locked]
            CartItem.objects.filter(cart__in=ids).delete()
            Cart.objects.filter(pk__in=ids).delete()
        deleted += len(ids)
        if len(ids) < batch:
            return deleted


def skips_locked() -> bool:
    return connection.features.has_select_for_update_skip_locked
