"""`carts/mine/`: the signed-in customer's one open cart."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from store.carts import services
from store.carts.models import MAX_QUANTITY
from store.models import Cart, CartItem, Customer, Order
from tests.builders import make_cart, make_product, make_user
from tests.store.carts.lines import NOTHING_KNOWN

pytestmark = pytest.mark.django_db
MINE = "/store/carts/mine/"
ITEMS = f"{MINE}items/"
NONE = {"id": None, "items": [], "total_price": 0}


def add(client: Any, product: Any, quantity: int = 1) -> Any:
    body = {"product_id": product.pk, "quantity": quantity}
    return client.post(ITEMS, body, format="json")


def test_reading_makes_no_cart(client_of: Any, alice: Any) -> None:
    client = client_of(alice)

    for _ in range(2):
        answer = client.get(MINE)
        assert (answer.status_code, answer.json()) == (200, NONE)
    assert client.get(ITEMS).json() == []
    assert client.get(f"{ITEMS}1/").status_code == 404
    assert Cart.objects.count() == 0


def test_the_first_line_makes_the_cart_and_the_next_ones_go_into_it(
    client_of: Any, alice: Any
) -> None:
    mango = make_product("Mango", unit_price=4)
    pear = make_product("Pear", unit_price=3)
    client = client_of(alice)

    first = add(client, mango, 2)
    add(client, pear)
    again = add(client, mango, 3)

    line = CartItem.objects.get(product=mango)
    assert first.status_code == again.status_code == 201
    assert first.json() == {"id": line.pk, "product_id": mango.pk, "quantity": 2}
    assert again.json() == {"id": line.pk, "product_id": mango.pk, "quantity": 5}
    cart = Cart.objects.get()
    assert cart.customer == alice.customer
    shown = client.get(MINE).json()
    assert shown == client.get(f"/store/carts/{cart.pk}/").json()
    assert (shown["id"], shown["total_price"]) == (str(cart.pk), 23.0)
    assert client.get(ITEMS).json() == shown["items"]
    assert shown["items"][0] == {
        "id": line.pk,
        "product": {"id": mango.pk, "title": "Mango", "unit_price": 4.0},
        "quantity": 5,
        "total_price": 20.0,
        **NOTHING_KNOWN | {"added_price": 4.0},
    }


def test_lines_are_read_changed_and_deleted(client_of: Any, alice: Any) -> None:
    client = client_of(alice)
    line = add(client, make_product(), 2).json()["id"]

    changed = client.patch(f"{ITEMS}{line}/", {"quantity": "7"}, format="json")

    assert (changed.status_code, changed.json()["quantity"]) == (200, 7)
    assert client.get(f"{ITEMS}{line}/").json() == changed.json()
    assert client.put(f"{ITEMS}{line}/", {"quantity": 1}).status_code == 405
    assert client.delete(f"{ITEMS}{line}/").status_code == 204
    assert client.get(MINE).json()["items"] == []
    assert Cart.objects.count() == 1


@pytest.mark.parametrize("verb", ["post", "put", "patch", "delete"])
def test_the_cart_itself_is_only_read(client_of: Any, alice: Any, verb: str) -> None:
    make_cart((make_product(), 1), customer=alice.customer)

    assert getattr(client_of(alice), verb)(MINE).status_code == 405
    assert CartItem.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "product_id"),
        ({"product_id": 999_999, "quantity": 1}, "product_id"),
        ({"product_id": None, "quantity": 1}, "product_id"),
        ({"product_id": 10**30, "quantity": 1}, "product_id"),
        ({"product_id": "a\0", "quantity": 1}, "product_id"),
        ({"product_id": 1, "quantity": 0}, "quantity"),
        ({"product_id": 1, "quantity": 10**30}, "quantity"),
        ([], "non_field_errors"),
    ],
)
def test_a_refused_line_makes_no_cart(
    client_of: Any, alice: Any, body: Any, field: str
) -> None:
    answer = client_of(alice).post(ITEMS, body, format="json")

    assert answer.status_code == 400
    assert field in answer.json()
    assert Cart.objects.count() == 0


def test_a_draft_is_an_unknown_product(client_of: Any, alice: Any) -> None:
    answer = add(client_of(alice), make_product(is_published=False))

    assert (answer.status_code, answer.json()) == (
        400,
        {
            "product_id": ["No product with the given ID was found."],
            "code": "unknown_product",
        },
    )


def test_too_many_change_nothing(client_of: Any, alice: Any) -> None:
    product = make_product()
    add(client_of(alice), product, MAX_QUANTITY)

    answer = add(client_of(alice), product)

    assert (answer.status_code, answer.json()["code"]) == (400, "too_many")
    assert CartItem.objects.get().quantity == MAX_QUANTITY


@pytest.mark.parametrize("who", ["bob", "staff", "anon"])
def test_by_its_id_it_is_a_404_for_anybody_else(
    request: Any, client_of: Any, alice: Any, who: str
) -> None:
    product = make_product()
    cart = make_cart((product, 2), customer=alice.customer)
    line, url = cart.items.get(), f"/store/carts/{cart.pk}/"
    user = None if who == "anon" else request.getfixturevalue(who)
    client = client_of(user)
    body = {"product_id": product.pk, "quantity": 9}

    answers = [
        client.get(url),
        client.delete(url),
        client.get(f"{url}items/"),
        client.post(f"{url}items/", body, format="json"),
        client.get(f"{url}items/{line.pk}/"),
        client.patch(f"{url}items/{line.pk}/", {"quantity": 9}, format="json"),
        client.delete(f"{url}items/{line.pk}/"),
    ]

    unknown = client.get(f"/store/carts/{uuid4()}/")
    assert {answer.status_code for answer in answers} == {404}
    assert {answer.json()["code"] for answer in answers} == {"not_found"}
    assert answers[0].content == unknown.content
    assert CartItem.objects.get().quantity == 2


def test_by_its_id_its_customer_uses_it_like_any_other(
    client_of: Any, alice: Any
) -> None:
    product = make_product()
    cart = make_cart((product, 2), customer=alice.customer)
    client, url = client_of(alice), f"/store/carts/{cart.pk}/"

    added = client.post(
        f"{url}items/", {"product_id": product.pk, "quantity": 1}, format="json"
    )

    assert (added.status_code, added.json()["quantity"]) == (201, 3)
    assert client.delete(url).status_code == 204
    assert client.get(MINE).json() == NONE


def test_a_cart_made_by_post_stays_nobodys(
    client_of: Any, anon: Any, alice: Any
) -> None:
    made = client_of(alice).post("/store/carts/", {"customer": alice.customer.pk})

    assert made.json() == {"id": made.json()["id"], "items": [], "total_price": 0}
    assert Cart.objects.get().customer is None
    assert anon.get(f"/store/carts/{made.json()['id']}/").status_code == 200
    assert client_of(alice).get(MINE).json() == NONE


def test_checkout_takes_it_and_the_next_line_makes_another(
    client_of: Any, alice: Any
) -> None:
    client, product = client_of(alice), make_product()
    add(client, product)
    first = client.get(MINE).json()["id"]

    assert client.post("/store/orders/", {"cart_id": first}).status_code == 201

    assert client.get(MINE).json() == NONE
    add(client, product)
    assert client.get(MINE).json()["id"] not in {None, first}


@pytest.mark.parametrize("who", ["bob", "staff"])
def test_somebody_elses_cart_is_unknown_to_checkout(
    request: Any, client_of: Any, alice: Any, who: str
) -> None:
    cart = make_cart((make_product(), 1), customer=alice.customer)
    client = client_of(request.getfixturevalue(who))

    answer, unknown = (
        client.post("/store/orders/", {"cart_id": pk}) for pk in (cart.pk, uuid4())
    )

    assert (answer.status_code, answer.json()) == (
        400,
        {
            "cart_id": ["No cart with the given ID was found."],
            "code": "unknown_cart",
        },
    )
    assert answer.content == unknown.content
    assert not Order.objects.exists()
    assert CartItem.objects.count() == 1


def test_a_cart_that_is_ordered_in_between_is_followed_by_another(
    alice: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = make_cart((make_product(), 1), customer=alice.customer)
    real, product = services.add_item, make_product()

    def ordered_first(**line: Any) -> CartItem:
        Cart.objects.filter(pk=old.pk).delete()
        return real(**line)

    monkeypatch.setattr(services, "add_item", ordered_first)

    line = services.add_to_own_cart(
        customer=alice.customer, product_id=product.pk, quantity=2
    )

    cart = Cart.objects.get()
    assert (cart.customer, line.cart_id) == (alice.customer, cart.pk)
    assert [(item.product, item.quantity) for item in cart.items.all()] == [
        (product, 2)
    ]


def test_an_account_that_was_erased_meanwhile_gets_no_cart(alice: Any) -> None:
    customer = alice.customer
    alice.is_active = False
    alice.save()

    with pytest.raises(Customer.DoesNotExist):
        services.own_cart(customer=customer)

    assert Cart.objects.count() == 0


def test_a_customers_own_cart_is_not_deleted_for_its_age(alice: Any) -> None:
    own, nobodys = make_cart(customer=alice.customer), make_cart()
    Cart.objects.update(created_at=timezone.now() - timedelta(days=400))

    assert services.delete_stale_carts(days=30) == 1
    assert Cart.objects.get() == own != nobodys


def test_the_database_keeps_one_cart_each_and_any_number_of_nobodys() -> None:
    customer = make_user().customer
    make_cart(customer=customer)
    make_cart()
    make_cart()

    with pytest.raises(IntegrityError), transaction.atomic():
        make_cart(customer=customer)

    assert Cart.objects.count() == 3


def test_it_goes_with_its_customer(alice: Any) -> None:
    make_cart((make_product(), 1), customer=alice.customer)

    alice.customer.delete()

    assert not Cart.objects.exists()
    assert not CartItem.objects.exists()


def test_a_user_that_was_never_saved_has_none(
    api_client: Any, authenticate: Any
) -> None:
    authenticate()

    assert api_client.get(MINE).json() == NONE
    assert add(api_client, make_product()).status_code == 404
