"""Products in the admin: the list, its filters and actions, and the form."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now, timedelta

from store.models import Product
from tests.admin_pages import filled, queries_of, said, text
from tests.builders import (
    make_collection,
    make_image,
    make_product,
    make_user,
    make_vendor,
)

pytestmark = pytest.mark.django_db
LIST = "/admin/store/product/"
ADD = f"{LIST}add/"


def titles(response):
    return [product.title for product in response.context["cl"].result_list]


def column(response, name):
    cells = re.findall(rf'<td class="[^"]*field-{name}[^"]*".*?</td>', text(response))
    return [re.sub(r"<[^>]+>", "", cell).strip() for cell in cells]


def test_the_list_shows_title_price_inventory_status_and_collection(admin_client):
    shelf = make_collection("Kitchen & bath")
    make_product("Ten", inventory=10, collection=shelf, unit_price=Decimal("12.34"))
    make_product("Nine", inventory=9, collection=shelf, vendor=make_vendor())

    response = admin_client.get(LIST)

    assert titles(response) == ["Nine", "Ten"]
    assert column(response, "inventory_status") == ["Low", "OK"]
    assert column(response, "collection_title") == ["Kitchen &amp; bath"] * 2
    assert column(response, "seller")[1] == "The store"
    assert 'name="form-1-unit_price" value="12.34"' in text(response)


@pytest.mark.parametrize(
    ("inventory", "status"), [(0, "Low"), (9, "Low"), (10, "OK"), (11, "OK")]
)
def test_under_ten_is_low(admin_client, inventory, status):
    make_product(inventory=inventory)

    assert column(admin_client.get(LIST), "inventory_status") == [status]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("3", ["B", "C", "A"]),
        ("-3", ["A", "C", "B"]),
        ("4", ["C", "A", "B"]),
        ("2", ["C", "B", "A"]),
    ],
)
def test_the_list_sorts_by_inventory_collection_and_price(
    admin_client, order, expected
):
    make_product("A", inventory=30, collection=make_collection("M"), unit_price=3)
    make_product("B", inventory=10, collection=make_collection("Z"), unit_price=2)
    make_product("C", inventory=20, collection=make_collection("B"), unit_price=1)

    assert titles(admin_client.get(LIST, {"o": order})) == expected


def test_ten_products_make_a_page(admin_client):
    shelf = make_collection()
    for number in range(11):
        make_product(f"P{number:02}", collection=shelf)

    assert len(titles(admin_client.get(LIST))) == 10
    assert titles(admin_client.get(LIST, {"p": 2})) == ["P10"]


def test_the_list_costs_the_same_for_two_products_and_for_twenty(admin_client):
    add_products(2)
    few = queries_of(admin_client, LIST)
    add_products(18)

    assert queries_of(admin_client, LIST) == few


def add_products(count):
    for _ in range(count):
        make_image(make_product(vendor=make_vendor()))


@pytest.mark.parametrize("term", ["wool", "WOOL", "ool sw"])
def test_products_are_found_by_title(admin_client, term):
    make_product("Wool sweater")
    make_product("Cotton shirt", description="No wool sweater in it")

    assert titles(admin_client.get(LIST, {"q": term})) == ["Wool sweater"]


def test_the_filters_narrow_the_list(admin_client):
    shelf = make_collection()
    make_product("Low", inventory=9, collection=shelf)
    make_product("Enough", inventory=10)
    long_ago = now() - timedelta(days=40)
    Product.objects.filter(title="Enough").update(last_update=long_ago)
    shop = make_vendor()
    make_product("Draft", is_published=False, vendor=shop)

    def found(**query):
        return titles(admin_client.get(LIST, query))

    today = now().replace(hour=0, minute=0, second=0, microsecond=0)
    assert found(inventory="<10") == ["Low"]
    assert found(collection__id__exact=shelf.pk) == ["Low"]
    assert found(last_update__gte=str(today)) == ["Draft", "Low"]
    assert found(is_published__exact=0) == ["Draft"]
    assert found(vendor__id__exact=shop.pk) == ["Draft"]
    assert found(inventory="<10", collection__id__exact=shelf.pk + 1) == []


def test_the_filters_are_offered(admin_client):
    make_product(collection=make_collection("A"), inventory=5)
    make_product(collection=make_collection("B"))

    titles_of_filters = {
        spec.title for spec in admin_client.get(LIST).context["cl"].filter_specs
    }

    assert {"collection", "last update", "inventory"} <= titles_of_filters


def test_a_price_is_changed_in_the_list_and_nothing_else_is_written(admin_client):
    product = make_product("Only", unit_price=Decimal("5.00"), inventory=7)
    data = filled(admin_client.get(LIST)) | {"form-0-unit_price": "6.50"}

    with CaptureQueriesContext(connection) as queries:
        response = admin_client.post(LIST, data | {"_save": "Save"})

    assert response.status_code == 302
    assert said(response) == ["1 product was changed successfully."]
    product.refresh_from_db()
    assert (product.unit_price, product.inventory) == (Decimal("6.50"), 7)
    (update,) = [
        query["sql"]
        for query in queries
        if re.match(r"UPDATE .store_product.", query["sql"])
    ]
    assert "unit_price" in update
    assert "inventory" not in update


def test_a_price_under_one_is_refused_in_the_list(admin_client):
    product = make_product(unit_price=Decimal("5.00"))
    data = filled(admin_client.get(LIST)) | {"form-0-unit_price": "0.99"}

    response = admin_client.post(LIST, data | {"_save": "Save"})

    assert response.status_code == 200
    assert response.context["cl"].formset.errors[0]["unit_price"]
    product.refresh_from_db()
    assert product.unit_price == 5


@pytest.mark.parametrize(
    ("count", "message"),
    [
        (1, "1 product was successfully updated."),
        (2, "2 products were successfully updated."),
    ],
)
def test_the_action_clears_the_inventory_and_says_of_how_many(
    admin_client, count, message
):
    chosen = [make_product() for _ in range(count)]
    other = make_product(inventory=3)

    response = admin_client.post(LIST, clear(*chosen))

    assert said(response) == [message]
    assert {p.inventory for p in Product.objects.exclude(pk=other.pk)} == {0}
    other.refresh_from_db()
    assert other.inventory == 3


def clear(*products):
    keys = [product.pk for product in products]
    return {"action": "clear_inventory", "_selected_action": keys}


def test_who_may_only_look_clears_no_inventory(client: Client):
    product = make_product()
    viewer = make_user(is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_product"))
    client.force_login(viewer)

    shown = client.get(LIST)
    client.post(LIST, clear(product))

    assert shown.status_code == 200
    assert "Clear inventory" not in shown.content.decode()
    product.refresh_from_db()
    assert product.inventory == 100
