"""Writing what changed into the blocks.

Nobody waits for it: a block is read, made and written if it still is what was read, else all
of that once more. A mark goes after the block that knows of its change is written, and only
if it still is the same: in between, and when this ends early, searches read the product as it
is. It may run twice, late, at the same time, or be killed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import Max, Min
from django.utils import timezone

from store.catalog.models import Product
from store.discovery.bits import SHIFT, SIZE
from store.discovery.blocks import Block, load_block
from store.discovery.choices import Kept
from store.discovery.facts import facts_of_keys, read_facts
from store.discovery.live import read_words, words_of_keys
from store.discovery.models import ChangedProduct, SearchBlock
from store.discovery.words import WordBlock, load_words
from store.search.models import SearchDocument

FORMAT = 1
"""Raised whenever `data` of a block is written otherwise than before."""
FOLDED_AT_ONCE = 5000
FORGOTTEN_AT_ONCE = 500
MOST_ATTEMPTS = 5


def blocks() -> Any:
    return SearchBlock.objects.filter(format=FORMAT)


def fold_changes() -> int:
    """Take what is marked now into the blocks. Returns how many products."""
    by_block: dict[int, list[ChangedProduct]] = defaultdict(list)
    marked = list(ChangedProduct.objects.order_by("pk")[:FOLDED_AT_ONCE])
    for one in marked:
        by_block[one.pk >> SHIFT].append(one)
    for number, some in by_block.items():
        words = [one.pk for one in some if one.in_words]
        if fold_facts(number, [one.pk for one in some]) and fold_words(number, words):
            forget_marks({one.pk: one.mark for one in some})
    return len(marked)


def forget_marks(marks: dict[int, str]) -> None:
    """Those that still are the same.

    What another transaction holds is left for the next time: whoever waits for nobody
    while holding locks is never part of a deadlock.
    """
    can_skip = connection.features.has_select_for_update_skip_locked
    keys = sorted(marks)
    for start in range(0, len(keys), FORGOTTEN_AT_ONCE):
        part = keys[start : start + FORGOTTEN_AT_ONCE]
        with transaction.atomic():
            rows = ChangedProduct.objects.select_for_update(skip_locked=can_skip)
            free = rows.filter(pk__in=part).order_by("pk").values_list("pk", "mark")
            same = [key for key, mark in free if marks[key] == mark]
            ChangedProduct.objects.filter(pk__in=same).delete()


def fold_facts(number: int, keys: list[int]) -> bool:
    """Read these products anew; a block that is not there is read as a whole.

    False when others wrote it each time: then the marks have to stay.
    """
    return replace(
        number=number,
        kept=Kept.FACTS,
        make=lambda data: load_block(data).patched(keys, facts_of_keys(keys)).dump(),
    )


def fold_words(number: int, keys: list[int]) -> bool:
    return not keys or replace(
        number=number,
        kept=Kept.WORDS,
        make=lambda data: load_words(data).patched(keys, words_of_keys(keys)).dump(),
    )


def replace(*, number: int, kept: Kept, make: Callable[[bytes], bytes]) -> bool:
    rows = blocks().filter(number=number, kept=kept)
    for _ in range(MOST_ATTEMPTS):
        before = rows.values_list("version", "data").first()
        if before is None:
            return build(number=number, kept=kept)
        version, data = before
        if rows.filter(version=version).update(version=mark(), data=make(bytes(data))):
            return True
    return False


def build(*, number: int, kept: str) -> bool:
    """Read a block as a whole. False when others wrote it each time."""
    rows = blocks().filter(number=number, kept=kept)
    for _ in range(MOST_ATTEMPTS):
        version = rows.values_list("version", flat=True).first()
        now, data = timezone.now(), read_block(number, kept)
        new = {"version": mark(), "data": data, "built_at": now}
        if version is None:
            row = SearchBlock(format=FORMAT, number=number, kept=kept, **new)
            SearchBlock.objects.bulk_create([row], ignore_conflicts=True)
            if rows.filter(version=new["version"]).exists():
                return True
        elif rows.filter(version=version).update(**new):
            return True
    return False


def mark() -> str:
    return uuid4().hex


def read_block(number: int, kept: str) -> bytes:
    ends = (number * SIZE, (number + 1) * SIZE - 1)
    if kept == Kept.FACTS:
        products = Product.objects.filter(pk__range=ends)
        return Block().patched((), read_facts(products)).dump()
    documents = SearchDocument.objects.filter(pk__range=ends)
    return WordBlock.of(read_words(documents)).dump()


def numbers() -> range:
    """Of all blocks that may have products."""
    ends = Product.objects.aggregate(first=Min("pk"), last=Max("pk"))
    if ends["last"] is None:
        return range(0)
    return range(ends["first"] >> SHIFT, (ends["last"] >> SHIFT) + 1)


def missing() -> list[tuple[int, str]]:
    """Number and kind of the blocks that are to be built, after an upgrade for instance."""
    there = set(blocks().values_list("number", "kept"))
    return [
        (number, kept)
        for number in numbers()
        for kept in Kept.values
        if (number, kept) not in there and has_products(number)
    ]


def has_products(number: int) -> bool:
    first, last = number * SIZE, (number + 1) * SIZE - 1
    return Product.objects.filter(pk__range=(first, last)).exists()


def build_oldest(*, before: datetime) -> bool:
    """One block that was not read as a whole since then. Returns whether there was any.

    Heals what no mark told of: rows that were written past the store's own code.
    """
    old = blocks().filter(built_at__lt=before).order_by("built_at")
    found = old.values_list("number", "kept").first()
    if found is None:
        return False
    number, kept = found
    build(number=number, kept=kept)
    return True
