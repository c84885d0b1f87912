"""What the list of companies may be filtered by."""

import django_filters

from store.customers.models import Company
from store.shared.filters import KeyFilter


class CompanyFilter(django_filters.FilterSet):
    customer_id = KeyFilter(
        field_name="customers",
        help_text="Only companies that this customer belongs to.",
    )

    class Meta:
        model = Company
        fields: list[str] = []
