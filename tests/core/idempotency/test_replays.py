"""The same request with the same key is answered again, and done once."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from rest_framework.test import APIClient

from core.models import KeyedRequest, Mail
from core.sessions.services import start_session
from store.models import (
    Cart,
    CartItem,
    Order,
    ProductImage,
    ProductImport,
    Review,
    VendorMember,
)
from tests.builders import (
    PASSWORD,
    make_cart,
    make_member,
    make_product,
    make_user,
    make_vendor,
    picture,
    upload,
)
from tests.sheets import csv_of

pytestmark = pytest.mark.django_db
SIGN_UP = {"username": "nora", "password": PASSWORD, "email": "nora@example.com"}


def said(response: Any) -> tuple[Any, ...]:
    kept = ("Content-Type", "Location", "Allow")
    headers = [response.headers.get(name) for name in kept]
    return response.status_code, response.content, *headers


def assert_replayed(first: Any, second: Any) -> None:
    assert "Idempotent-Replayed" not in first
    assert second["Idempotent-Replayed"] == "true"
    assert said(second) == said(first)


def test_an_order_is_placed_once(client_of: Any, alice: Any, send: Any) -> None:
    cart = make_cart((make_product(inventory=10), 2))
    client = client_of(alice)

    first = send(client, "/store/orders/", {"cart_id": str(cart.pk)})
    second = send(client, "/store/orders/", {"cart_id": str(cart.pk)})

    assert first.status_code == 201
    assert_replayed(first, second)
    assert Order.objects.get().pk == second.json()["id"]


def test_without_a_key_the_second_order_is_refused(
    client_of: Any, alice: Any, send: Any
) -> None:
    """The control: the answer of the first is lost for good."""
    body = {"cart_id": str(make_cart((make_product(), 2)).pk)}
    client = client_of(alice)

    answers = [send(client, "/store/orders/", body, key=None) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 400]
    assert not KeyedRequest.objects.exists()


def test_a_cart_of_nobody_is_made_once(anon: Any, send: Any) -> None:
    first, second = (send(anon, "/store/carts/") for _ in range(2))

    assert first.status_code == 201
    assert_replayed(first, second)
    assert Cart.objects.count() == 1


def test_a_line_is_added_once(anon: Any, send: Any) -> None:
    cart = make_cart()
    line = {"product_id": make_product().pk, "quantity": 2}

    first, second = (
        send(anon, f"/store/carts/{cart.pk}/items/", line) for _ in range(2)
    )

    assert first.status_code == 201
    assert_replayed(first, second)
    assert CartItem.objects.get().quantity == 2


def test_a_review_is_written_once(client_of: Any, alice: Any, send: Any) -> None:
    path = f"/store/products/{make_product().pk}/reviews/"
    words = {"name": "Alice", "description": "Sweet."}

    first, second = (send(client_of(alice), path, words) for _ in range(2))

    assert first.status_code == 201
    assert_replayed(first, second)
    assert Review.objects.get().description == "Sweet."


def test_an_upload_is_stored_once_whatever_its_boundary(
    client_of: Any, staff: Any
) -> None:
    path = f"/store/products/{make_product().pk}/images/"
    content = picture().read()

    def post(boundary: str, content: bytes) -> Any:
        head = 'Content-Disposition: form-data; name="image"; filename="a.png"'
        body = (
            f"--{boundary}\r\n{head}\r\nContent-Type: image/png\r\n\r\n".encode()
            + content
            + f"\r\n--{boundary}--\r\n".encode()
        )
        return client_of(staff).generic(
            "POST",
            path,
            body,
            content_type=f"multipart/form-data; boundary={boundary}",
            HTTP_IDEMPOTENCY_KEY="picture",
        )

    first, second = post("drawn-first", content), post("drawn-afterwards", content)

    assert first.status_code == 201
    assert_replayed(first, second)
    assert ProductImage.objects.count() == 1
    assert post("drawn-third", content + b"\0").status_code == 422


def test_an_upload_larger_than_django_reads_at_once_is_taken(
    client_of: Any, vera: Any, veras_shop: Any, settings: Any, send: Any
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    columns = ["id", "title", "unit_price", "inventory", "collection"]
    sheet = csv_of(columns, *[["", "Mango", "10", "5", "Fruit"]] * 300)
    path = f"/store/vendors/{veras_shop.pk}/imports/"

    first, second = (
        send(
            client_of(vera),
            path,
            {"file": upload(sheet), "dry_run": "true"},
            form="multipart",
        )
        for _ in range(2)
    )

    assert first.status_code == 202
    assert_replayed(first, second)
    assert ProductImport.objects.count() == 1


def test_a_sign_up_is_done_once_and_mailed_once(anon: Any, send: Any) -> None:
    first, second = (send(anon, "/auth/users/", SIGN_UP) for _ in range(2))

    assert first.status_code == 201
    assert_replayed(first, second)
    assert get_user_model().objects.get().username == "nora"
    assert Mail.objects.count() == 1
    assert KeyedRequest.objects.get().user == get_user_model().objects.get()


def test_nothing_of_the_body_or_the_key_is_stored(anon: Any, send: Any) -> None:
    send(anon, "/auth/users/", SIGN_UP, key="a-secret-key")

    row = KeyedRequest.objects.values().get()
    assert PASSWORD not in str(row)
    assert "a-secret-key" not in str(row)
    assert "127.0.0.1" not in str(row)


def test_a_refusal_of_the_input_is_an_answer(
    client_of: Any, alice: Any, send: Any
) -> None:
    client = client_of(alice)

    first, second = (send(client, "/store/orders/", {"cart_id": "x"}) for _ in range(2))

    assert first.status_code == 400
    assert_replayed(first, second)


def test_what_is_not_there_stays_so(client_of: Any, alice: Any, send: Any) -> None:
    client = client_of(alice)

    first, second = (send(client, "/store/orders/99/cancel/") for _ in range(2))

    assert first.status_code == 404
    assert_replayed(first, second)


def test_the_page_for_people_is_replayed_as_a_page(anon: Any, send: Any) -> None:
    first, second = (
        send(anon, "/store/carts/", HTTP_ACCEPT="text/html") for _ in range(2)
    )

    assert (first.status_code, first["Content-Type"]) == (
        201,
        "text/html; charset=utf-8",
    )
    assert_replayed(first, second)
    assert Cart.objects.count() == 1


def test_tokens_and_cookies_name_the_same_account(alice: Any, send: Any) -> None:
    token = start_session(user=alice).access_token
    by_token, by_cookie = APIClient(), APIClient()
    by_token.credentials(HTTP_AUTHORIZATION=f"JWT {token}")
    by_cookie.force_login(alice)
    body = {"cart_id": str(make_cart((make_product(), 1)).pk)}

    first = send(by_token, "/store/orders/", body)
    second = send(by_cookie, "/store/orders/", body)

    assert first.status_code == 201
    assert_replayed(first, second)


def test_a_member_who_left_gets_the_answer_that_was_theirs(
    client_of: Any, mina: Any, send: Any
) -> None:
    """And no more: the key opens nothing that was not said before."""
    shop = make_vendor(make_user())
    make_member(shop, mina, "manager")
    path = f"/store/vendors/{shop.pk}/products/"
    first = send(client_of(mina), path, {})
    VendorMember.objects.filter(user=mina).delete()

    assert_replayed(first, send(client_of(mina), path, {}))
    assert send(client_of(mina), path, {}, key="another").status_code in {403, 404}


def test_the_log_says_whose_request_was_answered_again(
    client_of: Any, alice: Any, send: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "storefront.access")
    for _ in range(2):
        send(client_of(alice), "/store/carts/")

    lines = [record.message for record in caplog.records if "POST" in record.message]
    assert [line.rpartition(" ")[2] for line in lines] == [f"user={alice.pk}"] * 2
