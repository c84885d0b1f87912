"""Vendors in the admin."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Permission

from core.models import Mail
from store.models import Vendor, VendorStatusChange
from tests.admin_pages import filled, page, queries_of, said, suggestions, text
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


def test_a_vendor_gets_a_member_and_keeps_its_status(admin_client):
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
    assert shop.status == "pending"
    assert [(m.user, m.role) for m in shop.members.all()] == [(vera, "owner")]
    assert suggestions(admin_client, "store_vendormember", "user", "ver") == ["vera"]


def act(client, action, *shops, **data):
    keys = [shop.pk for shop in shops]
    return client.post(LIST, {"action": action, "_selected_action": keys, **data})


def states():
    return [*Vendor.objects.order_by("pk").values_list("status", flat=True)]


def test_chosen_vendors_are_approved_and_it_is_written_down(admin_client, admin_user):
    shops = [make_vendor(status="pending"), make_vendor(status="suspended")]

    response = act(admin_client, "approve", *shops)

    assert response.status_code == 302
    assert said(response) == ["2 vendors approved; the owners are told."]
    assert states() == ["approved", "approved"]
    assert {change.by for change in VendorStatusChange.objects.all()} == {admin_user}
    assert Mail.objects.filter(kind="vendor_status").count() == 2


def test_an_approval_of_one_that_is_approved_changes_none(admin_client):
    shops = [make_vendor(status="pending"), make_vendor(shop_name="Open")]

    response = act(admin_client, "approve", *shops)

    assert said(response) == ["Open is approved: it cannot become that."]
    assert states() == ["pending", "approved"]
    assert not VendorStatusChange.objects.exists()
    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    ("action", "before", "after"),
    [("suspend", "approved", "suspended"), ("reject", "pending", "rejected")],
)
def test_turning_a_vendor_away_asks_for_the_reason_first(
    admin_client, action, before, after
):
    shop = make_vendor(status=before, shop_name="Mango House")

    asked = act(admin_client, action, shop)
    silent = act(admin_client, action, shop, said="yes", reason=" ")

    for response in (asked, silent):
        assert response.status_code == 200
        assert "Mango House" in text(response)
        assert 'name="reason"' in text(response)
        assert states() == [before]
    assert "This field is required." in text(silent)
    assert "This field is required." not in text(asked)

    done = act(admin_client, action, shop, said="yes", reason="Late <orders>")

    assert said(done) == [f"1 vendor {after}; the owners are told."]
    assert states() == [after]
    html = text(admin_client.get(page("store_vendor", "change", shop.pk)))
    assert "Late &lt;orders&gt;" in html
    assert 'name="status_changes-0-reason"' not in html


@pytest.mark.parametrize("action", ["approve", "suspend", "reject"])
def test_who_may_only_look_decides_nothing(client, action):
    clerk = make_user(is_staff=True)
    clerk.user_permissions.add(Permission.objects.get(codename="view_vendor"))
    client.force_login(clerk)
    shop = make_vendor(status="approved" if action == "suspend" else "pending")
    before = states()

    act(client, action, shop, said="yes", reason="R")

    assert states() == before
    assert not VendorStatusChange.objects.exists()


def test_a_vendor_with_products_is_not_deleted(admin_client):
    shop = make_product(vendor=make_vendor()).vendor

    response = admin_client.post(
        page("store_vendor", "delete", shop.pk), {"post": "yes"}
    )

    assert response.status_code == 200
    assert response.context["protected"]
    assert Vendor.objects.get() == shop
