"""The one receiver of a save in the store: every new user is a customer."""

from typing import Any

from django.conf import settings
from django.db.models.signals import post_save
from django.dispatch import receiver

from store.customers.models import Customer


@receiver(post_save, sender=settings.AUTH_USER_MODEL)
def create_customer(
    sender: type, instance: Any, created: bool, raw: bool, **kwargs: Any
) -> None:
    if created and not raw:
        Customer.objects.get_or_create(user=instance)
