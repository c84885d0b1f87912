"""What holds for every address: names, slashes, suffixes, CORS, errors, bare lists."""

import pytest
from django.urls import reverse

from tests.builders import (
    make_cart,
    make_customer,
    make_order,
    make_product,
    make_review,
    make_vendor,
)

pytestmark = pytest.mark.django_db
UNKNOWN = "8c9d8a52-6a52-4c5e-9d0f-9d5a3b1f0c11"


@pytest.mark.parametrize(
    ("name", "kwargs", "path"),
    [
        ("products-list", {}, "products/"),
        ("products-detail", {"pk": 1}, "products/1/"),
        ("collection-list", {}, "collections/"),
        ("collection-detail", {"pk": 1}, "collections/1/"),
        ("cart-list", {}, "carts/"),
        ("cart-detail", {"pk": UNKNOWN}, f"carts/{UNKNOWN}/"),
        ("customer-list", {}, "customers/"),
        ("customer-detail", {"pk": 1}, "customers/1/"),
        ("customer-me", {}, "customers/me/"),
        ("customer-history", {"pk": 1}, "customers/1/history/"),
        ("orders-list", {}, "orders/"),
        ("orders-detail", {"pk": 1}, "orders/1/"),
        ("product-reviews-list", {"product_pk": 1}, "products/1/reviews/"),
        ("product-reviews-detail", {"product_pk": 1, "pk": 2}, "products/1/reviews/2/"),
        ("product-images-list", {"product_pk": 1}, "products/1/images/"),
        ("product-images-detail", {"product_pk": 1, "pk": 2}, "products/1/images/2/"),
        ("vendor-orders-list", {"vendor_pk": 1}, "vendors/1/orders/"),
        (
            "vendor-order-items-detail",
            {"vendor_pk": 1, "order_pk": 2, "pk": 3},
            "vendors/1/orders/2/items/3/",
        ),
        ("cart-items-list", {"cart_pk": UNKNOWN}, f"carts/{UNKNOWN}/items/"),
        (
            "cart-items-detail",
            {"cart_pk": UNKNOWN, "pk": 2},
            f"carts/{UNKNOWN}/items/2/",
        ),
        ("api-root", {}, ""),
    ],
)
def test_routes_keep_their_names(name, kwargs, path):
    assert reverse(name, kwargs=kwargs) == f"/store/{path}"


def test_the_api_root_names_the_lists(client_of, alice, staff, anon):
    for client in (client_of(alice), client_of(staff), anon):
        response = client.get("/store/")
        assert response.status_code == 200
        assert response.json()["products"] == "http://testserver/store/products/"
        assert set(response.json()) >= {
            "products",
            "collections",
            "carts",
            "customers",
            "orders",
        }


def test_the_home_page_answers(anon):
    assert anon.get("/").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["products", "collections", "products/1", "carts/x/items", "customers/me", ""],
)
def test_a_read_without_its_slash_is_redirected_with_its_query(anon, path):
    url = f"/store/{path}".rstrip("/")

    response = anon.get(f"{url}?search=a%20b&page=2")

    assert response.status_code == 301
    assert response["Location"] == f"{url}/?search=a%20b&page=2"


def test_a_write_without_its_slash_is_served(anon, client_of, alice, staff):
    product = make_product()
    cart = anon.post("/store/carts", {})
    line = anon.post(
        f"/store/carts/{cart.json()['id']}/items",
        {"product_id": product.pk, "quantity": 1},
    )
    review = client_of(alice).post(
        f"/store/products/{product.pk}/reviews", {"description": "x"}
    )
    collection = client_of(staff).post("/store/collections", {"title": "x"})
    url = f"/store/collections/{collection.json()['id']}"
    changed = client_of(staff).patch(url, {"title": "y"})
    gone = client_of(staff).delete(url)
    ordered = client_of(alice).post("/store/orders", {"cart_id": cart.json()["id"]})

    assert [r.status_code for r in (cart, line, review, collection)] == [201] * 4
    assert (changed.status_code, changed.json()["title"]) == (200, "y")
    assert gone.status_code == 204
    assert ordered.status_code == 201


def pages():
    """Every address that answers to GET, and whether anonymous visitors may."""
    product, customer = make_product(vendor=make_vendor()), make_customer()
    review = make_review(product)
    cart = make_cart((product, 1))
    order = make_order(customer, (product, 1))
    return [
        ("/store/products", True),
        (f"/store/products/{product.pk}", True),
        (f"/store/products/{product.pk}/reviews", True),
        (f"/store/products/{product.pk}/reviews/{review.pk}", True),
        (f"/store/products/{product.pk}/images", True),
        ("/store/collections", True),
        (f"/store/collections/{product.collection_id}", True),
        ("/store/vendors", True),
        (f"/store/carts/{cart.pk}", True),
        (f"/store/carts/{cart.pk}/items", True),
        (f"/store/carts/{cart.pk}/items/{cart.items.get().pk}", True),
        (f"/store/vendors/{product.vendor_id}/orders", False),
        (
            f"/store/vendors/{product.vendor_id}/orders/{order.vendor_orders.get().pk}",
            False,
        ),
        ("/store/orders", False),
        (f"/store/orders/{order.pk}", False),
        ("/store/customers", False),
        (f"/store/customers/{customer.pk}", False),
        ("/store/customers/me", False),
        ("/store/customers/me/addresses", False),
        (f"/store/customers/{customer.pk}/history", False),
    ]


