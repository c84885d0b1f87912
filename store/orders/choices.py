from django.db.models import TextChoices


class PaymentStatus(TextChoices):
    PENDING = "P", "Pending"
    COMPLETE = "C", "Complete"
    FAILED = "F", "Failed"


class OrderStatus(TextChoices):
    """Of a line; that of a part and of an order is derived from its lines (`status.py`)."""

    ORDER_PLACED = "order_placed", "Order placed"
    PACKED = "packed", "Packed"
    SHIPPED = "shipped", "Shipped"
    DELIVERED = "delivered", "Delivered"
    RETURNED = "returned", "Returned"
    CANCELLED = "cancelled", "Cancelled"


OPEN = (OrderStatus.ORDER_PLACED, OrderStatus.PACKED, OrderStatus.SHIPPED)
"""The vendor still has something to do."""

REFUSED = (OrderStatus.CANCELLED, OrderStatus.RETURNED)
"""Nothing of it was kept, and nothing earned."""
