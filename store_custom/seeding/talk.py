"""What customers say to each other below products, and who likes it."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from store.models import Comment, Product, VendorMember
from store_custom.seeding.catalog import product_ids
from store_custom.seeding.data.talk import TALKS
from store_custom.seeding.people import buyers
from store_custom.seeding.plan import SEED, Good, public_goods
from store_custom.seeding.rows import Count, insert

PRODUCTS_EACH, MOST_LIKES = 10, 6
Key = tuple[int, int, str]


class Said(NamedTuple):
    """By a customer below a product; `depth` replies lead to it."""

    key: Key
    parent: Key | None
    depth: int
    spoiler: bool
    by_vendor: bool
    at: datetime


def talked_about() -> list[Good]:
    """Some of each kind of talk, of vendors that sell."""
    chosen: dict[str, list[Good]] = {kind: [] for kind in TALKS}
    for good in public_goods():
        kind = good.collection if good.collection in TALKS else ""
        if good.vendor is not None and len(chosen[kind]) < PRODUCTS_EACH:
            chosen[kind].append(good)
    return [good for goods in chosen.values() for good in goods]


def planned() -> list[Said]:
    """In order: what is replied to comes first."""
    goods, dice, now = talked_about(), Random(SEED), timezone.now()
    ids, sellers = product_ids(goods), sellers_of_products()
    customers = buyers()
    people = [customers[username].pk for username in sorted(customers)]
    plan = []
    for good in goods:
        product, began = ids[good.slug], now - timedelta(days=dice.randint(4, 80))
        voices = dict(zip("abc", dice.sample(people, 3), strict=True))
        voices["vendor"] = sellers.get(product, voices["c"])
        thread: list[Said] = []
        for who, above, text, spoiler in TALKS.get(good.collection, TALKS[""]):
            parent = None if above is None else thread[above]
            said = Said(
                (product, voices[who], text),
                parent and parent.key,
                parent.depth + 1 if parent else 0,
                spoiler,
                who == "vendor",
                began + timedelta(hours=9 * len(thread)),
            )
            thread.append(said)
        plan += thread
    return plan


def sellers_of_products() -> dict[int, int]:
    """The customer that an owner of its vendor is, by product."""
    owners = dict(
        VendorMember.objects.owners()
        .order_by("-pk")
        .values_list("vendor_id", "user__customer")
    )
    sold = Product.objects.filter(vendor__in=owners).values_list("pk", "vendor_id")
    return {pk: owners[vendor] for pk, vendor in sold}


def written(plan: list[Said]) -> dict[Key, int]:
    """The comments that are there, by product, customer and words."""
    products = {said.key[0] for said in plan}
    rows = Comment.objects.filter(product__in=products).order_by("-pk")
    return {
        (product, customer, text): pk
        for product, customer, text, pk in rows.values_list(
            "product_id", "customer_id", "text", "pk"
        )
    }


def seed_comments() -> Count:
    plan, created = planned(), 0
    for depth in range(max(said.depth for said in plan) + 1):
        there = written(plan)
        rows = [
            Comment(
                product_id=said.key[0],
                customer_id=said.key[1],
                text=said.key[2],
                parent_id=said.parent and there[said.parent],
                contains_spoiler=said.spoiler,
                by_vendor=said.by_vendor,
                created_at=said.at,
            )
            for said in plan
            if said.depth == depth and said.key not in there
        ]
        created += insert(Comment, rows)
    return Count("comments", len(plan), created)


def seed_comment_likes() -> Count:
    if not apps.is_installed("likes"):
        return Count("likes of comments", 0, 0)
    from likes.models import LikedItem
    from store_custom.likes.services import count_likes_anew

    plan, dice, customers = planned(), Random(SEED), buyers()
    users = [customers[username].user_id for username in sorted(customers)]
    there = written(plan)
    wanted = [
        (there[said.key], user)
        for said in plan
        for user in dice.sample(users, dice.randint(0, MOST_LIKES))
    ]
    kind, keys = ContentType.objects.get_for_model(Comment), sorted(there.values())
    likes = LikedItem.objects.filter(content_type=kind, object_id__in=keys)
    known = set(likes.values_list("object_id", "user_id"))
    missing = [
        LikedItem(content_type=kind, object_id=comment, user_id=user)
        for comment, user in wanted
        if (comment, user) not in known
    ]
    created = insert(LikedItem, missing)
    count_likes_anew(keys)
    return Count("likes of comments", len(wanted), created)
