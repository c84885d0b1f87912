"""What money, orders and products that go mean for what customers hold."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save, pre_delete
from django.dispatch import receiver

from store.books.models import Book
from store.catalog.models import Product
from store.catalog.stock import lock_products
from store.library.entries import note_gone
from store.library.models import LibraryEntry
from store.library.purchases import settle_library
from store.orders.choices import REFUSED
from store.payments.models import Payment, Refund
from store.shared.queueing import queue_after_commit
from store.signals import order_changed, payment_received, refund_changed


@receiver(payment_received)
def hold_what_is_paid(sender: type, payment: Payment, **kwargs: Any) -> None:
    settle_library(order_id=payment.order_id)


@receiver(refund_changed)
def let_go_what_is_refunded(sender: type, refund: Refund, **kwargs: Any) -> None:
    items = list(refund.lines.values_list("item", flat=True))
    settle_library(order_id=refund.order_id, item_ids=items)


@receiver(order_changed)
def follow_lines(
    sender: type,
    order_id: int,
    item_ids: list[int] | None = None,
    to: str = "",
    former_customer_id: int | None = None,
    **kwargs: Any,
) -> None:
    """On its way to the buyer a line changes nothing here."""
    if item_ids is None or to in REFUSED:
        settle_library(order_id=order_id, item_ids=item_ids)
    if former_customer_id is not None:
        settle_library(order_id=order_id, customer_id=former_customer_id)


@receiver(post_save, sender=Book)
def find_who_paid_before(
    sender: type, instance: Book, created: bool, **kwargs: Any
) -> None:
    """It may have been sold when it was no book yet."""
    if created and instance.product.orderitems.exists():
        queue_after_commit(name="store.library.mend", args=(instance.pk,))


@receiver(pre_delete, sender=Product)
def tell_holders(sender: type, instance: Product, **kwargs: Any) -> None:
    """Inside the transaction that deletes it: nobody is given it from here on."""
    lock_products([instance.pk])
    note_gone(LibraryEntry.objects.filter(product=instance.pk))
