"""Every task of the store, for Celery to find."""

from store.carts.tasks import delete_stale_carts
from store.catalog.tasks import announce_low_stock
from store.insights.tasks import count_sales, mark_forgotten_sales
from store.reviews.tasks import rate_all_vendors, rate_vendor
from store.vendors.tasks import delete_expired_invitations

__all__ = [
    "announce_low_stock",
    "count_sales",
    "delete_expired_invitations",
    "delete_stale_carts",
    "mark_forgotten_sales",
    "rate_all_vendors",
    "rate_vendor",
]
