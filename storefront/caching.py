"""Who may keep an answer of the API, and asking whether what is kept is still good.

Nobody between keeps anything: an answer is for who asked. Who asked may keep it, and asks
about it each time: with the ETag of what would be answered now, a 304 says "the same" and
has no body. See docs/offline.md.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.middleware.http import ConditionalGetMiddleware
from django.utils.cache import patch_vary_headers
from django.utils.http import quote_etag

API = ("/store/", "/auth/", "/api/", "/opds/")
READS = {"GET", "HEAD"}
# Of which headers of the request an answer depends, besides Origin (CORS says so itself).
ASKED_WITH = ("Accept", "Authorization", "Cookie")
PRECONDITION_FAILED = {
    "detail": "It is not what If-Match or If-Unmodified-Since names.",
    "code": "precondition_failed",
}


class KeptAnswers(ConditionalGetMiddleware):
    """Inside of what compresses or signs an answer, outside of what makes one."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if not request.path_info.startswith(API):
            return response
        say_who_may_keep(request, response)
        if request.method != "GET" or not is_json(response):
            return response
        if self.needs_etag(response) and not response.has_header("ETag"):
            response["ETag"] = etag_of(response)
        answer: HttpResponseBase = super().process_response(request, response)
        if answer.status_code == 412:
            return JsonResponse(PRECONDITION_FAILED, status=412)
        return answer


def say_who_may_keep(request: HttpRequest, response: HttpResponseBase) -> None:
    """Unless the view said it. Errors too: a 404 may be kept for a while by default."""
    if response.has_header("Cache-Control"):
        return
    if request.method not in READS:
        response["Cache-Control"] = "no-store"
        return
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ASKED_WITH)


def is_json(response: HttpResponseBase) -> bool:
    kind = response.get("Content-Type", "").split(";")[0]
    return (
        response.status_code == 200
        and not response.streaming
        and (kind == "application/json" or kind.endswith("+json"))
    )


def etag_of(response: Any) -> str:
    """Of the body, and of where the list goes on, which may be told beside it."""
    digest = blake2b(response.content, digest_size=16)
    digest.update(response.get("Link", "").encode())
    return quote_etag(digest.hexdigest())
