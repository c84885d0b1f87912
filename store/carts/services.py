"""Filling a cart."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from store.carts.errors import TooMany
from store.carts.models import MAX_QUANTITY, Cart, CartItem


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
    """Delete carts in which nothing moved for `days`. Returns how many.

    In small transactions. A cart that somebody is using holds a lock, and is left alone.
    """
    before = timezone.now() - timedelta(days=days)
    recent = CartItem.objects.filter(cart=OuterRef("pk"), updated_at__gte=before)
    stale = Cart.objects.filter(~Exists(recent), created_at__lt=before)
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