def test_every_address_takes_the_json_suffix(anon, client_of, staff):
    staff.is_superuser = True
    failures = []
    for path, public in pages():
        client = anon if public else client_of(staff)
        client.raise_request_exception = False
        plain = client.get(f"{path}/")
        suffixed = client.get(f"{path}.json", HTTP_ACCEPT="text/html,*/*;q=0.8")
        if (suffixed.status_code, suffixed.content) != (200, plain.content):
            failures.append((path, suffixed.status_code))
    assert failures == []


def test_the_browsable_api_shows_every_address(anon, client_of, staff):
    staff.is_superuser = True
    paths = [
        ("/store", True),
        *pages(),
        ("/auth/users", False),
        ("/auth/users/me", False),
    ]
    for path, public in paths:
        answer = client_of(staff).get(f"{path}/", HTTP_ACCEPT="text/html")
        assert answer.status_code == 200, path
        assert answer["Content-Type"].startswith("text/html")
        assert b"<form" in answer.content or b"GET" in answer.content
        answer = anon.get(f"{path}/", HTTP_ACCEPT="text/html")
        assert answer.status_code == (200 if public else 401), path
        assert answer["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("user", ["alice", "vera", "unsaved", "unsaved staff", "dict"])
def test_the_browsable_api_crashes_for_nobody(
    request, api_client, authenticate, veras_shop, user
):
    if user.startswith("unsaved"):
        authenticate(is_staff=user.endswith("staff"))
    elif user == "dict":
        api_client.force_authenticate(user={})
    else:
        api_client.force_authenticate(request.getfixturevalue(user))
    for path, public in pages():
        answer = api_client.get(f"{path}/", HTTP_ACCEPT="text/html")
        assert answer.status_code == 200 if public else answer.status_code < 500, path


@pytest.mark.parametrize(
    ("path", "status"),
    [("products/", 400), ("collections/", 400), ("orders/", 400), ("nowhere/", 404)],
)
def test_the_browsable_api_shows_errors_too(client_of, staff, path, status):
    response = client_of(staff).post(
        f"/store/{path}", {}, format="json", HTTP_ACCEPT="text/html"
    )

    assert response.status_code == status


def test_options_and_head_work_everywhere(anon, client_of, staff):
    staff.is_superuser = True
    failures = []
    for path, public in pages():
        client = anon if public else client_of(staff)
        for verb in ("head", "options"):
            client.raise_request_exception = False
            status = getattr(client, verb)(f"{path}/").status_code
            if status != 200:
                failures.append((verb, path, status))
    assert failures == []


def test_get_never_writes(client_of, staff, django_assert_max_num_queries):
    staff.is_superuser = True
    client = client_of(staff)
    for path, _ in pages():
        with django_assert_max_num_queries(30) as captured:
            client.get(f"{path}/")
        verbs = {query["sql"].split()[0] for query in captured.captured_queries}
        assert verbs <= {"SELECT"}, (path, verbs)


@pytest.mark.parametrize("origin", ["http://localhost:3000"])
def test_cors_answers_with_credentials(anon, origin):
    preflight = anon.options(
        "/store/orders/",
        HTTP_ORIGIN=origin,
        HTTP_ACCESS_CONTROL_REQUEST_METHOD="POST",
        HTTP_ACCESS_CONTROL_REQUEST_HEADERS="authorization,content-type,x-csrftoken",
    )
    plain = anon.get("/store/products/", HTTP_ORIGIN=origin)
    refused = anon.get("/store/orders/", HTTP_ORIGIN=origin)

    assert preflight.status_code == 200
    for response in (preflight, plain, refused):
        assert response["Access-Control-Allow-Origin"] == origin
        assert response["Access-Control-Allow-Credentials"] == "true"
    allowed = {h.strip() for h in preflight["Access-Control-Allow-Headers"].split(",")}
    assert allowed >= {"authorization", "content-type", "x-csrftoken"}
    assert "POST" in preflight["Access-Control-Allow-Methods"]


def test_cors_answers_no_other_origin(anon):
    response = anon.get("/store/products/", HTTP_ORIGIN="https://evil.example")

    assert "Access-Control-Allow-Origin" not in response


@pytest.mark.parametrize(
    ("verb", "path", "status"),
    [
        ("get", "/store/nowhere/", 404),
        ("get", "/store/products/999999/", 404),
        ("get", "/auth/nowhere/", 404),
        ("get", "/store/orders/", 401),
        ("put", "/store/carts/", 405),
        ("get", "/store/carts/", 405),
        ("post", "/store/carts/x/items/", 404),
        ("post", "/auth/users/", 400),
        ("post", "/auth/jwt/create/", 400),
        ("get", "/store/products/?collection_id=x", 400),
        ("get", "/store/products.xml", 404),
    ],
)
def test_every_error_is_json_with_a_code(anon, verb, path, status):
    response = getattr(anon, verb)(path)

    assert response.status_code == status
    body = response.json()
    assert isinstance(body["code"], str)
    if status == 400:
        assert all(
            isinstance(value, str) or all(isinstance(text, str) for text in value)
            for value in body.values()
        )
    elif status == 405:
        assert isinstance(body["error"], str)
    else:
        assert isinstance(body["detail"], str)
    if status == 401:
        assert response["WWW-Authenticate"]
