"""Every page of the admin is closed to vendors' members, or shows them their own rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.forms import ModelChoiceField
from django.test import RequestFactory
from django.utils import timezone

from store.models import (
    Collection,
    Genre,
    LedgerEntry,
    LowStockNotice,
    Payout,
    Product,
    Vendor,
)
from store.vendors.admin_scope import VendorScoped
from store.vendors.choices import Role
from store.vendors.rights import RIGHTS
from tests.book_files import make_book_file
from tests.builders import (
    make_coupon,
    make_delivered,
    make_image,
    make_import,
    make_member,
    make_product,
    make_promotion,
    make_return,
    make_review,
    make_user,
    make_vendor,
)

pytestmark = pytest.mark.django_db
OPEN = {
    "store.Promotion",
    "store.Coupon",
    "store.Payment",
    "store.Product",
    "store.BookFile",
    "store.ProductImport",
    "store.Vendor",
    "store.VendorOrder",
    "store.ReturnRequest",
    "store.Review",
    "store.LedgerEntry",
    "store.Payout",
}
# Whose rows a member may choose among: what anyone may see, and what is their own.
CHOICES = {Collection, Genre, Product, Vendor}


def make_owner() -> Any:
    """A vendor's owner who may enter the admin, with every permission there is."""
    owner = make_user(is_staff=True)
    make_vendor(owner)
    owner.user_permissions.set(Permission.objects.all())
    return owner


def asked_by(user: Any) -> Any:
    request = RequestFactory().get("/admin/")
    request.user = user
    return request


def open_to(user: Any) -> set[str]:
    request = asked_by(user)
    return {
        model._meta.label
        for model, page in admin.site._registry.items()
        if any(page.get_model_perms(request).values())
    }


def test_every_page_is_closed_to_members_or_scoped_to_their_vendor() -> None:
    owner = make_owner()

    assert open_to(owner) == OPEN
    for model, page in admin.site._registry.items():
        if model._meta.label in OPEN:
            assert isinstance(page, VendorScoped), model
            assert hasattr(model.objects.all(), "for_vendors"), model


def test_a_new_page_is_closed_to_members_until_somebody_opens_it() -> None:
    admin.site.register(LowStockNotice)
    try:
        assert open_to(make_owner()) == OPEN
    finally:
        admin.site.unregister(LowStockNotice)


def test_a_permission_that_is_not_in_the_table_is_worth_nothing_to_a_member() -> None:
    owner = make_owner()

    assert owner.get_all_permissions() == set(RIGHTS)
    assert not owner.has_perm("store.cancel_order")
    assert not owner.has_perm("store.view_history")
    assert not owner.has_module_perms("core")


def test_the_table_names_permissions_that_exist() -> None:
    there = Permission.objects.values_list("content_type__app_label", "codename")

    assert {f"{app}.{name}" for app, name in there} >= set(RIGHTS)


def test_rows_that_a_list_shows_are_rows_of_the_vendor_that_it_says() -> None:
    """`vendor_of` and `for_vendors` agree."""
    owner = make_owner()
    shop = owner.vendor_memberships.get().vendor
    for vendor in (shop, make_vendor(make_user())):
        sell(vendor)
    request = asked_by(owner)

    for model, page in admin.site._registry.items():
        if model._meta.label in OPEN:
            rows = list(page.get_queryset(request))
            assert len(rows) == 1, model
            assert page.has_view_permission(request, rows[0])
            [other] = model._base_manager.exclude(pk=rows[0].pk)
            assert not page.has_view_permission(request, other)
            assert not page.has_change_permission(request, other)
            assert not page.has_delete_permission(request, other)


@pytest.mark.parametrize("role", Role.values)
def test_no_form_offers_a_member_rows_of_others(client: Any, role: str) -> None:
    """Of the page itself and of its inlines."""
    member = make_user(is_staff=True)
    member.user_permissions.set(Permission.objects.all())
    shop, other = make_vendor(), make_vendor(make_user())
    make_member(shop, member, role)
    make_member(make_vendor(status="suspended"), member, Role.OWNER)
    for vendor in (shop, other):
        sell(vendor)
    client.force_login(member)

    offered = set()
    for field in (field for form in forms_for(client, member) for field in form):
        if isinstance(field.field, ModelChoiceField) and not field.is_hidden:
            offered.add(field.field.queryset.model)
            assert other not in field.field.queryset, field.name

    # For the suspended shop they may try a file out, whatever they are in the other; and of
    # a book, which they only read, the form that is not shown knows all genres.
    assert offered == (CHOICES if role != Role.STAFF else {Genre, Vendor})


def sell(vendor: Vendor) -> None:
    product = make_product(vendor=vendor)
    make_review(product)
    make_book_file(product)
    make_image(product)
    order = make_delivered(None, (product, 1), payment_method="cash_on_delivery")
    make_return(order.items.get())
    make_import(vendor)
    make_promotion(vendor=vendor)
    make_coupon(vendor=vendor)
    name = f"of {vendor.pk}"
    LedgerEntry.objects.create(vendor=vendor, kind="adjustment", amount=1, key=name)
    now = timezone.now()
    Payout.objects.create(vendor=vendor, amount=1, currency="DZD", until=now)


def forms_for(client: Any, member: Any) -> Iterator[Any]:
    """Every form that is shown to the member anywhere."""
    for model, page in admin.site._registry.items():
        if model._meta.label not in OPEN:
            continue
        base = f"/admin/store/{model._meta.model_name}"
        row = page.get_queryset(asked_by(member)).first()
        for address in (f"{base}/add/", f"{base}/{row.pk if row else 0}/change/"):
            response = client.get(address)
            if response.status_code != 200:
                continue
            yield response.context["adminform"].form
            for inline in response.context["inline_admin_formsets"]:
                yield from (*inline.formset.forms, inline.formset.empty_form)
