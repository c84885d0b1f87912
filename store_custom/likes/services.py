"""Liking products and comments.

What is liked is locked before the like refers to its user, as favourites do it: nothing is
liked that is being deleted, and the count of a comment is written by one at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Count, F, Model, QuerySet

from likes.models import LikedItem
from store.comments.services import lock_comment
from store.models import Comment, Product


def likes_of(model: type[Model], keys: Sequence[int]) -> QuerySet[LikedItem]:
    content_type = ContentType.objects.get_for_model(model)
    return LikedItem.objects.filter(content_type=content_type, object_id__in=keys)


@transaction.atomic
def like_product(*, user: Any, product: Product) -> None:
    """Once. Raises Product.DoesNotExist or User.DoesNotExist when one went meanwhile."""
    add_like(user, Product.objects.select_for_update().get(pk=product.pk))


@transaction.atomic
def unlike_product(*, user: Any, product: Product) -> None:
    likes_of(Product, [product.pk]).filter(user=user.pk).delete()


@transaction.atomic
def like_comment(*, user: Any, comment: Comment) -> None:
    """Once. Raises CommentDeleted, and what went meanwhile as `like_product` does."""
    add_like(user, lock_comment(pk=comment.pk))


@transaction.atomic
def unlike_comment(*, user: Any, comment: Comment) -> None:
    Comment.objects.select_for_update().get(pk=comment.pk)
    likes_of(Comment, [comment.pk]).filter(user=user.pk).delete()


def add_like(user: Any, thing: Model) -> None:
    """For something that is locked."""
    LikedItem.objects.get_or_create(
        user_id=user.pk,
        content_type=ContentType.objects.get_for_model(thing),
        object_id=thing.pk,
    )
    # The row waits for an erasure, which has not seen it then.
    if not get_user_model().objects.filter(pk=user.pk, is_active=True).exists():
        raise get_user_model().DoesNotExist


@transaction.atomic
def forget_likes(rows: QuerySet[LikedItem], user: Any) -> None:
    """Take back all that the person likes, and count it, in a few statements."""
    kind = ContentType.objects.get_for_model(Comment)
    keys = rows.filter(content_type=kind).values_list("object_id", flat=True)
    liked = Comment.objects.select_for_update().filter(pk__in=list(keys)).order_by("pk")
    locked = [comment.pk for comment in liked.only("pk")]
    still = comments_liked_by(user.pk, locked)
    Comment.objects.filter(pk__in=still, like_count__gt=0).update(
        like_count=F("like_count") - 1
    )
    rows._raw_delete(rows.db)


def comments_liked_by(user_id: int, keys: Sequence[int]) -> set[int]:
    liked = likes_of(Comment, keys).filter(user=user_id)
    return set(liked.values_list("object_id", flat=True))


def count_likes_anew(keys: Sequence[int]) -> None:
    """Write the counts of these comments, after likes came past the receivers."""
    likes = likes_of(Comment, keys).order_by().values_list("object_id")
    counts = dict(likes.annotate(count=Count("pk")))
    rows = [Comment(pk=key, like_count=counts.get(key, 0)) for key in keys]
    Comment.objects.bulk_update(rows, ["like_count"], batch_size=200)
