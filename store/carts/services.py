"""Filling a cart."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from store.carts.errors import TooMany
from store.carts.models import MAX_QUANTITY, Cart, CartItem
from store.customers.models import Customer


def add_to_own_cart(*, customer: Customer, product_id: int, quantity: int) -> CartItem:
    """As `add_item`, into the customer's own cart; made now if there is none.

    Raises TooMany, and Customer.DoesNotExist when the person was erased meanwhile.
    """
    line = {"product_id": product_id, "quantity": quantity}
    try:
        return add_item(cart=own_cart(customer=customer), **line)
    except Cart.DoesNotExist:  # ordered in between: this goes into the next one
        return add_item(cart=own_cart(customer=customer), **line)


@transaction.atomic
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


@transaction.atomic
def add_item(*, cart: Cart, product_id: int, quantity: int) -> CartItem:
    """Put a product into the cart; what is there already grows by `quantity`.

    Raises TooMany, and Cart.DoesNotExist when the cart was ordered or deleted meanwhile:
    the row lock makes adds wait for each other and for a checkout of the same cart.
    """
    Cart.objects.select_for_update().get(pk=cart.pk)
    line = CartItem.objects.filter(cart=cart, product=product_id).first()
    if line is None:
        return CartItem.objects.create(
            cart=cart, product_id=product_id, quantity=quantity
        )
    if line.quantity + quantity > MAX_QUANTITY:
        raise TooMany
    line.quantity += quantity
    line.save(update_fields=["quantity", "updated_at"])
    return line


def delete_stale_carts(*, days: int, batch: int = 500) -> int:
    """Delete carts of nobody in which nothing moved for `days`. Returns how many.

    A customer has one cart at most, and finds it again however late.
    In small transactions. A cart that somebody is using holds a lock, and is left alone.
    """
    before = timezone.now() - timedelta(days=days)
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
