"""Every model of the store. Outside code imports from here; inside, from the concept."""

from store.carts.models import Cart, CartItem
from store.catalog.models import (
    Collection,
    LowStockNotice,
    Product,
    ProductImage,
    Promotion,
)
from store.customers.models import Address, Customer
from store.orders.models import Order, OrderItem, StatusChange, VendorOrder
from store.reviews.models import Review, ReviewReply
from store.vendors.models import (
    Vendor,
    VendorInvitation,
    VendorMember,
    VendorStatusChange,
)

__all__ = [
    "Address",
    "Cart",
    "CartItem",
    "Collection",
    "Customer",
    "LowStockNotice",
    "Order",
    "OrderItem",
    "Product",
    "ProductImage",
    "Promotion",
    "Review",
    "ReviewReply",
    "StatusChange",
    "Vendor",
    "VendorInvitation",
    "VendorMember",
    "VendorOrder",
    "VendorStatusChange",
]
