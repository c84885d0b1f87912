"""Vendors in the admin."""

from __future__ import annotations

import re

import pytest

from store.models import Vendor
from tests.admin_pages import filled, page, queries_of, suggestions
from tests.builders import make_member, make_product, make_user, make_vendor

pytestmark = pytest.mark.django_db
LIST = "/admin/store/vendor/"


def test_the_list_shows_status_and_a_count_that_leads_to_the_products(admin_client):
    shop = make_vendor(shop_name="Mango House")
    make_product("Mangoes", vendor=shop)
    make_product("Dates", vendor=shop)
    make_product("Others")

    html = admin_client.get(LIST).content.decode()

    link = f'href="/admin/store/product/?vendor__id__exact={shop.pk}">2</a>'
    assert link in html
    assert "Approved" in html
    followed = admin_client.get(re.search(r'href="([^"]+)">2</a>', html)[1])
    titles = [row.title for row in followed.context["cl"].result_list]
    assert titles == ["Dates", "Mangoes"]


def test_the_list_costs_the_same_for_two_vendors_and_for_twenty(admin_client):
    for _ in range(2):
        make_product(vendor=make_vendor())
    few = queries_of(admin_client, LIST)
    for _ in range(18):
        make_product(vendor=make_vendor())

    assert queries_of(admin_client, LIST) == few


def test_the_form_costs_the_same_for_two_members_and_for_eight(admin_client):
    shop = make_vendor()
    address = page("store_vendor", "change", shop.pk)
    for _ in range(2):
        make_member(shop, make_user())
    few = queries_of(admin_client, address)
    for _ in range(6):
        make_member(shop, make_user())

    assert queries_of(admin_client, address) == few


def test_a_vendor_is_approved_and_gets_a_member(admin_client):
    shop = make_vendor(status="pending")
    vera = make_user("vera")
    address = page("store_vendor", "change", shop.pk)
    data = filled(admin_client.get(address)) | {
        "status": "approved",
        "members-TOTAL_FORMS": 1,
        "members-0-user": vera.pk,
        "members-0-role": "owner",
    }

    assert admin_client.post(address, data).status_code == 302
    shop.refresh_from_db()
    assert shop.status == "approved"
    assert [(m.user, m.role) for m in shop.members.all()] == [(vera, "owner")]
    assert suggestions(admin_client, "store_vendormember", "user", "ver") == ["vera"]


def test_a_vendor_with_products_is_not_deleted(admin_client):
    shop = make_product(vendor=make_vendor()).vendor

    response = admin_client.post(
        page("store_vendor", "delete", shop.pk), {"post": "yes"}
    )

    assert response.status_code == 200
    assert response.context["protected"]
    assert Vendor.objects.get() == shop
