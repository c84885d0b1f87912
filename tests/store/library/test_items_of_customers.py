"""`item_count`, `item_ids` and `items_detail` of customers; `add_item/`, `remove_item/`."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from store.library.choices import Source
from store.models import Customer, LibraryEntry
from tests.builders import make_customer, make_entry, make_product

pytestmark = pytest.mark.django_db
URL = "/store/customers/"


@pytest.fixture
def client(client_of: Any, staff: Any) -> APIClient:
    return client_of(staff)


def held(body: dict[str, Any]) -> dict[str, Any]:
    return {name: body[name] for name in ("item_count", "item_ids", "items_detail")}


def iso(moment: Any) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def items_of(customer: Customer) -> set[int]:
    return set(customer.library.values_list("product_id", flat=True))


def test_staff_read_what_a_customer_holds(client: APIClient, alice: Any) -> None:
    first = make_entry(alice.customer, make_product("Mango"))
    second = make_entry(alice.customer, make_product("Pear"), source=Source.BOUGHT)
    expected = {
        "item_count": 2,
        "item_ids": [second.product_id, first.product_id],
        "items_detail": [
            {
                "id": second.product_id,
                "title": "Pear",
                "source": "bought",
                "since": iso(second.created_at),
            },
            {
                "id": first.product_id,
                "title": "Mango",
                "source": "granted",
                "since": iso(first.created_at),
            },
        ],
    }

    one = client.get(f"{URL}{alice.customer.pk}/").json()
    listed = {row["id"]: row for row in client.get(URL).json()}

    assert held(one) == expected
    assert listed[alice.customer.pk] == one
    nobody = [row for pk, row in listed.items() if pk != alice.customer.pk]
    assert [held(row) for row in nobody] == [
        {"item_count": 0, "item_ids": [], "items_detail": []}
    ]


def test_oneself_is_read_as_before(client_of: Any, alice: Any) -> None:
    make_entry(alice.customer)

    body = client_of(alice).get(f"{URL}me/").json()

    assert not {"item_count", "item_ids", "items_detail"} & set(body)


def test_of_who_holds_more_than_a_hundred_a_list_shows_the_number(
    client: APIClient, alice: Any
) -> None:
    product = make_product()
    shelf = product.collection
    entries = [
        make_entry(alice.customer, make_product(collection=shelf)) for _ in range(101)
    ]
    newest = [entry.product_id for entry in reversed(entries)]

    one = client.get(f"{URL}{alice.customer.pk}/").json()
    [row] = [r for r in client.get(URL).json() if r["id"] == alice.customer.pk]

    assert (one["item_count"], one["item_ids"]) == (101, newest)
    assert [item["id"] for item in one["items_detail"]] == newest[:100]
    assert held(row) == {"item_count": 101, "item_ids": None, "items_detail": None}
    entries[0].delete()
    [row] = [r for r in client.get(URL).json() if r["id"] == alice.customer.pk]
    assert row == client.get(f"{URL}{alice.customer.pk}/").json()
    assert (row["item_count"], row["item_ids"]) == (100, newest[:100])


def test_staff_add_and_remove_an_item(
    client: APIClient, staff: Any, alice: Any
) -> None:
    product = make_product("Draft", is_published=False)
    steps = [
        ("add_item", "Alice Ait now holds Draft.", True),
        ("add_item", "Alice Ait already holds Draft.", False),
        ("remove_item", "Alice Ait no longer holds Draft.", True),
        ("remove_item", "Alice Ait does not hold Draft.", False),
    ]

    for end, message, changed in steps:
        answer = client.post(
            f"{URL}{alice.customer.pk}/{end}/", {"item_id": product.pk}, format="json"
        )
        assert answer.status_code == 200
        assert answer.json() == {"message": message, "changed": changed}
        assert items_of(alice.customer) == (
            {product.pk} if end == "add_item" else set()
        )


@pytest.mark.parametrize("end", ["add_item", "remove_item"])
@pytest.mark.parametrize(
    ("item_id", "code"),
    [(999_999, "unknown_item"), (0, "invalid"), (2**63, "invalid"), (None, "invalid")],
)
def test_an_unknown_item_is_refused_by_its_field(
    client: APIClient, alice: Any, end: str, item_id: Any, code: str
) -> None:
    answer = client.post(
        f"{URL}{alice.customer.pk}/{end}/", {"item_id": item_id}, format="json"
    )

    assert answer.status_code == 400
    assert list(answer.json()) == ["item_id", "code"]
    assert answer.json()["code"] == code


def test_a_bought_item_stays(client: APIClient, alice: Any) -> None:
    entry = make_entry(alice.customer, source=Source.BOUGHT)

    answer = client.post(
        f"{URL}{alice.customer.pk}/remove_item/", {"item_id": entry.product_id}
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "items_bought")
    assert items_of(alice.customer) == {entry.product_id}


@pytest.mark.parametrize("key", ["999999", "abc", "0", "9" * 30])
def test_an_unknown_customer_is_a_404(client: APIClient, key: str) -> None:
    body = {"item_id": make_product().pk}

    for end in ("add_item", "remove_item"):
        assert client.post(f"{URL}{key}/{end}/", body).status_code == 404


@pytest.mark.parametrize("who", ["anon", "alice", "vera"])
def test_only_staff_see_and_change_customers(
    request: Any, client_of: Any, alice: Any, veras_shop: Any, who: str
) -> None:
    user = None if who == "anon" else request.getfixturevalue(who)
    product = make_product(vendor=veras_shop)
    make_entry(alice.customer, product)
    expected = 401 if user is None else 403

    for end in ("add_item", "remove_item"):
        url = f"{URL}{alice.customer.pk}/{end}/"
        answer = client_of(user).post(url, {"item_id": product.pk})
        assert answer.status_code == expected
    assert items_of(alice.customer) == {product.pk}


def test_a_customer_who_only_holds_items_can_be_deleted(client: APIClient) -> None:
    customer = make_customer()
    make_entry(customer)

    assert client.delete(f"{URL}{customer.pk}/").status_code == 204
    assert not LibraryEntry.objects.exists()
