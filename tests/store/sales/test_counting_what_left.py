"""What is counted when an order, a product or a customer goes, or an order changes hands."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from store.models import Vendor, VendorCustomer, VendorProduct
from store.orders.services import delete_order
from store.sales.counting import count_all_stale
from store.sales.drift import find_drift
from tests.builders import make_customer, make_order, make_product, make_user
from tests.store.sales.raw import assert_figures_are_true

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("gone", ["product", "customer"])
def test_a_row_whose_product_or_customer_went_first_is_not_made_again(
    veras_shop: Vendor, gone: str
) -> None:
    product, customer = make_product(vendor=veras_shop), make_customer()
    order = make_order(customer, (product, 2))
    count_all_stale()

    delete_order(order=order)
    {"product": product, "customer": customer}[gone].delete()
    count_all_stale()

    model = {"product": VendorProduct, "customer": VendorCustomer}[gone]
    assert not model.objects.exists()
    assert list(find_drift()) == []


def test_an_order_given_to_another_customer_is_counted_for_them(
    veras_shop: Vendor,
) -> None:
    """By a clerk who may not see lines: their page has none to post."""
    order = make_order(make_customer(), (make_product(vendor=veras_shop), 2))
    other = make_customer()
    count_all_stale()
    clerk = make_user(is_staff=True)
    clerk.user_permissions.set(
        Permission.objects.filter(codename__in=["view_order", "change_order"])
    )
    client = Client()
    client.force_login(clerk)

    client.post(
        f"/admin/store/order/{order.pk}/change/",
        {"customer": other.pk, "payment_status": "P"},
    )
    count_all_stale()

    row = VendorCustomer.objects.get(customer=other)
    assert (row.orders, row.units) == (1, 2)
    assert_figures_are_true()
