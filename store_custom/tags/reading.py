"""What codes, searches and recommendations ask of the tags of products."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from store.shared.union import union_all
from store_custom.tags.services import tag_labels, tagged_products

MOST_TAGS = 5


def first_tags(pks: Sequence[int]) -> dict[int, str]:
    """The label of the oldest tag of each of these products that has any."""
    return {pk: labels[0] for pk, labels in tag_labels(pks).items()}


def products_sharing_tags(product: int, limit: int) -> list[tuple[int, str]]:
    """(pk, label) of products with a tag of this one, those with most of them first.

    The newest of each of its first tags, in two queries whatever was tagged.
    """
    own = tagged_products().filter(object_id=product).order_by("pk")
    labels = dict(own.values_list("tag_id", "tag__label")[:MOST_TAGS])
    rows = union_all(
        *(
            tagged_products()
            .filter(tag=tag)
            .order_by("-pk")
            .values_list("tag_id", "object_id")[:limit]
            for tag in labels
        )
    )
    shared = Counter(pk for _, pk in rows)
    found = {pk: labels[tag] for tag, pk in reversed(rows)}
    return [(pk, found[pk]) for pk, _ in shared.most_common() if pk != product]


class TaggedWords:
    """As `store.discovery.texts.Tags` has it."""

    def labels(self, product_ids: Collection[int]) -> dict[int, list[str]]:
        return tag_labels(product_ids)

    def products(self, tag_id: int, after: int, most: int) -> list[int]:
        rows = tagged_products().filter(tag=tag_id, object_id__gt=after)
        return list(
            rows.order_by("object_id").values_list("object_id", flat=True)[:most]
        )
