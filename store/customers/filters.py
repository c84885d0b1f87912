"""What the list of companies may be filtered by."""

import django_filters

from store.customers.models import Company, Customer


class CompanyFilter(django_filters.FilterSet):
    customer_id = django_filters.ModelChoiceFilter(
        field_name="customers",
        queryset=Customer.objects.all(),
        help_text="Only companies that this customer belongs to.",
    )

    class Meta:
        model = Company
        fields: list[str] = []
