"""What customers hold, in the background."""

from __future__ import annotations

import logging

from celery import shared_task

from store.library.drift import find_drift

logger = logging.getLogger(__name__)


@shared_task(name="store.library.mend")
def mend_library(product_id: int | None = None) -> int:
    """Settle what does not agree with what is paid for, of one product or of all.

    What was sold before it was a book, or by a release that did not look. Returns how many.
    """
    wrong = 0
    for drift in find_drift(product_id=product_id, repair=True):
        wrong += 1
        logger.info("%s: %s; now %s", drift.row, drift.found, drift.expected)
    return wrong
