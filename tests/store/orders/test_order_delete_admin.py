"""Deleting orders in the admin: the rules of the API hold."""

from __future__ import annotations

import pytest

from store.models import Order
from store.orders.services import delete_order
from tests.admin_pages import page, said
from tests.builders import make_order, make_product

pytestmark = pytest.mark.django_db
LIST = "/admin/store/order/"
PAID = "Order cannot be deleted because it is paid."


def selected(*orders):
    keys = [order.pk for order in orders]
    return {"action": "delete_selected", "_selected_action": keys, "post": "yes"}


def left(product):
    product.refresh_from_db()
    return product.inventory


@pytest.mark.parametrize("status", ["P", "F"])
def test_an_unpaid_order_is_deleted_and_its_stock_comes_back(admin_client, status):
    product = make_product(inventory=10)
    order = make_order(None, (product, 4), payment_status=status)

    response = admin_client.post(
        page("store_order", "delete", order.pk), {"post": "yes"}
    )

    assert response.status_code == 302
    assert Order.objects.count() == 0
    assert left(product) == 10


def test_a_paid_order_offers_no_deletion_and_refuses_it(admin_client):
    product = make_product(inventory=10)
    order = make_order(None, (product, 4), payment_status="C")
    address = page("store_order", "delete", order.pk)

    form = admin_client.get(page("store_order", "change", order.pk))
    response = admin_client.post(address, {"post": "yes"})

    assert f'href="{address}"' not in form.content.decode()
    assert response.status_code == 403
    assert Order.objects.get() == order
    assert left(product) == 6


def test_an_unpaid_order_offers_its_deletion(admin_client):
    order = make_order()

    form = admin_client.get(page("store_order", "change", order.pk))

    address = page("store_order", "delete", order.pk)
    assert f'href="{address}"' in form.content.decode()


def test_several_unpaid_orders_are_deleted_and_their_stock_comes_back(admin_client):
    product = make_product(inventory=10)
    orders = [make_order(None, (product, 2)), make_order(None, (product, 3))]
    kept = make_order(None, (product, 1))

    response = admin_client.post(LIST, selected(*orders))

    assert said(response) == ["Successfully deleted 2 orders."]
    assert Order.objects.get() == kept
    assert left(product) == 9


def test_one_paid_order_among_several_keeps_them_all_and_is_named(admin_client):
    product = make_product(inventory=10)
    unpaid = make_order(None, (product, 2))
    paid = make_order(None, (product, 3), payment_status="C")

    response = admin_client.post(LIST, selected(unpaid, paid))

    assert response.status_code == 200
    assert response.context["protected"] == [f"Order {paid.pk}: {PAID}"]
    assert not response.context["perms_lacking"]
    assert Order.objects.count() == 2
    assert left(product) == 5


@pytest.mark.parametrize("way", ["one", "several"])
def test_an_order_paid_at_the_last_moment_stays_and_the_page_says_why(
    admin_client, monkeypatch, way
):
    order = make_order()
    address = page("store_order", "delete", order.pk) if way == "one" else LIST

    def paid_meanwhile(*, order):
        Order.objects.filter(pk=order.pk).update(payment_status="C")
        delete_order(order=order)

    monkeypatch.setattr("store.orders.services.delete_order", paid_meanwhile)
    response = admin_client.post(address, selected(order))

    assert response.status_code == 302
    assert said(response) == [PAID]
    assert Order.objects.get() == order
