"""Orders in the admin: the list, and an order written by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.admin.models import LogEntry

from store.models import Order, OrderItem, Product
from tests.admin_pages import filled, page, queries_of, said, suggestions
from tests.builders import make_customer, make_order, make_product, make_vendor

pytestmark = pytest.mark.django_db
LIST = "/admin/store/order/"
ADD = f"{LIST}add/"
OUT_OF_STOCK = "There is not enough in stock."


def lines(*rows, start=0, **order):
    """What the inline posts: (product, quantity) or (product, quantity, price) each."""
    data = {"items-TOTAL_FORMS": start + len(rows), **order}
    for number, (product, quantity, *price) in enumerate(rows, start):
        data[f"items-{number}-product"] = product.pk
        data[f"items-{number}-quantity"] = quantity
        data[f"items-{number}-unit_price"] = price[0] if price else ""
    return data


def left(*products):
    for product in products:
        product.refresh_from_db()
    return [product.inventory for product in products]


def edit(admin_client, order, **changes):
    address = page("store_order", "change", order.pk)
    return admin_client.post(address, filled(admin_client.get(address)) | changes)


def errors_of(response):
    formset = response.context["inline_admin_formsets"][0].formset
    return [*formset.non_form_errors(), *filter(None, formset.errors)]


def test_the_list_shows_number_time_customer_and_payment_newest_first(admin_client):
    customer = make_customer(first_name="Alice", last_name="Ait")
    old = make_order(customer, payment_status="C")
    new = make_order(customer)

    response = admin_client.get(LIST)

    html = response.content.decode()
    assert list(response.context["cl"].result_list) == [new, old]
    for name in ("id", "placed_at", "customer", "payment"):
        assert f"field-{name}" in html
    assert "Alice Ait" in html
    assert "Complete" in html


def test_the_list_costs_the_same_for_two_orders_and_for_twenty(admin_client):
    for _ in range(2):
        make_order()
    few = queries_of(admin_client, LIST)
    for _ in range(18):
        make_order()

    assert queries_of(admin_client, LIST) == few


def test_orders_are_found_by_number_and_by_the_customers_names(admin_client):
    order = make_order(make_customer(first_name="Alice", last_name="Ait"))
    make_order(make_customer(first_name="Bob", last_name="Benali"))

    for term in (order.pk, "ali", "ait"):
        found = admin_client.get(LIST, {"q": term}).context["cl"].result_list
        assert list(found) == [order]


def test_the_form_costs_the_same_for_two_lines_and_for_nine(admin_client):
    customer = make_customer()
    few = make_order(customer, *[(make_product(), 1) for _ in range(2)])
    many = make_order(customer, *[(make_product(), 1) for _ in range(9)])

    assert queries_of(
        admin_client, page("store_order", "change", few.pk)
    ) == queries_of(admin_client, page("store_order", "change", many.pk))


def test_customers_and_products_are_chosen_by_typing(admin_client):
    make_customer(first_name="Alice", last_name="Ait")
    make_product("Copper pan")

    html = admin_client.get(ADD).content.decode()

    assert 'data-field-name="customer"' in html
    assert 'data-field-name="product"' in html
    assert suggestions(admin_client, "store_order", "customer", "ali") == ["Alice Ait"]
    assert suggestions(admin_client, "store_orderitem", "product", "pan") == [
        "Copper pan"
    ]


def test_an_order_by_hand_copies_what_the_checkout_would(admin_client):
    customer, shop = make_customer(), make_vendor()
    pan = make_product("Pan", vendor=shop, unit_price=Decimal("12.50"), inventory=5)
    pot = make_product("Pot", unit_price=Decimal("20.00"), inventory=5)
    data = filled(admin_client.get(ADD)) | lines(
        (pan, 2), (pot, 1, "15.00"), customer=customer.pk
    )

    response = admin_client.post(ADD, data)

    assert response.status_code == 302
    order = Order.objects.get()
    assert (order.customer, order.payment_status) == (customer, "P")
    first, second = order.items.all()
    assert (first.title, first.unit_price, first.vendor) == (
        "Pan",
        Decimal("12.50"),
        shop,
    )
    assert (second.title, second.unit_price, second.vendor) == ("Pot", 15, None)
    assert first.vendor_order.vendor == shop
    assert second.vendor_order.vendor is None
    assert order.vendor_orders.count() == 2
    assert left(pan, pot) == [3, 4]


def test_lines_of_one_vendor_share_a_part_of_the_order(admin_client):
    shop = make_vendor()
    order = make_order(None, (make_product(vendor=shop), 1))
    other = make_product(vendor=shop)

    edit(admin_client, order, **lines((other, 1), start=1))

    assert order.items.count() == 2
    assert order.vendor_orders.count() == 1


def test_more_than_there_is_changes_nothing_and_the_page_says_why(admin_client):
    product, plenty = make_product(inventory=3), make_product(inventory=10)
    data = filled(admin_client.get(ADD)) | lines(
        (plenty, 1), (product, 4), customer=make_customer().pk
    )

    response = admin_client.post(ADD, data)

    assert response.status_code == 302
    assert response["Location"] == ADD
    assert said(response) == [OUT_OF_STOCK]
    assert Order.objects.count() == 0
    assert LogEntry.objects.count() == 0
    assert left(product, plenty) == [3, 10]


@pytest.mark.parametrize(("quantity", "inventory"), [("5", 5), ("1", 9), ("3", 7)])
def test_the_stock_follows_a_changed_quantity(admin_client, quantity, inventory):
    product = make_product(inventory=10)
    order = make_order(None, (product, 3))

    edit(admin_client, order, **{"items-0-quantity": quantity})

    assert order.items.get().quantity == int(quantity)
    assert left(product) == [inventory]


def test_a_deleted_line_gives_its_stock_back_and_takes_an_empty_part_along(
    admin_client,
):
    kept, gone = make_product(inventory=10), make_product(inventory=10)
    gone.vendor = make_vendor()
    gone.save()
    order = make_order(None, (kept, 2), (gone, 3))

    edit(admin_client, order, **{"items-1-DELETE": "on"})

    assert [item.product for item in order.items.all()] == [kept]
    assert order.vendor_orders.count() == 1
    assert left(kept, gone) == [8, 10]


def test_what_a_line_was_sold_as_and_for_is_not_changed(admin_client):
    product = make_product("Pan", unit_price=Decimal("12.50"))
    order = make_order(None, (product, 1))
    Product.objects.update(title="Dearer pan", unit_price=Decimal("99.00"))

    edit(admin_client, order, **lines((make_product(), 2, "1.00")))

    item = order.items.get()
    assert (item.product, item.title) == (product, "Pan")
    assert (item.unit_price, item.quantity) == (Decimal("12.50"), 2)


@pytest.mark.parametrize("quantity", ["0", "-1", "", "many"])
def test_a_quantity_that_is_none_is_refused(admin_client, quantity):
    order = make_order()

    response = edit(admin_client, order, **{"items-0-quantity": quantity})

    assert response.status_code == 200
    assert errors_of(response)
    assert order.items.get().quantity == 1


def test_a_price_below_nothing_is_refused(admin_client):
    data = filled(admin_client.get(ADD)) | lines(
        (make_product(), 1, "-0.01"), customer=make_customer().pk
    )

    response = admin_client.post(ADD, data)

    assert list(errors_of(response)[0]) == ["unit_price"]


@pytest.mark.parametrize(("count", "made"), [(0, 0), (1, 1), (10, 1), (11, 0)])
def test_an_order_has_one_to_ten_lines(admin_client, count, made):
    rows = [(make_product(), 1) for _ in range(count)]
    data = filled(admin_client.get(ADD)) | lines(*rows, customer=make_customer().pk)

    response = admin_client.post(ADD, data)

    assert response.status_code == (302 if made else 200)
    assert Order.objects.count() == made
    assert OrderItem.objects.count() == count * made


def test_a_longer_order_from_the_checkout_is_edited_but_gets_no_more_lines(
    admin_client,
):
    order = make_order(None, *[(make_product(), 1) for _ in range(12)])

    edited = edit(admin_client, order, **{"items-11-quantity": "4"})
    refused = edit(admin_client, order, **lines((make_product(), 1), start=12))

    assert edited.status_code == 302
    assert sum(item.quantity for item in order.items.all()) == 15
    assert refused.status_code == 200
    assert errors_of(refused)
    assert order.items.count() == 12


def test_the_last_line_stays(admin_client):
    order = make_order()

    response = edit(admin_client, order, **{"items-0-DELETE": "on"})

    assert response.status_code == 200
    assert errors_of(response) == ["Please submit at least 1 form."]
    assert order.items.count() == 1


def test_a_line_of_an_old_dump_without_title_and_part_is_completed(admin_client):
    product = make_product("Pan", vendor=make_vendor(), inventory=10)
    order = Order.objects.create(customer=make_customer())
    item = OrderItem.objects.create(
        order=order, product=product, quantity=1, unit_price=3
    )

    edit(admin_client, order, **{"items-0-quantity": "2"})

    item.refresh_from_db()
    assert (item.title, item.unit_price) == ("Pan", 3)
    assert item.vendor_order.vendor == item.vendor == product.vendor
    assert left(product) == [9]


def test_the_payment_status_is_not_written_past_the_books(admin_client):
    order = make_order()

    edit(admin_client, order, payment_status="C")

    order.refresh_from_db()
    assert order.payment_status == "P"
