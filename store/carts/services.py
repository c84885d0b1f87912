"""Filling a cart."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import F

from store.carts.errors import TooMany
from store.carts.models import MAX_QUANTITY, Cart, CartItem
from store.catalog.models import Product


def add_item(*, cart: Cart, product: Product, quantity: int) -> CartItem:
    """Put a product into the cart; what is there already grows by `quantity`.

    Raises TooMany, and Cart.DoesNotExist when the cart went away meanwhile.
    """
    if not grow_line(cart=cart, product=product, quantity=quantity):
        try:
            with transaction.atomic():
                return CartItem.objects.create(
                    cart=cart, product=product, quantity=quantity
                )
        except IntegrityError:
            # Someone put it in between the two steps, or the cart or product is gone.
            if not grow_line(cart=cart, product=product, quantity=quantity):
                raise Cart.DoesNotExist from None
    return CartItem.objects.get(cart=cart, product=product)


def grow_line(*, cart: Cart, product: Product, quantity: int) -> bool:
    """Whether the cart had the product; its line is then larger, in one statement."""
    lines = CartItem.objects.filter(cart=cart, product=product)
    if lines.filter(quantity__lte=MAX_QUANTITY - quantity).update(
        quantity=F("quantity") + quantity
    ):
        return True
    if lines.exists():
        raise TooMany
    return False
