from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any, NoReturn

from django.db import models
from django.db.models import Sum
from django.db.models.functions import Coalesce

from store.payments.choices import OPEN, RECEIVED, EntryKind, RefundStatus
from store.shared.identity import user_id
from store.shared.money import to_cents


class PaymentQuerySet(models.QuerySet[Any]):
    def for_user(self, user: object) -> PaymentQuerySet:
        """Of what the user ordered."""
        pk = user_id(user)
        return self.none() if pk is None else self.filter(order__customer__user=pk)

    def for_vendors(self, keys: Collection[int]) -> PaymentQuerySet:
        """Of their parts alone; what pays a whole order is nobody's but the store's."""
        return self.filter(vendor_order__vendor__in=keys)

    def open(self) -> PaymentQuerySet:
        return self.filter(status__in=OPEN)

    def received(self) -> PaymentQuerySet:
        return self.filter(status__in=RECEIVED)


class RefundQuerySet(models.QuerySet[Any]):
    def for_user(self, user: object) -> RefundQuerySet:
        pk = user_id(user)
        return self.none() if pk is None else self.filter(order__customer__user=pk)

    def owed(self) -> RefundQuerySet:
        return self.filter(status=RefundStatus.OWED)


class UnappliedQuerySet(models.QuerySet[Any]):
    def waiting(self) -> UnappliedQuerySet:
        """Not given back yet."""
        return self.filter(refunded_at=None)


class LedgerQuerySet(models.QuerySet[Any]):
    """Reads and adds: a row that is there stays as it is."""

    def unsettled(self) -> LedgerQuerySet:
        """In no payout yet."""
        return self.filter(settled_in=None).exclude(kind=EntryKind.PAYOUT)

    def settled(self) -> LedgerQuerySet:
        """In a payout, or one itself."""
        named = models.Q(settled_in__isnull=False)
        return self.filter(named | models.Q(kind=EntryKind.PAYOUT))

    def with_payouts(self) -> LedgerQuerySet:
        """`settled_by`: the key of the payout that names a row, or that it is."""
        return self.annotate(settled_by=Coalesce("payout", "settled_in__payout"))

    def for_vendors(self, keys: Collection[int]) -> LedgerQuerySet:
        return self.filter(vendor__in=keys)

    def balance(self) -> Decimal:
        """SQLite adds in floating point: in cents again."""
        total = self.order_by().aggregate(total=Sum("amount"))["total"]
        return to_cents(total or Decimal(0))

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("The ledger is append-only: write another row.")

    def delete(self) -> NoReturn:
        raise TypeError("The ledger is append-only: write another row.")


class PayoutQuerySet(models.QuerySet[Any]):
    def for_vendors(self, keys: Collection[int]) -> PayoutQuerySet:
        return self.filter(vendor__in=keys)
