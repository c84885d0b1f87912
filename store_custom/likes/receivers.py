"""The count on a comment follows the likes, whoever gives or takes them."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from likes.models import LikedItem
from store.models import Comment


@receiver(post_save, sender=LikedItem)
def count_like(
    sender: type, instance: LikedItem, created: bool, raw: bool, **kwargs: Any
) -> None:
    """Rows of a dump (`raw`) are counted in its comments already."""
    if created and not raw and is_of_comment(instance):
        comments = Comment.objects.filter(pk=instance.object_id)
        comments.update(like_count=F("like_count") + 1)


@receiver(post_delete, sender=LikedItem)
def uncount_like(sender: type, instance: LikedItem, **kwargs: Any) -> None:
    if is_of_comment(instance):
        comments = Comment.objects.filter(pk=instance.object_id, like_count__gt=0)
        comments.update(like_count=F("like_count") - 1)


def is_of_comment(like: LikedItem) -> bool:
    return like.content_type_id == ContentType.objects.get_for_model(Comment).pk
