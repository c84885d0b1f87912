"""`/store/products/{id}/reviews/mine/`."""

from __future__ import annotations

from typing import Any

import pytest

from store.models import Product, Review
from tests.builders import make_product, make_review, make_vendor

pytestmark = pytest.mark.django_db


def mine(product: Product) -> str:
    return f"/store/products/{product.pk}/reviews/mine/"


def test_put_makes_a_review_and_then_replaces_all_of_it(
    client_of: Any, alice: Any
) -> None:
    client, product = client_of(alice), make_product()
    whole = {"name": "A. A.", "description": "Sweet.", "rating": 4.5}

    first = client.put(mine(product), whole)
    second = client.put(mine(product), {"rating": 3})

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == {
        "id": Review.objects.get().pk,
        "date": Review.objects.get().date.isoformat(),
        **whole,
        "verified": False,
        "helpful_count": 0,
        "voted_helpful": False,
        "is_hidden": False,
        "reply": None,
    }
    emptied = {"name": "Alice Ait", "description": "", "rating": 3.0}
    assert second.json() == {**first.json(), **emptied}
    assert client.get(mine(product)).json() == second.json()


def test_the_same_sent_twice_changes_nothing(client_of: Any, alice: Any) -> None:
    client, product = client_of(alice), make_product()
    client.put(mine(product), {"rating": 5})
    before = [*Review.objects.values()]

    assert client.put(mine(product), {"rating": 5}).status_code == 200
    assert [*Review.objects.values()] == before


def test_there_is_none_to_read_until_it_is_written(client_of: Any, alice: Any) -> None:
    product = make_product()
    make_review(product)
    make_review(customer=alice.customer)

    response = client_of(alice).get(mine(product))

    assert (response.status_code, response.json()["code"]) == (404, "not_found")


def test_it_is_taken_back_and_taking_back_none_is_no_error(
    client_of: Any, alice: Any, bob: Any
) -> None:
    client, product = client_of(alice), make_product()
    kept = [
        make_review(product, customer=bob.customer),
        make_review(customer=alice.customer),
    ]
    client.put(mine(product), {"rating": 5})

    assert [client.delete(mine(product)).status_code for _ in range(2)] == [204, 204]
    assert [*Review.objects.order_by("pk")] == kept


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "empty_review"),
        ({"description": ""}, "empty_review"),
        ({"rating": 4.2}, ""),
    ],
)
def test_a_wrong_one_replaces_nothing(
    client_of: Any, alice: Any, body: Any, code: str
) -> None:
    review = make_review(customer=alice.customer, description="old", rating=2)

    response = client_of(alice).put(mine(review.product), body, format="json")

    assert response.status_code == 400
    assert not code or response.json()["code"] == code
    review.refresh_from_db()
    assert (review.description, review.rating) == ("old", 2)


def test_the_author_alone_still_sees_a_hidden_one(
    client_of: Any, anon: Any, alice: Any, bob: Any, staff: Any
) -> None:
    review = make_review(customer=alice.customer, is_hidden=True)
    base = f"/store/products/{review.product_id}/reviews/"

    assert client_of(alice).get(mine(review.product)).json()["is_hidden"] is True
    assert client_of(alice).get(f"{base}{review.pk}/").json()["is_hidden"] is True
    assert client_of(staff).get(f"{base}{review.pk}/").status_code == 200
    for client in (client_of(alice), client_of(bob), client_of(staff), anon):
        assert client.get(base).json() == []
    for client in (client_of(bob), anon):
        assert client.get(f"{base}{review.pk}/").status_code == 404


def test_a_hidden_one_that_is_written_anew_stays_hidden(
    client_of: Any, alice: Any
) -> None:
    review = make_review(customer=alice.customer, is_hidden=True)

    client_of(alice).put(mine(review.product), {"rating": 5})

    assert Review.objects.get().is_hidden is True


@pytest.mark.parametrize("verb", ["get", "put", "delete"])
def test_what_one_does_not_see_one_does_not_review(
    client_of: Any, anon: Any, alice: Any, authenticate: Any, api_client: Any, verb: str
) -> None:
    product, hidden = make_product(), make_product(vendor=make_vendor(status="pending"))
    authenticate()

    def ask(client: Any, url: str) -> int:
        return getattr(client, verb)(url, {"rating": 4}).status_code

    assert ask(anon, mine(product)) == 401
    assert ask(client_of(alice), mine(hidden)) == 404
    assert ask(client_of(alice), "/store/products/abc/reviews/mine/") == 404
    assert ask(api_client, mine(product)) in {204, 404}
    assert not Review.objects.exists()
