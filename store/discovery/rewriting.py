"""Bringing documents up to date with what they name, and blocks with both."""

from __future__ import annotations

from collections.abc import Callable, Collection

from django.db import connection, transaction

from store.catalog.models import Product
from store.discovery.bits import SIZE
from store.discovery.choices import Kept, Source
from store.discovery.folding import (
    FOLDED_AT_ONCE,
    build,
    fold_changes,
    forget_marks,
    missing,
    numbers,
)
from store.discovery.models import ChangedProduct, StaleText
from store.discovery.names import write_missing_names
from store.discovery.texts import products_of, write_texts
from store.search.documents import (
    delete_documents,
    missing_documents,
    orphaned_documents,
)
from store.search.progress import note_complete

WRITTEN_AT_ONCE = 500
MOST_ROUNDS = 20
FOLDED_AFTER = 4
"""So many times, for a block costs as much with one change as with many."""


def rewrite_products(*, product_ids: Collection[int]) -> None:
    """What is marked of these products alone."""
    rows = StaleText.objects.filter(source=Source.PRODUCT, key__in=product_ids)
    rewrite_rows(dict(rows.values_list("key", "mark")))


def rewrite_rows(marks: dict[int, str]) -> int:
    """Products, by key, and the marks that go with it if they still are the same.

    What another transaction holds is left to it: whoever waits for nobody while holding
    locks is never part of a deadlock.
    """
    write_texts(product_ids=marks)
    can_skip = connection.features.has_select_for_update_skip_locked
    with transaction.atomic():
        rows = StaleText.objects.select_for_update(skip_locked=can_skip)
        own = rows.filter(source=Source.PRODUCT, key__in=marks)
        free = own.order_by("pk").values_list("pk", "key", "mark")
        same = [pk for pk, key, mark in free if marks[key] == mark]
        StaleText.objects.filter(pk__in=same).delete()
    return len(marks)


def rewrite_stale() -> int:
    """Write the documents of everything that is marked. Returns how many.

    In steps, each remembered with what it wrote: it goes on where it ended. What is
    marked once more meanwhile is written once more.
    """
    done = last = 0
    own = StaleText.objects.filter(source=Source.PRODUCT).order_by("key")
    while marks := dict(
        own.filter(key__gt=last).values_list("key", "mark")[:WRITTEN_AT_ONCE]
    ):
        done += rewrite_rows(marks)
        last = max(marks)
    wide = StaleText.objects.exclude(source=Source.PRODUCT).order_by("pk")
    for row in list(wide):
        done += rewrite_all_of(row)
    return done


def rewrite_all_of(row: StaleText) -> int:
    done = steps = 0
    same = StaleText.objects.filter(pk=row.pk, mark=row.mark)
    while keys := products_of(
        source=row.source, key=row.key, after=row.last_id, most=WRITTEN_AT_ONCE
    ):
        done += write_texts(product_ids=keys)
        row.last_id = keys[-1]
        if not same.update(last_id=row.last_id):
            return done  # marked anew: from the beginning, by whoever comes next
        steps += 1
        if steps % FOLDED_AFTER == 0:
            fold_changes()
    same.delete()
    return done


def rebuild_block(*, number: int, only_missing: bool = False) -> int:
    """Documents and blocks of neighbouring products. Returns how many documents.

    Safe while the store is in use: what changes meanwhile is marked, and read as it is.
    """
    first, last = number * SIZE, (number + 1) * SIZE - 1
    products = Product.objects.filter(pk__range=(first, last)).order_by("pk")
    wanted = missing_documents(products) if only_missing else products
    keys = list(wanted.values_list("pk", flat=True))
    for start in range(0, len(keys), WRITTEN_AT_ONCE):
        write_texts(product_ids=keys[start : start + WRITTEN_AT_ONCE])
    marked = ChangedProduct.objects.filter(pk__range=(first, last))
    marks = dict(marked.values_list("pk", "mark"))
    built = [build(number=number, kept=kept) for kept in Kept.values]
    if all(built):
        forget_marks(marks)
    return len(keys)


def rebuild(
    *,
    only_missing: bool = False,
    progress: Callable[[int], object] = lambda count: None,
) -> int:
    """Everything anew, or what is not there. Returns how many documents were written."""
    forget_orphans()
    write_missing_names()
    unbuilt = {number for number, _ in missing()}
    done = 0
    for number in numbers():
        first, last = number * SIZE, (number + 1) * SIZE - 1
        inside = Product.objects.filter(pk__range=(first, last))
        if not only_missing or number in unbuilt or missing_documents(inside).exists():
            done += rebuild_block(number=number, only_missing=only_missing)
        progress(inside.count())
    note_complete(Product.objects.all())
    return done


def forget_orphans() -> int:
    """Documents of products that are gone. Returns how many."""
    done = 0
    orphans = orphaned_documents(Product.objects.all()).order_by("pk")
    while keys := list(orphans.values_list("pk", flat=True)[:WRITTEN_AT_ONCE]):
        delete_documents(keys)
        done += len(keys)
    return done


def build_missing() -> int:
    """Blocks that are not there, after an upgrade for instance. Returns how many."""
    found = sorted({number for number, _ in missing()})
    for number in found:
        rebuild_block(number=number, only_missing=True)
    return len(found)


def keep_up() -> None:
    """Whatever was marked, lost on the way or never built."""
    rewrite_stale()
    build_missing()
    fold_all()


def fold_all() -> int:
    """Returns how many products."""
    total = 0
    for _ in range(MOST_ROUNDS):
        folded = fold_changes()
        total += folded
        if folded < FOLDED_AT_ONCE:
            break
    return total
