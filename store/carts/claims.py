"""A cart filled before signing in becomes part of the customer's own."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import IntegrityError
from django.utils import timezone

from store.carts.errors import TooManyTogether
from store.carts.models import MAX_QUANTITY, Cart, CartItem, ClaimedCart
from store.catalog.models import Product
from store.customers.models import Customer
from store.shared.retrying import retried

ATTEMPTS = 3


def claim_cart(*, cart_id: UUID, customer: Customer) -> None:
    """Put what lies in an anonymous cart into the customer's own, once.

    Without an own cart the anonymous one becomes it. Claiming one's own cart, or again what
    one claimed before, changes nothing. Raises TooManyTogether, Customer.DoesNotExist, and
    Cart.DoesNotExist for a cart that is gone or somebody else's.
    """
    for left in reversed(range(ATTEMPTS)):
        try:
            claim_once(cart_id=cart_id, customer=customer)
        except IntegrityError:  # somebody was faster, and is seen from now on
            if not left:
                raise
        else:
            return


@retried
def claim_once(*, cart_id: UUID, customer: Customer) -> None:
    """As `claim_cart`; raises IntegrityError when it waited for a claim, or an own cart.

    The row of the claim comes first: of two claims of one cart the second waits for it, and
    as it refers to the customer, an erasure waits for it, or it for the erasure. Then both
    carts are locked by key, then their lines: who orders or fills either of them waits.
    """
    claimed = ClaimedCart.objects.filter(pk=cart_id).first()
    owner = claimed or Cart.objects.filter(pk=cart_id).first()
    if owner is not None and owner.customer_id == customer.pk:
        return
    if claimed is not None:
        raise Cart.DoesNotExist
    ClaimedCart.objects.create(pk=cart_id, customer=customer)
    Customer.objects.get(pk=customer.pk, user__is_active=True)
    carts = lock_carts(cart_id, customer)
    anonymous = carts.pop(cart_id, None)
    if anonymous is None or anonymous.customer_id is not None:
        raise Cart.DoesNotExist
    own = next(iter(carts.values()), None)
    if own is None:
        anonymous.customer = customer
        anonymous.save(update_fields=["customer"])
    else:
        merge_lines(lines=lock_lines([own, anonymous]), into=own)
        anonymous.delete()


def lock_carts(cart_id: UUID, customer: Customer) -> dict[UUID, Cart]:
    """The cart that is claimed and the customer's own, as far as there are such carts.

    The own one's key is looked up before: a lock taken by an index of customers would not
    come in the order of the keys. One that is made meanwhile is found by the next attempt.
    """
    own = Cart.objects.filter(customer=customer).values_list("pk", flat=True)
    wanted = Cart.objects.filter(pk__in=[cart_id, *own])
    return {cart.pk: cart for cart in wanted.select_for_update().order_by("pk")}


def lock_lines(carts: Iterable[Cart]) -> list[CartItem]:
    """Who deletes a line waits: what is added to it here would go with it, unseen."""
    lines = CartItem.objects.filter(cart__in=carts)
    return list(lines.select_for_update().order_by("pk"))


def merge_lines(*, lines: list[CartItem], into: Cart) -> None:
    """Move the lines of the other cart, or add them to those of the same product.

    A line that grows keeps the price it was added at. Raises TooManyTogether.
    """
    there = {line.product_id: line for line in lines if line.cart_id == into.pk}
    others = [line for line in lines if line.cart_id != into.pk]
    moved = [line.pk for line in others if line.product_id not in there]
    grown = []
    for line in others:
        if (own := there.get(line.product_id)) is not None:
            own.quantity += line.quantity
            own.updated_at = timezone.now()
            grown.append(own)
    refuse_too_many(grown)
    CartItem.objects.filter(pk__in=moved).update(cart=into)
    CartItem.objects.bulk_update(grown, ["quantity", "updated_at"])


def refuse_too_many(lines: list[CartItem]) -> None:
    beyond = {
        line.product_id: line.quantity for line in lines if line.quantity > MAX_QUANTITY
    }
    products = Product.objects.filter(pk__in=beyond).order_by("pk")
    if beyond:
        raise TooManyTogether(
            [
                {"product_id": pk, "title": title, "wanted": beyond[pk]}
                for pk, title in products.values_list("pk", "title")
            ]
        )
