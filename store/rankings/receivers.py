"""What ranks listens to what changes. A message that is lost is made up for by `refresh`."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.dispatch import receiver

from store.shared.queueing import queue_after_commit
from store.signals import product_rated, sales_counted


@receiver(sales_counted)
def rank_what_was_sold(
    sender: type, product_ids: Collection[int], **kwargs: Any
) -> None:
    queue_after_commit(name="store.rankings.rank_products", args=(sorted(product_ids),))


@receiver(product_rated)
def rank_what_was_rated(sender: type, product_id: int, **kwargs: Any) -> None:
    queue_after_commit(name="store.rankings.rank_products", args=([product_id],))
