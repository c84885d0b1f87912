"""`products/{id}/add_customer/` and `remove_customer/`."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from store.library.choices import Source
from store.models import LibraryEntry, Product, Vendor
from tests.builders import (
    make_customer,
    make_entry,
    make_order,
    make_product,
    make_vendor,
)

pytestmark = pytest.mark.django_db
UNKNOWN = {
    "customer_id": ["No customer with the given ID was found."],
    "code": "unknown_customer",
}


@pytest.fixture
def product(veras_shop: Vendor) -> Product:
    return make_product("Mango", vendor=veras_shop)


def url(product: Product, end: str = "customers") -> str:
    return f"/store/products/{product.pk}/{end}/"


def send(client: APIClient, product: Product, end: str, customer_id: Any) -> Any:
    body = {"customer_id": customer_id}
    return client.post(url(product, end), body, format="json")


def test_staff_add_and_remove_anybody(
    client_of: Any, staff: Any, alice: Any, product: Product
) -> None:
    client, pk = client_of(staff), alice.customer.pk
    steps = [
        ("add_customer", "Alice Ait now holds Mango.", True),
        ("add_customer", "Alice Ait already holds Mango.", False),
        ("remove_customer", "Alice Ait no longer holds Mango.", True),
        ("remove_customer", "Alice Ait does not hold Mango.", False),
    ]

    for end, message, changed in steps:
        answer = send(client, product, end, pk)
        assert answer.status_code == 200
        assert answer.json() == {"message": message, "changed": changed}
        assert LibraryEntry.objects.count() == (end == "add_customer")

    send(client, product, "add_customer", pk)
    entry = LibraryEntry.objects.get()
    assert (entry.customer, entry.product) == (alice.customer, product)
    assert (entry.source, entry.granted_by) == ("granted", staff)


@pytest.mark.parametrize("who", ["vera", "mina"])
def test_a_vendor_gives_to_who_bought_from_it_and_to_who_holds_something_of_it(
    request: Any, client_of: Any, veras_shop: Vendor, product: Product, who: str
) -> None:
    buyer, holder = make_customer(), make_customer()
    make_order(buyer, (make_product(vendor=veras_shop), 1))
    make_entry(holder, make_product(vendor=veras_shop))
    client = client_of(request.getfixturevalue(who))

    for customer in (buyer, holder):
        answer = send(client, product, "add_customer", customer.pk)
        assert (answer.status_code, answer.json()["changed"]) == (200, True)

    assert product.holders.count() == 2


@pytest.mark.parametrize("end", ["add_customer", "remove_customer"])
def test_strangers_are_to_a_vendor_as_if_they_did_not_exist(
    client_of: Any,
    vera: Any,
    alice: Any,
    ottos_shop: Vendor,
    product: Product,
    end: str,
) -> None:
    """Alice bought from otto and from the store, and holds something of otto's."""
    other = make_product(vendor=ottos_shop)
    make_order(alice.customer, (other, 1), (make_product(), 1))
    make_entry(alice.customer, other)
    before = list(LibraryEntry.objects.values())

    stranger = send(client_of(vera), product, end, alice.customer.pk)
    nobody = send(client_of(vera), product, end, 999_999)

    assert (stranger.status_code, stranger.json()) == (400, UNKNOWN)
    assert stranger.content == nobody.content
    assert list(LibraryEntry.objects.values()) == before


@pytest.mark.parametrize("end", ["add_customer", "remove_customer"])
@pytest.mark.parametrize(
    ("customer_id", "code"),
    [
        (999_999, "unknown_customer"),
        (0, "invalid"),
        (-1, "invalid"),
        (2**63, "invalid"),
        (10**30, "invalid"),
        (1.5, "invalid"),
        (True, "invalid"),
        (None, "invalid"),
        ("", "invalid"),
        ("abc\0", "invalid"),
        ([1], "invalid"),
        ({"id": 1}, "invalid"),
    ],
)
def test_what_is_no_customer_is_refused_by_its_field(
    client_of: Any, staff: Any, product: Product, end: str, customer_id: Any, code: str
) -> None:
    answer = send(client_of(staff), product, end, customer_id)

    assert answer.status_code == 400
    assert list(answer.json()) == ["customer_id", "code"]
    assert answer.json()["code"] == code
    assert not LibraryEntry.objects.exists()


@pytest.mark.parametrize(
    "raw", [b"{}", b"[]", b"null", b'{"customer_id": 1e400}', b"{"]
)
def test_a_body_without_a_customer_is_a_400(
    client_of: Any, staff: Any, product: Product, raw: bytes
) -> None:
    answer = client_of(staff).post(
        url(product, "add_customer"), raw, content_type="application/json"
    )

    assert answer.status_code == 400
    assert "code" in answer.json()


def test_what_was_bought_is_not_taken_away(
    client_of: Any, staff: Any, alice: Any, product: Product
) -> None:
    make_entry(alice.customer, product, source=Source.BOUGHT)

    answer = send(client_of(staff), product, "remove_customer", alice.customer.pk)

    assert (answer.status_code, answer.json()) == (
        409,
        {
            "detail": "What a customer bought is not taken away; nothing was changed.",
            "ids": [product.pk],
            "code": "items_bought",
        },
    )
    added = send(client_of(staff), product, "add_customer", alice.customer.pk)
    assert added.json()["changed"] is False
    assert LibraryEntry.objects.get().source == "bought"


def test_nothing_is_given_to_an_account_that_is_closed_but_it_is_taken_from_it(
    client_of: Any, staff: Any, alice: Any, product: Product
) -> None:
    make_entry(alice.customer, product)
    alice.is_active = False
    alice.save()
    client, pk = client_of(staff), alice.customer.pk

    assert send(client, product, "remove_customer", pk).json()["changed"] is True
    answer = send(client, product, "add_customer", pk)

    assert (answer.status_code, answer.json()["code"]) == (409, "account_not_in_use")
    assert not LibraryEntry.objects.exists()


def test_a_suspended_vendor_reads_and_gives_nothing(
    client_of: Any, vera: Any, alice: Any, product: Product
) -> None:
    make_entry(alice.customer, product)
    Vendor.objects.update(status="suspended")
    client = client_of(vera)

    assert client.get(url(product)).json()["customer_count"] == 1
    for end in ("add_customer", "remove_customer"):
        answer = send(client, product, end, alice.customer.pk)
        assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")
    assert LibraryEntry.objects.count() == 1


def test_a_shop_elsewhere_does_not_help(
    client_of: Any, otto: Any, ottos_shop: Vendor, alice: Any, product: Product
) -> None:
    """Otto knows alice, and sells; but not this product."""
    make_entry(alice.customer, make_product(vendor=ottos_shop))
    make_vendor(otto)

    answer = send(client_of(otto), product, "add_customer", alice.customer.pk)

    assert answer.status_code == 403
    assert product.holders.count() == 0
