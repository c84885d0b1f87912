"""Customers in the admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin, StackedInline, TabularInline

from store.customers import services
from store.customers.models import Address, Company, Customer
from store.shared.admin import (
    JoinedInline,
    StoreAdmin,
    link_to_list,
    link_to_related,
)

DEFAULTS = ("default_billing_address", "default_shipping_address")


class AddressInline(StackedInline):
    model = Address
    extra = 0
    fields = [
        ("label", "name"),
        ("phone", "additional_phone"),
        ("street", "city", "zip"),
        ("region", "country"),
    ]


class CustomerForm(forms.ModelForm):
    """Offers the customer's own addresses as defaults, and nobody else's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Address.objects.filter(customer_id=self.instance.pk)
        for name in {*DEFAULTS} & set(self.fields):
            self.fields[name].queryset = own  # type: ignore[attr-defined]


@admin.register(Customer)
class CustomerAdmin(ModelAdmin):
    form = CustomerForm
    fields = [
        "user",
        ("phone", "additional_phone"),
        ("birth_date", "membership"),
        DEFAULTS,
        "companies",
        "held_items",
    ]
    readonly_fields = ["held_items"]
    autocomplete_fields = ["user", "companies"]
    inlines = [AddressInline]
    list_display = ["first_name", "last_name", "membership", "orders_count"]
    list_editable = ["membership"]
    list_filter = ["membership"]
    list_per_page = 10
    ordering = ["user__first_name", "user__last_name", "id"]
    search_fields = ["user__first_name__istartswith", "user__last_name__istartswith"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Customer]:
        """Joined here and not by `list_select_related`: autocompletes name people too."""
        customers = super().get_queryset(request).select_related("user")
        return customers.annotate(orders_count=Count("orders"))

    @admin.display(description="held items")
    def held_items(self, customer: Customer) -> str:
        return link_to_related(customer, "library")

    @admin.display(description="orders", ordering="orders_count")
    def orders_count(self, customer: Any) -> str:
        return link_to_list(
            Customer._meta.get_field("orders").related_model,
            customer.orders_count,
            customer__id__exact=customer.pk,
        )


class MemberInline(JoinedInline, TabularInline):
    model = Customer.companies.through
    verbose_name = "customer"
    autocomplete_fields = ["customer"]
    extra = 0
    hide_title = True  # a row that joins two has no name of its own

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("customer__user")


@admin.register(Company)
class CompanyAdmin(StoreAdmin):
    inlines = [MemberInline]
    list_display = ["name", "tax_number", "customers_count"]
    list_per_page = 10
    ordering = ["name", "id"]  # a grouped query forgets the model's
    search_fields = ["name", "tax_number"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Company]:
        companies = super().get_queryset(request)
        return companies.annotate(customers_count=Count("customers"))

    @admin.display(description="customers", ordering="customers_count")
    def customers_count(self, company: Any) -> str:
        return link_to_list(
            Customer, company.customers_count, companies__id__exact=company.pk
        )

    def delete_model(self, request: HttpRequest, obj: Company) -> None:
        services.delete_company(company=obj)

    @transaction.atomic
    def delete_queryset(
        self, request: HttpRequest, queryset: QuerySet[Company]
    ) -> None:
        for company in queryset:
            services.delete_company(company=company)
