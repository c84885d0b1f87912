"""Every route of the store, on one page."""

from rest_framework.permissions import AllowAny
from rest_framework.routers import APIRootView, DefaultRouter
from rest_framework.urlpatterns import format_suffix_patterns
from rest_framework_nested.routers import NestedDefaultRouter

from store.books.views import AuthorViewSet, GenreViewSet
from store.carts.views import (
    CartItemViewSet,
    CartViewSet,
    OwnCartItemViewSet,
)
from store.catalog.images import ProductImageViewSet
from store.catalog.views import (
    CollectionViewSet,
    ProductViewSet,
    VendorProductViewSet,
)
from store.comments.views import CommentViewSet
from store.customers.companies import CompanyViewSet
from store.customers.views import AddressViewSet
from store.favorites.views import FavoriteProductViewSet, FavoriteVendorViewSet
from store.library.customers import HoldingCustomerViewSet
from store.marks import views as marks
from store.orders.parts import VendorOrderItemViewSet, VendorOrderViewSet
from store.orders.return_views import (
    OrderReturnViewSet,
    ReturnViewSet,
    VendorReturnViewSet,
)
from store.payments.ledger_views import (
    PayoutViewSet,
    VendorLedgerViewSet,
)
from store.payments.orders import PaidOrderViewSet
from store.payments.refund_views import (
    OrderRefundViewSet,
    RefundViewSet,
    UnappliedViewSet,
)
from store.payments.views import (
    OrderPaymentViewSet,
    PaymentMethodViewSet,
    PaymentViewSet,
)
from store.pricing.views import (
    CouponViewSet,
    PromotionViewSet,
    VendorCouponViewSet,
    VendorPromotionViewSet,
)
from store.reading import views as reading
from store.reviews.vendor_reviews import VendorReviewViewSet
from store.reviews.views import ReviewViewSet
from store.routes import PATHS
from store.sales.views import (
    VendorCustomerViewSet,
)
from store.sheets.views import ProductImportViewSet
from store.vendors.members import (
    InvitationTokenViewSet,
    VendorInvitationViewSet,
    VendorMemberViewSet,
)
from store.vendors.views import OwnVendorsViewSet, VendorViewSet


class StoreRootView(APIRootView):
    """Where everything starts: the catalogue, carts, vendors, customers and orders."""

    permission_classes = [AllowAny]


class StoreRouter(DefaultRouter):
    APIRootView = StoreRootView


router = StoreRouter()
router.register("products", ProductViewSet, basename="products")
router.register("collections", CollectionViewSet, basename="collection")
router.register("genres", GenreViewSet, basename="genre")
router.register("authors", AuthorViewSet, basename="author")
router.register("vendors", VendorViewSet, basename="vendor")
router.register("carts", CartViewSet, basename="cart")
router.register("customers", HoldingCustomerViewSet, basename="customer")
router.register("companies", CompanyViewSet, basename="company")
router.register("orders", PaidOrderViewSet, basename="orders")
router.register("promotions", PromotionViewSet, basename="promotion")
router.register("coupons", CouponViewSet, basename="coupon")
router.register("returns", ReturnViewSet, basename="returns")
router.register("payment-methods", PaymentMethodViewSet, basename="payment-methods")
router.register("payments", PaymentViewSet, basename="payments")
router.register("refunds", RefundViewSet, basename="refunds")
router.register("downloads", reading.DownloadViewSet, basename="download")

orders = NestedDefaultRouter(router, "orders", lookup="order")
orders.register("payments", OrderPaymentViewSet, basename="order-payments")
orders.register("refunds", OrderRefundViewSet, basename="order-refunds")
orders.register("returns", OrderReturnViewSet, basename="order-returns")

products = NestedDefaultRouter(router, "products", lookup="product")
products.register("reviews", ReviewViewSet, basename="product-reviews")
products.register("comments", CommentViewSet, basename="product-comments")
products.register("images", ProductImageViewSet, basename="product-images")
products.register("files", reading.BookFileViewSet, basename="product-files")

vendors = NestedDefaultRouter(router, "vendors", lookup="vendor")
vendors.register("products", VendorProductViewSet, basename="vendor-products")
vendors.register("members", VendorMemberViewSet, basename="vendor-members")
vendors.register("imports", ProductImportViewSet, basename="vendor-imports")
vendors.register("invitations", VendorInvitationViewSet, basename="vendor-invitations")

carts = NestedDefaultRouter(router, "carts", lookup="cart")
carts.register("items", CartItemViewSet, basename="cart-items")

vendors.register("orders", VendorOrderViewSet, basename="vendor-orders")
vendors.register("customers", VendorCustomerViewSet, basename="vendor-customers")
vendors.register("ledger", VendorLedgerViewSet, basename="vendor-ledger")
vendors.register("payouts", PayoutViewSet, basename="vendor-payouts")
vendors.register("reviews", VendorReviewViewSet, basename="vendor-reviews")
vendors.register("promotions", VendorPromotionViewSet, basename="vendor-promotions")
vendors.register("coupons", VendorCouponViewSet, basename="vendor-coupons")

vendors.register("returns", VendorReturnViewSet, basename="vendor-returns")

vendor_orders = NestedDefaultRouter(vendors, "orders", lookup="order")
vendor_orders.register("items", VendorOrderItemViewSet, basename="vendor-order-items")

own = StoreRouter()
own.register("customers/me/addresses", AddressViewSet, basename="customer-addresses")
own.register(
    "customers/me/favorites/products",
    FavoriteProductViewSet,
    basename="favorite-products",
)
own.register(
    "customers/me/favorites/vendors",
    FavoriteVendorViewSet,
    basename="favorite-vendors",
)
own.register("customers/me/library", reading.OwnLibraryViewSet, basename="own-library")
own.register("carts/mine/items", OwnCartItemViewSet, basename="own-cart-items")
own.register("vendors/mine", OwnVendorsViewSet, basename="own-vendors")
own.register("payments/unapplied", UnappliedViewSet, basename="unapplied-payments")
own.register("vendors/invitations", InvitationTokenViewSet, basename="invitations")

library = NestedDefaultRouter(own, "customers/me/library", lookup="entry")
library.register("bookmarks", marks.BookmarkViewSet, basename="bookmarks")
library.register("highlights", marks.HighlightViewSet, basename="highlights")

for nested in (products, vendors, vendor_orders, orders, carts, own, library):
    nested.include_root_view = False

urlpatterns = [
    *format_suffix_patterns(PATHS),
    *own.urls,
    *library.urls,
    *router.urls,
    *products.urls,
    *vendors.urls,
    *vendor_orders.urls,
    *orders.urls,
    *carts.urls,
]
