"""Finding what is there by natural keys, in chunks, and adding what is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from django.db.models import Model

CHUNK = 500
T = TypeVar("T")
M = TypeVar("M", bound=Model)


class Count(NamedTuple):
    """How many rows of a kind the plan has, and how many of them were made now."""

    name: str
    planned: int
    created: int


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def found(model: type[M], field: str, keys: Iterable[Any]) -> dict[str, M]:
    """The rows by natural key in lower case; of several with one key, the oldest."""
    rows: dict[str, M] = {}
    for chunk in chunks(keys):
        for row in model._default_manager.filter(**{f"{field}__in": chunk}).order_by(
            "pk"
        ):
            rows.setdefault(str(getattr(row, field)).lower(), row)
    return rows


def insert(model: type[M], rows: Sequence[M]) -> int:
    """Insert all the rows in batches; how many."""
    model._default_manager.bulk_create(rows, batch_size=CHUNK)
    return len(rows)


def free_ids(model: type[Model], count: int) -> set[int]:
    """Which of the ids from 1 to `count` no row has.

    Each seeded row takes its place in the plan as its id when that is free, whatever
    counter the database has reached: load tests ask for products 1 to 1000.
    """
    taken = model._default_manager.filter(pk__lte=count).values_list("pk", flat=True)
    return set(range(1, count + 1)) - set(taken)
