"""A key is claimed, held by one request at a time, and answered once.

The claim is committed before the work begins. Who works holds it in one of two ways:

- by a lock of its row, in the transaction of the work: they are committed together, and
  a process that is killed loses both. SQLite locks no rows; there the second transaction
  waits for the first.
- by a lease, for work in steps that must not stand in one transaction: it is written down,
  and ends by itself after `LEASE`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import IntegrityError, OperationalError
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from core.idempotency.errors import KeyInProgress, KeyReused
from core.idempotency.models import KeyedRequest

LEASE = timedelta(seconds=60)
# NOWAIT, of MariaDB and of MySQL.
LOCKED = {1205, 3572}
BATCH = 1000


def claim_key(*, digest: str, fingerprint: str, user_id: int | None) -> KeyedRequest:
    """The row of a key, made and committed if there is none. Raises KeyReused, KeyInProgress."""
    rows = KeyedRequest.objects.filter(digest=digest)
    row = rows.first()
    # Deleting waits for whoever holds the row, so only what is expired is asked to go.
    if row is not None and row.is_expired:
        rows.expired().delete()
        row = None
    if row is None:
        try:
            return KeyedRequest.objects.create(
                digest=digest, fingerprint=fingerprint, user_id=user_id
            )
        except IntegrityError:  # somebody else was faster, or the account was erased
            row = rows.first()
    if row is None:
        raise KeyInProgress
    if not constant_time_compare(row.fingerprint, fingerprint):
        raise KeyReused
    return row


def lock_key(*, pk: int) -> KeyedRequest:
    """The row, locked until the transaction ends. Raises KeyInProgress at once."""
    rows = KeyedRequest.objects.select_for_update(nowait=True)
    try:
        row = rows.filter(pk=pk).first()
    except OperationalError as error:
        if error.args[0] in LOCKED:
            raise KeyInProgress from None
        raise
    if row is None:  # erased or expired since it was claimed
        raise KeyInProgress
    return row


def lease_key(*, pk: int) -> KeyedRequest:
    """The row, answered or held until `locked_until`. Raises KeyInProgress."""
    now = timezone.now()
    free = Q(locked_until=None) | Q(locked_until__lt=now)
    rows = KeyedRequest.objects.filter(pk=pk)
    leased = rows.filter(free, status=None).update(locked_until=now + LEASE)
    row = rows.first()
    if row is None or not (leased or row.status):
        raise KeyInProgress
    return row


def end_lease(*, row: KeyedRequest) -> None:
    """The key may be tried again, unless another took the lease over."""
    held_rows(row).update(locked_until=None)


def held_rows(row: KeyedRequest) -> Any:
    return KeyedRequest.objects.filter(pk=row.pk, locked_until=row.locked_until)


def keep_answer(
    *,
    row: KeyedRequest,
    status: int,
    headers: dict[str, str],
    body: bytes,
    user_id: int | None,
) -> None:
    """For the next request with the key; by who still holds it alone."""
    held_rows(row).update(
        status=status, headers=headers, body=body, user_id=user_id, locked_until=None
    )


def delete_expired() -> int:
    """Forget answers that are older than `IDEMPOTENCY_KEPT_FOR`. Returns how many."""
    deleted = 0
    while True:
        batch = KeyedRequest.objects.expired().order_by("created_at")[:BATCH]
        pks = list(batch.values_list("pk", flat=True))
        if not pks:
            return deleted
        deleted += KeyedRequest.objects.filter(pk__in=pks).delete()[0]
