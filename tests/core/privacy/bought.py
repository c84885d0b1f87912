"""What the export says of an order that nobody has paid, without any discount."""

from __future__ import annotations

from store.models import Order

UNPAID = {
    "payment_status": "P",
    "payment_method": "",
    "coupon_code": "",
    "billed_address": "",
}
AS_LISTED = {
    "promotion_id": None,
    "promotion_description": "",
    "promotion_discount": "0.00",
    "coupon_discount": "0.00",
    "store_discount": "0.00",
    "tax_rate": "0.1000",
    "tax": "2.00",
    "total": "22.00",
    "commission_rate": "0.0000",
}


def mail_keys(order: Order) -> list[str]:
    """It was placed, and its one line packed."""
    return [f"order_placed:{order.pk}", f"order_moved:{order.items.get().pk}:packed"]
