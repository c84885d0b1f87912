"""What the list of vendors may be filtered by."""

import django_filters

from store.vendors.choices import VendorStatus
from store.vendors.models import Vendor


class VendorFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(
        choices=VendorStatus.choices,
        help_text="For staff, who see vendors of any status by it; others the approved.",
    )

    class Meta:
        model = Vendor
        fields: list[str] = []
