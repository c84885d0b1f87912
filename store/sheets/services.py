"""The life of an import: started, claimed by one worker, written whole or not at all."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from store.books.bulk import write_books
from store.catalog.services import create_products, write_products
from store.shared.queueing import queue_after_commit
from store.sheets.choices import (
    KEEP_FILES,
    KEEP_IMPORTS,
    MOST_AT_ONCE,
    MOST_ATTEMPTS,
    MOST_PROBLEMS,
    ImportStatus,
)
from store.sheets.errors import TooManyImports
from store.sheets.models import ImportFile, ProductImport
from store.sheets.plan import Plan
from store.sheets.readers import open_sheet
from store.vendors.choices import VendorStatus
from store.vendors.errors import VendorNotApproved
from store.vendors.models import Vendor
from store.vendors.services import lock_vendor


class Superseded(Exception):
    """Another worker took the import over: this one writes nothing."""


def start_import(
    *, vendor: Vendor, by: Any, content: bytes, file_name: str, dry_run: bool
) -> ProductImport:
    """An import that waits for a worker. Raises BadSheet, VendorNotApproved, TooManyImports."""
    open_sheet(content)
    with transaction.atomic():
        vendor = lock_vendor(pk=vendor.pk)
        if not dry_run and vendor.status != VendorStatus.APPROVED:
            raise VendorNotApproved
        if ProductImport.objects.filter(vendor=vendor).open().count() >= MOST_AT_ONCE:
            raise TooManyImports
        job = ProductImport.objects.create(
            vendor=vendor, by_id=by.pk, file_name=printable(file_name), dry_run=dry_run
        )
        ImportFile.objects.create(product_import=job, content=content)
        queue_after_commit(name="store.sheets.run_import", args=(job.pk,))
    job.refresh_from_db()  # without a worker it is done by now
    return job


def printable(file_name: str) -> str:
    return "".join(sign for sign in file_name if sign.isprintable())[:255]


def claim(*, pk: int) -> ProductImport | None:
    """The import for this worker alone; None when it is not to be run (any more)."""
    rows = ProductImport.objects.to_run().filter(pk=pk)
    if rows.filter(attempts__gte=MOST_ATTEMPTS).update(**ending("worker_lost")):
        return None
    claimed = rows.update(
        status=ImportStatus.RUNNING,
        attempts=F("attempts") + 1,
        beat_at=timezone.now(),
        done=0,
    )
    return ProductImport.objects.get(pk=pk) if claimed else None


def ending(error: str) -> dict[str, Any]:
    status = ImportStatus.FAILED if error else ImportStatus.DONE
    return {"status": status, "error": error, "finished_at": timezone.now()}


def write_down(*, job: ProductImport, **values: Any) -> None:
    """Note something about an import that is ours. Raises Superseded."""
    own = ProductImport.objects.filter(
        pk=job.pk, status=ImportStatus.RUNNING, attempts=job.attempts
    )
    if not own.update(beat_at=timezone.now(), **values):
        raise Superseded


def fail(*, job: ProductImport, error: str) -> None:
    """Nothing was written; `error` is a key of FAILURES."""
    write_down(job=job, **ending(error))


def finish(*, job: ProductImport, plan: Plan) -> None:
    """Write what is planned and that it is written, at once; with a problem, nothing.

    Raises Superseded, VendorNotApproved, UnknownProducts: then nothing was written.
    """
    figures = {
        "total": plan.rows,
        "done": plan.rows,
        "unchanged": plan.unchanged,
        "problems": [problem.as_dict() for problem in plan.problems[:MOST_PROBLEMS]],
        "problems_count": plan.problems_count,
    }
    writes = not job.dry_run and not plan.problems_count
    if writes or job.dry_run:
        figures |= {"created": len(plan.new), "updated": len(plan.changes)}
    with transaction.atomic():
        # The row of the import stays locked until the commit: nobody takes it over now.
        write_down(job=job, **figures, **ending(""))
        if not writes:
            return
        if Vendor.objects.get(pk=job.vendor_id).status != VendorStatus.APPROVED:
            raise VendorNotApproved
        write_products(vendor=job.vendor, changes=plan.changes)
        made = create_products(vendor=job.vendor, rows=plan.new)
        new_books = {made[place]: book for place, book in plan.new_books.items()}
        write_books(values=plan.books | new_books)


def delete_old(*, now: datetime | None = None) -> tuple[int, int]:
    """Files of imports that ended, and imports nobody asks about. Returns how many of each."""
    now = now or timezone.now()
    ended = ProductImport.objects.ended()
    files = ImportFile.objects.filter(
        product_import__in=ended.filter(finished_at__lt=now - KEEP_FILES)
    )
    gone = files.delete()[0]
    old = ended.filter(finished_at__lt=now - KEEP_IMPORTS)
    return gone, old.delete()[0]
