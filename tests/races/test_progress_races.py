"""Devices that tell at once where they are, and apps that ask while others write."""

from __future__ import annotations

from threading import Barrier
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from rest_framework.test import APIClient

from store.catalog.services import delete_product
from store.library.services import grant_item
from store.models import GoneEntry, LibraryEntry, Product, ReadingProgress
from store.orders.checkout import place_order
from store.progress import books
from store.progress.errors import OlderPosition
from store.progress.services import move_to, progress_of
from store.sync import pagination
from tests.builders import make_cart, make_entry, make_product, make_user
from tests.positions import EVER, PROGRESS, changes, position
from tests.races.together import together

pytestmark = [pytest.mark.mariadb, pytest.mark.django_db(transaction=True)]
ROUNDS = 5
EARLY, LATE = position(0.9, 1, "phone"), position(0.2, 2, "tablet")


def client_of(user: Any) -> APIClient:
    client = APIClient()
    client.force_authenticate(user=user)
    return client


def where(entry: LibraryEntry) -> float:
    progress = progress_of(entry=entry)
    assert progress is not None
    assert progress.progression == progress.current.progression
    return progress.progression


@pytest.mark.parametrize("opened", [False, True])
def test_of_two_devices_at_once_the_later_position_stays(opened: bool) -> None:
    for _ in range(ROUNDS):
        entry = make_entry()
        if opened:
            move_to(entry=entry, sent=position(0.1, 0))

        results = together(
            lambda: move_to(entry=entry, sent=EARLY),  # noqa: B023
            lambda: move_to(entry=entry, sent=LATE),  # noqa: B023
        )

        assert type(results[0]) in (type(None), OlderPosition)
        assert results[1] is None
        assert where(entry) == LATE.progression


def test_without_the_lock_the_book_goes_back() -> None:
    """The control: both look, the later one writes, and then the earlier one does."""
    entry = make_entry()
    move_to(entry=entry, sent=position(0.1, 0))
    looked, written = Barrier(2), Barrier(2)

    def naive(sent: Any, first: bool) -> None:
        row = ReadingProgress.objects.get()
        is_later = row.modified < sent.modified
        looked.wait(timeout=10)
        if not first:
            written.wait(timeout=10)
        if is_later:
            row.progression, row.modified = sent.progression, sent.modified
            row.save()
        if first:
            written.wait(timeout=10)

    results = together(lambda: naive(LATE, True), lambda: naive(EARLY, False))

    assert results == [None, None]
    assert ReadingProgress.objects.get().progression == EARLY.progression


def sync_while_one_commits_late(*, waits: bool) -> tuple[set[int], set[int]]:
    """Which entries an app has in the end, and which it should have.

    One device writes and does not commit, another one writes (and `waits` for the first, or
    is done before the app asks), the app asks three times; then the first commits.
    """
    user = make_user()
    one, other = make_entry(user.customer), make_entry(user.customer)
    written, asked = Barrier(3), Barrier(2)
    done = Barrier(2)
    app = {"since": EVER}
    kept: set[int] = set()

    def sync() -> None:
        rows, app["since"] = changes(client_of(user), PROGRESS, app["since"])
        kept.update(row["entry"] for row in rows)

    def late() -> None:
        with transaction.atomic():
            move_to(entry=one, sent=EARLY)
            written.wait(timeout=10)
            asked.wait(timeout=10)

    def quick() -> None:
        written.wait(timeout=10)
        move_to(entry=other, sent=LATE)
        if not waits:
            done.wait(timeout=10)

    def asks() -> None:
        written.wait(timeout=10)
        if not waits:
            done.wait(timeout=10)
        for _ in range(3):
            sync()
        asked.wait(timeout=10)

    assert together(late, quick, asks) == [None] * 3
    sync()
    return kept, {one.pk, other.pk}


def test_an_app_misses_nothing_of_what_is_committed_late() -> None:
    for _ in range(ROUNDS):
        kept, wanted = sync_while_one_commits_late(waits=True)

        assert kept == wanted


def test_moments_of_the_wall_clock_lose_what_is_committed_late(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The control: nobody waits, and the app goes on from the moment at which it asked."""

    def now(*, count: int, **who: Any) -> list[Any]:
        return [timezone.now() for _ in range(count)]

    monkeypatch.setattr(books, "tick", now)
    monkeypatch.setattr(books, "lock_customer", lambda pk: None)
    monkeypatch.setattr(pagination, "clock_of", lambda user: timezone.now())

    kept, wanted = sync_while_one_commits_late(waits=False)

    assert len(wanted - kept) == 1


def test_who_is_given_a_product_while_it_goes_is_told_that_it_went() -> None:
    staff, user = make_user(is_staff=True), make_user()
    for _ in range(ROUNDS):
        product = make_product()
        make_entry(product=product)
        GoneEntry.objects.all().delete()

        gone, given = together(
            lambda: delete_product(product=Product.objects.get(pk=product.pk)),  # noqa: B023
            lambda: grant_item(customer=user.customer, product=product, by=staff),  # noqa: B023
        )

        assert gone is None
        assert given is True or isinstance(given, Product.DoesNotExist)
        told = GoneEntry.objects.filter(customer=user.customer)
        assert told.exists() is (given is True)
        assert GoneEntry.objects.exclude(customer=user.customer).count() == 1
        assert not LibraryEntry.objects.exists()


def test_opening_a_book_and_ordering_it_do_not_wait_for_each_other() -> None:
    user = make_user()
    for _ in range(ROUNDS):
        entry = make_entry(user.customer)
        cart = make_cart((entry.product, 1))

        results = together(
            lambda: move_to(entry=entry, sent=LATE),  # noqa: B023
            lambda: place_order(cart_id=cart.pk, customer=user.customer),  # noqa: B023
        )

        assert results[0] is None
        assert not isinstance(results[1], Exception)
