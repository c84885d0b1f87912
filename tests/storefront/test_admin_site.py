"""The admin as a whole: titles, sidebar, sign-in, and a page for every model."""

from __future__ import annotations

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission

from tests.builders import PASSWORD, make_user

pytestmark = pytest.mark.django_db
LISTS = {
    "Sales": [
        *("store/order", "store/vendororder", "store/returnrequest"),
        "store/libraryentry",
    ],
    "Money": [
        *("store/payment", "store/refund"),
        *("store/unappliedpayment", "store/paymentevent"),
        *("store/ledgerentry", "store/payout"),
    ],
    "People": [
        *("store/customer", "store/company", "store/vendor"),
        *("core/user", "auth/group"),
    ],
    "Catalogue": [
        "store/product",
        "store/bookfile",
        "store/collection",
        *("store/genre", "store/author"),
        "store/promotion",
        "store/coupon",
        "store/productimport",
    ],
    "Talk": ["store/review", "store/reviewreport", "store/comment"],
    "Platform": ["core/mail"],
    "Generic": ["tags/tag", "likes/likeditem"],
}
WRITTEN_BY_THE_STORE = {
    *("core/mail", "store/vendororder", "store/returnrequest"),
    "store/reviewreport",
    *("core/mail", "store/vendororder", "store/returnrequest", "store/bookfile"),
    "store/comment",
    *LISTS["Money"],
}
MODELS = [model for models in LISTS.values() for model in models]


def sidebar(response):
    return {
        group.get("title"): [
            item["link"] for item in group["items"] if item["has_permission"]
        ]
        for group in response.context["sidebar_navigation"]
    }


def test_header_and_title_are_the_stores(admin_client):
    response = admin_client.get("/admin/")

    assert response.context["site_header"] == "Storefront Admin"
    assert response.context["title"] == "Admin Dashboard"
    assert "Storefront Admin" in response.content.decode()
    assert "Admin Dashboard" in response.content.decode()


def test_the_sidebar_leads_to_every_list_in_groups_and_to_the_site(admin_client):
    expected = {
        title: [f"/admin/{model}/" for model in models]
        for title, models in LISTS.items()
    }

    found = sidebar(admin_client.get("/admin/"))

    assert found == {None: ["/", "/api/docs/"], **expected}


def test_every_registered_model_is_in_the_sidebar():
    registered = {
        f"{model._meta.app_label}/{model._meta.model_name}"
        for model in admin.site._registry
    }

    assert registered == set(MODELS)


def test_staff_see_only_the_lists_they_may_read(client):
    member = make_user(is_staff=True)
    for right in ("view_order", "change_review"):
        member.user_permissions.add(Permission.objects.get(codename=right))
    client.force_login(member)

    found = sidebar(client.get("/admin/"))

    links = [link for title, links in found.items() if title for link in links]
    assert links == ["/admin/store/order/", "/admin/store/review/"]
    for model in MODELS:
        expected = 200 if f"/admin/{model}/" in links else 403
        assert client.get(f"/admin/{model}/").status_code == expected


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("view", ["", "add/"])
def test_every_list_and_form_opens(admin_client, model, view):
    by_hand = view == "" or model not in WRITTEN_BY_THE_STORE

    status = admin_client.get(f"/admin/{model}/{view}").status_code

    assert status == (200 if by_hand else 403)


@pytest.mark.parametrize(
    ("query", "target"),
    [
        ("", "/admin/"),
        ("?next=/admin/store/product/", "/admin/store/product/"),
        ("?next=/admin/%3Finventory%3D%253C10", "/admin/?inventory=%3C10"),
    ],
)
def test_signing_in_leads_to_where_one_was_going(client, query, target):
    make_user("boss", is_staff=True, is_superuser=True)

    response = sign_in(client, query)

    assert response.status_code == 302
    assert response["Location"] == target


def test_signing_in_never_leads_to_another_host(client):
    make_user("boss", is_staff=True, is_superuser=True)

    response = sign_in(client, "?next=https://elsewhere.example/")

    assert "elsewhere" not in response["Location"]


def sign_in(client, query):
    """Post the form to where the page sends it."""
    html = client.get(f"/admin/login/{query}").content.decode()
    action = re.search(r'<form action="([^"]+)"', html)[1].replace("&amp;", "&")
    return client.post(action, {"username": "boss", "password": PASSWORD})


def test_the_pages_name_their_icon(admin_client):
    icon = 'href="/static/core/favicon.svg"'

    for address in ("/", "/admin/", "/admin/login/", "/api-auth/login/", "/api/redoc/"):
        assert icon in admin_client.get(address, follow=True).content.decode(), address
    page = admin_client.get("/store/", headers={"accept": "text/html"})
    assert icon in page.content.decode()
