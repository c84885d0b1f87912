"""Where one is in a book: rows of the access matrix, and good bodies."""

from __future__ import annotations

from typing import Any

from tests.positions import sent

PROGRESS_ROWS = """
get    store/customers/me/library/progress/         401 200 200 200 200 200 200 200
post   store/customers/me/library/progress/         401 200 200 200 200 200 200 200
get    store/customers/me/library/{pk}/progress/    401 200 404 404 404 404 404 404
put    store/customers/me/library/{pk}/progress/    401 200 404 404 404 404 404 404
get    store/customers/me/reading/                  401 200 200 200 200 200 200 200
"""
PROGRESS_BODIES: dict[str, dict[str, Any]] = {
    "store/customers/me/library/progress/": {"positions": [{"entry": 1, **sent()}]},
    "store/customers/me/library/{pk}/progress/": sent(),
}
