from django.db.models import TextChoices


class PaymentStatus(TextChoices):
    PENDING = "P", "Pending"
    COMPLETE = "C", "Complete"
    FAILED = "F", "Failed"
    REFUNDED = "R", "Refunded"


class PaymentMethod(TextChoices):
    CASH_ON_DELIVERY = "cash_on_delivery", "Cash on delivery"
    CHARGILY = "chargily", "Chargily"
    MANUAL = "manual", "Bank transfer"


class OrderStatus(TextChoices):
    """Of a line; that of a part and of an order is derived from its lines (`status.py`)."""

    ORDER_PLACED = "order_placed", "Order placed"
    PACKED = "packed", "Packed"
    SHIPPED = "shipped", "Shipped"
    DELIVERED = "delivered", "Delivered"
    RETURNED = "returned", "Returned"
    CANCELLED = "cancelled", "Cancelled"


class ReturnReason(TextChoices):
    DAMAGED = "damaged", "Damaged"
    WRONG_ITEM = "wrong_item", "Not what was ordered"
    NOT_AS_DESCRIBED = "not_as_described", "Not as described"
    CHANGED_MIND = "changed_mind", "Changed their mind"
    OTHER = "other", "Something else"


class ReturnStatus(TextChoices):
    ASKED = "asked", "Asked"
    ACCEPTED = "accepted", "Accepted"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"


MOST_OF_WORDS = 2000
MOST_OF_A_NOTE = 1000

OPEN = (OrderStatus.ORDER_PLACED, OrderStatus.PACKED, OrderStatus.SHIPPED)
"""The vendor still has something to do."""

REFUSED = (OrderStatus.CANCELLED, OrderStatus.RETURNED)
"""Nothing of it was kept, and nothing earned."""
