"""Every task of the store, for Celery to find."""

from store.carts.tasks import delete_stale_carts
from store.catalog.tasks import announce_low_stock, code_forgotten_products
from store.insights.tasks import delete_old_history
from store.reviews.tasks import rate_all_vendors, rate_vendor
from store.sales.tasks import count_orders, mark_forgotten_orders
from store.sheets.tasks import delete_old_imports, run_import, run_left_behind
from store.vendors.tasks import delete_expired_invitations

__all__ = [
    "announce_low_stock",
    "code_forgotten_products",
    "count_orders",
    "delete_expired_invitations",
    "delete_old_history",
    "delete_old_imports",
    "delete_stale_carts",
    "mark_forgotten_orders",
    "rate_all_vendors",
    "rate_vendor",
    "run_import",
    "run_left_behind",
]
