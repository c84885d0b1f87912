"""A report as a file for a spreadsheet."""

from __future__ import annotations

from typing import Any

from rest_framework.renderers import BaseRenderer

from store.shared.csv_text import csv_lines


class CSVRenderer(BaseRenderer):
    """The rows of an answer; text that a spreadsheet would run has a `'` in front.

    The view says in `csv_columns` which columns there are, and in `csv_rows` which rows.
    """

    media_type = "text/csv"
    format = "csv"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Any = None,
    ) -> bytes:
        view = renderer_context["view"]
        columns = view.csv_columns()
        rows = ([row.get(name) for name in columns] for row in view.csv_rows(data))
        text = "".join(csv_lines(header=columns, rows=rows))
        return text.encode(errors="replace")
