"""The ledger, looked at every night."""

from __future__ import annotations

import logging

from celery import shared_task

from store.payments.ledger_drift import find_wrong_money

logger = logging.getLogger(__name__)
MOST_NAMED = 20


@shared_task(name="store.payments.check_ledger")
def check_ledger() -> int:
    """Log an error when something is wrong with the money. Returns how much is."""
    wrong = 0
    named: list[str] = []
    for finding in find_wrong_money():
        wrong += 1
        if len(named) < MOST_NAMED:
            named.append(f"{finding.row}: {finding.problem}")
    if wrong:
        logger.error("The ledger is wrong in %s places: %s", wrong, "; ".join(named))
    return wrong
