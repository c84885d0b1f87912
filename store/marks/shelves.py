"""The marks of one customer while some of them are written."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from uuid import UUID

from django.db import connection
from django.db.models import Count

from store.customers.services import lock_customer
from store.marks.choices import MOST_MARKS, Kind, Result
from store.marks.errors import MarkExists, TooManyMarks
from store.marks.models import Mark
from store.marks.versions import COLUMNS, Version, rank, version_of
from store.sync.services import tick

KEY = ["customer", "kind", "uid"]


class Shelf:
    """Marks by kind and id. The customer's row is locked until the transaction ends.

    Raises Customer.DoesNotExist for an account that is not in use.
    """

    def __init__(
        self,
        *,
        customer_id: int,
        product_ids: Collection[int],
        uids: Collection[UUID],
    ) -> None:
        lock_customer(pk=customer_id)
        self.customer_id = customer_id
        self.product_ids = product_ids
        own = Mark.objects.filter(customer=customer_id)
        found = own.filter(kind__in=Kind.values, uid__in=uids)
        self.marks = {(mark.kind, mark.uid): mark for mark in found}
        self.changed: dict[tuple[str, UUID], Mark] = {}

    @cached_property
    def counts(self) -> dict[int, int]:
        """How many marks each of the products has."""
        own = Mark.objects.filter(customer=self.customer_id)
        rows = own.filter(product__in=self.product_ids).order_by()
        return dict(rows.values_list("product").annotate(count=Count("pk")))

    def find(self, *, kind: str, uid: UUID, product_id: int) -> Mark | None:
        """Raises MarkExists when it is in another book."""
        mark = self.marks.get((kind, uid))
        if mark is not None and mark.product_id != product_id:
            raise MarkExists(current=None)
        return mark

    def put(
        self, *, kind: str, uid: UUID, product_id: int, version: Version
    ) -> tuple[Mark, Result]:
        """Keep the newer one of this version and what there is.

        Raises MarkExists when it is in another book, and TooManyMarks.
        """
        mark = self.find(kind=kind, uid=uid, product_id=product_id)
        if mark is None:
            mark = self.add(kind=kind, uid=uid, product_id=product_id)
        else:
            sent, there = rank(version), rank(version_of(mark))
            if sent <= there:
                return mark, Result.SAME if sent == there else Result.OLDER
        for name, value in version.items():
            setattr(mark, name, value)
        self.changed[kind, uid] = mark
        return mark, Result.STORED

    def add(self, *, kind: str, uid: UUID, product_id: int) -> Mark:
        count = self.counts.get(product_id, 0)
        if count >= MOST_MARKS:
            raise TooManyMarks
        self.counts[product_id] = count + 1
        mark = Mark(
            customer_id=self.customer_id, product_id=product_id, kind=kind, uid=uid
        )
        self.marks[kind, uid] = mark
        return mark

    def save(self) -> None:
        """Write what changed, each mark with a moment of its own."""
        marks = list(self.changed.values())
        if not marks:
            return
        moments = tick(customer_id=self.customer_id, count=len(marks))
        for mark, moment in zip(marks, moments, strict=True):
            mark.updated_at = moment
            mark.created_at = mark.created_at or moment
            mark.pk = None  # found by KEY
        named = connection.features.supports_update_conflicts_with_target
        Mark.objects.bulk_create(
            marks,
            update_conflicts=True,
            update_fields=[*COLUMNS, "updated_at"],
            unique_fields=KEY if named else None,
        )
