"""Shops and their members, by two at once."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from store.models import Vendor, VendorMember
from store.vendors.choices import Role
from store.vendors.services import issue_token
from tests.builders import (
    make_cart,
    make_invitation,
    make_member,
    make_product,
    make_user,
    make_vendor,
)
from tests.races.test_other_races import post
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)
URL = "/store/vendors/"


def test_two_applications_with_one_name_make_one_shop() -> None:
    users = [make_user() for _ in range(3)]
    for number in range(5):
        body = {"shop_name": f"Mango House {number}"}

        statuses = together(*[lambda u=u: post(URL, body, u) for u in users])  # noqa: B023

        assert sorted(statuses) == [201, 400, 400]
        assert Vendor.objects.filter(**body).count() == 1
        Vendor.objects.all().delete()


def test_names_that_differ_get_different_slugs() -> None:
    users = [make_user() for _ in range(3)]
    names = ["Mango House", "Mango-House", "Mango House!"]

    statuses = together(
        *[
            lambda u=u, n=n: post(URL, {"shop_name": n}, u)
            for u, n in zip(users, names, strict=True)
        ]
    )

    assert statuses == [201] * 3
    assert len({*Vendor.objects.values_list("slug", flat=True)}) == 3


def test_the_last_free_application_is_given_once() -> None:
    user = make_user()
    for number in range(2):
        assert post(URL, {"shop_name": f"First {number}"}, user) == 201

    statuses = together(
        *[lambda n=n: post(URL, {"shop_name": f"Then {n}"}, user) for n in range(3)]
    )

    assert sorted(statuses) == [201, 409, 409]
    assert VendorMember.objects.filter(user=user).count() == 3


def two_owners() -> tuple[Vendor, list[VendorMember]]:
    shop = make_vendor()
    return shop, [make_member(shop, make_user(), Role.OWNER) for _ in range(2)]


def send(verb: str, member: VendorMember, user: Any) -> int:
    client = APIClient()
    client.force_authenticate(user=user)
    url = f"{URL}{member.vendor_id}/members/{member.pk}/"
    return getattr(client, verb)(url, {"role": "staff"}).status_code


@pytest.mark.parametrize("verbs", [("delete", "delete"), ("delete", "patch")])
@pytest.mark.parametrize("crossed", [False, True])
def test_of_two_owners_who_go_at_once_one_stays(
    verbs: tuple[str, str], crossed: bool
) -> None:
    """Each leaves, or each turns out the other."""
    for _ in range(5):
        shop, (one, two) = two_owners()

        statuses = together(
            lambda: send(verbs[0], one, (two if crossed else one).user),  # noqa: B023
            lambda: send(verbs[1], two, (one if crossed else two).user),  # noqa: B023
        )

        assert shop.members.filter(role=Role.OWNER).count() == 1
        assert sum(status < 300 for status in statuses) == 1
        assert {status for status in statuses if status >= 300} <= {403, 404, 409}


def test_an_invitation_is_accepted_once() -> None:
    user = make_user()
    shop = make_vendor(make_user())
    token = issue_token(invitation=make_invitation(shop, user.email))

    statuses = together(
        *[lambda: post(f"{URL}invitations/accept/", {"token": token}, user)] * 3
    )

    assert sorted(statuses) == [201, 400, 400]
    assert shop.members.filter(user=user).count() == 1


def test_two_invitations_of_one_address_make_one() -> None:
    owner = make_user()
    shop = make_vendor(owner)
    body = {"email": "nour@example.com", "role": "staff"}

    statuses = together(*[lambda: post(f"{URL}{shop.pk}/members/", body, owner)] * 3)

    assert sorted(statuses) == [202, 409, 409]  # the others come too soon after it
    assert shop.invitations.count() == 1


@pytest.mark.mariadb
def test_prices_in_bulk_do_not_bring_back_stock_that_was_just_sold() -> None:
    owner = make_user()
    shop = make_vendor(owner)
    products = [make_product(vendor=shop, inventory=50) for _ in range(5)]
    carts = [make_cart(*((product, 1) for product in products)) for _ in range(6)]
    buyers = [make_user() for _ in carts]
    items = [{"id": product.pk, "unit_price": "5.00"} for product in reversed(products)]
    calls = [
        *(
            lambda c=c, u=u: post("/store/orders/", {"cart_id": str(c.pk)}, u)
            for c, u in zip(carts, buyers, strict=True)
        ),
        *[lambda: post(f"{URL}{shop.pk}/products/bulk/", {"items": items}, owner)] * 2,
    ]

    statuses = together(*calls)

    assert statuses == [201] * 6 + [200] * 2
    for product in products:
        product.refresh_from_db()
        assert (product.inventory, product.unit_price) == (44, 5)
