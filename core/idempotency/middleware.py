"""`Idempotency-Key`: a POST that is sent again is answered again, and done once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.module_loading import import_string
from rest_framework.exceptions import APIException
from rest_framework.settings import api_settings

from core.errors import AccountError
from core.idempotency import services
from core.idempotency.errors import KeyInProgress
from core.idempotency.models import KeyedRequest
from core.idempotency.requests import (
    LeftToTheView,
    account_of,
    digest_of,
    fingerprint_of,
    is_keyed,
    key_of,
    read_body,
)
from core.idempotency.views import count_attempt, works_in_steps

# Refusals that may be none the next time.
PASSING = {401, 403, 408, 409, 425, 429}
UNDONE = "The view answered with success, and an error had ended its transaction."


class IdempotencyKeys:
    """The innermost middleware: what others add to an answer they add to a kept one too.

    The view runs in a transaction that also keeps its answer, opened by
    `RETRIED_TRANSACTION`; or in steps of its own, if its class says so.
    """

    def __init__(self, get_response: Callable[[HttpRequest], Any]) -> None:
        self.get_response = get_response
        retried = import_string(settings.RETRIED_TRANSACTION)
        self.answer_in_transaction = retried(self.answer_at_once)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_keyed(request):
            return self.get_response(request)
        try:
            return self.answer(request)
        except (AccountError, APIException, OperationalError) as error:
            return answer_error(error)

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        """Raises AccountError, Throttled, OperationalError."""
        sender = request.user
        try:
            body = read_body(request)
            key = key_of(request)
            account = account_of(request)
        except LeftToTheView:
            request.user = sender
            return self.get_response(request)
        user_id = None if account is None else account.pk
        row = services.claim_key(
            digest=digest_of(request=request, key=key, user_id=user_id),
            fingerprint=fingerprint_of(request=request, body=body),
            user_id=user_id,
        )
        if row.status is not None:
            return replay(request, row)
        if works_in_steps(request):
            return self.answer_in_steps(request, row, sender)
        return self.answer_in_transaction(request, row, sender)

    def answer_at_once(
        self, request: HttpRequest, row: KeyedRequest, sender: Any
    ) -> HttpResponseBase:
        """In a transaction; what is not kept is undone, all but a stream.

        Raises KeyInProgress, and the OperationalError that the view met: after a deadlock
        nothing of the transaction is left, whatever the view made of it. Raises
        TransactionManagementError for a success of which nothing would be left.
        """
        row = services.lock_key(pk=row.pk)
        if row.status is not None:
            return replay(request, row)
        with noticed_failures() as failures:
            response = self.run_view(request, sender)
        if failures:
            raise failures[0]
        undone = transaction.get_rollback()
        if undone and response.status_code < 400:
            raise transaction.TransactionManagementError(UNDONE)
        if is_final(response) and not undone:
            keep(request, row, response)
        elif not response.streaming:
            transaction.set_rollback(True)
        return response

    def answer_in_steps(
        self, request: HttpRequest, row: KeyedRequest, sender: Any
    ) -> HttpResponseBase:
        row = services.lease_key(pk=row.pk)
        if row.status is not None:
            return replay(request, row)
        response = self.run_view(request, sender)
        if is_final(response):
            keep(request, row, response)
        else:
            services.end_lease(row=row)
        return response

    def run_view(self, request: HttpRequest, sender: Any) -> HttpResponseBase:
        """As if nobody had looked at the request before."""
        request.user = sender
        request.signed_up = None  # type: ignore[attr-defined]
        return self.get_response(request)


@contextmanager
def noticed_failures() -> Iterator[list[OperationalError]]:
    """What the database refused meanwhile."""
    failures: list[OperationalError] = []

    def execute(run: Callable[..., Any], *args: Any) -> Any:
        try:
            return run(*args)
        except OperationalError as error:
            failures.append(error)
            raise

    with connection.execute_wrapper(execute):
        yield failures


def is_final(response: HttpResponseBase) -> bool:
    """Whether the same request would be answered the same."""
    status = response.status_code
    return not response.streaming and status < 500 and status not in PASSING


def keep(request: HttpRequest, row: KeyedRequest, response: Any) -> None:
    signed_up = request.signed_up  # type: ignore[attr-defined]
    services.keep_answer(
        row=row,
        status=response.status_code,
        headers=dict(response.items()),
        body=response.content,
        user_id=row.user_id if signed_up is None else signed_up.pk,
    )


def replay(request: HttpRequest, row: KeyedRequest) -> HttpResponse:
    """The first answer. It counts where the view would have counted. Raises Throttled."""
    count_attempt(request)
    response = HttpResponse(
        bytes(row.body),
        status=row.status,
        content_type=row.headers.get("Content-Type"),
        headers={"Idempotent-Replayed": "true"},
    )
    for name, value in row.headers.items():
        response[name] = value
    return response


def answer_error(error: Exception) -> JsonResponse:
    """In the words of the API's own handler."""
    handler: Any = api_settings.EXCEPTION_HANDLER
    answer = handler(error, {})
    response = JsonResponse(answer.data, status=answer.status_code)
    if isinstance(error, KeyInProgress):
        response["Retry-After"] = "1"
    elif "Retry-After" in answer:
        response["Retry-After"] = answer["Retry-After"]
    # The handler has said what there is to say.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response
