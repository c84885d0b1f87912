"""Files of products for tests, and what an import said of them."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook, load_workbook

from store.models import ProductImport, Vendor
from store.sheets.run import run_import
from store.sheets.services import start_import
from tests.builders import make_user


def csv_of(*rows: list[Any], delimiter: str = ",") -> bytes:
    file = StringIO()
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue().encode()


def xlsx_of(*rows: list[Any]) -> bytes:
    book, file = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def rows_of_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def rows_of_xlsx(content: bytes) -> list[list[Any]]:
    sheet = load_workbook(BytesIO(content)).active
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def run(vendor: Vendor, content: bytes, *, dry_run: bool = False) -> ProductImport:
    """Start an import and run it to its end."""
    job = start_import(
        vendor=vendor,
        by=make_user(),
        content=content,
        file_name="products.csv",
        dry_run=dry_run,
    )
    run_import(pk=job.pk)
    job.refresh_from_db()
    return job


def problems(job: ProductImport) -> list[tuple[int | None, str | None, str]]:
    return [(one["row"], one["column"], one["code"]) for one in job.problems]


def figures(job: ProductImport) -> tuple[int, int, int, int]:
    """Rows, created, updated, unchanged."""
    return job.total, job.created, job.updated, job.unchanged
