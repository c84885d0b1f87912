"""Odd queries, ids, verbs and headers: a 4xx, never a 500, and nothing changed."""

import pytest

from tests.builders import make_cart, make_product
from tests.storefront.test_bad_input import rows

pytestmark = pytest.mark.django_db
QUERIES = [
    "search=%00",
    "search=a%00b",
    "search=%ED%A0%80",
    "search=%FF%FE",
    "search='%20OR%201=1--",
    "search=%22",
    "search=%25",
    "search=%F0%9F%A5%AD",
    "search=" + "+".join(["a"] * 2000),
    "search=" + "a" * 60_000,
    "ordering=" + ",".join(["unit_price"] * 2500),
    "ordering=%00",
    "ordering=-",
    "ordering=--unit_price",
    "unit_price__gt=NaN",
    "unit_price__gt=sNaN",
    "unit_price__gt=Infinity",
    "unit_price__lt=1e400",
    "unit_price__lt=1e-400",
    "unit_price__lt=" + "9" * 5000,
    "unit_price__gt=abc",
    "unit_price__gt=%00",
    "collection_id=" + "9" * 5000,
    "collection_id=1e400",
    "collection_id=%00",
    "collection_id[]=1",
    "vendor_id=" + "9" * 30,
    "page=%00",
    "page=1e400",
    "page=" + "9" * 5000,
    "page_size=-1",
    "page_size=0",
    "page_size=" + "9" * 5000,
    "page_size=1e400",
    "format=xml",
    "&".join(f"a{n}=1" for n in range(1500)),
]


@pytest.mark.parametrize("query", QUERIES, ids=lambda q: q[:30])
@pytest.mark.parametrize("path", ["products", "collections", "vendors"])
def test_no_query_crashes_a_list(anon, query, path):
    make_product()
    anon.raise_request_exception = False

    response = anon.get(f"/store/{path}/?{query}")

    assert response.status_code < 500
    if response.status_code == 400:
        assert response.json()["code"]


@pytest.mark.parametrize(
    "query",
    [
        "unit_price__gt=NaN",
        "unit_price__lt=Infinity",
        "unit_price__gt=abc",
        "unit_price__lt=1e400",
        "collection_id=1e400",
        "search=a%00b",
    ],
)
def test_a_filter_that_says_nothing_is_a_400(anon, query):
    response = anon.get(f"/store/products/?{query}")

    assert response.status_code == 400
    assert response.json()["code"]


IDS = [
    "9" * 19,
    "9" * 30,
    "-" + "9" * 30,
    "9" * 5000,
    "1e400",
    "NaN",
    "Infinity",
    "%00",
    "a%00b",
    "%ED%A0%80",
    "%F0%9F%A5%AD",
    "1'%20OR%20'1'='1",
    "..",
    "%2e%2e%2f",
]


@pytest.mark.parametrize("pk", IDS, ids=lambda i: i[:24])
@pytest.mark.parametrize("verb", ["get", "head", "patch", "delete", "options"])
def test_no_id_in_an_address_crashes_the_store(client_of, staff, pk, verb):
    staff.is_superuser = True
    before = rows()
    client = client_of(staff)
    client.raise_request_exception = False
    product, cart = make_product(), make_cart()
    wrong = []
    for path in (
        f"products/{pk}/",
        f"products/{pk}/reviews/",
        f"products/{pk}/images/1/",
        f"products/{product.pk}/reviews/{pk}/",
        f"products/{product.pk}/images/{pk}/",
        f"collections/{pk}/",
        f"vendors/{pk}/",
        f"carts/{pk}/",
        f"carts/{pk}/items/",
        f"carts/{cart.pk}/items/{pk}/",
        f"customers/{pk}/",
        f"customers/{pk}/history/",
        f"customers/me/addresses/{pk}/",
        f"orders/{pk}/",
        f"../auth/users/{pk}/",
    ):
        response = getattr(client, verb)(f"/store/{path}".replace("/store/..", ""))
        allowed = (
            response.status_code < 500
            if verb == "options"
            else 301 <= response.status_code < 500
        )
        if not allowed:
            wrong.append((response.status_code, path[:60]))
    assert wrong == []
    product.delete()
    product.collection.delete()
    cart.delete()
    assert rows() == before


@pytest.mark.parametrize(
    "accept", ["application/xml", "x", "text/html;q=x", "*/*;q=0", ","]
)
def test_an_odd_accept_header_crashes_nothing(anon, accept):
    anon.raise_request_exception = False

    assert anon.get("/store/products/", HTTP_ACCEPT=accept).status_code < 500


@pytest.mark.parametrize(
    ("verb", "path"),
    [
        ("put", "products/"),
        ("patch", "collections/"),
        ("delete", "orders/"),
        ("delete", "customers/"),
        ("put", "vendors/"),
        ("post", "vendors/1/"),
        ("post", "products/1/"),
        ("trace", "products/"),
        ("put", "carts/"),
        ("get", "carts/"),
    ],
)
def test_a_verb_that_is_not_there_is_a_405(client_of, staff, verb, path):
    response = getattr(client_of(staff), verb)(f"/store/{path}")

    assert response.status_code == 405
    assert isinstance(response.json()["error"], str)
    assert response.json()["code"] == "method_not_allowed"
    assert response["Allow"]
