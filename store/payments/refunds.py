"""Money that goes back to buyers: recorded once, by whoever sent it."""

from __future__ import annotations

from django.utils import timezone

from store.payments.choices import EntryKind, Holder, RefundStatus
from store.payments.errors import AlreadyRefunded
from store.payments.ledger import write_entries
from store.payments.ledger_models import LedgerEntry
from store.payments.models import Refund, UnappliedPayment
from store.shared.identity import user_id
from store.shared.retrying import retried
from store.signals import refund_changed


@retried
def pay_refund(*, refund: Refund, paid_by: str, reference: str, by: object) -> Refund:
    """Record that the buyer has the money back; of the store's own goods the store paid.

    What a vendor paid out of its own pocket is owed to it. Raises AlreadyRefunded: of two
    at once the second.
    """
    refund = Refund.objects.select_for_update().get(pk=refund.pk)
    if refund.status == RefundStatus.PAID:
        raise AlreadyRefunded
    part = refund.vendor_order
    vendor = None if part is None else part.vendor_id
    refund.status, refund.paid_at = RefundStatus.PAID, timezone.now()
    refund.paid_by = Holder.STORE if vendor is None else paid_by
    refund.reference, refund.by_id = reference, user_id(by)
    refund.save(update_fields=["status", "paid_at", "paid_by", "reference", "by"])
    # A sale of the time before the ledger was settled outside of it, and so is its refund.
    if refund.paid_by == Holder.VENDOR and refund.ledger.exists():
        write_entries([advance(refund=refund, vendor_id=vendor)])
    refund_changed.send(sender=Refund, refund=refund)
    return refund


def advance(*, refund: Refund, vendor_id: int | None) -> LedgerEntry:
    return LedgerEntry(
        vendor_id=vendor_id,
        kind=EntryKind.REFUND_ADVANCED,
        amount=refund.amount,
        order_id=refund.order_id,
        refund=refund,
        by_id=refund.by_id,
        key=f"refund_advanced:{refund.pk}",
    )


def refund_unapplied(*, money: UnappliedPayment, reference: str, by: object) -> None:
    """Record that money which paid for nothing was given back.

    Raises AlreadyRefunded: of two at once the second.
    """
    written = UnappliedPayment.objects.waiting().filter(pk=money.pk)
    if not written.update(
        refunded_at=timezone.now(), reference=reference, by=user_id(by)
    ):
        raise AlreadyRefunded
