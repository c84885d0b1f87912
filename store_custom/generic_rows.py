"""Tags and likes go with what they were on; the store does not know that they exist."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.db.models.signals import post_delete
from django.dispatch import receiver

from store.models import Comment, Product
from store.signals import comments_deleted


@receiver(post_delete, sender=Product)
@receiver(post_delete, sender=Comment)
def remove_generic_rows(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    remove_rows("tags.TaggedItem", sender, [instance.pk])
    remove_rows("likes.LikedItem", sender, [instance.pk])


@receiver(comments_deleted)
def remove_likes(sender: type, comment_ids: Collection[int], **kwargs: Any) -> None:
    """Nobody likes a blank; the store has set the counts to 0."""
    remove_rows("likes.LikedItem", Comment, comment_ids)


def remove_rows(label: str, model: type[Model], keys: Collection[int]) -> None:
    """In one statement: it waits for a row that is being written, and then sees it."""
    if keys and apps.is_installed(label.split(".")[0]):
        rows = apps.get_model(label)._default_manager.filter(
            content_type=ContentType.objects.get_for_model(model), object_id__in=keys
        )
        rows._raw_delete(rows.db)
