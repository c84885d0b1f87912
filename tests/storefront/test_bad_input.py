"""Anything a client can send: a 4xx, never a 500, and nothing changed."""

import pytest
from django.contrib.auth import get_user_model

from store.models import Cart, CartItem, Collection, Customer, Order, Product, Review
from tests.builders import make_address, make_cart, make_order, make_product

pytestmark = pytest.mark.django_db
MODELS = [
    get_user_model(),
    Cart,
    CartItem,
    Collection,
    Customer,
    Order,
    Product,
    Review,
]
MALFORMED = [
    b"{",
    b"nope",
    b"{'title': 'x'}",
    b'{"title": NaN}',
    b'{"title": Infinity}',
    b'{"title": -Infinity}',
    b"\xff\xfe\x00",
    b'{"title": "\xed\xa0\x80"}',
    b"1" * 5000,
    b"[" * 100_000,
    b'{"a":' * 100_000,
]
NOT_OBJECTS = [
    b"[]",
    b"[1]",
    b'[{"title": "x"}]',
    b'"text"',
    b"5",
    b"true",
    b"null",
    b"1e400",
]
CRAZY = [
    b"1e400",
    b"-1e400",
    b"1e308",
    b"9" * 400,
    b"18446744073709551616",
    b"-9223372036854775809",
    b'"\\ud800"',
    b'"\\u0000"',
    b'"x\\u0000y"',
    b'"1e400"',
    b'"NaN"',
    b'"sNaN"',
    b'"Infinity"',
    b"[]",
    b"[[1]]",
    b"{}",
    b'{"a": {"b": [1]}}',
    b"[null]",
    b'"' + b"x" * 100_000 + b'"',
]


@pytest.fixture
def shop(staff, alice):
    """Every address that takes a body, and the fields it takes."""
    product = make_product()
    cart = make_cart((product, 1))
    order = make_order(alice.customer, (make_product(), 1))
    return [
        (
            "post",
            "/store/products/",
            [
                "title",
                "slug",
                "description",
                "inventory",
                "unit",
                "unit_price",
                "collection",
                "vendor_id",
                "is_published",
            ],
        ),
        (
            "patch",
            f"/store/products/{product.pk}/",
            [
                "inventory",
                "unit",
                "unit_price",
                "collection",
                "vendor_id",
                "is_published",
                "slug",
            ],
        ),
        ("post", "/store/collections/", ["title"]),
        (
            "post",
            f"/store/products/{product.pk}/reviews/",
            ["name", "description", "rating"],
        ),
        (
            "post",
            f"/store/products/{product.pk}/comments/",
            ["text", "contains_spoiler", "parent"],
        ),
        ("put", f"/store/products/{product.pk}/tags/", ["tags"]),
        ("post", f"/store/products/{product.pk}/images/", ["image"]),
        ("post", f"/store/carts/{cart.pk}/items/", ["product_id", "quantity"]),
        ("patch", f"/store/carts/{cart.pk}/items/{cart.items.get().pk}/", ["quantity"]),
        ("post", "/store/orders/", ["cart_id"]),
        (
            "post",
            "/store/customers/me/addresses/",
            ["label", "phone", "street", "country", "is_default_billing"],
        ),
        (
            "patch",
            f"/store/customers/me/addresses/{make_address(staff.customer).pk}/",
            ["name", "additional_phone", "city", "zip", "region"],
        ),
        ("patch", f"/store/orders/{order.pk}/", ["payment_status"]),
        (
            "post",
            "/store/customers/",
            ["email", "username", "first_name", "phone", "birth_date", "membership"],
        ),
        (
            "patch",
            f"/store/customers/{alice.customer.pk}/",
            ["birth_date", "membership", "phone"],
        ),
        ("patch", "/store/customers/me/", ["birth_date", "phone"]),
        ("post", "/auth/users/", ["username", "password", "email", "first_name"]),
        ("patch", "/auth/users/me/", ["email", "first_name"]),
        ("post", "/auth/users/set_password/", ["current_password", "new_password"]),
        ("post", "/auth/users/reset_password/", ["email"]),
        (
            "post",
            "/auth/users/reset_password_confirm/",
            ["uid", "token", "new_password"],
        ),
        ("post", "/auth/jwt/create/", ["username", "password"]),
        ("post", "/auth/jwt/refresh/", ["refresh"]),
        ("post", "/auth/jwt/verify/", ["token"]),
    ]


