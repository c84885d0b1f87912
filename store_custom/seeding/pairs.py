"""What was bought together, and what is popular, as the background counts it."""

from __future__ import annotations

from django.utils import timezone

from store.models import BoughtTogether, ProductView
from store.recommendations.counting import count_all_stale, mark_forgotten
from store.recommendations.tops import rank_popular
from store_custom.seeding.people import buyers
from store_custom.seeding.rows import Count, insert

VIEWERS = ("alice", "bob")
VIEWS_EACH = 3


def seed_pairs() -> Count:
    """Orders were written past the checkout, so they are paired afterwards."""
    before = BoughtTogether.objects.count()
    mark_forgotten()
    count_all_stale()
    rank_popular()
    there = BoughtTogether.objects.count()
    return Count("pairs bought together", there, max(there - before, 0))


def seed_views() -> Count:
    """The demo accounts looked at products that go with others; unless they have looked."""
    pairs = BoughtTogether.objects.filter(
        product__inventory__gt=0, other__inventory__gt=0
    )
    best = pairs.order_by("-score", "product").values_list("product", flat=True)
    seen, customers = [*dict.fromkeys(best)][:VIEWS_EACH], buyers()
    viewers = [customers[name] for name in VIEWERS]
    views = ProductView.objects.filter(customer__in=viewers)
    known = set(views.values_list("customer_id", flat=True))
    rows = [
        ProductView(customer=viewer, product_id=pk, times=1, last_at=timezone.now())
        for viewer in viewers
        if viewer.pk not in known
        for pk in seen
    ]
    return Count("views", len(viewers) * len(seen), insert(ProductView, rows))
