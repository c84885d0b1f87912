"""What follows from a membership that ends, however it ended."""

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver

from store.vendors import services
from store.vendors.models import VendorMember


@receiver(post_delete, sender=VendorMember)
def close_admin_to_former_member(
    sender: type, instance: VendorMember, **kwargs: Any
) -> None:
    services.close_admin(user_id=instance.user_id)
