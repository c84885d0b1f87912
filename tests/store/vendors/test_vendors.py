"""`/store/vendors/`, and which vendors' products the public sees."""

import pytest

from store.models import Vendor
from tests.builders import make_image, make_product, make_vendor

pytestmark = pytest.mark.django_db
URL = "/store/vendors/"
HIDDEN = [{"status": "pending"}, {"status": "suspended"}, {"is_open": False}]


def test_anyone_reads_the_approved_vendors(anon):
    shop = make_vendor(
        shop_name="Mango House",
        slug="mango-house",
        description="By the kilo.",
        contact="Vera",
        email="shop@example.com",
        address="12 Orchard Road",
    )
    make_vendor(status="pending", shop_name="Pending")
    make_vendor(status="suspended", shop_name="Suspended")

    response = anon.get(URL)

    (body,) = response.json()
    expected = {
        "id": shop.pk,
        "shop_name": "Mango House",
        "slug": "mango-house",
        "description": "By the kilo.",
        "image": None,
        "contact": "Vera",
        "email": "shop@example.com",
        "address": "12 Orchard Road",
    }
    assert {name: body[name] for name in expected} == expected
    assert anon.get(f"{URL}{shop.pk}/").json() == body


def test_vendors_come_by_name(anon):
    for name in ("c", "a", "b"):
        make_vendor(shop_name=name)

    assert [v["shop_name"] for v in anon.get(URL).json()] == ["a", "b", "c"]


def test_a_closed_vendor_is_listed_as_closed(anon):
    make_vendor(is_open=False)

    assert [v["is_open"] for v in anon.get(URL).json()] == [False]


def test_staff_find_who_waits_and_others_find_nobody(anon, client_of, staff, alice):
    for status in ("pending", "approved", "suspended", "rejected"):
        make_vendor(status=status, shop_name=status)

    def names(client, query):
        return [vendor["shop_name"] for vendor in client.get(URL + query).json()]

    assert names(client_of(staff), "") == ["approved"]
    for status in ("pending", "approved", "suspended", "rejected"):
        assert names(client_of(staff), f"?status={status}") == [status]
        found = ["approved"] if status == "approved" else []
        for client in (anon, client_of(alice)):
            assert names(client, f"?status={status}") == found
    for client in (anon, client_of(staff)):
        refused = client.get(f"{URL}?status=waiting")
        assert (refused.status_code, refused.json()["code"]) == (400, "invalid")


def test_an_empty_status_is_none(client_of, staff, anon):
    make_vendor(status="pending")
    shop = make_vendor()

    for client in (anon, client_of(staff)):
        assert [v["id"] for v in client.get(f"{URL}?status=").json()] == [shop.pk]


@pytest.mark.parametrize("status", ["pending", "suspended"])
def test_a_vendor_that_is_not_approved_is_a_404(anon, client_of, alice, status):
    shop = make_vendor(status=status, shop_name="Secret")

    for client in (anon, client_of(alice)):
        response = client.get(f"{URL}{shop.pk}/")
        assert response.status_code == 404
        assert "Secret" not in response.content.decode()


@pytest.mark.parametrize("pk", ["999999", "abc", "9" * 25])
def test_an_unknown_vendor_is_a_404(anon, pk):
    assert anon.get(f"{URL}{pk}/").status_code == 404


@pytest.mark.parametrize(
    ("search", "names"),
    [("MANGO", ["Mango House"]), ("kilo", ["Mango House"]), ("x", [])],
)
def test_vendors_are_searched(anon, search, names):
    make_vendor(shop_name="Mango House", description="By the kilo")
    make_vendor(shop_name="Other")

    found = anon.get(URL, {"search": search}).json()

    assert [vendor["shop_name"] for vendor in found] == names


@pytest.mark.parametrize("fields", HIDDEN, ids=str)
def test_products_of_a_vendor_that_does_not_sell_are_nowhere(
    anon, client_of, alice, otto, ottos_shop, fields
):
    product = make_product("Secret", vendor=make_vendor(**fields))
    make_image(product)
    make_product("Shown")

    for client in (anon, client_of(alice), client_of(otto)):
        listed = client.get("/store/products/").json()
        assert [p["title"] for p in listed["results"]] == ["Shown"]
        assert listed["count"] == 1
        assert client.get("/store/products/", {"search": "secret"}).json()["count"] == 0
        for child in ("", "reviews/", "images/"):
            response = client.get(f"/store/products/{product.pk}/{child}")
            assert response.status_code == 404
            assert "Secret" not in response.content.decode()


def test_products_of_an_approved_open_vendor_are_public(anon):
    shop = make_vendor()
    product = make_product(vendor=shop)

    body = anon.get(f"/store/products/{product.pk}/").json()

    assert body["vendor_id"] == shop.pk
    assert body["vendor"] == {
        "id": shop.pk,
        "shop_name": shop.shop_name,
        "slug": shop.slug,
    }
    assert anon.get("/store/products/").json()["results"] == [body]


def test_a_product_of_the_store_itself_has_no_vendor(anon):
    body = anon.get(f"/store/products/{make_product().pk}/").json()

    assert (body["vendor_id"], body["vendor"]) == (None, None)


def test_products_are_filtered_by_vendor(anon):
    shop = make_vendor()
    make_product("mine", vendor=shop)
    make_product("other", vendor=make_vendor())

    found = anon.get("/store/products/", {"vendor_id": shop.pk}).json()["results"]

    assert [p["title"] for p in found] == ["mine"]


@pytest.mark.parametrize("vendor_id", ["999999", "abc", "9" * 25, "pending"])
def test_a_filter_by_an_unknown_or_hidden_vendor_is_a_400(anon, vendor_id):
    if vendor_id == "pending":
        vendor_id = make_vendor(status="pending").pk

    response = anon.get("/store/products/", {"vendor_id": vendor_id})

    assert response.status_code == 400
    assert response.json()["vendor_id"]


@pytest.mark.parametrize("fields", [*HIDDEN, {}], ids=str)
def test_members_see_their_vendors_products_and_drafts_one_by_one(
    client_of, sam, veras_shop, fields
):
    Vendor.objects.filter(pk=veras_shop.pk).update(**fields)
    product = make_product(vendor=veras_shop)
    draft = make_product(vendor=veras_shop, is_published=False)

    for one in (product, draft):
        response = client_of(sam).get(f"/store/products/{one.pk}/")
        assert response.status_code == 200
        assert response.json()["id"] == one.pk


def test_a_vendor_cannot_see_another_vendors_drafts(
    client_of, otto, ottos_shop, veras_shop
):
    draft = make_product("Secret", vendor=veras_shop, is_published=False)

    response = client_of(otto).get(f"/store/products/{draft.pk}/")

    assert response.status_code == 404
    assert "Secret" not in response.content.decode()


def test_drafts_stay_out_of_the_list_for_their_own_members_too(
    client_of, vera, veras_shop
):
    make_product(vendor=veras_shop, is_published=False)

    assert client_of(vera).get("/store/products/").json()["count"] == 0
