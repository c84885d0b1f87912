"""What lists of orders and returns may be filtered by."""

import django_filters

from store.orders.choices import OrderStatus, ReturnStatus
from store.orders.models import VendorOrder
from store.orders.return_models import ReturnRequest
from store.shared.filters import KeyFilter


class VendorOrderFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(
        choices=OrderStatus.choices, help_text="Only parts with this status."
    )

    class Meta:
        model = VendorOrder
        fields: list[str] = []


class VendorReturnFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(
        choices=ReturnStatus.choices, help_text="Only returns with this status."
    )

    class Meta:
        model = ReturnRequest
        fields: list[str] = []


class ReturnFilter(VendorReturnFilter):
    vendor_id = KeyFilter(field_name="vendor", help_text="Only what this vendor sold.")
    is_own = django_filters.BooleanFilter(
        field_name="vendor",
        lookup_expr="isnull",
        help_text="true: only what the store itself sold.",
    )
