"""`products/{id}/customers/`, and who may know."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from store.library.choices import Source
from store.models import Customer, LibraryEntry, Product, Vendor
from tests.builders import (
    make_customer,
    make_entry,
    make_order,
    make_product,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def product(veras_shop: Vendor) -> Product:
    return make_product("Mango", vendor=veras_shop)


def url(product: Product, end: str = "customers") -> str:
    return f"/store/products/{product.pk}/{end}/"


def send(client: APIClient, product: Product, end: str, customer_id: Any) -> Any:
    body = {"customer_id": customer_id}
    return client.post(url(product, end), body, format="json")


def iso(moment: Any) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def test_staff_read_who_holds_a_product(
    client_of: Any, staff: Any, alice: Any, bob: Any, product: Product
) -> None:
    first = make_entry(alice.customer, product)
    second = make_entry(bob.customer, product, source=Source.BOUGHT)
    make_entry()

    answer = client_of(staff).get(url(product))

    assert answer.status_code == 200
    assert answer.json() == {
        "count": 2,
        "next": None,
        "previous": None,
        "id": product.pk,
        "title": "Mango",
        "customer_count": 2,
        "customer_ids": [bob.customer.pk, alice.customer.pk],
        "customers_detail": [
            {
                "id": bob.customer.pk,
                "name": "Bob Benali",
                "email": "bob@example.com",
                "source": "bought",
                "since": iso(second.created_at),
            },
            {
                "id": alice.customer.pk,
                "name": "Alice Ait",
                "email": "alice@example.com",
                "source": "granted",
                "since": iso(first.created_at),
            },
        ],
    }


@pytest.mark.parametrize("who", ["vera", "mina"])
def test_who_runs_the_shop_reads_names_and_no_addresses(
    request: Any, client_of: Any, alice: Any, product: Product, who: str
) -> None:
    make_entry(alice.customer, product)
    nameless = make_customer("nameless@example.com")
    make_entry(nameless, product)

    answer = client_of(request.getfixturevalue(who)).get(url(product))

    assert answer.json()["customer_count"] == 2
    assert [row["name"] for row in answer.json()["customers_detail"]] == [
        f"Customer {nameless.pk}",
        "Alice Ait",
    ]
    assert {*answer.json()["customers_detail"][0]} == {"id", "name", "source", "since"}
    assert b"example.com" not in answer.content.split(b'"customer_count"')[1]


def test_an_address_is_searched_by_staff_alone(
    client_of: Any, staff: Any, vera: Any, alice: Any, product: Product
) -> None:
    make_entry(alice.customer, product)

    for user, term, expected in (
        (staff, "alice@example", 1),
        (vera, "alice@example", 0),
        (vera, "alice ait", 1),
        (vera, "bob", 0),
    ):
        found = client_of(user).get(url(product), {"search": term}).json()
        assert (found["count"], len(found["customer_ids"])) == (expected, expected)
        assert found["customer_count"] == 1


def test_holders_are_filtered_ordered_and_paged(
    client_of: Any, staff: Any, product: Product
) -> None:
    entries = [make_entry(product=product) for _ in range(3)]
    bought = make_entry(product=product, source=Source.BOUGHT)
    client, at = client_of(staff), url(product)
    oldest_first = [entry.customer_id for entry in [*entries, bought]]

    def ids(**query: Any) -> list[int]:
        return client.get(at, query).json()["customer_ids"]

    assert ids(ordering="created_at") == oldest_first
    assert ids() == oldest_first[::-1]
    assert ids(source="bought") == [bought.customer_id]
    assert client.get(at, {"source": "stolen"}).status_code == 400
    page = client.get(at, {"page_size": 3, "page": 2}).json()
    assert (page["count"], page["customer_ids"]) == (4, oldest_first[:1])
    assert page["previous"].endswith(f"{at}?page_size=3")
    assert client.get(at, {"page": 3}).status_code == 404


@pytest.mark.parametrize(
    ("who", "public", "draft"),
    [
        ("anon", 401, 401),
        ("alice", 403, 404),
        ("otto", 403, 404),
        ("sam", 403, 403),
        ("mina", 200, 200),
        ("staff", 200, 200),
    ],
)
def test_a_draft_is_hidden_from_outsiders(
    request: Any,
    client_of: Any,
    alice: Any,
    ottos_shop: Vendor,
    veras_shop: Vendor,
    product: Product,
    who: str,
    public: int,
    draft: int,
) -> None:
    hidden = make_product("Secret", vendor=veras_shop, is_published=False)
    make_order(alice.customer, (product, 1))
    user = None if who == "anon" else request.getfixturevalue(who)

    for row, expected in ((product, public), (hidden, draft)):
        answers = [
            client_of(user).get(url(row)),
            send(client_of(user), row, "add_customer", alice.customer.pk),
            send(client_of(user), row, "remove_customer", alice.customer.pk),
        ]
        assert [answer.status_code for answer in answers] == [expected] * 3
        if expected >= 400:
            assert "Secret" not in str([answer.content for answer in answers])
            assert "Alice" not in str([answer.content for answer in answers])


def test_the_stores_own_products_are_for_staff(
    client_of: Any, staff: Any, vera: Any, veras_shop: Vendor, alice: Any
) -> None:
    own = make_product()
    make_entry(alice.customer, own)

    assert client_of(vera).get(url(own)).status_code == 403
    assert send(client_of(vera), own, "add_customer", 1).status_code == 403
    assert client_of(staff).get(url(own)).status_code == 200


@pytest.mark.parametrize("key", ["999999", "abc", "0", "9" * 30, "%00"])
def test_an_unknown_product_is_a_404(client_of: Any, staff: Any, key: str) -> None:
    client = client_of(staff)
    at = f"/store/products/{key}/"

    assert client.get(f"{at}customers/").status_code == 404
    for end in ("add_customer", "remove_customer"):
        assert client.post(f"{at}{end}/", {"customer_id": 1}).status_code == 404


def test_no_other_endpoint_tells_who_holds_what(
    client_of: Any, anon: Any, bob: Any, alice: Any, product: Product
) -> None:
    make_entry(alice.customer, product)

    for client in (anon, client_of(bob)):
        for at in ("/store/products/", f"/store/products/{product.pk}/"):
            assert "Alice" not in client.get(at).content.decode()
            assert "customer" not in client.get(at).content.decode()


def test_an_entry_goes_with_the_product_and_with_the_customer(alice: Any) -> None:
    product, other = make_product(), make_product()
    make_entry(alice.customer, product)
    make_entry(alice.customer, other)
    make_entry(make_customer(), other)

    product.delete()
    assert LibraryEntry.objects.count() == 2
    Customer.objects.get(pk=alice.customer.pk).delete()
    assert LibraryEntry.objects.count() == 1
