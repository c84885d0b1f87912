"""What the codes of products need to know of tags."""

from __future__ import annotations

from collections.abc import Sequence

from django.apps import apps
from django.contrib.contenttypes.models import ContentType

from store.models import Product


def first_tags(pks: Sequence[int]) -> dict[int, str]:
    """The label of the oldest tag of each of these products that has any."""
    tagged = apps.get_model("tags", "TaggedItem").objects.filter(
        content_type=ContentType.objects.get_for_model(Product), object_id__in=pks
    )
    # The oldest comes last, and stays.
    return dict(tagged.order_by("-pk").values_list("object_id", "tag__label"))
