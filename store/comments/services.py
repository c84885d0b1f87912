"""Talking below a product."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from store.catalog.models import Product
from store.comments.errors import CommentDeleted, EditTimeOver, UnknownParent
from store.comments.models import Comment
from store.customers.models import Customer
from store.shared.saving import save_sent
from store.signals import comments_deleted
from store.vendors.models import VendorMember


@transaction.atomic
def write_comment(
    *, product: Product, customer: Customer, parent_id: int | None = None, **words: Any
) -> Comment:
    """A new comment, or a reply to another one of the same product.

    Raises UnknownParent, CommentDeleted when the parent is, and Customer.DoesNotExist
    when the account was erased meanwhile.
    """
    if parent_id is not None:
        lock_parent(product=product, pk=parent_id)
    comment = Comment.objects.create(
        product=product,
        customer=customer,
        parent_id=parent_id,
        by_vendor=sells_product(customer=customer, product=product),
        **words,
    )
    # The row waits for an erasure, which has not seen it then.
    if not Customer.objects.filter(pk=customer.pk, user__is_active=True).exists():
        raise Customer.DoesNotExist
    return comment


def lock_parent(*, product: Product, pk: int) -> None:
    """So that it is not deleted before the reply is there."""
    own = Comment.objects.select_for_update().filter(product=product, pk=pk)
    parent = own.first()
    if parent is None:
        raise UnknownParent
    if parent.is_deleted:
        raise CommentDeleted


def sells_product(*, customer: Customer, product: Product) -> bool:
    """Whether the customer is a member of the vendor; the store itself has none."""
    members = VendorMember.objects.filter(user=customer.user_id)
    vendor_id = product.vendor_id
    return vendor_id is not None and members.filter(vendor=vendor_id).exists()


def lock_comment(*, pk: int) -> Comment:
    """Locked until the transaction ends. Raises CommentDeleted, Comment.DoesNotExist."""
    comment = Comment.objects.select_for_update().get(pk=pk)
    if comment.is_deleted:
        raise CommentDeleted
    return comment


@transaction.atomic
def change_comment(*, comment: Comment, **words: Any) -> None:
    """Write what was sent, soon after it was written. Raises CommentDeleted, EditTimeOver."""
    now = timezone.now()
    comment = lock_comment(pk=comment.pk)
    if now > comment.created_at + timedelta(
        minutes=settings.STORE_COMMENT_EDIT_MINUTES
    ):
        raise EditTimeOver
    changed = {
        name: value for name, value in words.items() if getattr(comment, name) != value
    }
    if changed:
        save_sent(row=comment, values={**changed, "edited_at": now})


@transaction.atomic
def delete_comment(*, comment: Comment, by: Any) -> None:
    """Once: the first time says who and when. What it said goes when its author says so.

    Staff hide it: what it said stays for them, see `show_comment`.
    """
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    if comment.customer is not None and comment.customer.user_id == by.pk:
        save_sent(row=comment, values={"text": ""})
    if comment.is_deleted:
        return
    values = {"deleted_at": timezone.now(), "deleted_by": by, "like_count": 0}
    save_sent(row=comment, values=values)
    comments_deleted.send(sender=Comment, comment_ids=[comment.pk])


@transaction.atomic
def show_comment(*, comment: Comment) -> bool:
    """One that was hidden by staff comes back, without its likes. Returns whether it does."""
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    if not comment.is_deleted or not comment.text:
        return False
    save_sent(row=comment, values={"deleted_at": None, "deleted_by": None})
    return True


@transaction.atomic
def forget_comments(*, user: Any) -> None:
    """Nobody's words any more; they keep their places, for the replies of others."""
    own = Comment.objects.select_for_update().written_by(user).order_by("pk")
    keys = list(own.values_list("pk", flat=True))
    rows = Comment.objects.filter(pk__in=keys)
    rows.filter(deleted_at=None).update(deleted_at=timezone.now(), like_count=0)
    rows.update(customer=None, text="", by_vendor=False)
    comments_deleted.send(sender=Comment, comment_ids=keys)
