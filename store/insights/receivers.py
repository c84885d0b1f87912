"""What the catalogue announces goes into the waiting room."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from store.insights.buffer import Buffer
from store.insights.recording import record_batch
from store.insights.seen import Key, Kind, Seen
from store.insights.words import clean_words, digest_of
from store.signals import product_viewed, products_searched

buffer = Buffer(record_batch)


@receiver(product_viewed)
def note_view(sender: type, user_id: int, product_id: int, **kwargs: Any) -> None:
    buffer.add(Key(user_id, Kind.VIEWED, product_id), Seen(timezone.now()))


@receiver(products_searched)
def note_search(
    sender: type, user_id: int, words: str, product_ids: list[int], **kwargs: Any
) -> None:
    words = clean_words(words)
    if words:
        key = Key(user_id, Kind.SEARCHED, digest_of(words))
        seen = Seen(timezone.now(), words=words, product_ids=tuple(product_ids))
        buffer.add(key, seen)
