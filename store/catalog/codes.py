"""The code of a product, `NCT001`: made once, when the product is, and never changed.

Three initials, of the title, of the collection and of the first tag, and a number of at
least three digits that counts up for these initials. An initial is the first letter or
digit from A to Z and 0 to 9, upper-cased and without its accent (NFKD: É is E); a text
that has none, an Arabic one for instance, gives `X`. A product without a tag has a `T`.
Numbers are never given twice; those of products that were deleted, or not made after all,
may be missing.

The store does not know what tags are. Whoever does says so by `read_first_tags_with`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from typing import Any
from unicodedata import normalize

from django.apps import apps
from django.db import connection, transaction
from django.db.models import prefetch_related_objects

INITIALS = 3
NO_INITIAL = "X"
NO_TAG = "T"

FirstTags = Callable[[Sequence[int]], Mapping[int, str]]
_readers: list[FirstTags] = []


def read_first_tags_with(reader: FirstTags) -> None:
    """`reader` takes pks of products; it returns the first tag's label of those that have one."""
    _readers[:] = [reader]


def first_tags(pks: Sequence[int]) -> Mapping[int, str]:
    return _readers[0](pks) if _readers else {}


def initial(text: str) -> str:
    plain = normalize("NFKD", text).encode("ascii", "ignore").decode()
    return next((sign.upper() for sign in plain if sign.isalnum()), NO_INITIAL)


def prefix_of(*, title: str, collection: str, tag: str | None) -> str:
    of_tag = NO_TAG if tag is None else initial(tag)
    return initial(title) + initial(collection) + of_tag


def code_of(prefix: str, number: int) -> str:
    return f"{prefix}{number:03}"


@transaction.atomic
def give_codes(
    products: Sequence[Any], labels: Sequence[str | None] | None = None
) -> None:
    """Set the `code` of products; the caller writes them, in the same transaction.

    `labels` are their first tags, in the same order; left out, they have none.
    """
    if not products:
        return
    prefetch_related_objects(products, "collection")
    prefixes = [
        prefix_of(title=product.title, collection=shelf_of(product), tag=label)
        for product, label in zip(
            products, labels or [None] * len(products), strict=True
        )
    ]
    numbers = {
        prefix: count(first)
        for prefix, first in take_numbers(Counter(prefixes)).items()
    }
    for product, prefix in zip(products, prefixes, strict=True):
        product.code = code_of(prefix, next(numbers[prefix]))


def shelf_of(product: Any) -> str:
    """A product in no collection, or one that is gone, is refused when it is written."""
    collection = getattr(product, "collection", None)
    return "" if collection is None else collection.title


def take_numbers(wanted: Mapping[str, int]) -> dict[str, int]:
    """Take so many numbers for each prefix; returns the first of each.

    Nobody else has them, nor gets any of these prefixes before the transaction ends.
    """
    products = apps.get_model("store", "Product").objects
    while True:
        add_to_counters(wanted)
        counters = apps.get_model("store", "ProductCodeCounter").objects
        ends = counters.filter(prefix__in=wanted).values_list("prefix", "last")
        first = {prefix: last + 1 - wanted[prefix] for prefix, last in ends}
        codes = [
            code_of(prefix, start + step)
            for prefix, start in first.items()
            for step in range(wanted[prefix])
        ]
        used = products.filter(code__in=codes).values_list("code", flat=True)
        # A counter lags behind codes that came another way, out of a dump for instance.
        if behind := {str(code)[:INITIALS] for code in used}:
            skip_used(behind)
        else:
            return first


def add_to_counters(wanted: Mapping[str, int]) -> None:
    """In one statement, whether the rows are there or not, always in the same order.

    Reading a counter, or looking whether there is one, before it is written would let two
    in at once; an `INSERT IGNORE` first lets them block each other.
    """
    table = apps.get_model("store", "ProductCodeCounter")._meta.db_table
    rows = ", ".join(["(%s, %s)"] * len(wanted))
    added = (
        "ON DUPLICATE KEY UPDATE last = last + VALUES(last)"
        if connection.vendor == "mysql"
        else f"ON CONFLICT (prefix) DO UPDATE SET last = {table}.last + excluded.last"
    )
    sql = f"INSERT INTO {table} (prefix, last) VALUES {rows} {added}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(
            sql, [value for pair in sorted(wanted.items()) for value in pair]
        )


def skip_used(prefixes: set[str]) -> None:
    """Move these counters past the highest number in use."""
    products = apps.get_model("store", "Product").objects
    counters = apps.get_model("store", "ProductCodeCounter").objects
    for prefix in sorted(prefixes):
        codes = products.filter(code__startswith=prefix).values_list("code", flat=True)
        tails = [str(code)[INITIALS:] for code in codes]
        highest = max((int(tail) for tail in tails if tail.isdecimal()), default=0)
        counters.filter(prefix=prefix, last__lt=highest).update(last=highest)
