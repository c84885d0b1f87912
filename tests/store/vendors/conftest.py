"""A vendor's people who may enter the admin."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from store.models import Vendor
from store.vendors.choices import Role
from store.vendors.services import change_status
from tests.builders import (
    make_collection,
    make_customer,
    make_image,
    make_member,
    make_order,
    make_product,
    make_review,
    make_user,
    make_vendor,
)


@pytest.fixture
def world() -> SimpleNamespace:
    """An order of Alice with a line of vera's shop, one of otto's and one of the store."""
    shop, other = (
        make_vendor(shop_name="Veras"),
        make_vendor(
            make_user("otto"), shop_name="Ottos shop", email="otto@example.com"
        ),
    )
    shelf = make_collection("Shelf")
    mango = make_product("Mango", vendor=shop, collection=shelf)
    date = make_product("Ottos date", vendor=other, unit_price="777.77")
    alice = make_customer(
        "alice", first_name="Alice", last_name="Ait", email="alice@example.com"
    )
    alice.phone = "0555 010203"
    alice.save()
    order = make_order(alice, (mango, 2), (date, 1), (make_product("Store pan"), 1))
    by = make_user("nour-of-the-store", is_staff=True)
    change_status(vendor=shop, to="suspended", by=by, reason="Late.")
    change_status(vendor=shop, to="approved", by=by)
    shop.refresh_from_db()
    make_review(date, description="Nobody knows")
    return SimpleNamespace(
        shop=shop,
        other=other,
        shelf=shelf,
        mango=mango,
        date=date,
        order=order,
        part=order.vendor_orders.get(vendor=shop),
        foreign=order.vendor_orders.get(vendor=other),
        image=make_image(mango),
        review=make_review(mango, customer=alice),
        alice=alice,
    )


def make_colleague(role: str, *shops: Vendor) -> Any:
    """A member who may enter the admin, with every permission that a superuser can give."""
    user = make_user(is_staff=True)
    for shop in shops:
        make_member(shop, user, role)
    user.user_permissions.set(Permission.objects.all())
    return user


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture(params=Role.values)
def anyone(request: Any, world: SimpleNamespace) -> Client:
    """Signed in with each role in turn."""
    return signed_in(make_colleague(request.param, world.shop))


@pytest.fixture
def owner(world: SimpleNamespace) -> Client:
    return signed_in(make_colleague(Role.OWNER, world.shop))


@pytest.fixture
def manager(world: SimpleNamespace) -> Client:
    return signed_in(make_colleague(Role.MANAGER, world.shop))


@pytest.fixture
def packer(world: SimpleNamespace) -> Client:
    return signed_in(make_colleague(Role.STAFF, world.shop))
