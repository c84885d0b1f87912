"""What runs low: noticed once, and again only after it was restocked."""

from __future__ import annotations

from itertools import groupby

from django.db import transaction

from store.catalog.choices import LOW_INVENTORY
from store.catalog.models import LowStockNotice, Product
from store.signals import stock_ran_low


@transaction.atomic
def announce_low_stock() -> int:
    """Send `stock_ran_low` for each vendor with products that ran low since the last run.

    Returns how many products. Two runs at once cannot both announce one product: the
    notices are unique, and the run that comes second is undone whole.
    """
    LowStockNotice.objects.filter(product__inventory__gte=LOW_INVENTORY).delete()
    low = list(
        Product.objects.public()
        .filter(inventory__lt=LOW_INVENTORY, low_stock_notice=None)
        .order_by("vendor_id", "inventory", "title", "id")
        .only("id", "vendor_id")
    )
    LowStockNotice.objects.bulk_create(
        (LowStockNotice(product=product) for product in low), batch_size=500
    )
    for vendor_id, products in groupby(low, key=lambda product: product.vendor_id):
        stock_ran_low.send(
            sender=Product,
            vendor_id=vendor_id,
            product_ids=[product.pk for product in products],
        )
    return len(low)
