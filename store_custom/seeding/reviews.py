"""What customers say about what they bought or tried."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import NamedTuple

from django.utils import timezone

from store.models import Review, ReviewReply, VendorMember
from store.reviews.ratings import rate_all_vendors
from store_custom.seeding.catalog import product_ids
from store_custom.seeding.data.people import CUSTOMERS
from store_custom.seeding.data.words import (
    CLOSINGS,
    DETAILS,
    FAIR,
    GRUMBLE,
    PRAISE,
    REPLIES,
)
from store_custom.seeding.orders import purchases
from store_custom.seeding.people import buyers
from store_custom.seeding.plan import SEED, books, physical_goods, public_goods
from store_custom.seeding.rows import Count, insert

REVIEWS = 400
RATINGS = ("5", "5", "5", "4.5", "4.5", "4", "4", "3.5", "3", "2.5", "2", "1", "0.5")
WEIGHTS = (9, 9, 9, 8, 8, 8, 8, 5, 4, 2, 2, 1, 1)


class Opinion(NamedTuple):
    username: str
    slug: str
    rating: Decimal
    text: str
    age: timedelta


def opinion_text(dice: Random, rating: Decimal, collection: str) -> str:
    """An opening that fits the rating, a detail of that kind of product, a closing."""
    if rating < 3:
        return dice.choice(GRUMBLE)
    details = dice.choice(DETAILS.get(collection, DETAILS[""]))
    if rating < 4:
        return f"{dice.choice(FAIR)} {details}"
    return f"{dice.choice(PRAISE)} {details} {dice.choice(CLOSINGS)}".strip()


def opinions() -> list[Opinion]:
    """Buyers first, then others; at most one per customer and product."""
    dice = Random(SEED)
    pairs = {(p.username, slug): None for p in purchases() for slug, _ in p.lines}
    popular = [good.slug for good in [*physical_goods()[:80], *books()]]
    while len(pairs) < 2 * REVIEWS:
        pairs[dice.choice(CUSTOMERS)[0], dice.choice(popular)] = None
    collections = {good.slug: good.collection for good in public_goods()}
    plan = []
    for username, slug in dice.sample(list(pairs), REVIEWS):
        rating = Decimal(dice.choices(RATINGS, WEIGHTS)[0])
        text = opinion_text(dice, rating, collections[slug])
        age = timedelta(days=dice.randrange(85))
        plan.append(Opinion(username, slug, rating, text, age))
    return plan


Key = tuple[int, int]


def seed_reviews() -> Count:
    customers, ids = buyers(), product_ids(public_goods())
    plan = {(customers[o.username].pk, ids[o.slug]): o for o in opinions()}
    there = set(
        Review.objects.filter(customer__in=customers.values()).values_list(
            "customer_id", "product_id"
        )
    )
    missing = {key: opinion for key, opinion in plan.items() if key not in there}
    names = {row.pk: str(row) for row in customers.values()}
    rows = [
        Review(
            customer_id=customer,
            product_id=product,
            name=names[customer],
            description=opinion.text,
            rating=opinion.rating,
        )
        for (customer, product), opinion in missing.items()
    ]
    created = insert(Review, rows)
    backdate(missing)
    rate_all_vendors()
    return Count("reviews", len(plan), created)


def backdate(written: dict[Key, Opinion]) -> None:
    """The field dates a new row today, so the real date is written afterwards."""
    today = timezone.localdate()
    rows = []
    for review in Review.objects.filter(customer__in={key[0] for key in written}):
        opinion = written.get((review.customer_id or 0, review.product_id))
        if opinion is not None:
            review.date = today - opinion.age
            rows.append(review)
    Review.objects.bulk_update(rows, ["date"], batch_size=200)


def seed_replies() -> Count:
    """Every third review of a vendor's product is answered by an owner, a day later."""
    owners = dict(
        VendorMember.objects.owners()
        .order_by("-pk")
        .values_list("vendor_id", "user_id")
    )
    reviews = Review.objects.filter(product__vendor__in=owners).order_by("pk")
    chosen = list(reviews.select_related("product", "reply"))[::3]
    now = timezone.now()
    rows = [
        ReviewReply(
            review=review,
            text=REPLIES[(review.rating or 5) >= 3],
            replied_at=min(now, now - (now.date() - review.date) + timedelta(days=1)),
            by_id=owners[review.product.vendor_id],
        )
        for review in chosen
        if not hasattr(review, "reply")
    ]
    return Count("replies to reviews", len(chosen), insert(ReviewReply, rows))
