"""Every model of the store. Outside code imports from here; inside, from the concept."""

from store.carts.models import Cart, CartItem
from store.catalog.models import (
    Collection,
    LowStockNotice,
    Product,
    ProductCodeCounter,
    ProductImage,
    Promotion,
)
from store.customers.models import (
    Address,
    Company,
    Customer,
    FavoriteProduct,
    FavoriteVendor,
)
from store.insights.models import ProductView, SearchQuery
from store.library.models import LibraryEntry
from store.orders.models import Order, OrderItem, StatusChange, VendorOrder
from store.reviews.models import Review, ReviewReply
from store.sales.models import (
    CountedOrder,
    SalesCounter,
    VendorCustomer,
    VendorDay,
    VendorProduct,
    VendorStatusCount,
)
from store.sheets.models import ImportFile, ProductImport
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
    "Company",
    "CountedOrder",
    "Customer",
    "FavoriteProduct",
    "FavoriteVendor",
    "ImportFile",
    "LibraryEntry",
    "LowStockNotice",
    "Order",
    "OrderItem",
    "Product",
    "ProductCodeCounter",
    "ProductImage",
    "ProductImport",
    "ProductView",
    "Promotion",
    "Review",
    "ReviewReply",
    "SalesCounter",
    "SearchQuery",
    "StatusChange",
    "Vendor",
    "VendorCustomer",
    "VendorDay",
    "VendorInvitation",
    "VendorMember",
    "VendorOrder",
    "VendorProduct",
    "VendorStatusChange",
    "VendorStatusCount",
]
