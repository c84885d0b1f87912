"""Shops and their members, by two at once."""

from __future__ import annotations

import pytest

from store.models import Vendor, VendorMember
from tests.builders import make_user
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
