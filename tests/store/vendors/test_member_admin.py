"""The admin as a vendor's members see it, page by page."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType

from store.models import Product
from store.vendors.choices import Role
from tests.admin_pages import page, suggestions_address, text
from tests.architecture.world import everything
from tests.builders import (
    make_promotion,
    make_user,
)
from tests.store.vendors.conftest import make_colleague, signed_in

pytestmark = pytest.mark.django_db
VIEWS = ("change", "delete", "history")
# Words that stand on no page of vera's people.
SECRETS = (
    "Ottos",
    "otto@example.com",
    "Store pan",
    "Nobody knows",
    "777.77",
    "alice@example.com",
    "nour-of-the-store",
)


@pytest.mark.parametrize("role", Role.values)
def test_the_front_page_leads_to_the_lists_of_a_vendor(world, role):
    anyone = signed_in(make_colleague(role, world.shop))
    response = anyone.get("/admin/")

    links = [
        item["link"]
        for group in response.context["sidebar_navigation"]
        if group.get("title")
        for item in group["items"]
    ]
    names = ["product", "bookfile", "promotion", "coupon", "productimport"]
    if role == Role.STAFF:
        names = ["product"]
    names += ["vendororder", "returnrequest", "payment"]
    if role != Role.STAFF:
        names += ["ledgerentry", "payout"]
    names += ["vendor", "review"]
    assert links == [f"/admin/store/{name}/" for name in names]


def test_every_other_page_of_the_admin_is_refused(anyone, world):
    mine = {"product", "productimport", "vendororder", "vendor", "review"}
    mine |= {
        "bookfile",
        "promotion",
        "coupon",
        "returnrequest",
        "payment",
        "ledgerentry",
        "payout",
    }

    for model in admin.site._registry:
        options = model._meta
        if options.app_label == "store" and options.model_name in mine:
            continue
        row = model._base_manager.first()
        address = f"/admin/{options.app_label}/{options.model_name}/"
        tails = [f"{row.pk}/{view}/" for view in VIEWS] if row else []
        for tail in ("", "add/", *tails):
            assert anyone.get(address + tail).status_code == 403, address + tail


def test_lists_and_pages_show_own_rows_and_no_word_of_others(anyone, world):
    rows = {"product": world.mango, "vendor": world.shop}
    rows |= {"vendororder": world.part, "review": world.review}

    for name, row in rows.items():
        response = anyone.get(f"/admin/store/{name}/")
        assert [found.pk for found in response.context["cl"].result_list] == [row.pk]
        pages = [
            response,
            *(
                anyone.get(page(f"store_{name}", view, row.pk))
                for view in ("change", "history")
            ),
        ]
        for found in pages:
            assert found.status_code == 200
            html = text(found)
            assert [word for word in SECRETS if word in html] == []


def test_a_search_finds_nothing_of_others(anyone, world):
    for name, term in (
        ("product", "Ottos"),
        ("vendor", "Ottos"),
        ("vendororder", "Ottos"),
        ("review", "knows"),
    ):
        response = anyone.get(f"/admin/store/{name}/", {"q": term})
        assert list(response.context["cl"].result_list) == [], name


def test_rows_of_others_are_not_found_by_address(anyone, world):
    rows = {"product": world.date, "vendor": world.other, "vendororder": world.foreign}
    rows["review"] = world.date.reviews.get()
    before = everything()

    for name, row in rows.items():
        for view in VIEWS:
            address = page(f"store_{name}", view, row.pk)
            missing = page(f"store_{name}", view, row.pk + 1000)
            for send in (anyone.get, anyone.post):
                response = send(address, {"title": "Mine"})
                unknown = send(missing, {"title": "Mine"})
                assert response.status_code in {302, 403}
                assert response.status_code == unknown.status_code
                assert response.get("Location") == unknown.get("Location")

    assert everything() == before


def test_filters_offer_and_answer_nothing_of_others(owner, world):
    """A look-up that is not offered could be asked letter by letter."""
    for name in ("product", "vendororder"):
        response = owner.get(f"/admin/store/{name}/")
        assert "Ottos" not in text(response)

    for name, lookup in (
        ("product", {"vendor__members__user__email__startswith": "o"}),
        ("product", {"promotions__description__startswith": "S"}),
        ("vendororder", {"order__customer__phone__startswith": "0"}),
        ("vendororder", {"order__payment_status": "P"}),
        ("review", {"customer": world.alice.pk}),
        ("review", {"customer__user__email": "alice@example.com"}),
        ("vendor", {"members__user__email__startswith": "a"}),
    ):
        response = owner.get(f"/admin/store/{name}/", lookup)
        assert response.status_code == 400, lookup


def test_autocompletes_offer_own_rows_and_refuse_everything_else(anyone, world):
    def ask(model, field, term=""):
        response = anyone.get(suggestions_address(model, field, term))
        if response.status_code != 200:
            return response.status_code
        return [found["text"] for found in response.json()["results"]]

    assert ask("store_product", "vendor") == ["Veras"]
    assert ask("store_review", "product") == ["Mango"]
    assert ask("store_review", "customer") == 403
    assert ask("store_product", "collection") == 403
    make_promotion(vendor=world.other)
    assert ask("store_product", "promotions") in ([], 403)
    assert ask("store_vendormember", "user") == 403
    assert ask("store_vendororder", "order") == 403
    assert ask("store_customer", "user") == 403


def test_history_shows_a_member_what_they_did_themselves(world):
    me, colleague = (make_colleague(Role.OWNER, world.shop) for _ in range(2))
    for user in (me, colleague):
        LogEntry.objects.create(
            user=user,
            content_type=ContentType.objects.get_for_model(Product),
            object_id=world.mango.pk,
            object_repr="Mango",
            action_flag=CHANGE,
            change_message=f"done by number {user.pk}",
        )

    html = text(signed_in(me).get(page("store_product", "history", world.mango.pk)))

    assert f"done by number {me.pk}" in html
    assert f"done by number {colleague.pk}" not in html


def test_a_part_shows_its_own_lines_and_whom_to_call(packer, world):
    html = text(packer.get(page("store_vendororder", "change", world.part.pk)))

    for word in (
        "Mango",
        "Alice Ait",
        "0555 010203",
        "20.00",
        f"Order {world.order.pk}",
    ):
        assert word in html
    assert "/admin/store/order/" not in html


def test_staff_of_the_store_and_superusers_keep_every_row(admin_client, world):
    staff = make_user(is_staff=True)
    staff.user_permissions.set(Permission.objects.all())

    for client in (admin_client, signed_in(staff)):
        listed = client.get("/admin/store/product/").context["cl"].result_list
        assert {"Mango", "Ottos date", "Store pan"} == {row.title for row in listed}
        assert client.get("/admin/store/order/").status_code == 200
        assert (
            client.get(page("store_vendor", "change", world.other.pk)).status_code
            == 200
        )
