"""Writing down what customers saw, and forgetting it."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from store.catalog.models import Product
from store.customers.models import Customer
from store.customers.services import lock_customer
from store.insights.models import ProductView, ProductViewDay, SearchQuery
from store.insights.readers import count_readers, first_of_a_day
from store.insights.seen import Key, Kind, Seen

logger = logging.getLogger(__name__)

MOST_ENTRIES = 100
"""Of each kind and customer; the oldest fall away."""
CHUNK = 500
READERS_DAYS = 90
"""So long it is kept how many readers a product had on a day."""
Found = Mapping[Any, Seen]
MODELS: dict[Kind, tuple[type[ProductView] | type[SearchQuery], str]] = {
    Kind.VIEWED: (ProductView, "product_id"),
    Kind.SEARCHED: (SearchQuery, "digest"),
}


def record_batch(batch: Mapping[Key, Seen]) -> dict[Key, Seen]:
    """Write down what users saw, a transaction each. Returns what the database did not take."""
    by_user: defaultdict[int, dict[Key, Seen]] = defaultdict(dict)
    for key, seen in batch.items():
        by_user[key.user_id][key] = seen
    left: dict[Key, Seen] = {}
    for user_id, entries in by_user.items():
        try:
            record_seen(user_id=user_id, entries=entries)
        except (OperationalError, InterfaceError) as error:
            logger.warning("A history waits: %s", type(error).__name__)
            left |= entries
        except Exception:
            logger.exception("What user %s saw is lost", user_id)
    return left


@transaction.atomic
def record_seen(*, user_id: int, entries: Mapping[Key, Seen]) -> None:
    """Write down what one user saw; nothing for who is gone or wants no history.

    The customer's row is locked: what is recorded at the same time adds up, and what was
    cleared meanwhile does not come back.
    """
    customer = find_recorded_customer(user_id)
    if customer is None:
        return
    for kind, since in kept_since(customer).items():
        found: Found = {
            key.what: seen
            for key, seen in entries.items()
            if key.kind == kind and (since is None or seen.at > since)
        }
        if kind == Kind.VIEWED:
            found = only_public(found)
        if found:
            write_entries(kind=kind, customer=customer, found=found)


def find_recorded_customer(user_id: int) -> Customer | None:
    pk = Customer.objects.filter(user_id=user_id).values_list("pk", flat=True).first()
    try:
        customer = None if pk is None else lock_customer(pk=pk)
    except Customer.DoesNotExist:
        return None
    return customer if customer and customer.tracks_history else None


def kept_since(customer: Customer) -> dict[Kind, datetime | None]:
    return {
        Kind.VIEWED: customer.views_kept_since,
        Kind.SEARCHED: customer.searches_kept_since,
    }


def only_public(found: Found) -> Found:
    """Without what was deleted meanwhile, and drafts, which only their sellers open."""
    public = Product.objects.public().filter(pk__in=found).order_by()
    return {pk: found[pk] for pk in public.values_list("pk", flat=True)}


def write_entries(*, kind: Kind, customer: Customer, found: Found) -> None:
    model: Any
    model, name = MODELS[kind]
    rows = model.objects.filter(customer=customer)
    known = {getattr(row, name): row for row in rows.filter(**{f"{name}__in": found})}
    first = first_of_a_day(known, found) if kind == Kind.VIEWED else []
    for what, seen in found.items():
        row = known.setdefault(what, model(customer=customer, **{name: what}))
        row.times += seen.times
        if row.pk is None or seen.at >= row.last_at:
            row.last_at = seen.at
            if isinstance(row, SearchQuery):
                row.words, row.product_ids = seen.words, list(seen.product_ids)
    columns = ["times", "last_at"]
    if kind == Kind.SEARCHED:
        columns += ["words", "product_ids"]
    model.objects.bulk_update([row for row in known.values() if row.pk], columns)
    model.objects.bulk_create([row for row in known.values() if not row.pk])
    drop_oldest(rows)
    count_readers(first)


def drop_oldest(rows: Any) -> None:
    """Beyond `MOST_ENTRIES`. In two steps: MariaDB deletes from no limited subquery."""
    newest_first = rows.order_by("-last_at", "-id").values_list("pk", flat=True)
    surplus = list(newest_first[MOST_ENTRIES:])
    if surplus:
        rows.filter(pk__in=surplus).delete()


@transaction.atomic
def clear_history(*, customer: Customer, kinds: Iterable[Kind] = Kind) -> None:
    """Delete these kinds, and write none of it that still waits to be written."""
    for kind in kinds:
        stop_waiting_entries(customer=customer, kind=kind)
        MODELS[kind][0].objects.filter(customer=customer).delete()


@transaction.atomic
def forget_entry(*, entry: ProductView | SearchQuery) -> None:
    """Delete one; what else was seen in the last second or two and waits is lost with it."""
    kind = Kind.VIEWED if isinstance(entry, ProductView) else Kind.SEARCHED
    stop_waiting_entries(customer=entry.customer, kind=kind)
    entry.delete()


def stop_waiting_entries(*, customer: Customer, kind: Kind) -> None:
    """Nothing of this kind that was seen before this moment will be written any more."""
    customer = lock_customer(pk=customer.pk)
    column = "views" if kind == Kind.VIEWED else "searches"
    setattr(customer, f"{column}_kept_since", timezone.now())
    customer.save(update_fields=[f"{column}_kept_since"])


def delete_old_history() -> int:
    """What is older than `STORE_HISTORY_DAYS`, and views of what is gone. Returns how many."""
    before = timezone.now() - timedelta(days=settings.STORE_HISTORY_DAYS)
    last_day = timezone.localdate() - timedelta(days=READERS_DAYS)
    gone = ~Exists(Product.objects.filter(pk=OuterRef("product_id")))
    return sum(
        delete_in_chunks(rows)
        for rows in (
            ProductView.objects.filter(last_at__lt=before),
            SearchQuery.objects.filter(last_at__lt=before),
            ProductView.objects.filter(gone),
            ProductViewDay.objects.filter(day__lt=last_day),
        )
    )


def delete_in_chunks(rows: Any) -> int:
    """A few at a time: each statement locks what it deletes."""
    deleted = 0
    while keys := list(rows.order_by().values_list("pk", flat=True)[:CHUNK]):
        deleted += rows.model.objects.filter(pk__in=keys).delete()[0]
    return deleted