def rows():
    return {model: list(model.objects.order_by("pk").values()) for model in MODELS}


def ask(client, verb, url, body, content_type="application/json"):
    client.raise_request_exception = False
    return getattr(client, verb)(url, body, content_type=content_type)


@pytest.mark.parametrize("body", MALFORMED, ids=lambda b: repr(b[:24]))
def test_malformed_json_is_a_400(client_of, staff, shop, body):
    before, wrong = rows(), []
    for verb, url, _ in shop:
        response = ask(client_of(staff), verb, url, body)
        if not 400 <= response.status_code < 500:
            wrong.append((response.status_code, verb, url))
    assert wrong == []
    assert rows() == before


@pytest.mark.parametrize("body", NOT_OBJECTS, ids=repr)
def test_json_that_is_no_object_is_a_400(client_of, staff, shop, body):
    before, wrong = rows(), []
    for verb, url, _ in [*shop, ("post", "/store/carts/", [])]:
        response = ask(client_of(staff), verb, url, body)
        if not 400 <= response.status_code < 500:
            wrong.append((response.status_code, verb, url))
    assert wrong == []
    assert rows() == before


@pytest.mark.parametrize("value", CRAZY, ids=lambda b: repr(b[:24]))
def test_no_value_in_any_field_crashes_the_store(client_of, staff, shop, value):
    """Alone in its body: whatever else is required is missing, so this is a 4xx."""
    wrong = []
    for verb, url, fields in shop:
        for field in fields:
            body = b'{"%s": %s}' % (field.encode(), value)
            response = ask(client_of(staff), verb, url, body)
            if response.status_code >= 500:
                wrong.append((response.status_code, verb, url, field))
            elif response.status_code == 400:
                assert response.json()["code"]
    assert wrong == []


@pytest.mark.parametrize("value", CRAZY, ids=lambda b: repr(b[:24]))
@pytest.mark.parametrize(
    "field",
    [
        "inventory",
        "unit_price",
        "collection",
        "vendor_id",
        "is_published",
        "unit",
    ],
)
def test_a_value_of_the_wrong_kind_never_reaches_a_product(
    client_of, staff, field, value
):
    product = make_product()
    before = rows()

    response = ask(
        client_of(staff),
        "patch",
        f"/store/products/{product.pk}/",
        b'{"%s": %s}' % (field.encode(), value),
    )

    assert response.status_code == 400
    assert set(response.json()) == {field, "code"}
    assert rows() == before


@pytest.mark.parametrize("field", ["title", "slug", "description"])
@pytest.mark.parametrize(
    "value", [b'"\\ud800"', b'"x\\u0000y"', b"[]", b"{}", b'{"a":1}', b"true"]
)
def test_text_that_is_no_text_never_reaches_a_product(client_of, staff, field, value):
    product = make_product()
    before = rows()

    response = ask(
        client_of(staff),
        "patch",
        f"/store/products/{product.pk}/",
        b'{"%s": %s}' % (field.encode(), value),
    )

    assert response.status_code == 400
    assert response.json()[field]
    assert rows() == before


def test_half_an_id_is_no_id(client_of, staff):
    product, other = make_product(), make_product()
    before = rows()

    response = client_of(staff).patch(
        f"/store/products/{product.pk}/",
        {"collection": other.collection_id + 0.5},
        format="json",
    )

    assert response.status_code == 400
    assert rows() == before


@pytest.mark.parametrize(
    "title",
    [
        "مانجو",
        "芒果",
        "🥭" * 60,
        "Robert'); DROP TABLE store_product;--",
        "<script>",
        "%_\\",
    ],
)
def test_odd_but_honest_titles_are_kept_and_found(client_of, staff, anon, title):
    product = make_product()

    response = client_of(staff).patch(
        f"/store/products/{product.pk}/", {"title": title}, format="json"
    )

    assert response.status_code == 200
    assert response.json()["title"] == title
    found = anon.get("/store/products/", {"search": title.split()[0]}).json()
    assert [p["id"] for p in found["results"]] == [product.pk]
