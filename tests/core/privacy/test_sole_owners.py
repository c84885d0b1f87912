"""Owners of shops: refused while orders wait, and the shop is closed after them."""

from __future__ import annotations

from typing import Any

import pytest

from store.models import Customer, Order, Vendor, VendorMember
from store.orders.moves import move_items
from store.vendors.choices import Role
from tests.builders import (
    PASSWORD,
    make_cart,
    make_member,
    make_order,
    make_product,
    make_user,
)
from tests.races.together import together

ME = "/auth/users/me/"
pytestmark = pytest.mark.django_db


def leave(client: Any) -> Any:
    return client.delete(ME, {"current_password": PASSWORD})


def sell(shop: Vendor, *steps: str, payment_status: str = "P") -> Order:
    order = make_order(
        None, (make_product(vendor=shop), 1), payment_status=payment_status
    )
    for to in steps:
        move_items(items=order.items.all(), to=to, by=None)
    return order


def test_the_only_owner_stays_while_orders_are_open(
    client_of: Any, vera: Any, veras_shop: Vendor, ottos_shop: Vendor
) -> None:
    sell(veras_shop)
    sell(veras_shop)
    sell(ottos_shop)

    response = leave(client_of(vera))

    assert response.status_code == 409
    assert response.json() == {
        "detail": "You are the only owner of a shop with open orders.",
        "code": "sole_owner_with_open_orders",
        "vendors": [{"id": veras_shop.pk, "shop_name": "Vera's"}],
    }
    vera.refresh_from_db()
    veras_shop.refresh_from_db()
    assert (vera.username, vera.is_active) == ("vera", True)
    assert veras_shop.is_open
    assert veras_shop.members.count() == 3


@pytest.mark.parametrize("steps", [[], ["packed"], ["packed", "shipped"]])
def test_an_order_is_open_until_it_arrives_paid_or_not(
    client_of: Any, vera: Any, veras_shop: Vendor, steps: list[str]
) -> None:
    sell(veras_shop, *steps, payment_status="C")

    assert leave(client_of(vera)).status_code == 409


@pytest.mark.parametrize(
    "steps",
    [
        ["cancelled"],
        ["packed", "shipped", "delivered"],
        ["packed", "shipped", "delivered", "returned"],
    ],
)
def test_without_open_orders_the_shop_is_closed(
    client_of: Any, vera: Any, veras_shop: Vendor, anon: Any, steps: list[str]
) -> None:
    Vendor.objects.filter(pk=veras_shop.pk).update(
        contact="Vera", email="vera@example.com", address="1 Street"
    )
    order = sell(veras_shop, *steps)

    assert leave(client_of(vera)).status_code == 204

    veras_shop.refresh_from_db()
    assert not veras_shop.is_open
    assert (veras_shop.contact, veras_shop.email, veras_shop.address) == ("", "", "")
    assert (veras_shop.shop_name, veras_shop.status) == ("Vera's", "approved")
    assert {member.user.username for member in veras_shop.members.all()} == {
        "mina",
        "sam",
    }
    assert Order.objects.filter(pk=order.pk).exists()
    assert anon.get("/store/products/").json()["count"] == 0


def test_with_a_second_owner_the_shop_goes_on(
    client_of: Any, vera: Any, veras_shop: Vendor
) -> None:
    make_member(veras_shop, make_user("vito"), Role.OWNER)
    sell(veras_shop)

    assert leave(client_of(vera)).status_code == 204

    veras_shop.refresh_from_db()
    assert veras_shop.is_open


def test_a_second_owner_whose_account_is_closed_does_not_count(
    client_of: Any, vera: Any, veras_shop: Vendor
) -> None:
    make_member(veras_shop, make_user("vito", is_active=False), Role.OWNER)
    sell(veras_shop)

    assert leave(client_of(vera)).status_code == 409


@pytest.mark.parametrize("name", ["mina", "sam"])
def test_members_who_own_nothing_may_go(
    request: Any, client_of: Any, veras_shop: Vendor, name: str
) -> None:
    sell(veras_shop)

    assert leave(client_of(request.getfixturevalue(name))).status_code == 204

    veras_shop.refresh_from_db()
    assert veras_shop.is_open


def test_the_shop_of_somebody_else_is_no_hindrance(
    client_of: Any, otto: Any, veras_shop: Vendor, ottos_shop: Vendor
) -> None:
    sell(veras_shop)

    assert leave(client_of(otto)).status_code == 204


@pytest.mark.django_db(transaction=True)
def test_of_two_owners_who_leave_at_once_the_last_closes_the_shop(
    client_of: Any, vera: Any, veras_shop: Vendor
) -> None:
    vito = make_user("vito")
    make_member(veras_shop, vito, Role.OWNER)

    answers = together(lambda: leave(client_of(vera)), lambda: leave(client_of(vito)))

    assert [answer.status_code for answer in answers] == [204, 204]
    veras_shop.refresh_from_db()
    assert not veras_shop.is_open
    assert not VendorMember.objects.filter(role=Role.OWNER).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("has_ordered", [True, False])
def test_of_two_erasures_at_once_one_finds_nobody(
    client_of: Any, alice: Any, has_ordered: bool
) -> None:
    if has_ordered:
        make_order(alice.customer)

    answers = together(*[lambda: leave(client_of(alice))] * 3)

    assert sorted(answer.status_code for answer in answers) == [204, 404, 404]


@pytest.mark.django_db(transaction=True)
def test_an_order_at_the_moment_of_an_erasure_is_kept_or_refused(
    client_of: Any,
) -> None:
    for _ in range(5):
        user = make_user()
        cart = make_cart((make_product(), 1))
        body = {"cart_id": str(cart.pk)}

        erased, ordered = together(
            lambda: leave(client_of(user)),  # noqa: B023
            lambda: client_of(user).post("/store/orders/", body),  # noqa: B023
        )

        assert erased.status_code == 204
        kept = Order.objects.filter(customer__user_id=user.pk)
        if ordered.status_code == 201:
            assert kept.count() == 1
            assert Customer.objects.get(user_id=user.pk).user.is_active is False
        else:
            assert ordered.status_code in (404, 409)
            assert not kept.exists()


@pytest.mark.django_db(transaction=True)
def test_an_address_is_not_added_to_somebody_who_was_just_erased(
    client_of: Any,
) -> None:
    for _ in range(5):
        user = make_user()
        make_order(user.customer)

        erased, added = together(
            lambda: leave(client_of(user)),  # noqa: B023
            lambda: client_of(user).post(  # noqa: B023
                "/store/customers/me/addresses/", {"street": "S", "city": "C"}
            ),
        )

        assert erased.status_code == 204
        assert added.status_code in (201, 404)
        assert not Customer.objects.get(user_id=user.pk).addresses.exists()
