from django.db.models import TextChoices

from store.orders.choices import PaymentMethod

__all__ = ["PaymentMethod"]


class AttemptStatus(TextChoices):
    """Of a payment. Cash on delivery begins with `to_confirm`, the others with `pending`."""

    PENDING = "pending", "Pending"
    TO_CONFIRM = "to_confirm", "To confirm"
    CONFIRMED = "confirmed", "Confirmed"
    COLLECTED = "collected", "Collected"
    REMITTED = "remitted", "Remitted"
    PAID = "paid", "Paid"
    REFUSED = "refused", "Refused"
    FAILED = "failed", "Failed"
    EXPIRED = "expired", "Expired"
    CANCELLED = "cancelled", "Cancelled"


OPEN = (AttemptStatus.PENDING, AttemptStatus.TO_CONFIRM, AttemptStatus.CONFIRMED)
"""Money may still come."""

RECEIVED = (AttemptStatus.PAID, AttemptStatus.COLLECTED, AttemptStatus.REMITTED)
"""Money has come; none of these becomes anything but `remitted` any more."""


class Holder(TextChoices):
    """Who has the money in hand."""

    STORE = "store", "The store"
    VENDOR = "vendor", "The vendor"


class EntryKind(TextChoices):
    """Of a row of the ledger; the sign is the usual one."""

    SALE = "sale", "Sale"  # +, what the buyer paid for a line, tax included
    COMMISSION = "commission", "Commission"  # − vendor, + store
    SUBSIDY = "subsidy", "Discount borne by the store"  # + vendor, − store
    REFUND = "refund", "Refund"  # −, what the buyer gets back for a line
    COMMISSION_REFUND = "commission_refund", "Commission given back"
    SUBSIDY_REFUND = "subsidy_refund", "Discount taken back"
    ROUNDING = "rounding", "Rounding"  # ± store, to the whole coins of a provider
    CASH_COLLECTED = "cash_collected", "Cash collected by the vendor"  # −
    CASH_REMITTED = "cash_remitted", "Cash handed over to the store"  # +
    REFUND_ADVANCED = "refund_advanced", "Refund paid by the vendor"  # +
    ADJUSTMENT = "adjustment", "Adjustment"  # ±, by hand, with a reason
    PAYOUT = "payout", "Payout"  # −, what the store paid to the vendor


class RefundStatus(TextChoices):
    OWED = "owed", "Owed"
    PAID = "paid", "Paid"


class UnappliedReason(TextChoices):
    NO_ORDER = "no_order", "There is no such order"
    CANCELLED = "cancelled", "The order was cancelled"
    ALREADY_PAID = "already_paid", "The order was paid already"
    TOO_LITTLE = "too_little", "Less than was asked for"
    TOO_MUCH = "too_much", "More than was asked for"
    MISMATCH = "mismatch", "Not what was agreed with the provider"
