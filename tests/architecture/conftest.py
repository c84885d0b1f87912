"""The small world, built once for each module that asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction

from store.vendors.choices import Role
from tests.architecture.world import make_world
from tests.builders import make_member, make_user, make_vendor


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[SimpleNamespace]:
    """Its tests are `django_db`: each is a savepoint in the transaction that is open here."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world(make_people())
        transaction.set_rollback(True)


def make_people() -> SimpleNamespace:
    """Sam, mina and vera are staff, manager and owner of one shop; otto owns another."""
    names = ("alice", "bob", "sam", "mina", "vera", "otto")
    people = {name: make_user(name, first_name=name.title()) for name in names}
    shop = make_vendor(people["vera"], shop_name="Vera's", slug="veras")
    make_member(shop, people["mina"], Role.MANAGER)
    make_member(shop, people["sam"], Role.STAFF)
    make_vendor(people["otto"], shop_name="Otto's", slug="ottos")
    staff = make_user("staff", is_staff=True)
    return SimpleNamespace(anon=None, **people, staff=staff, shop=shop)
