"""How a customer paid, and what was given back: kept with the orders."""

from __future__ import annotations

from core.privacy.registry import PersonalData, register
from store.models import (
    Payment,
    PaymentChange,
    Refund,
    RefundLine,
    UnappliedPayment,
)
from store.payments.choices import RefundStatus
from store_custom.privacy.ways import SOLD

register(
    PersonalData(
        "payments",
        Payment,
        rows=lambda user: Payment.objects.for_user(user),
        on_erase=SOLD,
        hidden=frozenset({"checkout_url", "next_check_at", "checks"}),
        mail_keys=lambda payments: [f"payment_received:{row.pk}" for row in payments],
    ),
    PersonalData(
        "payment_changes",
        PaymentChange,
        rows=lambda user: PaymentChange.objects.filter(
            payment__order__customer__user=user.pk
        ),
        on_erase=SOLD,
        hidden=frozenset({"by"}),
    ),
    PersonalData(
        "refunds",
        Refund,
        rows=lambda user: Refund.objects.for_user(user),
        on_erase=SOLD,
        hidden=frozenset({"by"}),
        mail_keys=lambda refunds: [
            f"refund_{status}:{refund.pk}"
            for refund in refunds
            for status in RefundStatus.values
        ],
    ),
    PersonalData(
        "refund_lines",
        RefundLine,
        rows=lambda user: RefundLine.objects.filter(
            refund__order__customer__user=user.pk
        ),
        on_erase=SOLD,
    ),
    PersonalData(
        "unapplied_payments",
        UnappliedPayment,
        rows=lambda user: UnappliedPayment.objects.filter(
            order__customer__user=user.pk
        ),
        on_erase=SOLD,
        hidden=frozenset({"by", "key"}),
    ),
)
