"""A vendor's figures on its page in the admin."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from store.payments.ledger_admin import SettlesVendors
from store.sales.charts import chart_of_days
from store.sales.dashboard import read_figures
from store.shared.identity import sells
from store.vendors.admin import VendorAdmin
from store.vendors.models import Vendor
from store.vendors.rights import vendors_where

NUMBERS = ("orders", "units", "revenue", "refused_units")


class VendorWithFiguresAdmin(SettlesVendors, VendorAdmin):
    """What was sold stands above the form, with a chart of the last days."""

    actions = [*VendorAdmin.actions, "settle"]
    change_form_outer_before_template = "admin/store/vendor/figures.html"

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        vendor = self.get_object(request, object_id)
        context = extra_context or {}
        if vendor is not None and self.may_see_figures(request, vendor):
            context = {**context, "figures": self.show_figures(vendor)}
        return super().change_view(request, object_id, form_url, context)

    def may_see_figures(self, request: HttpRequest, vendor: Vendor) -> bool:
        """A vendor's people: those who run the shop, as on its dashboard."""
        if not sells(request.user):
            return self.has_view_permission(request, vendor)
        return vendor.pk in vendors_where(
            user=request.user, permission="store.view_vendorday"
        )

    def show_figures(self, vendor: Vendor) -> dict[str, Any]:
        """`periods` (a title and numbers each), `chart` (JSON) and `currency`."""
        figures = read_figures(vendor=vendor)
        titles = {
            "today": "Today",
            "last_7_days": "Last 7 days",
            "last_30_days": "Last 30 days",
            "totals": "Ever",
        }
        return {
            "currency": settings.STORE_CURRENCY,
            "periods": [
                {"title": title, **{key: figures[name][key] for key in NUMBERS}}
                for name, title in titles.items()
            ],
            "chart": chart_of_days(figures["daily"]),
        }


admin.site.unregister(Vendor)
admin.site.register(Vendor, VendorWithFiguresAdmin)
