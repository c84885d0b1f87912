"""Money that comes and goes at once leaves what is paid for held, once."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from threading import Barrier, BrokenBarrierError, get_ident
from typing import Any

import pytest
from django.db import transaction

from store.library import purchases
from store.library.drift import find_drift
from store.library.services import grant_item, take_item
from store.models import Customer, Download, LibraryEntry, Order, Product
from store.payments.online import refresh
from store.payments.polling import check_payment
from store.reading import downloads
from store.reading.downloads import begin_download
from store.reading.errors import DownloadLimitReached
from tests.book_files import make_book, make_book_file
from tests.book_orders import buy, cancel, held, order_books, pay
from tests.builders import make_customer, make_entry, make_user
from tests.chargily.server import ChargilyServer
from tests.races.together import together
from tests.races.unlocked import without_the_clock
from tests.store.payments.pages import begin, post

pytestmark = [pytest.mark.mariadb, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def reader() -> Customer:
    return make_customer()


@pytest.fixture
def novel() -> Product:
    return make_book().product


# --- Purchases -------------------------------------------------------------------------


def test_webhooks_return_and_polling_at_once_make_one_entry(
    reader: Customer, novel: Product, chargily: ChargilyServer
) -> None:
    order = order_books(reader, novel, method="chargily")
    payment = begin(order)
    webhook = chargily.pay(payment.provider_id or "")
    calls = [partial(post, webhook), partial(post, webhook.changed(id="other"))]
    calls += [partial(refresh, payment=payment), partial(check_payment, payment)]

    results = together(*calls)

    assert not [result for result in results if isinstance(result, Exception)]
    assert held(reader) == [(novel.pk, "bought", False)]


def test_two_orders_of_one_book_paid_at_once_make_one_entry(
    reader: Customer, novel: Product
) -> None:
    for _ in range(5):
        LibraryEntry.objects.all().delete()
        orders = [order_books(reader, novel) for _ in range(3)]

        assert together(*(partial(pay, order) for order in orders)) == [None] * 3

        assert held(reader) == [(novel.pk, "bought", False)]


def test_paying_one_order_and_cancelling_another_keeps_it(
    reader: Customer, novel: Product
) -> None:
    for _ in range(5):
        paid, waiting = buy(reader, novel), order_books(reader, novel)

        results = together(partial(cancel, paid), partial(pay, waiting))

        assert results == [None, None]
        assert held(reader) == [(novel.pk, "bought", False)]
        cancel(waiting)
        assert held(reader) == []


def test_paying_and_cancelling_one_order_agree_in_the_end(
    reader: Customer, novel: Product
) -> None:
    for _ in range(5):
        order = order_books(reader, novel)

        together(partial(pay, order), partial(cancel, order))

        assert Order.objects.get(pk=order.pk).status == "cancelled"
        assert held(reader) == []


def test_a_gift_and_a_purchase_at_once_are_both_remembered(
    reader: Customer, novel: Product
) -> None:
    staff = make_user(is_staff=True)
    for _ in range(5):
        order = order_books(reader, novel)

        give = partial(grant_item, customer=reader, product=novel, by=staff)
        together(give, partial(pay, order))

        assert held(reader) == [(novel.pk, "bought", True)]
        cancel(order)
        take_item(customer=reader, product=novel)


def test_taking_a_gift_while_it_is_bought_never_takes_the_purchase(
    reader: Customer, novel: Product
) -> None:
    for _ in range(5):
        make_entry(reader, novel)
        order = order_books(reader, novel)

        take = partial(take_item, customer=reader, product=novel)
        together(take, partial(pay, order))

        assert [source for _, source, _ in held(reader)] == ["bought"]
        cancel(order)
        LibraryEntry.objects.all().delete()


def test_without_the_locks_a_paid_book_is_not_held(
    reader: Customer, novel: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: one looks while the other has not committed yet, and takes it away."""
    paid, waiting = buy(reader, novel), order_books(reader, novel)
    looked, written = Barrier(2), Barrier(2)
    monkeypatch.setattr(purchases, "lock_products", lambda ids: {})
    monkeypatch.setattr(Customer.objects, "select_for_update", Customer.objects.all)
    without_the_clock(monkeypatch)
    read, known = purchases.read_rights, {get_ident()}

    def look(**names: Any) -> Any:
        rights = read(**names)
        if get_ident() not in known:  # a cancellation looks again for its refund
            known.add(get_ident())
            looked.wait(timeout=10)
        return rights

    monkeypatch.setattr(purchases, "read_rights", look)

    @transaction.atomic
    def until_both_wrote(step: Any, order: Order) -> None:
        step(order)
        written.wait(timeout=10)

    results = together(
        partial(until_both_wrote, cancel, paid), partial(until_both_wrote, pay, waiting)
    )

    assert results == [None, None]
    assert held(reader) == []
    monkeypatch.undo()
    assert [drift.expected for drift in find_drift(repair=True)] == ["bought"]
    assert held(reader) == [(novel.pk, "bought", False)]


# --- Downloads -------------------------------------------------------------------------


def begin_of(entry: LibraryEntry, edition: Any) -> Any:
    return partial(begin_download, entry=entry, edition=edition)


def test_twenty_downloads_at_once_keep_to_a_limit_of_five(settings: Any) -> None:
    settings.STORE_DOWNLOADS_PER_BOOK = 5
    entry = make_entry()
    editions = [make_book_file(entry.product) for _ in range(20)]

    results = together(*(begin_of(entry, edition) for edition in editions))

    begun = [result for result in results if isinstance(result, Download)]
    refused = [r for r in results if isinstance(r, DownloadLimitReached)]
    assert (len(begun), len(refused)) == (5, 15)
    assert Download.objects.count() == 5


def test_one_file_asked_for_ten_times_at_once_is_one_download() -> None:
    entry = make_entry()
    edition = make_book_file(entry.product)

    results = together(*[begin_of(entry, edition)] * 10)

    assert {result.pk for result in results} == {Download.objects.get().pk}


def test_without_the_lock_downloads_at_once_pass_the_limit(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: all count before any of them writes."""
    settings.STORE_DOWNLOADS_PER_BOOK = 2
    entry = make_entry()
    editions = [make_book_file(entry.product) for _ in range(5)]
    counted = Barrier(5)
    refuse = downloads.refuse_too_many

    def refuse_and_wait(**names: Any) -> None:
        refuse(**names)
        with suppress(BrokenBarrierError):
            counted.wait(timeout=10)

    everything = LibraryEntry.objects.all()
    monkeypatch.setattr(LibraryEntry.objects, "select_for_update", lambda: everything)
    monkeypatch.setattr(downloads, "refuse_too_many", refuse_and_wait)

    results = together(*(begin_of(entry, edition) for edition in editions))

    assert sum(isinstance(result, Download) for result in results) == 5
