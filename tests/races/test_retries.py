"""What a deadlock breaks off is done again, within bounds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection, transaction
from django.db.models.signals import post_save
from rest_framework.test import APIClient

from core.models import KeyedRequest
from store.models import Order, Product, ProductImage
from store.orders import checkout
from store.orders.checkout import place_order
from store.signals import order_placed
from tests.builders import (
    make_cart,
    make_customer,
    make_product,
    make_user,
    picture,
)
from tests.races.rivals import Rivals

pytestmark = pytest.mark.django_db(transaction=True)
mariadb = pytest.mark.mariadb
ORDERS = "/store/orders/"


@pytest.fixture
def product() -> Product:
    return make_product(inventory=10)


@contextmanager
def rivals_of(product: Product, *, times: int) -> Iterator[Rivals]:
    rivals = Rivals(product, times=times)
    order_placed.connect(rivals)
    try:
        yield rivals
    finally:
        order_placed.disconnect(rivals)
        rivals.join()


def left(product: Product) -> int:
    product.refresh_from_db()
    return product.inventory


def order(product: Product, **headers: str) -> Any:
    client = APIClient()
    client.force_authenticate(user=make_user())
    body = {"cart_id": str(make_cart((product, 3)).pk)}
    return client.post(ORDERS, body, format="json", **headers)


@mariadb
def test_a_checkout_that_meets_a_deadlock_is_done_again(product: Product) -> None:
    with rivals_of(product, times=1) as rivals:
        placed = place_order(
            cart_id=make_cart((product, 3)).pk, customer=make_customer()
        )

    assert rivals.met == 1
    assert Order.objects.get() == placed
    assert left(product) == 7


@mariadb
def test_without_the_retry_the_same_checkout_fails(product: Product) -> None:
    """The control."""
    once = transaction.atomic(checkout.place_order.__wrapped__)

    with (
        rivals_of(product, times=1),
        pytest.raises(OperationalError, match="1213") as error,
    ):
        once(cart_id=make_cart((product, 3)).pk, customer=make_customer())

    assert error.value.args[0] == 1213
    assert not Order.objects.exists()


@mariadb
@pytest.mark.parametrize("headers", [{}, {"HTTP_IDEMPOTENCY_KEY": "mine"}])
def test_over_http_nobody_hears_of_it(
    product: Product, headers: dict[str, str]
) -> None:
    with rivals_of(product, times=2) as rivals:
        response = order(product, **headers)

    assert (response.status_code, rivals.met) == (201, 2)
    assert Order.objects.get().pk == response.json()["id"]
    assert left(product) == 7


@mariadb
@pytest.mark.parametrize("headers", [{}, {"HTTP_IDEMPOTENCY_KEY": "mine"}])
def test_deadlocks_without_end_are_a_503(
    product: Product, headers: dict[str, str]
) -> None:
    with rivals_of(product, times=99) as rivals:
        response = order(product, **headers)

    assert (response.status_code, response["Retry-After"]) == (503, "1")
    assert response.json() == {
        "detail": "The store is busy. Try again in a moment.",
        "code": "busy",
    }
    assert rivals.met == 4
    assert not Order.objects.exists()
    assert left(product) == 10
    assert KeyedRequest.objects.filter(status=None).count() == len(headers)


@mariadb
def test_a_deadlock_that_the_view_swallows_is_none_that_the_key_forgets(
    product: Product,
) -> None:
    """The transaction is gone: what was written after it would be half of the work."""
    with rivals_of(product, times=1) as rivals:

        def swallow(**kwargs: Any) -> None:
            with suppress(OperationalError):
                rivals(**kwargs)

        order_placed.disconnect(rivals)
        order_placed.connect(swallow)
        try:
            response = order(product, HTTP_IDEMPOTENCY_KEY="mine")
        finally:
            order_placed.disconnect(swallow)

    assert response.status_code == 201
    assert Order.objects.get().items.get().quantity == 3
    assert left(product) == 7


@mariadb
def test_an_upload_is_read_again_and_its_first_file_goes() -> None:
    path = f"/store/products/{make_product().pk}/images/"
    client = APIClient()
    client.force_authenticate(user=make_user(is_staff=True))
    content = picture().read()
    stored: list[str] = []

    def fail_once(instance: ProductImage, **kwargs: Any) -> None:
        stored.append(instance.image.name)
        if len(stored) == 1:
            with connection.cursor() as cursor:
                cursor.execute("SIGNAL SQLSTATE '40001' SET MYSQL_ERRNO = 1213")

    post_save.connect(fail_once, ProductImage)
    try:
        upload = SimpleUploadedFile("a.png", content, content_type="image/png")
        response = client.post(
            path, {"image": upload}, format="multipart", HTTP_IDEMPOTENCY_KEY="mine"
        )
    finally:
        post_save.disconnect(fail_once, ProductImage)

    assert response.status_code == 201
    image = ProductImage.objects.get().image
    assert image.read() == content
    assert [image.storage.exists(name) for name in stored] == [False, True]
