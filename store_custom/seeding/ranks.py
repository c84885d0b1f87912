"""What the buyers looked at of late, and what products are ranked by."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from django.utils import timezone

from store.insights.readers import count_readers
from store.models import ProductRank, ProductView
from store.rankings.services import rank_all
from store_custom.seeding.catalog import product_ids
from store_custom.seeding.people import buyers
from store_custom.seeding.plan import SEED, books, physical_goods
from store_custom.seeding.rows import Count, insert

VIEWS_EACH = 6
DAYS = 14
# What these have looked at is for whoever tries the shop with them.
DEMO = {"alice", "bob"}


def planned_views() -> dict[tuple[int, int], int]:
    """How many days ago, by (customer, product)."""
    dice, customers = Random(SEED), buyers()
    goods = [*physical_goods()[:40], *books()[:20]]
    ids = product_ids(goods)
    return {
        (customers[username].pk, ids[good.slug]): dice.randrange(DAYS)
        for username in sorted(customers.keys() - DEMO)
        for good in dice.sample(goods, VIEWS_EACH)
    }


def seed_readers() -> Count:
    plan, now = planned_views(), timezone.now()
    there = set(ProductView.objects.values_list("customer_id", "product_id"))
    rows = [
        ProductView(
            customer_id=customer,
            product_id=product,
            times=1,
            last_at=now - timedelta(days=age),
        )
        for (customer, product), age in plan.items()
        if (customer, product) not in there
    ]
    days = [(row.product_id, timezone.localdate(row.last_at)) for row in rows]
    count_readers(sorted(days))
    return Count("views by readers", len(plan), insert(ProductView, rows))


def seed_ranks() -> Count:
    """As the background does it every day."""
    before = ProductRank.objects.count()
    rank_all()
    there = ProductRank.objects.count()
    return Count("ranked products", there, max(there - before, 0))
