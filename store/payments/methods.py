"""The ways to pay. A new one is a class here; what differs between them is its business."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar

from django.conf import settings

from store.payments import chargily
from store.payments.choices import AttemptStatus, PaymentMethod
from store.payments.errors import MethodOff


class Method:
    """One way to pay.

    `per_part`: each vendor's part of an order is paid by itself. `starts_at_checkout`: an
    attempt is there as soon as the order is; others begin when the buyer asks.
    """

    code: ClassVar[PaymentMethod]
    first_status: ClassVar[AttemptStatus] = AttemptStatus.PENDING
    per_part: ClassVar[bool] = False
    starts_at_checkout: ClassVar[bool] = True
    # Whether the amount of an attempt may change after it began.
    amount_may_change: ClassVar[bool] = True

    def is_on(self) -> bool:
        return self.code in settings.STORE_PAYMENT_METHODS

    def charge(self, due: Decimal) -> Decimal:
        """What is asked for when so much is due, both in the store's currency."""
        return due

    def instructions(self) -> str:
        """What the buyer has to do, for people."""
        return ""


class CashOnDelivery(Method):
    """Paid to whoever brings the goods: part by part."""

    code = PaymentMethod.CASH_ON_DELIVERY
    first_status = AttemptStatus.TO_CONFIRM
    per_part = True


class Chargily(Method):
    """A hosted page of Chargily Pay, which takes whole dinars."""

    code = PaymentMethod.CHARGILY
    starts_at_checkout = False
    amount_may_change = False

    def is_on(self) -> bool:
        return super().is_on() and chargily.is_on()

    def charge(self, due: Decimal) -> Decimal:
        return due.quantize(Decimal(1), rounding=ROUND_HALF_UP)


class Manual(Method):
    """A transfer that staff find on the bank's statement and record."""

    code = PaymentMethod.MANUAL

    def instructions(self) -> str:
        return settings.STORE_BANK_DETAILS


METHODS: dict[str, Method] = {
    method.code: method for method in (CashOnDelivery(), Chargily(), Manual())
}


def method_called(code: str) -> Method:
    """Raises MethodOff for one that is not offered here."""
    method = METHODS.get(code)
    if method is None or not method.is_on():
        raise MethodOff
    return method


def methods_on() -> list[Method]:
    return [method for method in METHODS.values() if method.is_on()]
