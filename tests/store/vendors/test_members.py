"""`vendors/{id}/members/`: who works for a vendor, and the owner who stays."""

from __future__ import annotations

import pytest

from store.models import VendorMember
from store.vendors.choices import Role
from tests.architecture.world import everything
from tests.builders import make_member, make_user, make_vendor

pytestmark = pytest.mark.django_db


def url(shop, pk="", part="members"):
    return f"/store/vendors/{shop.pk}/{part}/" + (f"{pk}/" if pk else "")


def member_of(shop, user):
    return VendorMember.objects.get(vendor=shop, user=user)


@pytest.mark.parametrize("who", ["vera", "mina", "sam", "staff"])
@pytest.mark.parametrize("status", ["approved", "pending", "suspended"])
def test_members_and_staff_read_the_members_and_of_no_other_shop(
    request, client_of, veras_shop, ottos_shop, mina, who, status
):
    veras_shop.status = status
    veras_shop.save()
    client = client_of(request.getfixturevalue(who))

    found = client.get(url(veras_shop)).json()

    assert [(row["username"], row["role"]) for row in found] == [
        ("vera", "owner"),
        ("mina", "manager"),
        ("sam", "staff"),
    ]
    member = member_of(veras_shop, mina)
    one = client.get(url(veras_shop, member.pk)).json()
    assert one == found[1]
    assert set(one) == {
        *("id", "user_id", "username", "first_name", "last_name", "email"),
        *("role", "created_at"),
    }


@pytest.mark.parametrize("pk", ["999999", "abc", "9" * 25, "²"])
@pytest.mark.parametrize("who", ["vera", "staff"])
def test_an_unknown_vendor_is_a_404(request, client_of, veras_shop, pk, who):
    client = client_of(request.getfixturevalue(who))

    for verb in ("get", "post"):
        for part in ("members", "invitations"):
            address = f"/store/vendors/{pk}/{part}/"
            if (verb, part) != ("post", "invitations"):
                assert getattr(client, verb)(address, {}).status_code == 404


def test_a_member_of_another_shop_is_not_found_below_this_one(
    client_of, vera, otto, veras_shop, ottos_shop
):
    foreign = member_of(ottos_shop, otto)
    before = everything()

    for verb in ("get", "patch", "delete"):
        address = url(veras_shop, foreign.pk)
        response = getattr(client_of(vera), verb)(address, {"role": "staff"})
        assert response.status_code == 404
    assert everything() == before


@pytest.mark.parametrize("role", Role.values)
def test_an_owner_gives_any_role(client_of, vera, sam, veras_shop, role):
    member = member_of(veras_shop, sam)

    response = client_of(vera).patch(url(veras_shop, member.pk), {"role": role})

    assert (response.status_code, response.json()["role"]) == (200, role)
    member.refresh_from_db()
    assert member.role == role


@pytest.mark.parametrize("body", [{}, {"role": ""}, {"role": "boss"}, {"role": None}])
def test_an_unknown_role_is_a_400(client_of, vera, sam, veras_shop, body):
    before = everything()
    address = url(veras_shop, member_of(veras_shop, sam).pk)

    response = client_of(vera).patch(address, body, format="json")

    assert response.status_code == 400
    assert response.json()["role"]
    assert everything() == before


@pytest.mark.parametrize("who", ["sam", "mina"])
def test_a_member_leaves_by_oneself_and_sees_nothing_afterwards(
    request, client_of, veras_shop, who
):
    user = request.getfixturevalue(who)
    address = url(veras_shop, member_of(veras_shop, user).pk)

    assert client_of(user).delete(address).status_code == 204
    assert not VendorMember.objects.filter(user=user).exists()
    assert client_of(user).get(url(veras_shop)).status_code == 404


@pytest.mark.parametrize("who", ["vera", "staff"])
@pytest.mark.parametrize("verb", ["delete", "patch"])
@pytest.mark.parametrize("second", [None, "inactive"])
def test_the_last_owner_stays(request, client_of, vera, veras_shop, who, verb, second):
    if second:
        make_member(veras_shop, make_user(is_active=False), Role.OWNER)
    client = client_of(request.getfixturevalue(who))
    before = everything()
    address = url(veras_shop, member_of(veras_shop, vera).pk)

    response = getattr(client, verb)(address, {"role": "manager"})

    assert response.status_code == 409
    assert response.json()["code"] == "last_owner"
    assert everything() == before


def test_the_last_owner_may_be_made_an_owner_again(client_of, vera, veras_shop):
    address = url(veras_shop, member_of(veras_shop, vera).pk)

    assert client_of(vera).patch(address, {"role": "owner"}).status_code == 200


def test_one_of_two_owners_may_leave(client_of, vera, mina, veras_shop):
    VendorMember.objects.filter(user=mina).update(role=Role.OWNER)
    address = url(veras_shop, member_of(veras_shop, vera).pk)

    assert client_of(vera).delete(address).status_code == 204
    assert client_of(mina).get(url(veras_shop)).status_code == 200


def test_the_right_of_one_shop_is_none_in_another(client_of, vera, sam, veras_shop):
    other = make_vendor(make_user())
    make_member(other, vera, Role.STAFF)
    packer = make_member(other, sam, Role.STAFF)

    response = client_of(vera).delete(url(other, packer.pk))

    assert response.status_code == 403
    assert VendorMember.objects.filter(pk=packer.pk).exists()
