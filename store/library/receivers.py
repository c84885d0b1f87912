"""Entries that go with something else, or past the services."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.db.models.signals import pre_delete
from django.dispatch import receiver

from store.catalog.models import Product
from store.catalog.stock import lock_products
from store.library.models import LibraryEntry
from store.library.services import note_gone


@receiver(pre_delete, sender=Product)
def tell_holders(instance: Product, **kwargs: Any) -> None:
    """Inside the transaction that deletes it: nobody is given it from here on."""
    lock_products([instance.pk])
    note_gone(LibraryEntry.objects.filter(product=instance.pk))


@receiver(pre_delete, sender=LibraryEntry)
def tell_holder(instance: LibraryEntry, origin: Any, **kwargs: Any) -> None:
    """Not when it goes with its product, which told everybody, or with its customer."""
    model = origin.model if isinstance(origin, QuerySet) else type(origin)
    if model is LibraryEntry:
        note_gone(LibraryEntry.objects.filter(pk=instance.pk))
