"""`promotions/`, `coupons/`, and those of vendors."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from store.models import Coupon, Promotion
from tests.architecture.world import everything
from tests.builders import (
    make_collection,
    make_coupon,
    make_order,
    make_product,
    make_promotion,
    make_vendor,
)

pytestmark = pytest.mark.django_db
PROMOTIONS, COUPONS = "/store/promotions/", "/store/coupons/"


def ids(response) -> set[int]:
    assert response.status_code == 200, response.content
    return {row["id"] for row in response.json()}


def test_anybody_reads_what_runs_and_staff_ask_for_the_rest(anon, client_of, staff):
    runs = make_promotion()
    hidden = make_promotion(vendor=make_vendor(status="suspended"))
    later = make_promotion(starts_at=timezone.now() + timedelta(days=1))

    assert ids(anon.get(PROMOTIONS)) == {runs.pk}
    assert ids(anon.get(PROMOTIONS, {"running": "false"})) == set()
    assert ids(client_of(staff).get(PROMOTIONS)) == {runs.pk}
    others = ids(client_of(staff).get(PROMOTIONS, {"running": "false"}))
    assert others == {later.pk}
    assert anon.get(f"{PROMOTIONS}{hidden.pk}/").status_code == 404


def test_the_public_reads_the_scope_without_drafts(anon, veras_shop):
    shelf, product = make_collection(), make_product(vendor=veras_shop)
    draft = make_product(vendor=veras_shop, is_published=False)
    promotion = make_promotion(product, draft, vendor=veras_shop, description="Sale")
    promotion.collections.set([shelf])

    assert anon.get(f"{PROMOTIONS}{promotion.pk}/").json() == {
        "id": promotion.pk,
        "vendor_id": veras_shop.pk,
        "is_running": True,
        "description": "Sale",
        "discount": 10.0,
        "starts_at": None,
        "ends_at": None,
        "is_active": True,
        "applies_to_all": False,
        "product_ids": [product.pk],
        "collection_ids": [shelf.pk],
    }


def test_promotions_are_filtered_by_vendor_collection_and_what_they_are_for(
    anon, veras_shop, ottos_shop
):
    product = make_product(vendor=veras_shop)
    mine = make_promotion(product, vendor=veras_shop)
    shelf = make_promotion()
    shelf.collections.set([product.collection])
    every = make_promotion(applies_to_all=True)
    make_promotion(product, vendor=ottos_shop, applies_to_all=True)

    assert ids(anon.get(PROMOTIONS, {"vendor_id": veras_shop.pk})) == {mine.pk}
    found = anon.get(PROMOTIONS, {"collection_id": product.collection_id})
    assert ids(found) == {shelf.pk}
    found = anon.get(PROMOTIONS, {"product_id": product.pk})
    assert ids(found) == {mine.pk, shelf.pk, every.pk}
    assert ids(anon.get(PROMOTIONS, {"product_id": 10**15})) == set()


def test_an_owner_writes_promotions_of_the_vendor(client_of, vera, veras_shop):
    url, product = (
        f"/store/vendors/{veras_shop.pk}/promotions/",
        make_product(vendor=veras_shop),
    )
    client = client_of(vera)

    made = client.post(
        url,
        {"description": "Sale", "discount": "12.5", "product_ids": [product.pk]},
        format="json",
    )
    assert made.status_code == 201, made.json()
    row = Promotion.objects.get()
    assert (row.vendor, row.goods.get()) == (veras_shop, product)

    changed = client.patch(
        f"{url}{row.pk}/",
        {"applies_to_all": True, "product_ids": [], "vendor_id": None},
        format="json",
    )
    row.refresh_from_db()
    assert (changed.status_code, changed.json()["product_ids"]) == (200, [])
    assert (row.vendor, row.applies_to_all, row.discount) == (
        veras_shop,
        True,
        Decimal("12.5"),
    )
    assert client.delete(f"{url}{row.pk}/").status_code == 204


@pytest.mark.parametrize("kind", ["promotions", "coupons"])
def test_a_vendor_never_names_a_foreign_product(
    client_of, vera, veras_shop, ottos_shop, kind
):
    own, foreign = make_product(vendor=veras_shop), make_product(vendor=ottos_shop)
    store = make_product()
    url = f"/store/vendors/{veras_shop.pk}/{kind}/"
    good = {"description": "Sale", "discount": 5, "code": "SALE", "percent": 5}
    before = everything()

    response = client_of(vera).post(
        url,
        {**good, "product_ids": [own.pk, foreign.pk, store.pk, 10**12]},
        format="json",
    )

    assert response.status_code == 400
    assert response.json()["code"] == "foreign_products"
    assert response.json()["ids"] == [foreign.pk, store.pk, 10**12]
    assert everything() == before


def test_staff_make_offers_for_a_vendor_and_they_stay_whose_they_are(
    client_of, staff, veras_shop, ottos_shop
):
    client, foreign = client_of(staff), make_product(vendor=ottos_shop)
    body = {"code": "vera-5", "amount": 5, "vendor_id": veras_shop.pk}

    refused = client.post(COUPONS, {**body, "product_ids": [foreign.pk]}, format="json")
    made = client.post(COUPONS, body, format="json")
    moved = client.patch(
        f"{COUPONS}{made.json()['id']}/", {"vendor_id": ottos_shop.pk}, format="json"
    )

    assert refused.json()["code"] == "foreign_products"
    assert (made.status_code, made.json()["code"]) == (201, "VERA-5")
    assert made.json()["vendor_id"] == veras_shop.pk
    assert moved.status_code == 400
    assert Coupon.objects.get().vendor == veras_shop


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"code": "AB", "percent": 5}, "code"),
        ({"code": "A B C", "percent": 5}, "code"),
        ({"code": "ÉTÉ2026", "percent": 5}, "code"),
        ({"code": "taken", "percent": 5}, "code"),
        ({"code": "GOOD"}, "percent"),
        ({"code": "GOOD", "percent": 5, "amount": 5}, "percent"),
        ({"code": "GOOD", "percent": 0}, "percent"),
        ({"code": "GOOD", "percent": 100.5}, "percent"),
        ({"code": "GOOD", "amount": -1}, "amount"),
        ({"code": "GOOD", "amount": 1e400}, "amount"),
        ({"code": "GOOD", "percent": 5, "max_uses": 0}, "max_uses"),
        ({"code": "GOOD", "percent": 5, "product_ids": ["x"]}, "product_ids"),
        ({"code": "GOOD", "percent": 5, "product_ids": [10**30]}, "product_ids"),
        ({"code": "GOOD", "percent": 5, "collection_ids": [9**9]}, "collection_ids"),
        (
            {
                "code": "GOOD",
                "percent": 5,
                "starts_at": "2026-02-01",
                "ends_at": "2026-01-01",
            },
            "ends_at",
        ),
    ],
)
def test_what_cannot_be_a_coupon_is_a_400_and_nothing_is_made(
    client_of, staff, body, field
):
    make_coupon(code="TAKEN")
    if body.get("amount") == 1e400:
        body = {**body, "amount": "1e400"}

    response = client_of(staff).post(COUPONS, body, format="json")

    assert response.status_code == 400
    assert field in response.json()
    assert Coupon.objects.count() == 1


def test_a_coupon_that_an_order_has_is_switched_off_and_not_deleted(client_of, staff):
    make_coupon(code="SAVE")
    make_order(None, coupon="SAVE")
    url, client = f"{COUPONS}{Coupon.objects.get().pk}/", client_of(staff)

    refused = client.delete(url)
    off = client.patch(url, {"is_active": False}, format="json")

    assert (refused.status_code, refused.json()["code"]) == (405, "coupon_used")
    assert (off.status_code, off.json()["is_running"]) == (200, False)
    assert off.json()["used"] == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"percent": None, "amount": None},
        {"percent": 5, "amount": 5},
        {"percent": 0},
        {"amount": 0},
        {"percent": 101},
    ],
)
def test_the_database_refuses_a_coupon_without_or_with_both_discounts(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Coupon.objects.create(code="ODD", **fields)


def test_the_code_is_unique_without_case():
    make_coupon(code="Save")

    assert Coupon.objects.get().code == "SAVE"
    with pytest.raises(IntegrityError), transaction.atomic():
        make_coupon(code="sAVE")
