"""Members of a vendor write that vendor's products, by role."""

import pytest

from store.models import Product, Vendor
from store.vendors.choices import Role
from tests.builders import make_collection, make_member, make_product, make_vendor

pytestmark = pytest.mark.django_db
URL = "/store/products/"


@pytest.fixture
def valid():
    return {
        "title": "Mango",
        "slug": "mango",
        "inventory": 7,
        "unit_price": 4.5,
        "collection": make_collection().pk,
    }


def snapshot():
    return list(Product.objects.order_by("pk").values())


@pytest.mark.parametrize("who", ["vera", "mina"])
@pytest.mark.parametrize("form", ["json", "multipart"])
def test_owners_and_managers_make_products_of_their_vendor(
    request, client_of, veras_shop, valid, who, form
):
    response = client_of(request.getfixturevalue(who)).post(URL, valid, format=form)

    assert response.status_code == 201
    assert response.json()["vendor_id"] == veras_shop.pk
    assert Product.objects.get().vendor == veras_shop


@pytest.mark.parametrize("who", ["vera", "mina"])
def test_owners_and_managers_change_and_delete_them(
    request, client_of, veras_shop, valid, who
):
    product = make_product(vendor=veras_shop)
    client, url = client_of(request.getfixturevalue(who)), f"{URL}{product.pk}/"

    patched = client.patch(url, {"title": "New"})
    put = client.put(url, valid)
    deleted = client.delete(url)

    assert (patched.status_code, patched.json()["title"]) == (200, "New")
    assert (put.status_code, put.json()["title"]) == (200, "Mango")
    assert deleted.status_code == 204
    assert not Product.objects.exists()


@pytest.mark.parametrize("verb", ["post", "put", "patch", "delete"])
def test_the_role_staff_does_not_write_products(
    client_of, sam, veras_shop, valid, verb
):
    product = make_product(vendor=veras_shop)
    before = snapshot()
    url = URL if verb == "post" else f"{URL}{product.pk}/"

    response = getattr(client_of(sam), verb)(url, valid)

    assert response.status_code == 403
    assert snapshot() == before


@pytest.mark.parametrize("of", ["vera", "store"])
@pytest.mark.parametrize("verb", ["put", "patch", "delete"])
def test_a_public_product_of_someone_else_is_a_403(
    client_of, otto, ottos_shop, veras_shop, valid, of, verb
):
    product = make_product(vendor=veras_shop if of == "vera" else None)
    before = snapshot()

    response = getattr(client_of(otto), verb)(f"{URL}{product.pk}/", valid)

    assert response.status_code == 403
    assert snapshot() == before


@pytest.mark.parametrize("verb", ["put", "patch", "delete"])
def test_a_draft_of_someone_else_is_a_404(
    client_of, otto, ottos_shop, veras_shop, valid, verb
):
    product = make_product("Secret", vendor=veras_shop, is_published=False)
    before = snapshot()

    response = getattr(client_of(otto), verb)(f"{URL}{product.pk}/", valid)

    assert response.status_code == 404
    assert "Secret" not in response.content.decode()
    assert snapshot() == before


@pytest.mark.parametrize("status", ["pending", "suspended"])
@pytest.mark.parametrize("verb", ["post", "put", "patch", "delete"])
def test_a_vendor_that_is_not_approved_writes_nothing(
    client_of, vera, veras_shop, valid, status, verb
):
    Vendor.objects.filter(pk=veras_shop.pk).update(status=status)
    product = make_product(vendor=veras_shop)
    before = snapshot()
    url = URL if verb == "post" else f"{URL}{product.pk}/"

    response = getattr(client_of(vera), verb)(url, valid)

    assert response.status_code == 403
    assert snapshot() == before


def test_a_closed_vendor_still_keeps_its_catalogue(client_of, vera, veras_shop, valid):
    Vendor.objects.filter(pk=veras_shop.pk).update(is_open=False)

    assert client_of(vera).post(URL, valid).status_code == 201


