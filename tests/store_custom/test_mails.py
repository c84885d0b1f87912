"""What customers and vendors are told, and what neither is."""

from __future__ import annotations

import csv
from decimal import Decimal

import pytest
from django.core.mail import EmailMultiAlternatives

from core.models import Mail
from store.models import LowStockNotice, Order
from store.orders.checkout import place_order
from store.signals import order_placed
from store.tasks import announce_low_stock
from store.vendors.choices import Role
from tests.builders import (
    make_cart,
    make_customer,
    make_member,
    make_order,
    make_product,
    make_user,
    make_vendor,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    """What is done inside has been committed afterwards."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def order(veras_shop, ottos_shop, commits, settings) -> Order:
    settings.STORE_NOTICE_EMAILS = ["desk@example.com"]
    veras_shop.email = "shop@veras.example"
    veras_shop.save()
    customer = make_customer("alice", first_name="Alice")
    with commits():
        return make_order(
            customer,
            (
                make_product(
                    "Mangoes", vendor=veras_shop, unit="kg", unit_price="4.50"
                ),
                2,
            ),
            (make_product("Jam", vendor=veras_shop, unit_price="3.25"), 1),
            (make_product("Secret book", vendor=ottos_shop, unit_price="20.00"), 1),
            (make_product("Bag", unit_price="1.00"), 1),
        )


def to(mailoutbox, address: str) -> EmailMultiAlternatives:
    (message,) = [message for message in mailoutbox if address in message.to]
    return message


def test_the_customer_gets_every_line_and_the_total(order, mailoutbox):
    message = to(mailoutbox, "alice@example.com")

    assert message.subject == f"Your order {order.pk} at Storefront"
    for words in (
        "Hello Alice,",
        "2 kg  Mangoes (Vera's): 9.00 DZD",
        "1 ×  Jam (Vera's): 3.25 DZD",
        "1 ×  Secret book (Otto's): 20.00 DZD",
        "1 ×  Bag (the store): 1.00 DZD",
        "Tax: 3.33 DZD",
        "Total: 36.58 DZD",
        "It comes from 3 shops",
    ):
        assert words in message.body
    html = message.alternatives[0][0]
    assert "Mangoes" in html
    assert "36.58" in html


def test_a_vendor_gets_its_own_part_and_nothing_of_the_rest(order, mailoutbox):
    message = to(mailoutbox, "shop@veras.example")

    whole = message.message().as_string() + message.attachments[0].content
    assert message.subject == f"Order {order.pk}: 2 items to pack for Vera's"
    assert "Total: 13.48 DZD" in message.body
    for foreign in ("Secret book", "Otto", "Bag", "36.58", "alice@example.com"):
        assert foreign not in whole


def test_a_vendor_without_an_address_is_written_to_its_owners_and_managers(
    order, mailoutbox
):
    assert to(mailoutbox, "otto@example.com").to == ["otto@example.com"]


def test_owners_and_managers_hear_of_it_and_packers_do_not(
    mailoutbox, commits, vera, mina, sam, veras_shop
):
    with commits():
        make_order(None, (make_product(vendor=veras_shop), 1))

    (message,) = [mail for mail in mailoutbox if "to pack" in mail.subject]
    assert sorted(message.to) == ["mina@example.com", "vera@example.com"]


def test_the_stores_own_part_goes_to_the_notice_addresses(order, mailoutbox):
    message = to(mailoutbox, "desk@example.com")

    assert message.subject == f"Order {order.pk}: 1 item to pack for the store"


def test_the_packing_list_opens_in_a_spreadsheet_and_runs_nothing(
    mailoutbox, commits, veras_shop
):
    bad = make_product('=HYPERLINK("http://evil")', vendor=veras_shop)
    with commits():
        order = make_order(None, (bad, 3))

    (message,) = [mail for mail in mailoutbox if mail.attachments]
    name, content, kind = message.attachments[0]
    text = content if isinstance(content, str) else content.decode("utf-8")
    rows = list(csv.reader(text.removeprefix("\ufeff").splitlines()))
    assert (name, kind) == (f"packing-list-{order.pk}.csv", "text/csv")
    assert rows == [
        ["product", "title", "quantity", "unit", "unit price", "amount"],
        [
            *(str(bad.pk), '\'=HYPERLINK("http://evil")', "3", "piece"),
            *("10.00", "30.00"),
        ],
    ]


def test_a_name_with_line_breaks_and_markup_stays_a_name(
    mailoutbox, commits, ottos_shop
):
    ottos_shop.shop_name = "Otto & Co\r\nBcc: eve@example.com"
    ottos_shop.save()
    with commits():
        order = make_order(None, (make_product("<b>Bold</b>", vendor=ottos_shop), 1))

    (message,) = [mail for mail in mailoutbox if "to pack" in mail.subject]
    assert message.subject == (
        f"Order {order.pk}: 1 item to pack for Otto & Co Bcc: eve@example.com"
    )
    assert message.recipients() == ["otto@example.com"]
    assert message.message()["Bcc"] is None
    assert "<b>Bold</b>" in message.body
    assert "&lt;b&gt;Bold&lt;/b&gt;" in message.alternatives[0][0]


def test_an_order_that_does_not_come_about_promises_no_mail(mailoutbox, commits):
    def fail(sender, **kwargs):
        raise ZeroDivisionError

    order_placed.connect(fail)
    try:
        with commits(), pytest.raises(ZeroDivisionError):
            make_order()
    finally:
        order_placed.disconnect(fail)

    assert (Order.objects.count(), Mail.objects.count(), mailoutbox) == (0, 0, [])


def test_an_order_deleted_before_its_mail_left_is_no_failure(mailoutbox):
    order = make_order()
    order.delete()

    from core.tasks import deliver_due_mails

    assert deliver_due_mails() == 0
    assert set(Mail.objects.values_list("status", flat=True)) == {"skipped"}
    assert mailoutbox == []


def test_the_mails_of_a_checkout_cost_one_query_however_many_vendors(
    django_assert_max_num_queries,
):
    shops = [make_vendor() for _ in range(5)]
    cart = make_cart(*[(make_product(vendor=shop), 1) for shop in shops])
    customer = make_customer()

    with django_assert_max_num_queries(20) as queries:
        place_order(cart_id=cart.pk, customer=customer)

    inserts = [q for q in queries if "INTO" in q["sql"] and "core_mail" in q["sql"]]
    assert len(inserts) == 1
    assert Mail.objects.count() == 6


# --- Low stock --------------------------------------------------------------------


@pytest.fixture
def shelves(veras_shop):
    veras_shop.email = "shop@veras.example"
    veras_shop.save()
    make_product("Plenty", vendor=veras_shop, inventory=10)
    make_product("Nine", vendor=veras_shop, inventory=9)
    make_product("None", vendor=veras_shop, inventory=0)
    make_product("Draft", vendor=veras_shop, inventory=0, is_published=False)


def test_a_vendor_is_told_once_what_runs_low(shelves, mailoutbox, commits):
    with commits():
        assert announce_low_stock() == 2
    with commits():
        assert announce_low_stock() == 0

    (message,) = mailoutbox
    assert message.to == ["shop@veras.example"]
    assert message.subject == "2 products of Vera's run low"
    assert "0 left: None\n9 left: Nine\n" in message.body
    assert "Plenty" not in message.body
    assert "Draft" not in message.body


def test_after_a_restock_the_next_shortage_is_news(shelves, mailoutbox, commits):
    from store.models import Product

    with commits():
        announce_low_stock()
    Product.objects.filter(title="Nine").update(inventory=50)
    assert announce_low_stock() == 0
    Product.objects.filter(title="Nine").update(inventory=3)

    with commits():
        assert announce_low_stock() == 1

    assert mailoutbox[-1].subject == "1 product of Vera's runs low"
    assert LowStockNotice.objects.count() == 2


def test_each_vendor_hears_of_its_own_products_only(
    shelves, ottos_shop, mailoutbox, commits
):
    make_product("Ottos", vendor=ottos_shop, inventory=1)

    with commits():
        announce_low_stock()

    assert "Ottos" not in to(mailoutbox, "shop@veras.example").body
    assert "1 left: Ottos" in to(mailoutbox, "otto@example.com").body
    assert "Nine" not in to(mailoutbox, "otto@example.com").body


def test_a_long_list_is_cut_and_says_so(mailoutbox, commits):
    shop = make_vendor(email="big@example.com")
    make_member(shop, make_user("olga"), Role.OWNER)
    collection = make_product(
        vendor=shop, inventory=0, unit_price=Decimal(1)
    ).collection
    for _ in range(59):
        make_product(vendor=shop, inventory=0, collection=collection)

    with commits():
        assert announce_low_stock() == 60

    (message,) = mailoutbox
    assert message.body.count("0 left:") == 50
    assert "and of 10 more." in message.body
