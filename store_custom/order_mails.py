"""What customers are told after they ordered: what moved, what they paid, what they get back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Sum

from core.mail.letters import Letter, letter, render_letter
from store.models import Order, OrderItem, Payment, Refund
from store.orders.choices import OrderStatus
from store.payments.choices import Holder, PaymentMethod, RefundStatus
from store.payments.order_amounts import amounts_of
from store.shared.money import to_cents
from store_custom.mails import items_of, name_of, quantity_of

WORDS = {
    OrderStatus.PACKED: "is packed",
    OrderStatus.SHIPPED: "is on its way",
    OrderStatus.DELIVERED: "was delivered",
    OrderStatus.RETURNED: "came back",
    OrderStatus.CANCELLED: "was cancelled",
}


@letter("order_moved")
def order_moved(item_ids: list[int], to: str) -> Letter:
    """One move of lines, however many they are. Raises OrderItem.DoesNotExist."""
    items = items_of(OrderItem.objects.filter(pk__in=item_ids).order_by("pk"))
    if not items:
        raise OrderItem.DoesNotExist
    order = order_of(items[0].order_id)
    status = OrderStatus(to)
    return to_customer(
        order,
        "order_moved",
        {
            "is_part": len(items) < order.items.count(),
            "became": WORDS.get(status, f"is {status.label.lower()}"),
            "to_pay": to_pay(items) if status == OrderStatus.SHIPPED else None,
            **listed(items),
        },
    )


def to_pay(items: list[OrderItem]) -> Decimal:
    """At the door, for the parts that are on their way."""
    cash = Payment.objects.open().filter(
        method=PaymentMethod.CASH_ON_DELIVERY,
        vendor_order__in={item.vendor_order_id for item in items},
    )
    return sum_of(cash)


def sum_of(rows: Any) -> Decimal:
    """Of the amounts, to the cent."""
    return to_cents(rows.aggregate(total=Sum("amount"))["total"] or Decimal(0))


@letter("payment_received")
def payment_received(payment_id: int) -> Letter:
    """With what of it is given back, and what is still due. Raises Payment.DoesNotExist."""
    payment = Payment.objects.get(pk=payment_id)
    order = order_of(payment.order_id)
    return to_customer(
        order,
        "payment_received",
        {
            "payment": payment,
            "method": payment.get_method_display().lower(),
            "aside": sum_of(payment.unapplied.all()),
            "due": amounts_of(order).due,
        },
    )


@letter("refund_owed")
def refund_owed(refund_id: int) -> Letter:
    """Raises Refund.DoesNotExist."""
    return refund_letter(Refund.objects.get(pk=refund_id), is_paid=False)


@letter("refund_paid")
def refund_paid(refund_id: int) -> Letter:
    """Raises Refund.DoesNotExist for one that is not paid."""
    paid = Refund.objects.filter(status=RefundStatus.PAID)
    return refund_letter(paid.get(pk=refund_id), is_paid=True)


def refund_letter(refund: Refund, *, is_paid: bool) -> Letter:
    items = items_of(OrderItem.objects.filter(refund__refund=refund).order_by("pk"))
    part = refund.vendor_order if refund.paid_by == Holder.VENDOR else None
    return to_customer(
        order_of(refund.order_id),
        "refund",
        {
            "refund": refund,
            "is_paid": is_paid,
            "payer": name_of(part.vendor) if part else "",
            **listed(items),
        },
    )


def order_of(pk: int) -> Order:
    return Order.objects.select_related("customer__user").get(pk=pk)


def listed(items: list[OrderItem]) -> dict[str, Any]:
    """The lines as the templates show them, at what the buyer pays for them."""
    lines = [
        {
            "title": item.title or item.product.title,
            "quantity": quantity_of(item),
            "amount": item.total,
        }
        for item in items
    ]
    return {"lines": lines, "total": sum(item.total for item in items)}


def to_customer(order: Order, template: str, context: dict[str, Any]) -> Letter:
    user = order.customer.user
    return render_letter(
        template,
        {"order": order, "name": user.first_name, **context},
        to=[user.email] if user.email else [],
    )
