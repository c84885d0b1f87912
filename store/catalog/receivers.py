"""The words of a product come and go with it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from store.catalog.indexing import TEXTS, index_products
from store.catalog.models import Product
from store.search.documents import copy_to_index, delete_documents
from store.search.models import SearchDocument


@receiver(post_save, sender=Product)
def index_saved(
    sender: type,
    instance: Product,
    update_fields: Collection[str] | None = None,
    **kwargs: Any,
) -> None:
    if update_fields is None or TEXTS.intersection(update_fields):
        index_products([instance])


@receiver(post_delete, sender=Product)
def forget_deleted(sender: type, instance: Product, **kwargs: Any) -> None:
    delete_documents([instance.pk])


@receiver(post_save, sender=SearchDocument)
def index_loaded(
    sender: type, instance: SearchDocument, raw: bool = False, **kwargs: Any
) -> None:
    """`loaddata` writes documents, but not what SQLite finds them by."""
    if raw:
        copy_to_index([instance.pk])
