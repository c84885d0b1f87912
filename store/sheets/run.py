"""One import from its file to its end."""

from __future__ import annotations

import logging
import time

from celery.exceptions import SoftTimeLimitExceeded
from django.db import IntegrityError, OperationalError

from store.catalog.errors import UnknownProducts
from store.sheets.checks import plan_import
from store.sheets.models import ImportFile, ProductImport
from store.sheets.readers import open_sheet
from store.sheets.services import Superseded, claim, fail, finish, write_down
from store.vendors.errors import VendorNotApproved

logger = logging.getLogger(__name__)
SECONDS_BETWEEN_NOTES = 0.5
ERRORS = {
    SoftTimeLimitExceeded: "took_too_long",
    IntegrityError: "conflict",
    UnknownProducts: "conflict",
    VendorNotApproved: "vendor_not_approved",
    ImportFile.DoesNotExist: "file_gone",
}


def run_import(*, pk: int) -> bool:
    """Run it if it is still to be run. Returns whether this did it.

    Called twice, or by two workers at once, it is done once. When the database goes away
    the import stays as it is, and `run_left_behind` finds it.
    """
    job = claim(pk=pk)
    if job is None:
        return False
    try:
        work(job)
    except Superseded:
        return False
    except OperationalError:
        raise
    except Exception as error:
        code = next((c for kind, c in ERRORS.items() if isinstance(error, kind)), "")
        fail(job=job, error=code or "internal")
        if not code:
            raise
        logger.warning("Import %s failed: %s", job.pk, error)
    return True


def work(job: ProductImport) -> None:
    """Looks at the rows without a lock; what is written is written at the end, quickly."""
    content = bytes(ImportFile.objects.get(pk=job.pk).content)
    told = 0.0

    def note(done: int, total: int) -> None:
        nonlocal told
        if time.monotonic() - told >= SECONDS_BETWEEN_NOTES:
            told = time.monotonic()
            write_down(job=job, done=done, total=total)

    plan = plan_import(vendor=job.vendor, sheet=open_sheet(content), on_progress=note)
    finish(job=job, plan=plan)


def run_left_behind() -> int:
    """Run what a lost broker or worker left behind. Returns how many."""
    keys = list(ProductImport.objects.left_behind().values_list("pk", flat=True))
    return sum(run_import(pk=pk) for pk in keys)