def test_a_vendor_cannot_sell_under_another_vendors_name(
    client_of, vera, veras_shop, ottos_shop, valid
):
    hidden = make_vendor(status="pending", shop_name="Secret")
    answers = [
        client_of(vera).post(URL, {**valid, "vendor_id": pk}, format="json")
        for pk in (ottos_shop.pk, hidden.pk, 999_999)
    ]

    assert {answer.status_code for answer in answers} <= {400, 403}
    assert len({answer.status_code for answer in answers}) == 1
    assert not Product.objects.exists()
    assert not any(b"Secret" in answer.content for answer in answers)


def test_a_member_names_the_own_vendor(client_of, vera, veras_shop, valid):
    response = client_of(vera).post(URL, {**valid, "vendor_id": veras_shop.pk})

    assert response.status_code == 201
    assert response.json()["vendor_id"] == veras_shop.pk


def test_a_member_cannot_make_a_product_of_the_store_itself(
    client_of, vera, veras_shop, valid
):
    client_of(vera).post(URL, {**valid, "vendor_id": None}, format="json")

    assert not Product.objects.filter(vendor=None).exists()


def test_who_sells_for_several_vendors_says_for_which(
    client_of, vera, veras_shop, valid
):
    second = make_vendor(vera)
    make_member(make_vendor(), vera, Role.STAFF)

    silent = client_of(vera).post(URL, valid, format="json")
    named = client_of(vera).post(URL, {**valid, "vendor_id": second.pk}, format="json")

    assert silent.status_code == 400
    assert silent.json()["vendor_id"]
    assert silent.json()["code"] == "vendor_needed"
    assert named.status_code == 201
    assert [p.vendor for p in Product.objects.all()] == [second]


def test_who_packs_for_a_second_vendor_still_has_one_to_sell_for(
    client_of, vera, veras_shop, valid
):
    make_member(make_vendor(), vera, Role.STAFF)

    assert client_of(vera).post(URL, valid).json()["vendor_id"] == veras_shop.pk


@pytest.mark.parametrize("target", ["own", "foreign", "store"])
def test_a_member_never_moves_a_product_to_another_vendor(
    client_of, vera, veras_shop, ottos_shop, target
):
    product = make_product(vendor=veras_shop)
    second = make_vendor(vera)
    to = {"own": second.pk, "foreign": ottos_shop.pk, "store": None}[target]

    client_of(vera).patch(f"{URL}{product.pk}/", {"vendor_id": to}, format="json")

    product.refresh_from_db()
    assert product.vendor == veras_shop


@pytest.mark.parametrize("form", ["json", "multipart"])
def test_staff_choose_any_vendor_and_move_products(
    client_of, staff, veras_shop, ottos_shop, valid, form
):
    client = client_of(staff)

    made = client.post(URL, {**valid, "vendor_id": veras_shop.pk}, format=form)
    url = f"{URL}{made.json()['id']}/"
    moved = client.patch(url, {"vendor_id": ottos_shop.pk}, format=form)
    kept = client.patch(url, {"title": "x"}, format=form)
    cleared = client.patch(url, {"vendor_id": None}, format="json")

    assert (made.status_code, made.json()["vendor_id"]) == (201, veras_shop.pk)
    assert (moved.status_code, moved.json()["vendor_id"]) == (200, ottos_shop.pk)
    assert kept.json()["vendor"]["slug"] == "ottos"
    assert (cleared.status_code, cleared.json()["vendor_id"]) == (200, None)


@pytest.mark.parametrize("vendor_id", [999_999, "abc", {}, [], True, 2**63, 10**30])
def test_an_unknown_vendor_is_refused_for_staff_as_well(
    client_of, staff, valid, vendor_id
):
    response = client_of(staff).post(
        URL, {**valid, "vendor_id": vendor_id}, format="json"
    )

    assert response.status_code == 400
    assert response.json()["vendor_id"]
    assert not Product.objects.exists()
