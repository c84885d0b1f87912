"""Filling a cart."""

from __future__ import annotations

from django.db import transaction

from store.carts.errors import TooMany
from store.carts.models import MAX_QUANTITY, Cart, CartItem
from store.catalog.models import Product


@transaction.atomic
def add_item(*, cart: Cart, product: Product, quantity: int) -> CartItem:
    """Put a product into the cart; what is there already grows by `quantity`.

    Raises TooMany, and Cart.DoesNotExist when the cart was ordered or deleted meanwhile:
    the row lock makes adds wait for each other and for a checkout of the same cart.
    """
    Cart.objects.select_for_update().get(pk=cart.pk)
    line = CartItem.objects.filter(cart=cart, product=product).first()
    if line is None:
        return CartItem.objects.create(cart=cart, product=product, quantity=quantity)
    if line.quantity + quantity > MAX_QUANTITY:
        raise TooMany
    line.quantity += quantity
    line.save(update_fields=["quantity"])
    return line
