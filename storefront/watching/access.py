"""The first middleware: gives each request its id, and writes its line into the log.

What is here runs in every request, after code that has emptied the processor's caches: what
costs is the number of functions it passes through, so there are few (`bench/watching.py`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import lru_cache
from time import perf_counter, time

from django.http import HttpRequest, HttpResponse

from storefront.health import PATHS as HEALTH_PATHS
from storefront.watching import request_ids
from storefront.watching.redaction import clean

HEADER = request_ids.HEADER
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
INFO = logging.INFO
logger = logging.getLogger("storefront.access")
clean_path = lru_cache(maxsize=1024)(clean)
# A record made by hand, and clean from the start.
BLANK = {
    **logging.LogRecord(logger.name, INFO, "", 0, "", None, None).__dict__,
    **dict.fromkeys(("process", "processName", "thread", "threadName")),
    "_is_clean": True,
    "_extras": ("method", "path", "status", "duration_ms", "user_id"),
}


class AccessLog:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        start = perf_counter()
        request_id = request_ids.choose(request.META.get("HTTP_X_REQUEST_ID"))
        request_ids.current.set(request_id)
        response = self.get_response(request)
        # Past the setter, which checks for line breaks: an id has none.
        response.headers._store["x-request-id"] = (HEADER, request_id)
        if request.path_info not in HEALTH_PATHS and logger.isEnabledFor(INFO):
            log(request, response, request_id, perf_counter() - start)
        return response


def log(
    request: HttpRequest, response: HttpResponse, request_id: str, seconds: float
) -> None:
    """One line for people, and the same as fields for JSON."""
    method, path, status = (
        request.method,
        clean_path(request.path),
        response.status_code,
    )
    if method not in METHODS:
        method = clean(str(method))
    # Only a user whom somebody asked for: asking here would read session and user. Django's
    # middleware leaves a lazy user, and the real one beside it once it was needed.
    user = request.__dict__.get("user")
    if user is not None and "_wrapped" in user.__dict__:
        user = request.__dict__.get("_cached_user")
    user_id = None if user is None else user.pk
    now = time()
    record = logging.LogRecord.__new__(logging.LogRecord)
    record.__dict__ = fields = BLANK.copy()
    fields["created"], fields["msecs"] = now, now % 1 * 1000
    fields["request_id"] = request_id
    fields["method"], fields["path"], fields["status"] = method, path, status
    tenths = int(seconds * 10_000)
    fields["duration_ms"] = tenths / 10
    fields["user_id"] = user_id
    fields["msg"] = fields["message"] = (
        f"{method} {path} {status} {tenths // 10}.{tenths % 10}ms user={user_id}"
    )
    logger.callHandlers(record)
