"""Every task of the store, for Celery to find."""

from store.carts.tasks import delete_stale_carts
from store.catalog.tasks import (
    announce_low_stock,
    code_forgotten_products,
    count_terms,
    index_forgotten_products,
)
from store.discovery.tasks import (
    clear_up,
    fold_changes,
    keep_up,
    rewrite_texts,
)
from store.insights.tasks import delete_old_history
from store.library.tasks import mend_library
from store.payments.ledger_tasks import check_ledger
from store.payments.tasks import check_payments, process_event, process_events
from store.rankings.tasks import rank_products, refresh_rankings
from store.reading.tasks import (
    check_file,
    check_left_behind,
    delete_leftovers,
    delete_old_downloads,
)
from store.recommendations.tasks import count_pairs, mark_old_pairs, rank_popular
from store.reviews.tasks import mend_ratings, rate_all_vendors, rate_vendor
from store.sales.tasks import count_orders, mark_forgotten_orders
from store.sheets.tasks import delete_old_imports, run_import, run_left_behind
from store.vendors.tasks import delete_expired_invitations

__all__ = [
    "announce_low_stock",
    "check_file",
    "check_ledger",
    "check_left_behind",
    "check_payments",
    "clear_up",
    "code_forgotten_products",
    "count_orders",
    "count_pairs",
    "count_terms",
    "delete_expired_invitations",
    "delete_leftovers",
    "delete_old_downloads",
    "delete_old_history",
    "delete_old_imports",
    "delete_stale_carts",
    "fold_changes",
    "index_forgotten_products",
    "keep_up",
    "mark_forgotten_orders",
    "mark_old_pairs",
    "mend_library",
    "mend_ratings",
    "process_event",
    "process_events",
    "rank_popular",
    "rank_products",
    "rate_all_vendors",
    "rate_vendor",
    "refresh_rankings",
    "rewrite_texts",
    "run_import",
    "run_left_behind",
]
