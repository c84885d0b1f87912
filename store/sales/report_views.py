"""Reports for the store's staff over HTTP."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework.renderers import BrowsableAPIRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from store.sales import reports
from store.sales.models import StoreDay
from store.sales.renderers import CSVRenderer
from store.sales.report_serializers import (
    BestSellersReportSerializer,
    BestSellersWindowSerializer,
    CollectionsReportSerializer,
    SalesReportSerializer,
    SalesWindowSerializer,
    SummaryRowSerializer,
    SummarySerializer,
    VendorsReportSerializer,
    WindowSerializer,
)
from store.shared.scopes import StaffViewSet

PERIODS = ("today", "this_month", "last_month", "total")
ABOUT = (
    " Counted in the background, within seconds: revenue without tax, of lines that were "
    "neither cancelled nor returned, by the day of the order. As JSON, or as CSV by "
    "`?format=csv` or `Accept: text/csv`. For the store's staff."
)
ERRORS = (
    " 400: `invalid` (no date), `from_after_to`, `window_too_long` (over "
    f"{reports.MOST_DAYS_IN_SUM:,} days)."
)


class ReportViewSet(StaffViewSet):
    """`reports/…/`: each action is one report, as JSON, as a page or as a file."""

    model = StoreDay
    renderer_classes = [JSONRenderer, BrowsableAPIRenderer, CSVRenderer]
    serializer_classes: ClassVar[dict[str, type[Serializer]]] = {
        "summary": SummarySerializer,
        "sales": SalesReportSerializer,
        "best_sellers": BestSellersReportSerializer,
        "vendors": VendorsReportSerializer,
        "collections": CollectionsReportSerializer,
    }

    def get_serializer_class(self) -> type[Serializer]:
        return self.serializer_classes[self.action]

    @extend_schema(
        summary="Read how the store does",
        description=(
            "Today, this month, the month before and ever; who bought, and how many "
            "orders are open." + ABOUT
        ),
    )
    def summary(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(reports.read_summary())

    @extend_schema(
        summary="Read what was sold by day or month",
        description=(
            "Every day or month from `from` to `to`, also without a sale; a month at the "
            f"edge counts the days of the window. By day at most {reports.MOST_DAYS} days."
            + ABOUT
            + ERRORS
        ),
        parameters=[SalesWindowSerializer],
    )
    def sales(self, request: Request, **kwargs: Any) -> Response:
        asked = self.asked(SalesWindowSerializer)
        by_day = asked["by"] == "day"
        most = reports.MOST_DAYS if by_day else reports.MOST_DAYS_IN_SUM
        window = window_of(asked, most_days=most)
        return self.report(window, reports.read_sales(window=window, by=asked["by"]))

    @extend_schema(
        summary="Read what sells best",
        description="Products by the units or the revenue that was kept."
        + ABOUT
        + ERRORS,
        parameters=[BestSellersWindowSerializer],
    )
    def best_sellers(self, request: Request, **kwargs: Any) -> Response:
        asked = self.asked(BestSellersWindowSerializer)
        window = window_of(asked)
        rows = reports.read_best_sellers(
            window=window, by=asked["by"], limit=asked["limit"]
        )
        return self.report(window, rows)

    @extend_schema(
        summary="Read what each vendor sold",
        description=(
            "Who earned most first. The row without a `vendor_id` is what the store "
            "itself sells. An order counts with each vendor it was placed at."
            + ABOUT
            + ERRORS
        ),
        parameters=[WindowSerializer],
    )
    def vendors(self, request: Request, **kwargs: Any) -> Response:
        asked = self.asked(WindowSerializer)
        window = window_of(asked)
        rows = reports.read_vendors(window=window, limit=asked["limit"])
        return self.report(window, rows)

    @extend_schema(
        summary="Read what each collection sold",
        description=(
            "What earned most first, by the collection that a product is in now."
            + ABOUT
            + ERRORS
        ),
        parameters=[WindowSerializer],
    )
    def collections(self, request: Request, **kwargs: Any) -> Response:
        asked = self.asked(WindowSerializer)
        window = window_of(asked)
        rows = reports.read_collections(window=window, limit=asked["limit"])
        return self.report(window, rows)

    def asked(self, serializer_class: type[Serializer]) -> dict[str, Any]:
        # As a dict: of a form, an empty date would count as left out.
        serializer = serializer_class(data=self.request.query_params.dict())
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data

    def report(self, window: reports.Window, rows: list[reports.Figures]) -> Response:
        totals = reports.read_totals(window=window)
        shared = reports.with_shares(rows, of=totals["revenue"])
        return self.answer(
            {
                "from": window.since,
                "to": window.until,
                "totals": totals,
                "rows": shared,
            }
        )

    def answer(self, report: dict[str, Any]) -> Response:
        report["currency"] = settings.STORE_CURRENCY
        name = self.action.replace("_", "-")
        if "from" in report:
            name += f"-{report['from']}-to-{report['to']}"
        self.file_name = f"{name}.csv"
        return Response(self.get_serializer(report).data)

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Any:
        """A file is named; what is no report (an error, the answer to OPTIONS) is JSON."""
        if isinstance(getattr(request, "accepted_renderer", None), CSVRenderer):
            file_name = getattr(self, "file_name", None)
            if file_name is None or response.exception:
                request.accepted_renderer = JSONRenderer()
                request.accepted_media_type = JSONRenderer.media_type
            else:
                response["Content-Disposition"] = f'attachment; filename="{file_name}"'
        return super().finalize_response(request, response, *args, **kwargs)

    def csv_columns(self) -> list[str]:
        if self.action == "summary":
            return [*SummaryRowSerializer.example]
        rows: Any = self.get_serializer_class()().get_fields()["rows"]
        return [*rows.child.example]

    def csv_rows(self, data: Any) -> list[dict[str, Any]]:
        if self.action != "summary":
            return data["rows"]
        rows = [{"period": name, **data[name]} for name in PERIODS]
        rows[-1] |= {name: data[name] for name in ("customers", "open_orders")}
        return rows


def window_of(
    asked: dict[str, Any], *, most_days: int = reports.MOST_DAYS_IN_SUM
) -> reports.Window:
    """Raises FromAfterTo, WindowTooLong."""
    return reports.choose_window(
        since=asked.get("from"), until=asked.get("to"), most_days=most_days
    )
