"""The products of a vendor as an answer, to the API and to the admin."""

from __future__ import annotations

from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from store.sheets.choices import FileFormat
from store.sheets.writers import write_csv, write_xlsx
from store.vendors.models import Vendor

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(*, vendor: Vendor, file_format: str) -> HttpResponseBase:
    """An attachment. Raises NotForXlsx."""
    name = f"{vendor.slug}-products.{file_format}"
    if file_format == FileFormat.XLSX:
        file = write_xlsx(vendor)
        return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
    return StreamingHttpResponse(
        write_csv(vendor),
        content_type=CSV,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
