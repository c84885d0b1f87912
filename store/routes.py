"""The paths that no router makes, most of them of one thing of somebody's."""

from typing import Any

from django.urls import URLPattern, path
from rest_framework.viewsets import ViewSetMixin

from store.books.views import OwnGenresViewSet
from store.carts.totals import CartTotalsViewSet, OwnCartTotalsViewSet
from store.carts.views import (
    OwnCartView,
)
from store.dashboards.customer_dashboard import (
    CustomerDashboardViewSet,
    OwnDashboardViewSet,
)
from store.discovery.views import SearchViewSet
from store.insights.history import (
    CustomerHistoryViewSet,
    OwnHistoryViewSet,
    SearchedEntryViewSet,
    ViewedEntryViewSet,
)
from store.library.views import HolderViewSet
from store.marks import views as marks
from store.opds import library as opds_library
from store.opds import views as opds
from store.payments.ledger_views import (
    PayoutRowsViewSet,
    StoreLedgerViewSet,
)
from store.payments.orders import PaidOrderCancelViewSet
from store.payments.part_payments import PartPaymentViewSet
from store.payments.webhooks import ChargilyWebhookView
from store.progress.views import (
    ProgressListViewSet,
    ProgressViewSet,
    ReadingTimeViewSet,
)
from store.rankings.views import RANKINGS
from store.reading import views as reading
from store.recommendations.views import ForYouViewSet, RelatedProductsViewSet
from store.reviews.views import OwnReviewViewSet
from store.sales.report_views import ReportViewSet
from store.sales.views import (
    VendorDashboardViewSet,
)
from store.sheets.views import ProductExportViewSet

REPORTS = ("summary", "sales", "best_sellers", "vendors", "collections")


def at(
    address: str, viewset: type[ViewSetMixin], name: str, **verbs: Any
) -> URLPattern:
    """A path on which each verb is an action of the viewset."""
    return path(address, viewset.as_view(verbs), name=name)


