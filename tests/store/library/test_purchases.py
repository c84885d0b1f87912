"""Purchases over HTTP, news that comes late, and the check of what is held."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from rest_framework.test import APIClient

from store.library.drift import find_drift
from store.library.purchases import settle_library
from store.models import (
    Book,
    Customer,
    LibraryEntry,
    Order,
    Product,
    Refund,
)
from store.orders.choices import PaymentStatus
from store.orders.models import OrderItem
from store.orders.moves import move_items
from store.orders.return_models import ReturnRequest
from store.payments import cash
from store.payments.services import (
    record_transfer,
    start_payment,
)
from tests.admin_pages import page
from tests.book_files import make_book, make_book_file
from tests.book_orders import buy, cancel, deliver, held, order_books, pay
from tests.builders import make_entry, make_product

pytestmark = pytest.mark.django_db
BOUGHT, GRANTED = "bought", "granted"


# --- Over HTTP -------------------------------------------------------------------------


def link_to(client: APIClient, entry: LibraryEntry) -> str:
    url = f"/store/customers/me/library/{entry.pk}/download/"
    answer = client.post(url, {"format": "pdf"})
    assert answer.status_code == 200, answer.content
    return answer.json()["url"]


@pytest.mark.parametrize("how", ["refund", "return"])
def test_a_link_dies_with_the_purchase(
    client_of: Any, staff: Any, alice: Any, novel: Product, how: str
) -> None:
    make_book_file(novel)
    client, order = client_of(alice), order_books(alice.customer, novel)
    payment, line = order.payments.get(), order.items.get()
    library = "/store/customers/me/library/"
    assert client.get(library).json()["count"] == 0

    record = f"/store/orders/{order.pk}/payments/{payment.pk}/record/"
    said = {"reference": "CCP 1"}
    assert client_of(staff).post(record, said, format="json").status_code == 200
    [row] = client.get(library).json()["results"]
    url = link_to(client, alice.customer.library.get())
    assert (row["source"], APIClient().get(url).status_code) == ("bought", 200)

    if how == "refund":
        answer = client.post(f"/store/orders/{order.pk}/cancel/")
        refund = f"/store/refunds/{Refund.objects.get().pk}/pay/"
        client_of(staff).post(refund, {"reference": "CCP 1"}, format="json")
    else:
        deliver(order)
        asked = {"items": [line.pk], "reason": "damaged"}
        returns = f"/store/orders/{order.pk}/returns/"
        client.post(returns, asked, format="json")
        accept = f"/store/returns/{ReturnRequest.objects.get().pk}/accept/"
        answer = client_of(staff).post(accept, {}, format="json")

    assert answer.status_code == 200, answer.content
    assert APIClient().get(url).status_code == 404
    assert client.get(library).json()["count"] == 0


def test_holders_of_a_product_are_those_who_bought_it_too(
    client_of: Any, reader: Customer, vera: Any, veras_shop: Any
) -> None:
    novel = make_book(make_product(vendor=veras_shop)).product
    buy(reader, novel)
    url = f"/store/products/{novel.pk}/customers/?source=bought"

    listed = client_of(vera).get(url).json()

    assert (listed["customer_count"], listed["customer_ids"]) == (1, [reader.pk])


# --- Late, twice, and elsewhere --------------------------------------------------------


def test_the_rule_changes_nothing_when_it_runs_again(
    reader: Customer, novel: Product
) -> None:
    order = buy(reader, novel)
    before = list(LibraryEntry.objects.values())

    for _ in range(3):
        settle_library(order_id=order.pk)

    assert list(LibraryEntry.objects.values()) == before
    settle_library(order_id=order.pk + 99)


def test_an_order_without_books_locks_and_asks_nothing_more(
    reader: Customer, django_assert_num_queries: Any
) -> None:
    order = buy(reader, make_product())

    with django_assert_num_queries(1):
        settle_library(order_id=order.pk)


def test_what_becomes_a_book_later_is_held_by_who_paid(
    reader: Customer, bob: Any, django_capture_on_commit_callbacks: Any
) -> None:
    product = make_product()
    order = buy(reader, product)
    cancel(buy(bob.customer, product))
    assert held(reader) == []

    Book.objects.create(product=product)
    assert not list(find_drift(product_id=product.pk + 1, repair=True))
    list(find_drift(product_id=product.pk, repair=True))

    assert held(reader) == [(product.pk, BOUGHT, False)]
    assert held(bob.customer) == []
    assert (
        reader.library.get().created_at == order.items.get().ledger.get(kind="sale").at
    )


def test_a_new_book_that_was_sold_before_is_a_task(
    reader: Customer, django_capture_on_commit_callbacks: Any
) -> None:
    product = make_product()
    buy(reader, product)

    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        Book.objects.create(product=product)
        Book.objects.create(product=make_product())

    tasks = [call for call in callbacks if "mend" in str(getattr(call, "keywords", ""))]
    assert len(tasks) == 1


def test_who_closed_their_account_gets_nothing_new(
    reader: Customer, novel: Product
) -> None:
    order = order_books(reader, novel)
    reader.user.is_active = False
    reader.user.save()

    pay(order)

    assert held(reader) == []
    assert not list(find_drift())


def test_an_order_given_to_somebody_else_takes_its_books_along(
    admin_client: Any, reader: Customer, bob: Any, novel: Product
) -> None:
    order = buy(reader, novel)
    form = admin_client.get(page("store_order", "change", order.pk)).context
    data = {
        name: value if value is not None else ""
        for name, value in form["adminform"].form.initial.items()
    }
    for formset in form["inline_admin_formsets"]:
        management = formset.formset.management_form
        data |= {management.add_prefix(k): v for k, v in management.initial.items()}
        for one in formset.formset.initial_forms:
            names = one.fields
            data |= {one.add_prefix(name): one[name].value() or "" for name in names}
    data["customer"] = bob.customer.pk

    answer = admin_client.post(page("store_order", "change", order.pk), data)

    assert answer.status_code == 302, answer.context["errors"]
    assert (held(reader), held(bob.customer)) == ([], [(novel.pk, BOUGHT, False)])


def test_a_second_way_to_pay_gives_it_once(reader: Customer, novel: Product) -> None:
    order = order_books(reader, novel)
    late = order.payments.get()
    start_payment(order=order, method="cash_on_delivery", by=None)
    for status in ("packed", "shipped"):
        move_items(items=order.items.all(), to=status, by=None)
    door = order.payments.get(method="cash_on_delivery")
    cash.collect(payment=door, held_by="vendor", by=None)

    record_transfer(payment=late, amount=None, reference="", by=None)

    assert held(reader) == [(novel.pk, BOUGHT, False)]


# --- The check -------------------------------------------------------------------------


def check(**options: Any) -> list[str]:
    out = StringIO()
    try:
        call_command("check_library", stdout=out, **options)
    except CommandError as error:
        out.write(str(error))
    return out.getvalue().splitlines()


def test_the_check_finds_and_repairs_every_kind_of_drift(
    reader: Customer, bob: Any, novel: Product
) -> None:
    fine, given, gone, before = (make_book().product for _ in range(4))
    buy(reader, novel, fine, given, before)
    LibraryEntry.objects.filter(product=novel).delete()
    LibraryEntry.objects.filter(product=given).update(source=GRANTED, is_granted=True)
    make_entry(bob.customer, gone, source=BOUGHT)
    make_entry(bob.customer, before, source=BOUGHT, is_granted=True)
    name, other = f"customer {reader.pk}", f"customer {bob.customer.pk}"
    expected = [
        f"{name}, product {novel.pk}: nothing; should be bought",
        f"{name}, product {given.pk}: granted; should be bought",
        f"{other}, product {gone.pk}: bought; should be nothing",
        f"{other}, product {before.pk}: bought; should be granted",
    ]

    assert check() == [*expected, "Wrong: 4."]
    assert check(repair=True) == [
        *(f"{line} (repaired)" for line in expected),
        "Every book that is paid for is held by whoever paid.",
    ]
    assert check() == ["Every book that is paid for is held by whoever paid."]
    assert held(reader) == sorted(
        [
            (novel.pk, BOUGHT, False),
            (fine.pk, BOUGHT, False),
            (given.pk, BOUGHT, True),
            (before.pk, BOUGHT, False),
        ]
    )
    assert held(bob.customer) == [(before.pk, GRANTED, True)]


def test_orders_paid_before_there_was_a_ledger_count_since_they_were_placed(
    reader: Customer, novel: Product
) -> None:
    order = order_books(reader, novel)
    order.payments.all().delete()
    Order.objects.update(payment_status=PaymentStatus.COMPLETE)

    assert check(repair=True)[0].endswith("nothing; should be bought (repaired)")

    assert reader.library.get().created_at == order.placed_at
    OrderItem.objects.update(status="returned")
    check(repair=True)
    assert held(reader) == []
