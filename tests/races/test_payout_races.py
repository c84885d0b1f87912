"""Settlements of one vendor at the same moment, and while it sells."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError

from store.models import LedgerEntry, Payout, PayoutLine, Vendor
from store.payments import payouts
from store.payments.errors import NothingToSettle, PayoutPaid
from store.payments.ledger_drift import find_wrong_money
from store.payments.payouts import record_payout_paid, settle_vendor
from tests.builders import make_adjustment, make_payout, make_vendor
from tests.races.together import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.mariadb]
AT_ONCE, ROWS, ROUNDS = 4, 60, 4


def settle_at_once(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    monkeypatch.setattr(payouts, "AT_A_TIME", 5)
    shop = make_vendor()
    for _ in range(ROWS):
        make_adjustment(shop, "1.00")
    return together(*[lambda: settle_vendor(vendor=shop, by=None)] * AT_ONCE)


def test_each_row_is_settled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(ROUNDS):
        answers = settle_at_once(monkeypatch)

        [payout] = [answer for answer in answers if isinstance(answer, Payout)]
        assert payout.amount == Decimal("60.00")
        refused = [answer for answer in answers if isinstance(answer, NothingToSettle)]
        assert len(refused) == AT_ONCE - 1
        assert PayoutLine.objects.filter(payout=payout).count() == ROWS


def test_without_the_lock_they_collide(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the same statements, and nobody waits for anybody."""
    monkeypatch.setattr(payouts, "lock_vendor", lambda *, pk: Vendor.objects.get(pk=pk))

    answers = [a for _ in range(ROUNDS) for a in settle_at_once(monkeypatch)]

    assert any(isinstance(answer, DatabaseError) for answer in answers)


def test_what_is_written_meanwhile_is_settled_once_sooner_or_later() -> None:
    shop = make_vendor()
    make_adjustment(shop, "1.00")

    def write() -> None:
        for _ in range(15):
            make_adjustment(shop, "1.00")

    def settle() -> None:
        for _ in range(10):
            with suppress(NothingToSettle):
                settle_vendor(vendor=shop, by=None)

    assert together(write, settle, write, settle) == [None] * 4
    settle()

    named = list(PayoutLine.objects.values_list("entry", flat=True))
    rows = LedgerEntry.objects.filter(vendor=shop, kind="adjustment")
    assert sorted(named) == sorted(rows.values_list("pk", flat=True))
    assert len(named) == 31
    assert list(find_wrong_money()) == []


def test_a_payout_is_recorded_as_paid_by_one_of_two() -> None:
    for _ in range(ROUNDS):
        payout = make_payout(make_vendor())

        answers = together(
            *[
                lambda text=text: record_payout_paid(payout=payout, reference=text)  # noqa: B023
                for text in ("first", "second")
            ]
        )

        assert sorted(map(type, answers), key=str) == sorted(
            [type(None), PayoutPaid], key=str
        )
