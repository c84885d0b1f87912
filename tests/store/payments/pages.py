"""An order on its way to be paid by Chargily, and what became of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.test import Client
from django.utils import timezone

from store.models import LedgerEntry, Order, Payment, UnappliedPayment
from store.orders.checkout import place_order
from store.payments.online import begin_online
from tests.builders import make_cart, make_customer, make_product

URL = "http://testserver/store/payments/chargily/webhook/"


def make_order() -> Order:
    product = make_product(unit_price=Decimal("135.90"), inventory=10)
    cart = make_cart((product, 1))
    return place_order(
        cart_id=cart.pk, customer=make_customer(), payment_method="chargily"
    )


def begin(order: Order) -> Payment:
    return begin_online(order=order, by=order.customer.user, webhook_url=URL)


def post(webhook: Any) -> Any:
    return Client().post(webhook.path, **webhook.for_client())


def state(payment: Payment) -> tuple[str, str]:
    payment.refresh_from_db()
    return payment.status, Order.objects.get(pk=payment.order_id).payment_status


def sales() -> int:
    return LedgerEntry.objects.filter(kind="sale").count()


def aside() -> list[tuple[str, Decimal]]:
    return list(UnappliedPayment.objects.values_list("reason", "amount"))


def due_now() -> None:
    Payment.objects.exclude(next_check_at=None).update(next_check_at=timezone.now())
