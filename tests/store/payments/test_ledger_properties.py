"""Whatever happens to orders and payments, in whatever order: the ledger is right."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from store.models import LedgerEntry
from store.payments.ledger_drift import find_wrong_money
from store.shared.errors import StoreError
from tests.store.payments.histories import (
    act,
    actions,
    balances_add_up,
    make_world,
    money_in_hand,
    plans,
    rows_by_vendor,
)

pytestmark = pytest.mark.django_db


def check_everything() -> None:
    assert list(find_wrong_money()) == []
    assert LedgerEntry.objects.balance() == money_in_hand()
    balances_add_up()


def do(action: tuple[Any, ...]) -> None:
    """Rows of vendors whose lines it is not about stay as they are, and none is changed."""
    before = rows_by_vendor()
    try:
        with transaction.atomic():
            concerned = act(action)
    except StoreError:
        assert rows_by_vendor() == before
        return
    after = rows_by_vendor()
    for vendor, rows in after.items():
        there = before.get(vendor, [])
        assert rows[: len(there)] == there
        if vendor is not None and vendor not in concerned:
            assert len(rows) == len(there), (action, vendor)


@settings(
    max_examples=40,
    # A history is short enough to be read; making it shorter takes minutes.
    phases=[Phase.generate],
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(plans, st.lists(actions, max_size=14))
def test_the_ledger_is_right_after_every_step(
    plan: list[dict[str, Any]], sequence: list[tuple[Any, ...]]
) -> None:
    with transaction.atomic():
        make_world(plan)
        check_everything()
        for action in sequence:
            do(action)
            check_everything()
        transaction.set_rollback(True)
