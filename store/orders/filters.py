"""What a vendor's list of orders may be filtered by."""

import django_filters

from store.orders.choices import OrderStatus
from store.orders.models import VendorOrder


class VendorOrderFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(
        choices=OrderStatus.choices, help_text="Only parts with this status."
    )

    class Meta:
        model = VendorOrder
        fields: list[str] = []
