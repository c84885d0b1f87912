"""Who sold for a vendor and might enter the admin is a customer once they left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client

from store.models import Vendor, VendorMember
from store.shared.identity import is_staff
from store.vendors.choices import Role
from tests.builders import make_member, make_user, make_vendor
from tests.store.vendors.conftest import make_colleague

pytestmark = pytest.mark.django_db


def fresh(user: Any) -> Any:
    return get_user_model().objects.get(pk=user.pk)


def rights(user: Any) -> tuple[bool, bool, set[str]]:
    user = fresh(user)
    return user.is_staff, is_staff(user), user.get_all_permissions()


NONE = (False, False, set[str]())


def test_a_member_who_leaves_does_not_become_staff_of_the_store(
    client_of: Callable[[Any], Any], veras_shop: Vendor
) -> None:
    packer = make_colleague(Role.STAFF, veras_shop)
    group = Group.objects.create(name="Vendors' people")
    group.permissions.set(Permission.objects.all())
    packer.groups.add(group)
    member = packer.vendor_memberships.get()
    address = f"/store/vendors/{veras_shop.pk}/members/{member.pk}/"

    assert client_of(packer).delete(address).status_code == 204

    assert rights(packer) == NONE
    assert client_of(fresh(packer)).get("/store/customers/").status_code == 403


def post_member(shop: Vendor, who: Any, **changes: Any) -> None:
    """Save the vendor's page in the admin with these changes in the row of one member."""
    admin = Client()
    admin.force_login(make_user(is_staff=True, is_superuser=True))
    members = list(VendorMember.objects.filter(vendor=shop).order_by("pk"))
    rows = {
        "members-TOTAL_FORMS": len(members),
        "members-INITIAL_FORMS": len(members),
        "status_changes-TOTAL_FORMS": 0,
        "status_changes-INITIAL_FORMS": 0,
    }
    for number, member in enumerate(members):
        row = {"id": member.pk, "vendor": shop.pk, "user": member.user_id}
        row |= {"role": member.role} | (changes if member.user_id == who.pk else {})
        rows |= {f"members-{number}-{name}": value for name, value in row.items()}
    page = f"/admin/store/vendor/{shop.pk}/change/"
    shown = {"shop_name": shop.shop_name, "slug": shop.slug}

    assert admin.post(page, shown | rows).status_code == 302


def test_nor_does_one_who_is_removed_in_the_admin(veras_shop: Vendor) -> None:
    packer = make_colleague(Role.STAFF, veras_shop)

    post_member(veras_shop, packer, DELETE="on")

    assert not VendorMember.objects.filter(user=packer).exists()
    assert rights(packer) == NONE


def test_a_membership_is_not_handed_to_another_account(veras_shop: Vendor) -> None:
    packer = make_colleague(Role.STAFF, veras_shop)

    post_member(veras_shop, packer, user=make_user().pk, role=Role.MANAGER)

    assert packer.vendor_memberships.get().role == Role.MANAGER


def test_nor_when_the_vendor_itself_is_deleted() -> None:
    shop = make_vendor()
    manager = make_colleague(Role.MANAGER, shop)

    shop.delete()

    assert rights(manager) == NONE


def test_who_sells_for_another_vendor_too_keeps_what_they_have(
    veras_shop: Vendor, ottos_shop: Vendor
) -> None:
    manager = make_colleague(Role.MANAGER, veras_shop, ottos_shop)
    before = rights(manager)
    assert before[:2] == (True, False)
    assert "store.change_product" in before[2]

    manager.vendor_memberships.get(vendor=veras_shop).delete()

    assert rights(manager) == before


def test_a_superuser_keeps_what_they_have(veras_shop: Vendor) -> None:
    boss = make_user(is_staff=True, is_superuser=True)
    member = make_member(veras_shop, boss, Role.STAFF)

    member.delete()

    assert fresh(boss).is_superuser
    assert rights(boss)[:2] == (True, True)
