"""`vendors/{id}/products/`: what one vendor sells, drafts included."""

from __future__ import annotations

from typing import Any

import pytest

from store.catalog.serializers import ProductSerializer
from store.models import Product
from tests.architecture.world import everything
from tests.builders import (
    make_collection,
    make_image,
    make_order,
    make_product,
    make_vendor,
)

pytestmark = pytest.mark.django_db


def url(shop: Any, pk: Any = "") -> str:
    return f"/store/vendors/{shop.pk}/products/" + (f"{pk}/" if pk else "")


@pytest.fixture
def valid() -> dict[str, Any]:
    return {
        "title": "Mango",
        "slug": "mango",
        "inventory": 5,
        "unit_price": "2.50",
        "collection": make_collection().pk,
    }


@pytest.mark.parametrize("who", ["vera", "mina", "sam", "staff"])
def test_members_and_staff_see_drafts_and_nothing_of_other_shops(
    request, client_of, veras_shop, ottos_shop, who
):
    for title, shop in (("B", veras_shop), ("Other", ottos_shop), ("Own", None)):
        make_image(make_product(title, vendor=shop))
    draft = make_product("A", vendor=veras_shop, is_published=False)
    client = client_of(request.getfixturevalue(who))

    body = client.get(url(veras_shop)).json()

    assert body["count"] == 2
    assert [row["title"] for row in body["results"]] == ["A", "B"]
    assert client.get(url(veras_shop, draft.pk)).json() == body["results"][0]
    product = body["results"][1]
    assert product == client.get(f"/store/products/{product['id']}/").json()


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"is_published": "true"}, ["Dates", "Mangoes"]),
        ({"is_published": "false"}, ["Figs"]),
        ({"search": "MANG"}, ["Mangoes"]),
        ({"unit_price__gt": "2"}, ["Figs", "Mangoes"]),
        ({"ordering": "-unit_price"}, ["Mangoes", "Figs", "Dates"]),
        ({"ordering": "inventory"}, ["Mangoes", "Dates", "Figs"]),
        ({"ordering": "-title", "page_size": "1", "page": "2"}, ["Figs"]),
        ({"vendor_id": "999"}, ["Dates", "Figs", "Mangoes"]),
    ],
    ids=str,
)
def test_they_are_filtered_searched_ordered_and_paged(
    client_of, sam, veras_shop, query, titles
):
    make_product("Mangoes", vendor=veras_shop, unit_price=9, inventory=1)
    make_product("Figs", vendor=veras_shop, unit_price=5, is_published=False)
    make_product("Dates", vendor=veras_shop, unit_price=1, inventory=50)

    body = client_of(sam).get(url(veras_shop), query).json()

    assert [row["title"] for row in body["results"]] == titles


def test_a_filter_that_makes_no_sense_is_a_400(client_of, sam, veras_shop):
    make_product(vendor=veras_shop)

    response = client_of(sam).get(url(veras_shop), {"collection_id": "999"})

    assert response.status_code == 400
    assert response.json()["collection_id"]


@pytest.mark.parametrize("who", ["vera", "mina", "staff"])
def test_a_new_product_belongs_to_the_vendor_of_the_address(
    request, client_of, veras_shop, ottos_shop, valid, who
):
    client = client_of(request.getfixturevalue(who))

    response = client.post(
        url(veras_shop),
        {**valid, "is_published": False, "vendor_id": ottos_shop.pk},
        format="json",
    )

    assert response.status_code == 201
    product = Product.objects.get()
    assert product.vendor == veras_shop
    assert response.json() == client.get(url(veras_shop, product.pk)).json()
    assert response.json()["is_published"] is False


def test_a_member_of_two_shops_need_not_say_for_which(
    client_of, vera, veras_shop, valid
):
    second = make_vendor(vera)

    response = client_of(vera).post(url(second), valid, format="json")

    assert (response.status_code, response.json()["vendor_id"]) == (201, second.pk)


def test_a_product_is_written_and_deleted(client_of, mina, veras_shop, valid):
    product = make_product(vendor=veras_shop, is_published=False)
    client, address = client_of(mina), url(veras_shop, product.pk)

    patched = client.patch(address, {"title": "New"}, format="json")
    put = client.put(address, valid, format="json")

    assert (patched.json()["title"], put.json()["title"]) == ("New", "Mango")
    assert put.json()["vendor_id"] == veras_shop.pk
    assert client.delete(address).status_code == 204
    assert not Product.objects.exists()