PATHS: list[Any] = [
    *(
        at(
            f"reports/{name.replace('_', '-')}/",
            ReportViewSet,
            f"report-{name.replace('_', '-')}",
            get=name,
        )
        for name in REPORTS
    ),
    *(
        at(f"products/{name}/", ranking, f"products-{name}", get="list")
        for name, ranking in RANKINGS.items()
    ),
    at("search/", SearchViewSet, "search", get="search"),
    at("search/suggestions/", SearchViewSet, "search-suggestions", get="suggestions"),
    at("carts/mine/", OwnCartView, "own-cart", get="retrieve"),
    at("carts/<pk>/claim/", OwnCartView, "cart-claim", post="claim"),
    at("carts/mine/totals/", OwnCartTotalsViewSet, "own-cart-totals", get="totals"),
    at("carts/<pk>/totals/", CartTotalsViewSet, "cart-totals", get="totals"),
    at(
        "customers/me/genres/",
        OwnGenresViewSet,
        "own-genres",
        get="list",
        put="replace",
    ),
    at(
        "customers/me/library/bookmarks/",
        marks.OwnBookmarkViewSet,
        "all-bookmarks",
        get="list",
    ),
    at(
        "customers/me/library/highlights/",
        marks.OwnHighlightViewSet,
        "all-highlights",
        get="list",
    ),
    at(
        "customers/me/library/marks/",
        marks.MarkBatchViewSet,
        "mark-batch",
        post="create",
    ),
    at("customers/me/dashboard/", OwnDashboardViewSet, "own-dashboard", get="retrieve"),
    at(
        "customers/<pk>/dashboard/",
        CustomerDashboardViewSet,
        "customer-dashboard",
        get="retrieve",
    ),
    at(
        "customers/me/history/",
        OwnHistoryViewSet,
        "own-history",
        get="retrieve",
        delete="clear",
    ),
    at(
        "customers/me/history/viewed/<product_id>/",
        ViewedEntryViewSet,
        "own-history-viewed",
        delete="forget",
    ),
    at(
        "customers/me/history/searched/<pk>/",
        SearchedEntryViewSet,
        "own-history-searched",
        delete="forget",
    ),
    at(
        "customers/<pk>/history/",
        CustomerHistoryViewSet,
        "customer-history",
        get="retrieve",
    ),
    at(
        "customers/me/library/progress/",
        ProgressListViewSet,
        "own-progress",
        get="list",
        post="store",
    ),
    at(
        "customers/me/library/<pk>/progress/",
        ProgressViewSet,
        "own-library-progress",
        get="retrieve",
        put="update",
    ),
    at("customers/me/reading/", ReadingTimeViewSet, "own-reading", get="retrieve"),
    at(
        "vendors/<vendor_pk>/dashboard/",
        VendorDashboardViewSet,
        "vendor-dashboard",
        get="retrieve",
    ),
    at(
        "vendors/<vendor_pk>/payouts/<payout_pk>/rows/",
        PayoutRowsViewSet,
        "vendor-payout-rows",
        get="list",
    ),
    at("ledger/summary/", StoreLedgerViewSet, "ledger-summary", get="list"),
    at("products/for-you/", ForYouViewSet, "products-for-you", get="list"),
    at(
        "products/<product_pk>/related/",
        RelatedProductsViewSet,
        "product-related",
        get="list",
    ),
    at(
        "products/<product_pk>/reviews/mine/",
        OwnReviewViewSet,
        "own-review",
        get="retrieve",
        put="update",
        delete="destroy",
    ),
    at(
        "products/<product_pk>/customers/",
        HolderViewSet,
        "product-customers",
        get="list",
    ),
    at(
        "products/<product_pk>/sample/",
        reading.SampleViewSet,
        "product-sample",
        get="download",
    ),
    at(
        "products/<product_pk>/add_customer/",
        HolderViewSet,
        "product-add-customer",
        post="add_customer",
    ),
    at(
        "products/<product_pk>/remove_customer/",
        HolderViewSet,
        "product-remove-customer",
        post="remove_customer",
    ),
    at(
        "vendors/<vendor_pk>/products/export/",
        ProductExportViewSet,
        "vendor-products-export",
        get="export",
    ),
    path(
        "payments/chargily/webhook/",
        ChargilyWebhookView.as_view(),
        name="chargily-webhook",
    ),
    at(
        "vendors/<vendor_pk>/orders/<order_pk>/payments/",
        PartPaymentViewSet,
        "vendor-order-payments",
        get="retrieve",
    ),
    *(
        at(
            f"vendors/<vendor_pk>/orders/<order_pk>/payments/<pk>/{step}/",
            PartPaymentViewSet,
            f"vendor-order-payment-{step}",
            post=step,
        )
        for step in ("confirm", "collect", "refuse")
    ),
    at("orders/<pk>/cancel/", PaidOrderCancelViewSet, "orders-cancel", post="cancel"),
]
OPDS_PATHS: list[Any] = [
    at("", opds.CatalogueViewSet, "opds-start", get="start"),
    at("new/", opds.CatalogueViewSet, "opds-new", get="new"),
    at("popular/", opds.CatalogueViewSet, "opds-popular", get="popular"),
    at("search/", opds.CatalogueViewSet, "opds-search", get="search"),
    at("genres/", opds.GenreShelvesViewSet, "opds-genres", get="list"),
    at("genres/<pk>/", opds.ShelfViewSet, "opds-genre", get="genre"),
    at("authors/", opds.AuthorShelvesViewSet, "opds-authors", get="list"),
    at("authors/<pk>/", opds.ShelfViewSet, "opds-author", get="author"),
    at(
        "publications/<pk>/",
        opds.CatalogueViewSet,
        "opds-publication",
        get="publication",
    ),
    at(
        "authentication/",
        opds.CatalogueViewSet,
        "opds-authentication",
        get="authentication",
    ),
    at("library/", opds_library.LibraryViewSet, "opds-library", get="list"),
    at("library/<pk>/", opds_library.LibraryViewSet, "opds-held", get="publication"),
    at(
        "library/<pk>/<kind>/",
        opds_library.LibraryFileViewSet,
        "opds-file",
        get="file",
    ),
]
"""Below `/opds/`."""
