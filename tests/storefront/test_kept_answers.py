"""ETags and 304: what is the same is not sent again, to nobody else, and only where it fits."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from rest_framework.test import APIClient

from store.models import FavoriteProduct
from tests.builders import make_cart, make_collection, make_product

pytestmark = pytest.mark.django_db
PRODUCTS = "/store/products/"


def etag(response: Any) -> str:
    assert response.status_code == 200
    return response["ETag"]


def known(client: Any, url: str, tag: str) -> int:
    return client.get(url, headers={"if-none-match": tag}).status_code


def test_a_list_that_changed_is_sent_whole_with_another_etag(anon: APIClient) -> None:
    product = make_product("Mango")
    first = etag(anon.get(PRODUCTS))
    assert known(anon, PRODUCTS, first) == 304

    product.title = "Papaya"
    product.save()

    second = anon.get(PRODUCTS, headers={"if-none-match": first})
    assert second.json()["results"][0]["title"] == "Papaya"
    assert etag(second) != first


def test_what_one_knows_is_not_what_another_would_get(
    client_of: Any, alice: Any, bob: Any, anon: APIClient
) -> None:
    """Though the address is the same, and a browser keeps what both were sent."""
    product = make_product()
    FavoriteProduct.objects.create(customer=alice.customer, product=product)
    of_alice = etag(client_of(alice).get(PRODUCTS))

    for other in (client_of(bob), anon):
        answer = other.get(PRODUCTS, headers={"if-none-match": of_alice})
        assert answer.status_code == 200
        assert answer.json()["results"][0]["is_favorite"] is False
    assert known(client_of(alice), PRODUCTS, of_alice) == 304


def test_a_bare_list_that_goes_on_is_another_answer(anon: APIClient) -> None:
    """Its rows are the same; the header that leads to the next page was not there."""
    for number in range(100):
        make_collection(f"{number:03}")
    before = anon.get("/store/collections/")
    make_collection("zzz")

    after = anon.get("/store/collections/", headers={"if-none-match": before["ETag"]})

    assert "Link" not in before
    assert 'rel="next"' in after["Link"]
    assert after.json() == before.json()


def test_nothing_but_reading_has_an_etag_or_is_kept(anon: APIClient) -> None:
    cart = anon.post("/store/carts/", {}, format="json")
    cart_url = f"/store/carts/{cart.json()['id']}/"
    keyed = {"idempotency-key": "one"}
    first = anon.post("/store/carts/", {}, format="json", headers=keyed)
    again = anon.post("/store/carts/", {}, format="json", headers=keyed)

    for response in (cart, first, again, anon.delete(cart_url)):
        assert response["Cache-Control"] == "no-store"
        assert "ETag" not in response
    assert again["Idempotent-Replayed"] == "true"
    assert again.json() == first.json()


def test_what_is_not_there_is_not_kept_and_has_no_etag(anon: APIClient) -> None:
    """A 404 may be kept by anybody, unless it is said."""
    response = anon.get(f"{PRODUCTS}999999/", headers={"if-none-match": "*"})

    assert response.status_code == 404
    assert response["Cache-Control"] == "private, no-cache"
    assert "ETag" not in response


def test_a_browser_is_let_ask_and_told_the_etag(anon: APIClient) -> None:
    origin = {"origin": "http://localhost:5173"}
    asks = {
        "access-control-request-method": "GET",
        "access-control-request-headers": "if-none-match",
    }
    make_product()

    preflight = Client().options(PRODUCTS, headers={**origin, **asks})
    first = anon.get(PRODUCTS, headers=origin)
    same = anon.get(PRODUCTS, headers={**origin, "if-none-match": first["ETag"]})

    assert "if-none-match" in preflight["Access-Control-Allow-Headers"]
    assert same.status_code == 304
    for response in (first, same):
        assert response["Access-Control-Allow-Origin"] == origin["origin"]
        exposed = response["Access-Control-Expose-Headers"].split(", ")
        assert {"ETag", "Link"} <= set(exposed)
        assert "origin" in response["Vary"].lower()


def test_a_condition_that_does_not_hold_is_a_412_in_the_words_of_the_api(
    anon: APIClient,
) -> None:
    response = anon.get(PRODUCTS, headers={"if-match": '"another"'})

    assert (response.status_code, response.json()["code"]) == (
        412,
        "precondition_failed",
    )


@pytest.mark.parametrize("junk", ["", '"', "W/", "\x00", "é", "x" * 10_000, '"a' * 99])
def test_junk_for_an_etag_is_no_etag(anon: APIClient, junk: str) -> None:
    assert known(anon, PRODUCTS, junk) == 200


def test_head_and_pages_for_people_are_left_alone(anon: APIClient) -> None:
    assert "ETag" not in anon.head(f"/store/carts/{make_cart().pk}/")

    page = anon.get(PRODUCTS, headers={"accept": "text/html"})
    assert page["Content-Type"].startswith("text/html")
    assert "ETag" not in page
    assert page["Cache-Control"] == "private, no-cache"
    assert "no-store" in Client().get("/admin/", follow=True)["Cache-Control"]
