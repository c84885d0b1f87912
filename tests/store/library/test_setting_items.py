"""`item_ids` sent with a customer."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from rest_framework.test import APIClient

from store.library.choices import Source
from store.models import Customer, LibraryEntry
from tests.builders import make_entry, make_product

pytestmark = pytest.mark.django_db
URL = "/store/customers/"


@pytest.fixture
def client(client_of: Any, staff: Any) -> APIClient:
    return client_of(staff)


def held(body: dict[str, Any]) -> dict[str, Any]:
    return {name: body[name] for name in ("item_count", "item_ids", "items_detail")}


def items_of(customer: Customer) -> set[int]:
    return set(customer.library.values_list("product_id", flat=True))


def test_a_patch_replaces_the_items(client: APIClient, staff: Any, alice: Any) -> None:
    kept, _ = (make_entry(alice.customer) for _ in range(2))
    new = make_product("New")
    url = f"{URL}{alice.customer.pk}/"

    answer = client.patch(
        url, {"item_ids": [new.pk, kept.product_id, new.pk]}, format="json"
    )

    assert answer.status_code == 200
    assert (answer.json()["item_count"], answer.json()["item_ids"]) == (
        2,
        [new.pk, kept.product_id],
    )
    assert answer.json() == client.get(url).json()
    assert alice.customer.library.get(product=new).granted_by == staff
    assert alice.customer.library.get(product=kept.product_id) == kept
    assert client.patch(url, {"item_ids": []}, format="json").json()["item_count"] == 0
    assert not LibraryEntry.objects.exists()


def test_what_is_not_sent_stays(client: APIClient, alice: Any) -> None:
    entry = make_entry(alice.customer)
    url = f"{URL}{alice.customer.pk}/"

    answers = [
        client.patch(url, {"phone": "1"}, format="json"),
        client.patch(url, {"phone": "2"}, format="multipart"),
        client.put(url, {"phone": "3"}, format="json"),
        client.put(url, {"phone": "4"}, format="multipart"),
    ]

    assert [answer.status_code for answer in answers] == [200] * 4
    assert [answer.json()["item_ids"] for answer in answers] == [[entry.product_id]] * 4
    assert client.get(url).json()["phone"] == "4"


def test_items_and_profile_are_written_together_or_not_at_all(
    client: APIClient, alice: Any
) -> None:
    entry, new = make_entry(alice.customer), make_product()
    url = f"{URL}{alice.customer.pk}/"

    refused = client.patch(
        url, {"phone": "1", "item_ids": [new.pk, 999_999, 888_888]}, format="json"
    )

    assert (refused.status_code, refused.json()) == (
        400,
        {
            "item_ids": ["Some of these are no products; nothing was changed."],
            "ids": [888_888, 999_999],
            "code": "unknown_items",
        },
    )
    customer = Customer.objects.get(pk=alice.customer.pk)
    assert (customer.phone, items_of(customer)) == ("", {entry.product_id})
    answer = client.patch(url, {"phone": "1", "item_ids": [new.pk]}, format="json")
    assert (answer.json()["phone"], answer.json()["item_ids"]) == ("1", [new.pk])


def test_what_was_bought_is_not_left_out_silently(
    client: APIClient, alice: Any
) -> None:
    bought = make_entry(alice.customer, source=Source.BOUGHT)
    granted = make_entry(alice.customer)
    url, new = f"{URL}{alice.customer.pk}/", make_product()

    refused = client.patch(url, {"item_ids": [new.pk]}, format="json")

    assert (refused.status_code, refused.json()["code"]) == (409, "items_bought")
    assert refused.json()["ids"] == [bought.product_id]
    assert items_of(alice.customer) == {bought.product_id, granted.product_id}
    answer = client.patch(url, {"item_ids": [bought.product_id, new.pk]}, format="json")
    assert answer.status_code == 200
    assert items_of(alice.customer) == {bought.product_id, new.pk}
    bought.refresh_from_db()
    assert bought.source == "bought"


@pytest.mark.parametrize(
    "ids", [None, "abc", 5, {"a": 1}, ["x"], [0], [-1], [2**63], [[1]], [None], [1.5]]
)
def test_wrong_ids_are_refused_and_change_nothing(
    client: APIClient, alice: Any, ids: Any
) -> None:
    entry = make_entry(alice.customer)

    answer = client.patch(
        f"{URL}{alice.customer.pk}/", {"phone": "1", "item_ids": ids}, format="json"
    )

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert "item_ids" in answer.json()
    assert items_of(alice.customer) == {entry.product_id}
    assert Customer.objects.get(pk=alice.customer.pk).phone == ""


def test_more_than_ten_thousand_are_refused(client: APIClient, alice: Any) -> None:
    ids = list(range(1, 10_002))

    answer = client.patch(
        f"{URL}{alice.customer.pk}/", {"item_ids": ids}, format="json"
    )

    assert answer.status_code == 400
    assert answer.json()["item_ids"] == [
        "Ensure this field has no more than 10000 elements."
    ]


def test_many_items_are_set_in_few_queries(
    client: APIClient, alice: Any, django_assert_max_num_queries: Any
) -> None:
    shelf = make_product().collection
    ids = [make_product(collection=shelf).pk for _ in range(50)]

    with django_assert_max_num_queries(25):
        answer = client.patch(
            f"{URL}{alice.customer.pk}/", {"item_ids": ids}, format="json"
        )

    assert answer.json()["item_count"] == 50


def test_an_account_and_its_profile_are_made_together_with_items(
    client: APIClient,
) -> None:
    product = make_product("Mango")

    made = client.post(
        URL,
        {"email": "new@example.com", "phone": "1", "item_ids": [product.pk]},
        format="json",
    )
    plain = client.post(URL, {"email": "plain@example.com"}, format="json")
    refused = client.post(
        URL, {"email": "other@example.com", "item_ids": [999_999]}, format="json"
    )

    assert (made.status_code, plain.status_code) == (201, 201)
    assert made.json() == client.get(f"{URL}{made.json()['id']}/").json()
    assert made.json()["items_detail"][0]["title"] == "Mango"
    assert held(plain.json()) == {"item_count": 0, "item_ids": [], "items_detail": []}
    assert (refused.status_code, refused.json()["code"]) == (400, "unknown_items")
    emails = get_user_model().objects.values_list("email", flat=True)
    assert "other@example.com" not in set(emails)
