"""Every route of the store, on one page."""

from django.urls import path
from rest_framework.permissions import AllowAny
from rest_framework.routers import APIRootView, DefaultRouter
from rest_framework.urlpatterns import format_suffix_patterns
from rest_framework_nested.routers import NestedDefaultRouter

from store.carts.views import (
    CartItemViewSet,
    CartViewSet,
    OwnCartItemViewSet,
    OwnCartView,
)
from store.catalog.images import ProductImageViewSet
from store.catalog.views import (
    CollectionViewSet,
    ProductViewSet,
    VendorProductViewSet,
)
from store.customers.companies import CompanyViewSet
from store.customers.views import AddressViewSet
from store.favorites.views import FavoriteProductViewSet, FavoriteVendorViewSet
from store.insights.customer_dashboard import (
    CustomerDashboardViewSet,
    OwnDashboardViewSet,
)
from store.insights.history import (
    CustomerHistoryViewSet,
    OwnHistoryViewSet,
    SearchedEntryViewSet,
    ViewedEntryViewSet,
)
from store.library.customers import HoldingCustomerViewSet
from store.library.views import HolderViewSet
from store.orders.parts import VendorOrderItemViewSet, VendorOrderViewSet
from store.orders.views import OrderCancelViewSet, OrderViewSet
from store.reviews.vendor_reviews import VendorReviewViewSet
from store.reviews.views import ReviewViewSet
from store.sales.views import (
    VendorCustomerViewSet,
    VendorDashboardViewSet,
)
from store.sheets.views import ProductExportViewSet, ProductImportViewSet
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
router.register("vendors", VendorViewSet, basename="vendor")
router.register("carts", CartViewSet, basename="cart")
router.register("customers", HoldingCustomerViewSet, basename="customer")
router.register("companies", CompanyViewSet, basename="company")
router.register("orders", OrderViewSet, basename="orders")

products = NestedDefaultRouter(router, "products", lookup="product")
products.register("reviews", ReviewViewSet, basename="product-reviews")
products.register("images", ProductImageViewSet, basename="product-images")

vendors = NestedDefaultRouter(router, "vendors", lookup="vendor")
vendors.register("products", VendorProductViewSet, basename="vendor-products")
vendors.register("members", VendorMemberViewSet, basename="vendor-members")
vendors.register("imports", ProductImportViewSet, basename="vendor-imports")
vendors.register("invitations", VendorInvitationViewSet, basename="vendor-invitations")

carts = NestedDefaultRouter(router, "carts", lookup="cart")
carts.register("items", CartItemViewSet, basename="cart-items")

vendors.register("orders", VendorOrderViewSet, basename="vendor-orders")
vendors.register("customers", VendorCustomerViewSet, basename="vendor-customers")
vendors.register("reviews", VendorReviewViewSet, basename="vendor-reviews")

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
own.register("carts/mine/items", OwnCartItemViewSet, basename="own-cart-items")
own.register("vendors/mine", OwnVendorsViewSet, basename="own-vendors")
own.register("vendors/invitations", InvitationTokenViewSet, basename="invitations")

for nested in (products, vendors, vendor_orders, carts, own):
    nested.include_root_view = False

urlpatterns = [
    *format_suffix_patterns(
        [
            path(
                "carts/mine/",
                OwnCartView.as_view({"get": "retrieve"}),
                name="own-cart",
            ),
            path(
                "customers/me/dashboard/",
                OwnDashboardViewSet.as_view({"get": "retrieve"}),
                name="own-dashboard",
            ),
            path(
                "customers/<pk>/dashboard/",
                CustomerDashboardViewSet.as_view({"get": "retrieve"}),
                name="customer-dashboard",
            ),
            path(
                "customers/me/history/",
                OwnHistoryViewSet.as_view({"get": "retrieve", "delete": "clear"}),
                name="own-history",
            ),
            path(
                "customers/me/history/viewed/<product_id>/",
                ViewedEntryViewSet.as_view({"delete": "forget"}),
                name="own-history-viewed",
            ),
            path(
                "customers/me/history/searched/<pk>/",
                SearchedEntryViewSet.as_view({"delete": "forget"}),
                name="own-history-searched",
            ),
            path(
                "customers/<pk>/history/",
                CustomerHistoryViewSet.as_view({"get": "retrieve"}),
                name="customer-history",
            ),
            path(
                "vendors/<vendor_pk>/dashboard/",
                VendorDashboardViewSet.as_view({"get": "retrieve"}),
                name="vendor-dashboard",
            ),
            path(
                "products/<product_pk>/customers/",
                HolderViewSet.as_view({"get": "list"}),
                name="product-customers",
            ),
            path(
                "products/<product_pk>/add_customer/",
                HolderViewSet.as_view({"post": "add_customer"}),
                name="product-add-customer",
            ),
            path(
                "products/<product_pk>/remove_customer/",
                HolderViewSet.as_view({"post": "remove_customer"}),
                name="product-remove-customer",
            ),
            path(
                "vendors/<vendor_pk>/products/export/",
                ProductExportViewSet.as_view({"get": "export"}),
                name="vendor-products-export",
            ),
            path(
                "orders/<pk>/cancel/",
                OrderCancelViewSet.as_view({"post": "cancel"}),
                name="orders-cancel",
            ),
        ]
    ),
    *own.urls,
    *router.urls,
    *products.urls,
    *vendors.urls,
    *vendor_orders.urls,
    *carts.urls,
]
