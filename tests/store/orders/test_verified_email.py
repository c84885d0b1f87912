"""`STORE_REQUIRE_VERIFIED_EMAIL`."""

import pytest

from store.models import Cart, Order
from tests.builders import make_cart, make_product

pytestmark = pytest.mark.django_db


def order(client):
    cart = make_cart((make_product(inventory=5), 2))
    return client.post("/store/orders/", {"cart_id": str(cart.pk)})


def test_an_unverified_address_may_order_unless_the_store_says_otherwise(
    client_of, alice
):
    assert order(client_of(alice)).status_code == 201


def test_a_store_that_wants_verified_addresses_refuses_others_and_changes_nothing(
    client_of, alice, settings
):
    settings.STORE_REQUIRE_VERIFIED_EMAIL = True

    response = order(client_of(alice))

    assert response.status_code == 403
    assert response.json() == {
        "detail": "Verify your e-mail address before you order.",
        "code": "email_not_verified",
    }
    assert not Order.objects.exists()
    assert Cart.objects.count() == 1


def test_a_verified_address_orders_there(client_of, alice, settings):
    settings.STORE_REQUIRE_VERIFIED_EMAIL = True
    alice.is_email_verified = True
    alice.save()

    assert order(client_of(alice)).status_code == 201
