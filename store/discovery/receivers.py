"""What searches have to know of what changes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models.signals import (
    m2m_changed,
    post_delete,
    post_save,
    pre_delete,
    pre_save,
)
from django.dispatch import receiver

from store.books.models import Book, BookAuthor, Genre
from store.catalog.models import Product
from store.discovery.choices import Source
from store.discovery.marks import mark_products, mark_texts
from store.discovery.names import (
    NAMED,
    forget_names,
    write_names,
    write_names_of_authors,
)
from store.reading.models import BookFile
from store.reviews.models import ProductRating
from store.signals import (
    book_changed,
    documents_changed,
    product_rated,
    products_changed,
)

FACTS = frozenset(("collection", "inventory", "is_published", "unit_price", "vendor"))
NAMING = frozenset(("code", "collection", "vendor"))


def mark_both(product_ids: Collection[int]) -> None:
    mark_products(product_ids=product_ids)
    mark_texts(source=Source.PRODUCT, keys=product_ids)


@receiver(documents_changed)
def note_words(sender: type, product_ids: Sequence[int], **kwargs: Any) -> None:
    mark_products(product_ids=product_ids, in_words=True)


@receiver(products_changed)
def note_products(
    sender: type, product_ids: Sequence[int], with_names: bool = False, **kwargs: Any
) -> None:
    mark_products(product_ids=product_ids)
    if with_names:
        mark_texts(source=Source.PRODUCT, keys=product_ids)


@receiver(post_save, sender=Product)
def note_product(
    sender: type, instance: Product, update_fields: Any = None, **kwargs: Any
) -> None:
    written = (
        None
        if update_fields is None
        else {name.removesuffix("_id") for name in update_fields}
    )
    if written is None or written & FACTS:
        mark_products(product_ids=[instance.pk])
    if written is None or written & NAMING:
        mark_texts(source=Source.PRODUCT, keys=[instance.pk])


@receiver(post_delete, sender=Product)
def forget_product(sender: type, instance: Product, **kwargs: Any) -> None:
    mark_products(product_ids=[instance.pk])


@receiver(post_save, sender=Book)
@receiver(post_delete, sender=Book)
def note_book(sender: type, instance: Book, **kwargs: Any) -> None:
    mark_both([instance.product_id])


@receiver(post_save, sender=BookAuthor)
@receiver(post_delete, sender=BookAuthor)
def note_author(sender: type, instance: BookAuthor, **kwargs: Any) -> None:
    mark_texts(source=Source.PRODUCT, keys=[instance.book_id])


@receiver(m2m_changed, sender=Book.genres.through)
def note_genres(
    sender: type,
    instance: Any,
    action: str,
    reverse: bool,
    pk_set: set[int] | None,
    **kwargs: Any,
) -> None:
    """Before they are cleared, for there is no telling afterwards."""
    if action not in {"post_add", "post_remove", "pre_clear"}:
        return
    if not reverse:
        mark_both([instance.pk])
    elif pk_set is not None:
        mark_both(pk_set)
    else:
        mark_both(books_of(instance))


@receiver(pre_delete, sender=Genre)
def note_lost_genre(sender: type, instance: Genre, **kwargs: Any) -> None:
    mark_both(books_of(instance))


def books_of(genre: Genre) -> list[int]:
    rows = Book.genres.through.objects.filter(genre=genre)
    return list(rows.values_list("book_id", flat=True))


@receiver(book_changed)
def note_books(sender: type, product_ids: Sequence[int], **kwargs: Any) -> None:
    """Their authors may be new, and were added without a signal."""
    mark_both(product_ids)
    write_names_of_authors(product_ids=product_ids)


@receiver(product_rated)
def note_rated(sender: type, product_id: int, **kwargs: Any) -> None:
    mark_products(product_ids=[product_id])


@receiver(post_save, sender=BookFile)
@receiver(post_delete, sender=BookFile)
def note_file(sender: type, instance: BookFile, **kwargs: Any) -> None:
    mark_products(product_ids=[instance.book_id])


@receiver(post_save, sender=ProductRating)
@receiver(post_delete, sender=ProductRating)
def note_rating(sender: type, instance: ProductRating, **kwargs: Any) -> None:
    mark_products(product_ids=[instance.pk])


def note_old_name(sender: Any, instance: Any, **kwargs: Any) -> None:
    _, name = NAMED[sender]
    before = sender.objects.filter(pk=instance.pk).values_list(name, flat=True)
    instance.name_before = before.first() if instance.pk else None


def note_new_name(sender: Any, instance: Any, **kwargs: Any) -> None:
    source, name = NAMED[sender]
    before, now = instance.__dict__.pop("name_before", None), getattr(instance, name)
    if before == now:
        return
    write_names(source=source, names={instance.pk: now})
    if before is not None:
        mark_texts(source=source, keys=[instance.pk])


def note_lost_name(sender: Any, instance: Any, **kwargs: Any) -> None:
    forget_names(source=NAMED[sender][0], keys=[instance.pk])


for model in NAMED:
    pre_save.connect(note_old_name, sender=model)
    post_save.connect(note_new_name, sender=model)
    post_delete.connect(note_lost_name, sender=model)
