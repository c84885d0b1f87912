"""Tags and likes on products, when those apps are installed."""

from __future__ import annotations

from random import Random

from django.apps import apps
from django.contrib.contenttypes.models import ContentType

from store.discovery.choices import Source
from store.discovery.marks import mark_texts
from store.models import Product
from store_custom.seeding.catalog import product_ids
from store_custom.seeding.people import buyers
from store_custom.seeding.plan import SEED, all_goods, public_goods
from store_custom.seeding.rows import Count, chunks, found, insert

LIKES_EACH = 12


def seed_tags() -> Count:
    # Imported late: a model of an app that is not installed cannot be imported.
    if not apps.is_installed("tags"):
        return Count("tags", 0, 0)
    from tags.models import Tag

    labels = sorted({label for good in all_goods() for label in good.tags})
    there = found(Tag, "label", labels)
    rows = [Tag(label=label) for label in labels if label not in there]
    return Count("tags", len(labels), insert(Tag, rows))


def seed_tagged() -> Count:
    if not apps.is_installed("tags"):
        return Count("tagged items", 0, 0)
    from tags.models import Tag, TaggedItem

    goods, kind = all_goods(), ContentType.objects.get_for_model(Product)
    ids = product_ids(goods)
    tags = found(Tag, "label", {label for good in goods for label in good.tags})
    planned = [(ids[g.slug], tags[label].pk) for g in goods for label in g.tags]
    there: set[tuple[int, int]] = set()
    for chunk in chunks(ids.values()):
        rows = TaggedItem.objects.filter(content_type=kind, object_id__in=chunk)
        there.update(rows.values_list("object_id", "tag_id"))
    missing = [
        TaggedItem(content_type=kind, object_id=product, tag_id=tag)
        for product, tag in planned
        if (product, tag) not in there
    ]
    created = insert(TaggedItem, missing)
    mark_texts(source=Source.PRODUCT, keys={row.object_id for row in missing})
    return Count("tagged items", len(planned), created)


def seed_likes() -> Count:
    if not apps.is_installed("likes"):
        return Count("likes", 0, 0)
    from likes.models import LikedItem

    goods, kind = public_goods(), ContentType.objects.get_for_model(Product)
    ids, dice, customers = product_ids(goods), Random(SEED), buyers()
    users = [customers[username].user_id for username in sorted(customers)]
    planned = [
        (ids[good.slug], user)
        for user in users
        for good in dice.sample(goods, LIKES_EACH)
    ]
    likes = LikedItem.objects.filter(content_type=kind, user__in=users)
    there = set(likes.values_list("object_id", "user_id"))
    missing = [
        LikedItem(content_type=kind, object_id=product, user_id=user)
        for product, user in planned
        if (product, user) not in there
    ]
    return Count("likes", len(planned), insert(LikedItem, missing))