def test_an_ordered_product_stays(client_of, vera, veras_shop):
    product = make_product(vendor=veras_shop)
    make_order(None, (product, 1))

    response = client_of(vera).delete(url(veras_shop, product.pk))

    assert (response.status_code, response.json()["code"]) == (405, "product_in_use")
    assert Product.objects.filter(pk=product.pk).exists()


@pytest.mark.parametrize("field", ["title", "unit_price", "collection"])
def test_a_bad_product_is_a_400_on_its_field(client_of, vera, veras_shop, valid, field):
    response = client_of(vera).post(
        url(veras_shop), {**valid, field: ""}, format="json"
    )

    assert response.status_code == 400
    assert response.json()[field]
    assert not Product.objects.exists()


@pytest.mark.parametrize("status", ["pending", "suspended", "rejected"])
@pytest.mark.parametrize("verb", ["post", "put", "patch", "delete", "bulk"])
def test_a_vendor_that_is_not_approved_reads_and_writes_nothing(
    client_of, vera, veras_shop, valid, status, verb
):
    veras_shop.status = status
    veras_shop.save()
    product = make_product(vendor=veras_shop)
    client = client_of(vera)
    before = everything()
    address = {"post": url(veras_shop), "bulk": url(veras_shop, "bulk")}
    body = {"items": [{"id": product.pk, "inventory": 1}]} if verb == "bulk" else valid
    send = getattr(client, "post" if verb == "bulk" else verb)

    response = send(address.get(verb, url(veras_shop, product.pk)), body, format="json")

    assert response.status_code == 403
    assert everything() == before
    assert client.get(url(veras_shop)).json()["count"] == 1


@pytest.mark.parametrize("verb", ["get", "put", "patch", "delete"])
def test_a_product_of_another_shop_is_not_found_below_this_one(
    client_of, vera, veras_shop, ottos_shop, valid, verb
):
    foreign = make_product("Secret", vendor=ottos_shop)
    the_stores = make_product("Own")
    before = everything()

    for pk in (foreign.pk, the_stores.pk, 999, "abc", "9" * 25):
        response = getattr(client_of(vera), verb)(url(veras_shop, pk), valid)
        assert response.status_code == 404
        assert "Secret" not in response.content.decode()
    assert everything() == before


def test_writing_through_products_and_through_the_vendor_is_the_same(
    client_of, vera, veras_shop, valid
):
    client = client_of(vera)
    one = client.post("/store/products/", valid, format="json").json()
    two = client.post(url(veras_shop), valid, format="json").json()

    for body in (one, two):
        for name in ("id", "code", "last_update"):
            body.pop(name)
    assert one == two


@pytest.mark.parametrize("below", ["store", "vendor"])
def test_a_new_title_does_not_bring_back_stock_that_is_sold_meanwhile(
    client_of, vera, veras_shop, monkeypatch, below
):
    product = make_product("Old", vendor=veras_shop, inventory=5)
    check = ProductSerializer.is_valid

    def sell_meanwhile(self: Any, **kwargs: Any) -> bool:
        Product.objects.filter(pk=product.pk).update(inventory=1)
        return check(self, **kwargs)

    monkeypatch.setattr(ProductSerializer, "is_valid", sell_meanwhile)
    address = f"/store/products/{product.pk}/"
    if below == "vendor":
        address = url(veras_shop, product.pk)

    body = client_of(vera).patch(address, {"title": "New"}).json()

    assert (body["title"], body["inventory"]) == ("New", 1)


def test_a_product_that_is_deleted_meanwhile_is_a_404(
    client_of, vera, veras_shop, monkeypatch
):
    product = make_product("Old", vendor=veras_shop)
    check = ProductSerializer.is_valid

    def delete_meanwhile(self: Any, **kwargs: Any) -> bool:
        Product.objects.filter(pk=product.pk).delete()
        return check(self, **kwargs)

    monkeypatch.setattr(ProductSerializer, "is_valid", delete_meanwhile)

    response = client_of(vera).patch(url(veras_shop, product.pk), {"title": "New"})

    assert response.status_code == 404
    assert not Product.objects.exists()
