"""Statuses in the admin: read on the pages, moved by actions of the list."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission

from store.models import Order, StatusChange, VendorOrder
from store.orders.moves import move_items
from tests.admin_pages import filled, page, queries_of, said, text
from tests.architecture.world import everything
from tests.builders import make_order, make_product, make_user, make_vendor

pytestmark = pytest.mark.django_db
LIST = "/admin/store/vendororder/"


@pytest.fixture
def order():
    """Vera's two lines and one of the store."""
    shop = make_vendor(shop_name="Vera's")
    return make_order(
        None,
        (make_product("Mango", vendor=shop), 1),
        (make_product("Date", vendor=shop), 1),
        (make_product("Pan"), 1),
    )


def mark(client, action, *parts):
    keys = [part.pk for part in parts]
    return client.post(LIST, {"action": action, "_selected_action": keys})


def statuses(order):
    return [item.status for item in order.items.all()]


def test_the_page_of_an_order_shows_statuses_and_history(admin_client, order, sam):
    move_items(items=order.items.all()[:1], to="packed", by=sam)
    address = page("store_order", "change", order.pk)

    html = text(admin_client.get(address))

    assert "Mango: Order placed → Packed" in html
    assert ", sam" in html
    assert 'name="items-0-status"' not in html
    assert "field-status" in html


def test_saving_the_page_of_an_order_moves_nothing(admin_client, order):
    address = page("store_order", "change", order.pk)
    data = filled(admin_client.get(address))
    move_items(items=order.items.all(), to="packed", by=None)

    admin_client.post(address, data | {"items-0-status": "delivered"})

    order.refresh_from_db()
    assert order.status == "packed"
    assert statuses(order) == ["packed"] * 3


def test_a_line_that_moved_is_not_changed_on_the_page(admin_client, order):
    move_items(items=order.items.all()[:1], to="cancelled", by=None)
    address = page("store_order", "change", order.pk)
    data = filled(admin_client.get(address))
    rows = everything()

    admin_client.post(address, data | {"items-0-quantity": "9"})
    refused = admin_client.post(address, data | {"items-0-DELETE": "on"})

    assert said(refused)[-1].startswith("A line that was packed, shipped or cancelled")
    after = everything()
    assert after["store.OrderItem"] == rows["store.OrderItem"]
    assert after["store.Product"] == rows["store.Product"]


def test_orders_are_filtered_by_status(admin_client, order):
    other = make_order()
    move_items(items=other.items.all(), to="packed", by=None)

    response = admin_client.get("/admin/store/order/", {"status__exact": "packed"})

    assert list(response.context["cl"].result_list) == [other]


def test_parts_are_listed_with_their_vendor_and_filtered_by_status(admin_client, order):
    move_items(items=order.items.all()[:2], to="packed", by=None)
    veras = order.vendor_orders.get(status="packed")

    html = admin_client.get(LIST).content.decode()
    packed = admin_client.get(LIST, {"status__exact": "packed"})

    assert "The store" in html
    assert "Vera&#x27;s" in html
    assert list(packed.context["cl"].result_list) == [veras]


def test_the_list_costs_the_same_for_two_parts_and_for_twenty(admin_client):
    for _ in range(2):
        make_order()
    few = queries_of(admin_client, LIST)
    for _ in range(18):
        make_order()

    assert queries_of(admin_client, LIST) == few


def test_actions_move_the_lines_of_the_selected_parts(admin_client, admin_user, order):
    part = order.vendor_orders.get(vendor__isnull=False)
    seen = []
    for action in ("pack", "ship", "deliver"):
        response = mark(admin_client, action, part)
        seen.append((said(response)[-1], statuses(order)))

    assert seen == [
        ("Packed: 1.", ["packed", "packed", "order_placed"]),
        ("Shipped: 1.", ["shipped", "shipped", "order_placed"]),
        ("Delivered: 1.", ["delivered", "delivered", "order_placed"]),
    ]
    assert {change.by for change in StatusChange.objects.all()} == {admin_user}
    order.refresh_from_db()
    assert order.status == "shipped"


def test_what_can_not_be_moved_is_named_and_stops_no_other(admin_client, order):
    veras, own = order.vendor_orders.order_by("-vendor")
    move_items(items=veras.items.all(), to="cancelled", by=None)

    response = mark(admin_client, "pack", veras, own)

    assert said(response) == ["Packed: 1.", f"Can't be packed now: {veras}."]
    assert statuses(order) == ["cancelled", "cancelled", "packed"]


def test_who_only_reads_is_offered_no_action(client, order):
    reader = make_user(is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_vendororder"))
    client.force_login(reader)
    rows = everything()

    html = client.get(LIST).content.decode()
    mark(client, "pack", *order.vendor_orders.all())

    assert "Mark selected as packed" not in html
    assert everything() == rows


def test_a_part_is_read_and_neither_made_nor_changed_nor_deleted(admin_client, order):
    part = order.vendor_orders.get(vendor__isnull=False)
    address = page("store_vendororder", "change", part.pk)

    shown = text(admin_client.get(address))

    assert "Mango" in shown
    assert admin_client.post(address, {}).status_code == 403
    assert admin_client.get(page("store_vendororder", "add")).status_code == 403
    address = page("store_vendororder", "delete", part.pk)
    assert admin_client.post(address, {"post": "yes"}).status_code == 403
    assert VendorOrder.objects.filter(pk=part.pk).exists()


def test_an_order_of_which_something_was_shipped_offers_no_deletion(admin_client):
    order = make_order()
    for to in ("packed", "shipped"):
        move_items(items=order.items.all(), to=to, by=None)

    address = page("store_order", "delete", order.pk)

    assert admin_client.post(address, {"post": "yes"}).status_code == 403
    assert Order.objects.filter(pk=order.pk).exists()


def test_the_pages_of_an_order_and_of_a_part_name_the_status_in_words(admin_client):
    order = make_order(None, (make_product(), 1))
    part = order.vendor_orders.get()

    for url in (
        page("store_order", "change", order.pk),
        page("store_vendororder", "change", part.pk),
    ):
        shown = admin_client.get(url).content.decode()
        assert "Order placed" in shown
        assert "(&#x27;order_placed" not in shown
