"""Customers in the admin."""

from __future__ import annotations

import re

import pytest

from store.models import Customer
from tests.admin_pages import (
    filled,
    page,
    queries_of,
    said,
    suggestions,
    suggestions_address,
)
from tests.builders import make_address, make_customer, make_order

pytestmark = pytest.mark.django_db
LIST = "/admin/store/customer/"


@pytest.fixture
def admin_client(admin_client):
    """Without the customer that signing up gave the administrator."""
    Customer.objects.all().delete()
    return admin_client


def names(response):
    return [
        f"{row.user.first_name} {row.user.last_name}"
        for row in response.context["cl"].result_list
    ]


def make(name, **fields):
    first, last = name.split()
    return make_customer(first_name=first, last_name=last, **fields)


def test_the_list_is_in_the_order_of_the_names(admin_client):
    for name in ("Zoe Ait", "Alice Benali", "Alice Ait"):
        make(name)

    response = admin_client.get(LIST)

    assert names(response) == ["Alice Ait", "Alice Benali", "Zoe Ait"]
    for column in ("first_name", "last_name", "orders_count"):
        assert f"field-{column}" in response.content.decode()


@pytest.mark.parametrize(
    ("term", "found"),
    [
        ("al", ["Alice Ait"]),
        ("AIT", ["Alice Ait"]),
        ("ben", ["Bob Benali"]),
        ("lice", []),
        ("nali", []),
    ],
)
def test_the_search_looks_at_how_names_begin(admin_client, term, found):
    make("Alice Ait")
    make("Bob Benali")

    assert names(admin_client.get(LIST, {"q": term})) == found


def test_the_membership_is_changed_in_the_list(admin_client):
    customer = make("Alice Ait")
    data = filled(admin_client.get(LIST)) | {"form-0-membership": "G"}

    response = admin_client.post(LIST, data | {"_save": "Save"})

    assert said(response) == ["1 customer was changed successfully."]
    customer.refresh_from_db()
    assert customer.membership == "G"


def test_an_unknown_membership_is_refused(admin_client):
    customer = make("Alice Ait")
    data = filled(admin_client.get(LIST)) | {"form-0-membership": "X"}

    assert admin_client.post(LIST, data | {"_save": "Save"}).status_code == 200
    customer.refresh_from_db()
    assert customer.membership == "B"


def test_the_count_of_orders_leads_to_exactly_those(admin_client):
    alice, bob = make("Alice Ait"), make("Bob Benali")
    own = [make_order(alice), make_order(alice)]
    make_order(bob)

    html = admin_client.get(LIST).content.decode()

    link = f'href="/admin/store/order/?customer__id__exact={alice.pk}">2</a>'
    assert link in html
    followed = admin_client.get(re.search(r'href="([^"]+)">2</a>', html)[1])
    assert set(followed.context["cl"].result_list) == set(own)


def test_the_list_costs_the_same_for_two_customers_and_for_twenty(admin_client):
    for _ in range(2):
        make_order(make("Alice Ait"))
    few = queries_of(admin_client, LIST)
    for _ in range(18):
        make_order(make("Alice Ait"))

    assert queries_of(admin_client, LIST) == few


def test_typing_a_name_costs_the_same_for_two_customers_and_for_ten(admin_client):
    address = suggestions_address("store_order", "customer", "ali")
    for _ in range(2):
        make("Alice Ait")
    few = queries_of(admin_client, address)
    for _ in range(8):
        make("Alice Ait")

    assert queries_of(admin_client, address) == few
    assert suggestions(admin_client, "store_order", "customer", "ali") == (
        ["Alice Ait"] * 10
    )


def test_an_address_is_added_in_the_form(admin_client):
    customer = make("Alice Ait")
    address = page("store_customer", "change", customer.pk)
    data = filled(admin_client.get(address)) | {
        "addresses-TOTAL_FORMS": 1,
        "addresses-0-street": "1 Rue Didouche",
        "addresses-0-city": "Algiers",
        "addresses-0-zip": "16000",
        "addresses-0-customer": customer.pk,
    }

    assert admin_client.post(address, data).status_code == 302
    assert str(customer.addresses.get()) == "1 Rue Didouche, 16000, Algiers"


def test_a_customer_with_orders_is_not_deleted(admin_client):
    customer = make_order().customer

    response = admin_client.post(
        page("store_customer", "delete", customer.pk), {"post": "yes"}
    )

    assert response.status_code == 200
    assert response.context["protected"]
    assert Customer.objects.filter(pk=customer.pk).exists()


def test_the_defaults_are_chosen_among_the_customers_own_addresses(admin_client):
    customer, other = make("Alice Ait"), make("Bob Benali")
    own, foreign = make_address(customer), make_address(other)
    address = page("store_customer", "change", customer.pk)
    data = filled(admin_client.get(address))

    refused = admin_client.post(address, data | {"default_billing_address": foreign.pk})
    accepted = admin_client.post(address, data | {"default_billing_address": own.pk})

    assert refused.status_code == 200
    assert accepted.status_code == 302
    customer.refresh_from_db()
    assert customer.default_billing_address == own
