"""What vendors are rated follows their products."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.dispatch import receiver

from store.reviews.ratings import rate_vendor_soon
from store.signals import products_left


@receiver(products_left)
def rate_vendors_anew(
    sender: type, vendor_ids: Collection[int | None], **kwargs: Any
) -> None:
    for vendor_id in vendor_ids:
        rate_vendor_soon(vendor_id=vendor_id)
