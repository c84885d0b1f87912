"""What a vendor's members write in the admin, and what they do not."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission

from store.models import Product, Vendor
from store.vendors.choices import Role
from tests.admin_pages import filled, page, said, text
from tests.architecture.world import everything
from tests.builders import (
    make_cart,
    make_image,
    make_member,
    make_product,
    make_review,
    make_user,
    make_vendor,
)
from tests.store.vendors.conftest import make_colleague, signed_in

pytestmark = pytest.mark.django_db


def act(client, name, action, *rows, **data):
    keys = [row.pk for row in rows]
    return client.post(
        f"/admin/store/{name}/", {"action": action, "_selected_action": keys, **data}
    )


def test_the_packer_moves_orders_and_writes_nothing_else(packer, world):
    before = everything()
    for name, row in (
        ("product", world.mango),
        ("vendor", world.shop),
        ("review", world.review),
    ):
        address = page(f"store_{name}", "change", row.pk)
        assert packer.get(address).status_code == 200
        assert (
            packer.post(address, {"title": "X", "description": "X"}).status_code == 403
        )
        assert packer.get(f"/admin/store/{name}/add/").status_code == 403
        assert packer.get(page(f"store_{name}", "delete", row.pk)).status_code == 403
    listed = packer.get("/admin/store/product/")
    assert "form-0-unit_price" not in text(listed)
    assert everything() == before

    act(packer, "vendororder", "pack", world.part)

    statuses = [item.status for item in world.order.items.order_by("pk")]
    assert statuses == ["packed", "order_placed", "order_placed"]


def test_actions_reach_own_rows_alone(owner, world):
    act(owner, "vendororder", "pack", world.foreign)
    act(owner, "product", "clear_inventory", world.date, world.mango)
    act(owner, "product", "delete_selected", world.date, post="yes")

    assert {item.status for item in world.order.items.all()} == {"order_placed"}
    world.date.refresh_from_db()
    world.mango.refresh_from_db()
    assert (world.date.inventory, world.mango.inventory) == (99, 0)


@pytest.mark.parametrize("action", ["approve", "suspend", "reject"])
@pytest.mark.parametrize("status", ["pending", "approved"])
def test_no_member_decides_about_a_vendor(owner, world, action, status):
    Vendor.objects.update(status=status)
    before = everything()

    act(owner, "vendor", action, world.shop, world.other, said="yes", reason="Mine.")

    assert everything() == before
    assert f'value="{action}"' not in text(owner.get("/admin/store/vendor/"))


def test_a_manager_writes_products_with_images_and_not_whose_they_are(manager, world):
    address = page("store_product", "change", world.mango.pk)
    data = filled(manager.get(address)) | {
        "title": "Ripe mango",
        "vendor": world.other.pk,
    }

    response = manager.post(address, data)

    assert response.status_code == 302
    world.mango.refresh_from_db()
    assert (world.mango.title, world.mango.vendor) == ("Ripe mango", world.shop)


def test_a_manager_adds_to_their_own_vendor_and_no_other(manager, world):
    add = "/admin/store/product/add/"
    good = filled(manager.get(add)) | {
        "title": "Fig",
        "slug": "fig",
        "unit": "kg",
        "unit_price": "3",
        "inventory": "4",
        "collection": world.shelf.pk,
    }
    before = everything()

    for vendor in (world.other.pk, "", 10**6, "x"):
        response = manager.post(add, good | {"vendor": vendor})
        assert response.status_code == 200
        assert "vendor" in response.context["adminform"].form.errors
    assert everything() == before

    manager.post(add, good | {"vendor": world.shop.pk, "promotions": [1]})
    fig = Product.objects.get(title="Fig")
    assert (fig.vendor, fig.promotions.count()) == (world.shop, 0)


def test_forged_keys_in_lists_and_inlines_reach_nothing(manager, world):
    theirs = make_image(world.date)
    address = page("store_product", "change", world.mango.pk)
    data = filled(manager.get(address))
    before = everything()

    manager.post(address, data | {"images-0-id": theirs.pk, "images-0-DELETE": "on"})
    manager.post(address, data | {"images-0-product": world.date.pk})
    listed = filled(manager.get("/admin/store/product/"))
    manager.post(
        "/admin/store/product/",
        listed
        | {"form-0-id": world.date.pk, "form-0-unit_price": "1", "_save": "Save"},
    )

    after = everything()
    assert after["store.ProductImage"] == before["store.ProductImage"]
    prices = [(row["title"], row["unit_price"]) for row in after["store.Product"]]
    assert prices == [
        (row["title"], row["unit_price"]) for row in before["store.Product"]
    ]


def test_a_manager_reads_the_page_of_the_vendor_and_an_owner_writes_it(
    manager, owner, world
):
    address = page("store_vendor", "change", world.shop.pk)
    assert manager.post(address, {"description": "X"}).status_code == 403

    data = filled(owner.get(address)) | {
        "description": "Fresh every day.",
        "shop_name": "Another name",
        "slug": "another",
        "status": "suspended",
    }
    assert owner.post(address, data).status_code == 302

    world.shop.refresh_from_db()
    assert (world.shop.description, world.shop.shop_name) == (
        "Fresh every day.",
        "Veras",
    )
    assert (world.shop.status, world.shop.slug) == ("approved", world.shop.slug)


def test_an_owner_writes_the_page_while_staff_suspend_the_shop(owner, world):
    address = page("store_vendor", "change", world.shop.pk)
    data = filled(owner.get(address)) | {"contact": "Vera"}
    Vendor.objects.filter(pk=world.shop.pk).update(status="suspended")

    owner.post(address, data)

    world.shop.refresh_from_db()
    assert (world.shop.contact, world.shop.status) == ("Vera", "suspended")


def test_an_owner_changes_roles_and_removes_people_but_adds_nobody(owner, world):
    sam = make_member(world.shop, make_user("sam"), Role.STAFF)
    address = page("store_vendor", "change", world.shop.pk)

    def row(member):
        forms = owner.get(address).context["inline_admin_formsets"][0].formset.forms
        return next(n for n, form in enumerate(forms) if form.instance == member)

    def send(**changes):
        return owner.post(address, filled(owner.get(address)) | changes)

    send(**{f"members-{row(sam)}-role": "manager", f"members-{row(sam)}-user": 1})
    sam.refresh_from_db()
    assert (sam.role, sam.user.username) == ("manager", "sam")

    stranger = make_user()
    count = world.shop.members.count()
    send(
        **{
            "members-TOTAL_FORMS": count + 1,
            f"members-{count}-user": stranger.pk,
            f"members-{count}-role": "owner",
        }
    )
    assert not stranger.vendor_memberships.exists()

    send(**{f"members-{row(sam)}-DELETE": "on"})
    assert not world.shop.members.filter(pk=sam.pk).exists()


def test_the_last_owner_stays(owner, world):
    address = page("store_vendor", "change", world.shop.pk)

    refused = owner.post(
        address, filled(owner.get(address)) | {"members-0-role": "staff"}
    )

    assert said(refused)[-1].startswith("A shop keeps at least one owner")
    assert world.shop.members.get().role == Role.OWNER


def test_asking_to_delete_a_product_names_nothing_that_hangs_on_it(owner, world):
    fig = make_product("Fig", vendor=world.shop)
    make_cart((fig, 7))
    make_review(fig, name="Nobody knows")
    address = page("store_product", "delete", fig.pk)

    html = text(owner.get(address))

    assert "Fig" in html
    assert "Cart item" not in html
    assert "Nobody knows" not in html
    assert owner.post(address, {"post": "yes"}).status_code == 302
    assert not Product.objects.filter(pk=fig.pk).exists()
    refused = owner.post(
        page("store_product", "delete", world.mango.pk), {"post": "yes"}
    )
    assert "cannot be deleted" in said(refused)[-1]


def test_products_of_a_shop_that_is_not_approved_are_read(manager, world):
    Vendor.objects.filter(pk=world.shop.pk).update(status="suspended")
    address = page("store_product", "change", world.mango.pk)

    assert manager.get(address).status_code == 200
    assert manager.post(address, {"title": "X"}).status_code == 403
    assert manager.get("/admin/store/product/add/").status_code == 403


def test_who_owns_one_shop_and_packs_for_another_writes_the_one(world):
    other = make_vendor(shop_name="Second")
    fig = make_product("Fig", vendor=other)
    both = make_colleague(Role.OWNER, world.shop)
    make_member(other, both, Role.STAFF)
    client = signed_in(both)

    listed = client.get("/admin/store/product/")
    assert [row.title for row in listed.context["cl"].result_list] == ["Fig", "Mango"]
    assert "form-0-unit_price" not in text(listed)
    act(client, "product", "clear_inventory", fig, world.mango)
    for product, status in ((fig, 403), (world.mango, 200)):
        response = client.post(page("store_product", "change", product.pk), {})
        assert response.status_code == status

    fig.refresh_from_db()
    world.mango.refresh_from_db()
    assert (fig.inventory, world.mango.inventory) == (100, 0)


def test_the_role_gives_nothing_that_a_superuser_did_not(world):
    user = make_colleague(Role.OWNER, world.shop)
    user.user_permissions.set(Permission.objects.filter(codename="view_product"))
    client = signed_in(user)

    assert client.get("/admin/store/product/").status_code == 200
    assert client.get("/admin/store/vendororder/").status_code == 403
    assert (
        client.post(page("store_product", "change", world.mango.pk)).status_code == 403
    )
