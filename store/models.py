"""Every model of the store. Outside code imports from here; inside, from the concept."""

from store.books.models import Author, Book, BookAuthor, Genre, PreferredGenre
from store.carts.models import Cart, CartItem, ClaimedCart
from store.catalog.models import (
    Collection,
    LowStockNotice,
    Product,
    ProductCodeCounter,
    ProductImage,
)
from store.comments.models import Comment
from store.customers.models import (
    Address,
    Company,
    Customer,
    FavoriteProduct,
    FavoriteVendor,
)
from store.discovery.models import ChangedProduct, NameWord, SearchBlock, StaleText
from store.insights.models import ProductView, ProductViewDay, SearchQuery
from store.library.models import GoneEntry, LibraryEntry
from store.marks.models import Mark
from store.orders.models import Order, OrderItem, StatusChange, VendorOrder
from store.orders.return_models import ReturnRequest
from store.payments.ledger_models import LedgerEntry, Payout, PayoutLine
from store.payments.models import (
    Payment,
    PaymentChange,
    PaymentEvent,
    Refund,
    RefundLine,
    UnappliedPayment,
)
from store.pricing.models import Coupon, CouponUse, Promotion
from store.progress.models import (
    DevicePosition,
    ReadingDay,
    ReadingProgress,
    ReadingSession,
)
from store.rankings.models import ProductRank, RankingState
from store.reading.models import BookFile, Download
from store.recommendations.models import (
    BoughtTogether,
    PairCounter,
    PairedOrder,
    PairedProduct,
    PopularProduct,
)
from store.reviews.models import (
    ProductRating,
    Review,
    ReviewReply,
    ReviewReport,
    ReviewVote,
)
from store.sales.models import (
    CountedOrder,
    ProductPeriod,
    SalesCounter,
    StoreDay,
    VendorCustomer,
    VendorDay,
    VendorProduct,
    VendorStatusCount,
)
from store.search.models import SearchDocument, SearchProgress, SearchTerm
from store.sheets.models import ImportFile, ProductImport
from store.sync.models import CustomerClock, RemovedRow
from store.vendors.models import (
    Vendor,
    VendorInvitation,
    VendorMember,
    VendorStatusChange,
)

__all__ = [
    "Address",
    "Author",
    "Book",
    "BookAuthor",
    "BookFile",
    "BoughtTogether",
    "Cart",
    "CartItem",
    "ChangedProduct",
    "ClaimedCart",
    "Collection",
    "Comment",
    "Company",
    "CountedOrder",
    "Coupon",
    "CouponUse",
    "Customer",
    "CustomerClock",
    "DevicePosition",
    "Download",
    "FavoriteProduct",
    "FavoriteVendor",
    "Genre",
    "GoneEntry",
    "ImportFile",
    "LedgerEntry",
    "LibraryEntry",
    "LowStockNotice",
    "Mark",
    "NameWord",
    "Order",
    "OrderItem",
    "PairCounter",
    "PairedOrder",
    "PairedProduct",
    "Payment",
    "PaymentChange",
    "PaymentEvent",
    "Payout",
    "PayoutLine",
    "PopularProduct",
    "PreferredGenre",
    "Product",
    "ProductCodeCounter",
    "ProductImage",
    "ProductImport",
    "ProductPeriod",
    "ProductRank",
    "ProductRating",
    "ProductView",
    "ProductViewDay",
    "Promotion",
    "RankingState",
    "ReadingDay",
    "ReadingProgress",
    "ReadingSession",
    "Refund",
    "RefundLine",
    "RemovedRow",
    "ReturnRequest",
    "Review",
    "ReviewReply",
    "ReviewReport",
    "ReviewVote",
    "SalesCounter",
    "SearchBlock",
    "SearchDocument",
    "SearchProgress",
    "SearchQuery",
    "SearchTerm",
    "StaleText",
    "StatusChange",
    "StoreDay",
    "UnappliedPayment",
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
