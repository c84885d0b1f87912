"""`?format=csv` on lists that are files as well."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import StreamingHttpResponse
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request

from store.shared.csv_text import csv_lines


class CsvRenderer(BaseRenderer):
    """Makes `?format=csv` known. The view streams the file itself; an error is JSON."""

    media_type = "text/csv"
    format = "csv"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Any = None,
    ) -> bytes:
        renderer_context["response"]["Content-Type"] = "application/json"
        return JSONRenderer().render(data)


def wants_csv(request: Request) -> bool:
    return getattr(request.accepted_renderer, "format", "") == CsvRenderer.format


def stream_csv(
    *, name: str, header: Iterable[str], rows: Iterable[Iterable[Any]]
) -> StreamingHttpResponse:
    """An attachment of this name, written while it is read."""
    return StreamingHttpResponse(
        csv_lines(header=header, rows=rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )
