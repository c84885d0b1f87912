"""`POST /store/vendors/`, `vendors/mine/`, and what a shop says of itself."""

from __future__ import annotations

import pytest

from store.models import Vendor, VendorMember
from store.vendors.choices import Role
from store.vendors.serializers import VendorChangeSerializer
from tests.architecture.world import everything
from tests.builders import make_member, make_user, make_vendor, picture

pytestmark = pytest.mark.django_db
URL = "/store/vendors/"
MINE = f"{URL}mine/"


def test_who_applies_owns_a_pending_shop_that_only_members_see(client_of, alice, anon):
    body = {
        "shop_name": "Mango House",
        "description": "By the kilo.",
        "contact": "Alice",
        "email": "shop@example.com",
        "address": "12 Orchard Road",
    }

    response = client_of(alice).post(URL, body, format="json")

    shop = Vendor.objects.get()
    assert response.status_code == 201
    assert response.json() == {
        "id": shop.pk,
        "slug": "mango-house",
        "image": None,
        "status": "pending",
        "is_open": True,
        "rating": None,
        "rating_count": 0,
        "is_favorite": False,
        **body,
    }
    (member,) = VendorMember.objects.all()
    assert (member.vendor, member.user, member.role) == (shop, alice, Role.OWNER)
    assert client_of(alice).get(f"{URL}{shop.pk}/").json() == response.json()
    assert anon.get(f"{URL}{shop.pk}/").status_code == 404
    assert client_of(alice).get(URL).json() == []


def test_status_and_is_open_cannot_be_applied_for(client_of, alice):
    body = {"shop_name": "Mango House", "status": "approved", "is_open": False}

    response = client_of(alice).post(URL, body, format="json")

    assert (response.json()["status"], response.json()["is_open"]) == ("pending", True)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Mango House", "mango-house"),
        ("متجر", "shop"),
        ("---", "shop"),
        ("Été!", "ete"),
    ],
)
def test_the_slug_is_made_from_the_name_and_numbered_when_taken(
    client_of, alice, name, slug
):
    for taken in (slug, f"{slug}-2"):
        make_vendor(slug=taken)

    response = client_of(alice).post(URL, {"shop_name": name})

    assert response.json()["slug"] == f"{slug}-3"


def test_the_longest_name_has_a_slug_that_fits(client_of, alice):
    for end in "ab":
        answer = client_of(alice).post(URL, {"shop_name": "x" * 254 + end})
        assert answer.status_code == 201
        assert len(answer.json()["slug"]) <= 50


def test_a_slug_and_an_image_may_be_sent(client_of, alice):
    response = client_of(alice).post(
        URL, {"shop_name": "S", "slug": "Best-1", "image": picture()}
    )

    assert response.json()["slug"] == "Best-1"
    assert response.json()["image"].startswith("http://testserver/media/store/vendors/")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("shop_name", "mango house"),
        ("shop_name", ""),
        ("shop_name", "x" * 256),
        ("slug", "MANGO"),
        ("slug", "a b"),
        ("email", "no"),
        ("image", "text"),
    ],
)
def test_a_bad_or_taken_word_is_a_400_on_its_field(client_of, alice, field, value):
    make_vendor(shop_name="Mango House", slug="mango", status="pending")
    before = everything()

    response = client_of(alice).post(URL, {"shop_name": "New", field: value})

    assert response.status_code == 400
    assert set(response.json()) == {field, "code"}
    assert everything() == before


def test_a_fourth_application_waits_for_the_first_three(client_of, alice):
    client = client_of(alice)
    for number in range(3):
        assert client.post(URL, {"shop_name": f"S{number}"}).status_code == 201
    make_member(make_vendor(status="pending"), make_user(), Role.OWNER)
    before = everything()

    refused = client.post(URL, {"shop_name": "S4"})

    assert refused.status_code == 409
    assert refused.json()["code"] == "too_many_applications"
    assert everything() == before
    Vendor.objects.filter(shop_name="S1").update(status="rejected")
    assert client.post(URL, {"shop_name": "S4"}).status_code == 201


def test_shops_one_does_not_own_or_that_are_decided_do_not_count(client_of, alice):
    for _ in range(3):
        make_member(make_vendor(status="pending"), alice, Role.MANAGER)
        make_vendor(alice)

    assert client_of(alice).post(URL, {"shop_name": "S"}).status_code == 201


def test_a_user_that_was_never_saved_applies_for_nothing(api_client, authenticate):
    authenticate()

    assert api_client.post(URL, {"shop_name": "S"}).status_code == 404
    assert api_client.get(MINE).json() == []
    assert not Vendor.objects.exists()


def test_mine_lists_ones_own_roles_in_whatever_state_the_shops_are(
    client_of, alice, ottos_shop
):
    states = ["approved", "pending", "suspended", "rejected"]
    shops = [make_vendor(status=status) for status in states]
    for shop, role in zip(shops, ["owner", "manager", "staff", "owner"], strict=True):
        make_member(shop, alice, role)

    found = client_of(alice).get(MINE).json()

    assert [(row["role"], row["vendor"]["status"]) for row in found] == [
        ("owner", "approved"),
        ("manager", "pending"),
        ("staff", "suspended"),
        ("owner", "rejected"),
    ]
    assert [row["vendor"]["id"] for row in found] == [shop.pk for shop in shops]


@pytest.mark.parametrize("who", ["vera", "mina", "staff"])
@pytest.mark.parametrize("status", ["approved", "pending", "suspended"])
def test_owners_managers_and_staff_change_what_the_shop_says(
    request, client_of, veras_shop, who, status
):
    Vendor.objects.filter(pk=veras_shop.pk).update(status=status)
    words = {
        "description": "New.",
        "contact": "V",
        "email": "v@example.com",
        "address": "Here",
        "is_open": False,
    }
    client = client_of(request.getfixturevalue(who))

    response = client.patch(
        f"{URL}{veras_shop.pk}/",
        {**words, "status": "pending", "shop_name": "Other", "slug": "other"},
        format="json",
    )

    assert response.status_code == 200
    kept = {"shop_name": "Vera's", "slug": "veras", "status": status}
    words |= {"rating": None, "rating_count": 0, "is_favorite": False}
    assert response.json() == {"id": veras_shop.pk, "image": None, **words, **kept}
    assert client.get(f"{URL}{veras_shop.pk}/").json() == response.json()


def test_a_form_without_is_open_does_not_close_the_shop(client_of, vera, veras_shop):
    response = client_of(vera).patch(f"{URL}{veras_shop.pk}/", {"contact": "V"})

    assert response.json()["is_open"] is True


@pytest.mark.parametrize("sent", ["null", "empty", "form"])
def test_an_image_is_removed_and_its_file_with_it(
    client_of, vera, veras_shop, sent, django_capture_on_commit_callbacks
):
    url, client = f"{URL}{veras_shop.pk}/", client_of(vera)
    shown = client.patch(url, {"image": picture()}).json()["image"]
    assert shown.startswith("http://testserver/media/store/vendors/")
    assert client.patch(url, {"contact": "Vera"}).json()["image"] == shown
    veras_shop.refresh_from_db()
    name, storage = veras_shop.image.name, veras_shop.image.storage
    body = {"image": None if sent == "null" else ""}

    with django_capture_on_commit_callbacks() as callbacks:
        encoding = "multipart" if sent == "form" else "json"
        response = client.patch(url, body, format=encoding)

    assert (response.status_code, response.json()["image"]) == (200, None)
    assert response.json()["contact"] == "Vera"
    assert storage.exists(name)
    for callback in callbacks:
        callback()
    assert not storage.exists(name)
    assert client.patch(url, body, format="json").json()["image"] is None


@pytest.mark.parametrize("image", [0, False, [], {}, "text"])
def test_what_is_no_image_does_not_remove_it(client_of, vera, veras_shop, image):
    url, client = f"{URL}{veras_shop.pk}/", client_of(vera)
    client.patch(url, {"image": picture()})

    response = client.patch(url, {"image": image}, format="json")

    assert response.status_code == 400
    veras_shop.refresh_from_db()
    assert veras_shop.image


def test_an_image_that_is_too_large_is_refused(client_of, vera, veras_shop):
    response = client_of(vera).patch(
        f"{URL}{veras_shop.pk}/", {"image": picture(size=(6000, 6000))}
    )

    assert response.status_code == 400
    assert response.json()["image"] == ["Images cannot have more than 25 megapixels."]
    veras_shop.refresh_from_db()
    assert not veras_shop.image


def test_a_shop_is_not_replaced_or_deleted(client_of, vera, veras_shop):
    for verb in ("put", "delete"):
        response = getattr(client_of(vera), verb)(f"{URL}{veras_shop.pk}/", {})
        assert response.status_code == 405


def test_a_new_description_does_not_undo_a_suspension_made_meanwhile(
    client_of, vera, veras_shop, monkeypatch
):
    check = VendorChangeSerializer.is_valid

    def suspend_meanwhile(self, **kwargs):
        Vendor.objects.filter(pk=veras_shop.pk).update(status="suspended")
        return check(self, **kwargs)

    monkeypatch.setattr(VendorChangeSerializer, "is_valid", suspend_meanwhile)

    response = client_of(vera).patch(f"{URL}{veras_shop.pk}/", {"description": "New"})

    body = response.json()
    assert (body["description"], body["status"]) == ("New", "suspended")
    veras_shop.refresh_from_db()
    assert veras_shop.status == "suspended"


@pytest.mark.parametrize(("name", "most"), [("shop_name", 255), ("slug", 50)])
def test_a_name_or_slug_too_long_is_refused_however_long(
    client_of, alice, name, most
) -> None:
    for length in (most + 1, 100_000):
        body = {"shop_name": "Pans", name: "a" * length}

        answer = client_of(alice).post("/store/vendors/", body, format="json")

        assert answer.status_code == 400
        assert list(answer.json()) == [name, "code"]
    assert not Vendor.objects.exists()
