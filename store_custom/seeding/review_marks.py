"""Who found which review helpful, what products are rated by all of them, and one report."""

from __future__ import annotations

from random import Random

from store.models import Review, ReviewReport, ReviewVote
from store.reviews.choices import ReportReason
from store.reviews.drift import find_drift
from store_custom.seeding.catalog import product_ids
from store_custom.seeding.data.people import CUSTOMERS
from store_custom.seeding.data.words import REPORT
from store_custom.seeding.people import buyers
from store_custom.seeding.plan import SEED, public_goods
from store_custom.seeding.reviews import Opinion, opinions
from store_custom.seeding.rows import Count, insert

VOTES = (0, 0, 0, 1, 1, 2, 3, 5, 8)


def seed_votes() -> Count:
    """Of other customers; afterwards everything that is counted is counted."""
    customers, reviews, dice = buyers(), seeded_reviews(), Random(SEED)
    plan = [
        (reviews[opinion].pk, customers[reader].pk)
        for opinion in opinions()
        for reader in dice.sample(others(opinion), dice.choice(VOTES))
    ]
    there = set(ReviewVote.objects.values_list("review_id", "customer_id"))
    rows = [
        ReviewVote(review_id=review, customer_id=customer)
        for review, customer in plan
        if (review, customer) not in there
    ]
    created = insert(ReviewVote, rows)
    list(find_drift(repair=True))
    return Count("helpful votes", len(plan), created)


def seed_report() -> Count:
    """One that waits for the staff, of the first of the worst reviews."""
    opinion = min(opinions(), key=lambda one: one.rating)
    _, created = ReviewReport.objects.get_or_create(
        review=seeded_reviews()[opinion],
        reporter=buyers()[others(opinion)[0]],
        defaults={"reason": ReportReason.UNTRUE, "words": REPORT},
    )
    return Count("reports of reviews", 1, int(created))


def others(opinion: Opinion) -> list[str]:
    return [name for name, *_ in CUSTOMERS if name != opinion.username]


def seeded_reviews() -> dict[Opinion, Review]:
    customers, ids = buyers(), product_ids(public_goods())
    rows = Review.objects.filter(customer__in=customers.values())
    found = {(row.customer_id, row.product_id): row for row in rows}
    return {
        opinion: found[customers[opinion.username].pk, ids[opinion.slug]]
        for opinion in opinions()
    }
