"""Who pays for a book holds it, until the money goes back."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from store.library.services import grant_item, set_items, take_item
from store.models import (
    Customer,
    Order,
    Product,
    Refund,
)
from store.orders.choices import PaymentStatus
from store.orders.moves import move_items
from store.orders.return_models import ReturnRequest
from store.orders.returns import accept_return, ask_returns, refuse_return
from store.payments import cash
from store.payments.refunds import pay_refund
from store.payments.services import (
    record_transfer,
    set_payment_status,
)
from tests.book_files import make_book, make_book_file
from tests.book_orders import buy, cancel, deliver, held, order_books, pay
from tests.builders import make_entry, make_product
from tests.chargily.server import ChargilyServer
from tests.store.payments.pages import begin, post

pytestmark = pytest.mark.django_db
BOUGHT, GRANTED = "bought", "granted"


def ask_back(order: Order) -> ReturnRequest:
    deliver(order)
    items = {line.pk for line in order.items.all()}
    return ask_returns(order=order, item_ids=items, reason="damaged")[0]


# --- Paid ------------------------------------------------------------------------------


def test_a_transfer_gives_the_books_of_the_order_and_nothing_else(
    reader: Customer, novel: Product
) -> None:
    order = order_books(reader, novel, make_product("Mango"))

    assert held(reader) == []
    pay(order)

    assert held(reader) == [(novel.pk, BOUGHT, False)]
    assert reader.library.get().granted_by is None


def test_it_is_held_since_it_was_paid(reader: Customer, novel: Product) -> None:
    buy(reader, novel)

    assert (
        reader.library.get().created_at
        == novel.orderitems.get().ledger.get(kind="sale").at
    )


@pytest.mark.django_db(transaction=True)
def test_chargily_gives_it_when_the_webhook_comes_however_often(
    reader: Customer, novel: Product, chargily: ChargilyServer
) -> None:
    order = order_books(reader, novel, method="chargily")
    webhook = chargily.pay(begin(order).provider_id or "")

    for again in (webhook, webhook, webhook.changed(id="other")):
        assert post(again).status_code == 200

    assert held(reader) == [(novel.pk, BOUGHT, False)]


def test_cash_gives_the_books_of_the_part_whose_cash_came(
    reader: Customer, novel: Product
) -> None:
    other = make_book().product
    order = order_books(reader, novel, other, method="cash_on_delivery")
    for status in ("packed", "shipped"):
        move_items(items=order.items.all(), to=status, by=None)

    assert held(reader) == []
    payment = order.payments.get(vendor_order__vendor=novel.vendor)
    cash.collect(payment=payment, held_by="vendor", by=None)

    assert held(reader) == [(novel.pk, BOUGHT, False)]


def test_an_order_that_costs_nothing_gives_its_books_at_once(reader: Customer) -> None:
    free = make_book(make_product(unit_price=Decimal(0))).product

    order_books(reader, free)

    assert held(reader) == [(free.pk, BOUGHT, False)]


def test_staff_who_say_that_it_is_paid_give_it(
    reader: Customer, novel: Product, staff: Any
) -> None:
    order = order_books(reader, novel)

    set_payment_status(order=order, status=PaymentStatus.COMPLETE, by=staff)

    assert held(reader) == [(novel.pk, BOUGHT, False)]


@pytest.mark.parametrize("amount", ["0.01", "9.99"])
def test_too_little_money_gives_nothing(
    reader: Customer, novel: Product, amount: str
) -> None:
    order = order_books(reader, novel)

    record_transfer(
        payment=order.payments.get(), amount=Decimal(amount), reference="", by=None
    )

    assert held(reader) == []


def test_money_for_what_was_cancelled_gives_nothing(
    reader: Customer, novel: Product
) -> None:
    order = order_books(reader, novel)
    cancel(order)

    record_transfer(payment=order.payments.get(), amount=None, reference="", by=None)

    assert held(reader) == []


# --- Given back ------------------------------------------------------------------------


def test_a_cancelled_line_takes_its_book_alone(
    reader: Customer, novel: Product
) -> None:
    other = make_book().product
    order = buy(reader, novel, other)

    cancel(order, other)
    assert held(reader) == [(novel.pk, BOUGHT, False)]
    cancel(order)
    assert held(reader) == []


def test_a_return_takes_it_when_it_is_accepted(
    reader: Customer, novel: Product
) -> None:
    asked = ask_back(buy(reader, novel))

    assert held(reader) == [(novel.pk, BOUGHT, False)]
    accept_return(request=asked, by=None)

    assert held(reader) == []


def test_a_refused_return_takes_nothing(reader: Customer, novel: Product) -> None:
    refuse_return(request=ask_back(buy(reader, novel)), by=None, note="Used.")

    assert held(reader) == [(novel.pk, BOUGHT, False)]


def test_what_is_refused_at_the_door_was_never_held(
    reader: Customer, novel: Product
) -> None:
    order = order_books(reader, novel, method="cash_on_delivery")
    for status in ("packed", "shipped"):
        move_items(items=order.items.all(), to=status, by=None)

    cash.refuse(payment=order.payments.get(), by=None)

    assert held(reader) == []


def test_a_refund_that_is_paid_late_takes_nothing_of_a_second_purchase(
    reader: Customer, novel: Product
) -> None:
    first = buy(reader, novel)
    cancel(first)
    buy(reader, novel)

    pay_refund(refund=Refund.objects.get(), paid_by="store", reference="", by=None)

    assert held(reader) == [(novel.pk, BOUGHT, False)]


def test_another_paid_line_keeps_it_with_its_date(
    reader: Customer, novel: Product
) -> None:
    first, _ = buy(reader, novel), buy(reader, novel)
    before = reader.library.get()

    cancel(first)

    assert reader.library.get().pk == before.pk
    assert reader.library.get().created_at == before.created_at


def test_bought_anew_it_is_held_anew(reader: Customer, novel: Product) -> None:
    first = buy(reader, novel)
    old = make_book_file(novel)
    cancel(first)
    new = make_book_file(novel)

    buy(reader, novel)

    assert not novel.book.files.filter(pk=old.pk).exists()
    assert reader.library.get().created_at > old.uploaded_at
    assert novel.book.files.get() == new


# --- Granted and bought ----------------------------------------------------------------


def test_what_was_granted_before_falls_back_to_it_and_keeps_its_date(
    reader: Customer, novel: Product, staff: Any
) -> None:
    long_ago = timezone.now() - timedelta(days=90)
    make_entry(reader, novel, granted_by=staff, created_at=long_ago)

    order = buy(reader, novel)
    assert held(reader) == [(novel.pk, BOUGHT, True)]
    cancel(order)

    assert held(reader) == [(novel.pk, GRANTED, True)]
    entry = reader.library.get()
    assert (entry.created_at, entry.granted_by) == (long_ago, staff)


def test_what_is_granted_after_it_was_bought_stays_when_the_money_goes_back(
    reader: Customer, novel: Product, staff: Any
) -> None:
    order = buy(reader, novel)

    assert grant_item(customer=reader, product=novel, by=staff) is False
    assert held(reader) == [(novel.pk, BOUGHT, True)]
    cancel(order)

    assert held(reader) == [(novel.pk, GRANTED, True)]
    assert reader.library.get().granted_by == staff
    assert take_item(customer=reader, product=novel) is True
    assert held(reader) == []


def test_a_list_of_items_that_names_what_was_bought_grants_it_not(
    reader: Customer, novel: Product, staff: Any
) -> None:
    order, other = buy(reader, novel), make_product()

    set_items(customer=reader, product_ids=[novel.pk, other.pk], by=staff)
    cancel(order)

    assert held(reader) == [(other.pk, GRANTED, True)]


@pytest.mark.parametrize("is_granted", [True, False])
def test_what_was_bought_is_not_taken_and_a_grant_beneath_it_stays(
    client_of: Any, staff: Any, reader: Customer, novel: Product, is_granted: bool
) -> None:
    if is_granted:
        make_entry(reader, novel)
    buy(reader, novel)
    body = {"customer_id": reader.pk}

    answer = client_of(staff).post(
        f"/store/products/{novel.pk}/remove_customer/", body, format="json"
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "items_bought")
    assert held(reader) == [(novel.pk, BOUGHT, is_granted)]
