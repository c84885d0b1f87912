"""Reports of reviews."""

from __future__ import annotations

from typing import Any

from store.models import Customer, Review, ReviewReport
from store.reviews.reports import report_review
from tests.builders import make_customer, make_review


def make_report(
    review: Review | None = None, reader: Customer | None = None, **fields: Any
) -> ReviewReport:
    """One that waits."""
    fields.setdefault("reason", "offensive")
    report, _ = report_review(
        review=review or make_review(), reader=reader or make_customer(), **fields
    )
    return report
