"""A vendor's figures on its page in the admin."""

from __future__ import annotations

import json
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from store.models import (
    FavoriteProduct,
    FavoriteVendor,
    Vendor,
    VendorCustomer,
    VendorDay,
    VendorProduct,
)
from store.sales.counting import count_all_stale
from tests.admin_pages import queries_of
from tests.builders import make_customer, make_order, make_product

pytestmark = pytest.mark.django_db


def chart_in(page: str) -> dict[str, Any]:
    value = page.split('class="chart"')[1].split('data-value="')[1].split('"')[0]
    return json.loads(unescape(value))


def test_a_vendors_page_shows_what_it_sold_and_a_chart_of_the_days(
    admin_client: Client, veras_shop: Vendor, ottos_shop: Vendor
) -> None:
    mango = make_product(vendor=veras_shop, unit_price="1250.50")
    foreign = make_product(vendor=ottos_shop, unit_price="7777.00")
    make_order(make_customer(), (mango, 2), (foreign, 1))
    count_all_stale()

    page = admin_client.get(f"/admin/store/vendor/{veras_shop.pk}/change/")

    text = page.content.decode()
    assert text.count("2,501.00 DZD") == 4  # today, 7 days, 30 days, ever
    assert text.count("1 order, 2 units") == 4
    assert "7,777" not in text
    chart = chart_in(text)
    assert len(chart["labels"]) == 30
    assert chart["labels"][-1] == f"{timezone.localdate():%d %b}"
    assert chart["datasets"][0]["data"] == [0.0] * 29 + [2501.0]


def test_a_new_vendors_form_and_a_missing_one_have_no_figures(
    admin_client: Client,
) -> None:
    assert (
        "Last 7 days"
        not in admin_client.get("/admin/store/vendor/add/").content.decode()
    )
    assert admin_client.get("/admin/store/vendor/999/change/").status_code == 302


def test_who_may_not_see_vendors_sees_no_figures(
    client: Client, staff: Any, veras_shop: Vendor
) -> None:
    staff.user_permissions.add(Permission.objects.get(codename="view_product"))
    client.force_login(staff)

    page = client.get(f"/admin/store/vendor/{veras_shop.pk}/change/")

    assert page.status_code == 403


def test_a_page_that_deletes_costs_the_same_for_few_favourites_and_figures_and_for_many(
    admin_client: Client, veras_shop: Vendor
) -> None:
    product = make_product(vendor=veras_shop)

    def add(count: int) -> list[int]:
        for _ in range(count):
            customer, mine = make_customer(), {"vendor": veras_shop}
            FavoriteProduct.objects.create(customer=customer, product=product)
            FavoriteVendor.objects.create(customer=customer, **mine)
            VendorCustomer.objects.create(customer=customer, **mine)
            day = timezone.localdate() - timedelta(days=VendorDay.objects.count())
            VendorDay.objects.create(day=day, **mine)
        pages = (f"product/{product.pk}", f"vendor/{veras_shop.pk}")
        return [
            queries_of(admin_client, f"/admin/store/{page}/delete/") for page in pages
        ]

    VendorProduct.objects.create(product=product, vendor=veras_shop)
    assert add(2) == add(5)
