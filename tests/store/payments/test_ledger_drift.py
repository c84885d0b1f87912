"""`manage.py check_ledger`: whatever was done wrong with money is told, and only that."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from store.models import (
    LedgerEntry,
    Order,
    Payout,
)
from store.orders.moves import cancel_lines
from store.payments.ledger_tasks import check_ledger
from store.payments.payouts import settle_vendor
from tests.architecture.world import everything
from tests.builders import (
    make_order,
    make_product,
    make_vendor,
)
from tests.store.payments.ledger_world import paid_order, raw

pytestmark = pytest.mark.django_db
FINE = "Every row of the ledger is what it comes from.\n"


def check() -> str:
    out = StringIO()
    call_command("check_ledger", stdout=out)
    return out.getvalue()


def refused() -> tuple[list[str], str]:
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("check_ledger", stdout=out)
    return out.getvalue().splitlines(), str(error.value)


def test_nothing_is_wrong_and_nothing_is_written(past: Order) -> None:
    before = everything()

    assert check() == FINE
    assert everything() == before


def test_a_wrong_row_is_told_with_what_it_should_be(past: Order) -> None:
    line = past.items.earliest("pk")
    raw(item=line, kind="sale").update(amount="10.98")

    assert refused() == (
        [
            f"order {past.pk}: sold for 36.64, should be 36.65",
            f"order {past.pk}: line {line.pk}: sale of vendor {line.vendor_id} 10.98, "
            "should be 10.99",
            "payout 1: amount 7.44, its rows make 7.43".replace(
                "payout 1", f"payout {Payout.objects.get().pk}"
            ),
        ],
        "Wrong: 3.",
    )


def test_orders_paid_before_there_was_a_ledger_are_counted(past: Order) -> None:
    kept, back = make_order(), make_order()
    Order.objects.filter(pk__in=[kept.pk, back.pk]).update(payment_status="C")
    cancel_lines(order=back, item_ids=None, until="packed", by=None)

    assert check() == (
        f"Paid before there was a ledger, and not looked into: 2.\n{FINE}"
    )


def test_many_orders_cost_the_queries_of_two(
    past: Order, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(15):
        check()
    for _ in range(18):
        paid_order((make_product(vendor=make_vendor()), 1), amount="11.50")
    with django_assert_num_queries(15):
        check()


def test_orders_are_read_batch_by_batch(
    past: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ORDERS", "PAYOUTS", "ROWS"):
        monkeypatch.setattr(f"store.payments.ledger_drift.{name}", 1)
    make_payouts = [settle_vendor(vendor=v, by=None) for v in unsettled_vendors()]

    assert make_payouts
    assert check() == FINE
    raw(kind="sale").update(amount=1)
    assert len(refused()[0]) > 3


def unsettled_vendors() -> Iterator[Any]:
    seen = set()
    for entry in LedgerEntry.objects.unsettled().exclude(vendor=None):
        if entry.vendor_id not in seen:
            seen.add(entry.vendor_id)
            yield entry.vendor


def test_the_nightly_task_logs_what_is_wrong(
    past: Order, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "store.payments.ledger_tasks"):
        assert check_ledger() == 0
        assert caplog.records == []
        Payout.objects.update(amount=99)
        assert check_ledger() == 2

    [record] = caplog.records
    assert record.levelname == "ERROR"
    assert "amount 99.00, its rows make 7.44" in record.getMessage()
