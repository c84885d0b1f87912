"""Errors to HTTP, in one place.

Bodies: `{"field": ["…"]}` for 400, `{"detail": "…"}` for the rest, `{"error": "…"}` for 405,
each with a stable `code` beside it (unless a field of that very name is refused).
"""

from __future__ import annotations

import logging
from typing import Any

from django.core.exceptions import (
    ObjectDoesNotExist,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.db import DatabaseError, IntegrityError, OperationalError
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views import defaults
from rest_framework import status
from rest_framework.exceptions import APIException, ErrorDetail
from rest_framework.response import Response
from rest_framework.views import exception_handler as drf_exception_handler
from rest_framework.views import set_rollback

from core.errors import AccountError
from core.files.errors import StorageUnavailable
from store.shared.errors import (
    Conflict,
    Forbidden,
    Invalid,
    Outage,
    Refused,
    StoreError,
    TooOften,
)

logger = logging.getLogger(__name__)

STATUS_OF_ERROR = {
    Invalid: status.HTTP_400_BAD_REQUEST,
    Forbidden: status.HTTP_403_FORBIDDEN,
    Refused: status.HTTP_405_METHOD_NOT_ALLOWED,
    Conflict: status.HTTP_409_CONFLICT,
    TooOften: status.HTTP_429_TOO_MANY_REQUESTS,
    Outage: status.HTTP_503_SERVICE_UNAVAILABLE,
}
API_PREFIXES = ("/store/", "/opds/", "/auth/", "/api/")


def exception_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Answer any error that a client can cause; None leaves a real fault to be a 500."""
    if isinstance(exc, StoreError):
        response = answer_store_error(exc)
    elif isinstance(exc, AccountError):
        response = problem(exc.status, exc.code, exc.message)
    elif (known := known_problem(exc)) is not None:
        response = known
    elif (answer := drf_exception_handler(exc, context)) is not None:
        answer.data = tidy_body(exc, answer)
        return answer
    else:
        return None
    set_rollback()
    return response


def answer_store_error(error: StoreError) -> Response:
    kind = next(kind for kind in STATUS_OF_ERROR if isinstance(error, kind))
    body: dict[str, Any]
    if isinstance(error, Refused):
        body = {"error": error.message}
    elif error.field:
        body = {error.field: [error.message]}
    else:
        body = {"detail": error.message}
    body |= {**error.extra, "code": error.code}
    headers = {}
    if isinstance(error, Outage | TooOften):
        headers["Retry-After"] = str(error.retry_after)
    return Response(body, status=STATUS_OF_ERROR[kind], headers=headers)


def known_problem(exc: Exception) -> Response | None:
    """What Django raises for a request that no serializer could have refused."""
    if isinstance(exc, (ProtectedError, RestrictedError)):
        return problem(409, "in_use", "Other records still refer to this one.")
    # A plain DatabaseError is Django's own: the row went between reading and writing it.
    if isinstance(exc, ObjectDoesNotExist) or type(exc) is DatabaseError:
        return problem(404, "not_found", "Not found.")
    if isinstance(exc, IntegrityError):
        logger.warning("Refused by a database constraint", exc_info=exc)
        return problem(409, "conflict", "This conflicts with a record that exists.")
    if isinstance(exc, OperationalError):
        logger.error("The database did not take the write", exc_info=exc)
        response = problem(503, "busy", "The store is busy. Try again in a moment.")
        response["Retry-After"] = "1"
        # Django would log the 503 as well, and say less.
        response._has_been_logged = True  # type: ignore[attr-defined]
        return response
    if isinstance(exc, StorageUnavailable):
        response = problem(503, "storage_unavailable", "Files cannot be stored now.")
        response["Retry-After"] = "5"
        return response
    if isinstance(exc, RequestDataTooBig):
        return problem(413, "body_too_large", "The request body is too large.")
    if isinstance(exc, SuspiciousOperation):
        return problem(400, "bad_request", "The request could not be understood.")
    return None


def problem(status_code: int, code: str, message: str) -> Response:
    return Response({"detail": message, "code": code}, status=status_code)


def tidy_body(exc: Exception, response: Response) -> dict[str, Any]:
    """DRF's body as a flat object that has a `code`."""
    data = response.data
    body = dict(data) if isinstance(data, dict) else {"non_field_errors": data}
    if response.status_code == status.HTTP_400_BAD_REQUEST:
        body = {name: as_texts(value) for name, value in body.items()}
    if response.status_code == status.HTTP_405_METHOD_NOT_ALLOWED:
        body["error"] = body.get("detail", "")
    if "code" not in body:
        body["code"] = code_of(exc, body)
    return body


def code_of(exc: Exception, body: dict[str, Any]) -> str:
    detail = body.get("detail")
    if isinstance(detail, ErrorDetail):
        return detail.code or "error"
    if isinstance(exc, APIException):
        return str(exc.default_code)
    return str(getattr(detail, "code", None) or "not_found")


def as_texts(value: Any, prefix: str = "") -> str | list[str]:
    """Any nesting of DRF's error details as one text or a list of texts."""
    if isinstance(value, str):
        return printable(value)
    return list(flatten(value, prefix))


def flatten(value: Any, prefix: str) -> Any:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from flatten(inner, f"{prefix}{key}: ")
    elif isinstance(value, (list, tuple)):
        for index, inner in enumerate(value):
            nested = isinstance(inner, (dict, list, tuple))
            yield from flatten(inner, f"{prefix}{index + 1}: " if nested else prefix)
    else:
        yield printable(f"{prefix}{value}")


def printable(text: str) -> str:
    """The text without lone surrogates, which a message may echo and JSON can't carry."""
    return text.encode(errors="replace").decode()


def wants_json(request: HttpRequest) -> bool:
    return request.path.startswith(API_PREFIXES)


def json_problem(status_code: int, code: str, message: str) -> JsonResponse:
    return JsonResponse({"detail": message, "code": code}, status=status_code)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if wants_json(request):
        return json_problem(400, "bad_request", "The request could not be understood.")
    return defaults.bad_request(request, exception)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    if wants_json(request):
        return json_problem(403, "permission_denied", "You may not do this.")
    return defaults.permission_denied(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if wants_json(request):
        return json_problem(404, "not_found", "Not found.")
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    if wants_json(request):
        return json_problem(500, "server_error", "Something went wrong on our side.")
    return defaults.server_error(request)
