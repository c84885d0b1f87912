"""Tags of products."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet

from store.discovery.choices import Source
from store.discovery.marks import mark_texts
from store.models import Product
from store.shared.prepared import as_key
from tags.models import Tag, TaggedItem


def tagged_products() -> QuerySet[TaggedItem]:
    """Which tag is on which product (`object_id`)."""
    return TaggedItem.objects.filter(
        content_type=ContentType.objects.get_for_model(Product)
    )


def tag_labels(pks: Collection[int]) -> dict[int, list[str]]:
    """The labels of each of these products that has any, the oldest first."""
    labels: defaultdict[int, list[str]] = defaultdict(list)
    items = tagged_products().filter(object_id__in=pks).order_by("pk")
    for pk, label in items.values_list("object_id", "tag__label"):
        labels[pk].append(label)
    return dict(labels)


@transaction.atomic
def set_tags(*, product: Product, labels: Sequence[str]) -> None:
    """The product has these tags and no others.

    A tag that there is in another case is used as it is. Raises Product.DoesNotExist. The
    product is locked: of two at once the second finds what the first one wrote.
    """
    Product.objects.select_for_update().get(pk=product.pk)
    tags = Tag.objects.with_labels(labels)
    items = tagged_products().filter(object_id=product.pk)
    there = dict(items.values_list("tag_id", "pk"))
    new = [tag for tag in tags if tag.pk not in there]
    gone = items.filter(pk__in=there.values()).exclude(tag__in=tags)
    if not new and not gone.exists():
        return
    gone._raw_delete(gone.db)  # without a signal for each
    TaggedItem.objects.bulk_create(
        TaggedItem(tag=tag, content_object=product) for tag in new
    )
    mark_texts(source=Source.PRODUCT, keys=[product.pk])


def with_tag(products: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
    """Those with the tag of this label, in any case, or else of this id; none without one."""
    tag = Tag.objects.labelled(value)
    key = as_key(value) if tag is None else tag.pk
    if key is None:
        return products.none()
    return products.filter(pk__in=tagged_products().filter(tag=key).values("object_id"))
