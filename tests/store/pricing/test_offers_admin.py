"""Promotions and coupons in the admin."""

from __future__ import annotations

from decimal import Decimal

import pytest

from store.models import Coupon, Promotion
from store.vendors.choices import Role
from tests.admin_pages import filled, page, said, text
from tests.builders import make_coupon, make_order, make_product, make_promotion
from tests.store.vendors.conftest import make_colleague, signed_in

pytestmark = pytest.mark.django_db


def test_staff_choose_products_of_a_promotion(admin_client):
    first, second = make_product("Mango"), make_product("Fig")
    promotion = make_promotion(first)
    address = page("store_promotion", "change", promotion.pk)

    opened = admin_client.get(address)
    assert "selected>Mango</option>" in text(opened)
    data = filled(opened) | {"products": [second.pk], "discount": "15"}
    assert admin_client.post(address, data).status_code == 302

    promotion.refresh_from_db()
    assert (promotion.discount, promotion.goods.get()) == (Decimal(15), second)


def test_what_a_member_may_choose_does_not_narrow_what_staff_choose(
    admin_client, veras_shop, ottos_shop
):
    foreign = make_product("Fig", vendor=ottos_shop)
    address = page("store_promotion", "change", make_promotion(foreign).pk)
    member = signed_in(make_colleague(Role.MANAGER, veras_shop))

    assert member.get("/admin/store/promotion/add/").status_code == 200

    assert "selected>Fig</option>" in text(admin_client.get(address))


def test_lists_say_what_runs_and_how_often_a_coupon_was_used(admin_client):
    make_promotion(description="Runs")
    make_promotion(description="Is over", is_active=False)
    make_coupon(code="SAVE", max_uses=5)
    make_order(None, coupon="SAVE")

    runs = text(admin_client.get("/admin/store/promotion/?running=yes"))
    assert "Runs" in runs
    assert "Is over" not in runs
    listed = text(admin_client.get("/admin/store/coupon/"))
    assert "1 of 5" in listed
    coupon = Coupon.objects.get()
    opened = admin_client.get(page("store_coupon", "change", coupon.pk))
    assert "orders that have it" in text(opened).lower()
    refused = admin_client.post(
        page("store_coupon", "delete", coupon.pk), {"post": "yes"}
    )
    assert refused.status_code in {200, 302}
    assert Coupon.objects.exists()


def test_a_coupon_needs_one_discount_and_products_of_its_vendor(
    admin_client, veras_shop, ottos_shop
):
    foreign = make_product(vendor=ottos_shop)
    coupon = make_coupon(vendor=veras_shop)
    address = page("store_coupon", "change", coupon.pk)
    data = filled(admin_client.get(address))

    both = admin_client.post(address, data | {"amount": "5"})
    theirs = admin_client.post(address, data | {"products": [foreign.pk]})

    assert (both.status_code, theirs.status_code) == (200, 200)
    assert not coupon.products.exists()


def test_a_code_is_typed_in_any_case_and_there_is_one_of_it(admin_client):
    add = "/admin/store/coupon/add/"
    data = filled(admin_client.get(add)) | {"code": "save", "percent": "5"}

    assert admin_client.post(add, data).status_code == 302
    again = admin_client.post(add, data | {"code": "sAve"})

    assert Coupon.objects.get().code == "SAVE"
    assert "code" in again.context["adminform"].form.errors


def test_a_manager_writes_offers_of_the_own_vendor_alone(veras_shop, ottos_shop):
    own, foreign = make_product(vendor=veras_shop), make_product(vendor=ottos_shop)
    theirs = make_promotion(vendor=ottos_shop)
    client = signed_in(make_colleague(Role.MANAGER, veras_shop))
    add = "/admin/store/promotion/add/"
    data = filled(client.get(add)) | {"description": "Sale", "discount": "5"}

    for wrong in ({"vendor": ottos_shop.pk}, {"vendor": ""}):
        assert client.post(add, data | wrong).status_code == 200
    refused = client.post(
        add, data | {"vendor": veras_shop.pk, "products": [foreign.pk]}
    )
    assert refused.status_code == 200
    assert Promotion.objects.count() == 1
    made = client.post(add, data | {"vendor": veras_shop.pk, "products": [own.pk]})

    assert made.status_code == 302, said(made)
    sale = Promotion.objects.get(description="Sale")
    assert (sale.vendor, sale.goods.get()) == (veras_shop, own)
    change = page("store_promotion", "change", theirs.pk)
    assert client.get(change).status_code == 302
    packer = signed_in(make_colleague(Role.STAFF, veras_shop))
    assert packer.get("/admin/store/coupon/").status_code == 403
