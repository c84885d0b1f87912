"""Bare lists, their bound, and the envelope on demand."""

import pytest

from store.models import Collection, Review
from tests.builders import make_cart, make_collection, make_product, make_review

pytestmark = pytest.mark.django_db


def test_a_bare_list_ends_after_a_hundred_rows_and_says_where_it_goes_on(anon):
    Collection.objects.bulk_create(Collection(title=f"{n:03}") for n in range(250))
    url = "/store/collections/"

    first = anon.get(url)
    second = anon.get(f"{url}?page=2")

    assert [c["title"] for c in first.json()] == [f"{n:03}" for n in range(100)]
    assert first["Link"] == '<http://testserver/store/collections/?page=2>; rel="next"'
    assert second.json()["count"] == 250
    assert [c["title"] for c in second.json()["results"]] == [
        f"{n:03}" for n in range(100, 200)
    ]
    assert second.json()["next"] == "http://testserver/store/collections/?page=3"
    assert anon.get(f"{url}?page=4").status_code == 404


def test_a_bare_list_of_a_hundred_rows_has_no_link(anon):
    product = make_product()
    Review.objects.bulk_create(
        Review(product=product, name="n", description="d") for _ in range(100)
    )
    url = f"/store/products/{product.pk}/reviews/"

    response = anon.get(url)

    assert len(response.json()) == 100
    assert "Link" not in response
    make_review(product)
    assert 'rel="next"' in anon.get(url)["Link"]
    assert len(anon.get(url).json()) == 100


@pytest.mark.parametrize(("size", "given"), [("2", 2), ("100", 100), ("500", 100)])
def test_a_page_size_asks_for_the_envelope(anon, size, given):
    Collection.objects.bulk_create(Collection(title=f"{n:03}") for n in range(120))

    body = anon.get("/store/collections/", {"page": 1, "page_size": size}).json()

    assert set(body) == {"count", "next", "previous", "results"}
    assert len(body["results"]) == given


def test_every_list_but_the_products_is_bare(anon, client_of, staff):
    product = make_product()
    cart = make_cart((product, 1))
    for path in (
        "collections/",
        "vendors/",
        "orders/",
        "customers/",
        "customers/me/addresses/",
        f"products/{product.pk}/reviews/",
        f"products/{product.pk}/images/",
        f"carts/{cart.pk}/items/",
    ):
        client = client_of(staff)
        assert isinstance(client.get(f"/store/{path}").json(), list), path
        assert set(client.get(f"/store/{path}?page=1").json()) == {
            "count",
            "next",
            "previous",
            "results",
        }, path


def test_money_is_a_json_number_everywhere(anon, client_of, alice):
    product = make_product(collection=make_collection())
    cart = make_cart((product, 1))
    texts = [
        anon.get(f"/store/products/{product.pk}/").content,
        anon.get(f"/store/carts/{cart.pk}/").content,
        client_of(alice).post("/store/orders/", {"cart_id": str(cart.pk)}).content,
    ]

    for text in texts:
        assert b'"unit_price":10.0' in text.replace(b" ", b"")
