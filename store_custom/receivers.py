"""What happens outside the store when something happens in it."""

from __future__ import annotations

import logging
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_delete
from django.dispatch import receiver

from store.models import Order, Product
from store.signals import order_created

logger = logging.getLogger(__name__)


@receiver(order_created)
def log_order(sender: type, order: Order, **kwargs: Any) -> None:
    logger.info("Order %s was placed by customer %s", order.pk, order.customer_id)


@receiver(post_delete, sender=Product)
def remove_generic_rows(sender: type, instance: Product, **kwargs: Any) -> None:
    """A product's tags and likes go with it; the store may not know that they exist."""
    for label in ("tags.TaggedItem", "likes.LikedItem"):
        if apps.is_installed(label.split(".")[0]):
            content_type = ContentType.objects.get_for_model(Product)
            apps.get_model(label).objects.filter(
                content_type=content_type, object_id=instance.pk
            ).delete()
