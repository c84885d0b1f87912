"""Searches hear when tags change, whoever changes them."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver

from store.discovery.choices import Source
from store.discovery.marks import mark_texts
from store.models import Product
from store_custom.tags.services import tagged_products
from tags.models import Tag, TaggedItem


@receiver(post_save, sender=TaggedItem)
@receiver(post_delete, sender=TaggedItem)
def note_tagged(sender: type, instance: TaggedItem, **kwargs: Any) -> None:
    """Set or taken off. With a tag that is deleted all of them were noted before."""
    origin = kwargs.get("origin")
    if isinstance(origin, Tag) or getattr(origin, "model", None) is Tag:
        return
    if instance.content_type_id == ContentType.objects.get_for_model(Product).pk:
        mark_texts(source=Source.PRODUCT, keys=[instance.object_id])


@receiver(pre_delete, sender=Tag)
def note_lost_tag(sender: type, instance: Tag, **kwargs: Any) -> None:
    keys = tagged_products().filter(tag=instance).values_list("object_id", flat=True)
    mark_texts(source=Source.PRODUCT, keys=list(keys))


@receiver(pre_save, sender=Tag)
def note_old_label(sender: type, instance: Tag, **kwargs: Any) -> None:
    before = Tag.objects.filter(pk=instance.pk).values_list("label", flat=True)
    instance.__dict__["label_before"] = before.first() if instance.pk else None


@receiver(post_save, sender=Tag)
def note_new_label(sender: type, instance: Tag, **kwargs: Any) -> None:
    before = instance.__dict__.pop("label_before", None)
    if before is not None and before != instance.label:
        mark_texts(source=Source.TAG, keys=[instance.pk])
