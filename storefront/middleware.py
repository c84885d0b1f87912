"""What every request passes besides Django's own middleware."""

import re
from collections.abc import Callable

from csp.constants import UNSAFE_EVAL
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    JsonResponse,
    UnreadablePostError,
)
from django.middleware.common import CommonMiddleware
from django.urls import reverse

from core.files.errors import StorageUnavailable
from storefront.health import PATHS as HEALTH_PATHS

READS = {"GET", "HEAD"}


class LimitRequestBody:
    """Refuse a body over the limit before anything reads it.

    DRF's parsers read the stream themselves, past Django's DATA_UPLOAD_MAX_MEMORY_SIZE.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > self.limit(request):
            self.discard(request)
            message = "The request body is too large."
            return JsonResponse(
                {"detail": message, "code": "body_too_large"}, status=413
            )
        return self.get_response(request)

    def discard(self, request: HttpRequest) -> None:
        """Read what is refused, within bounds.

        The server hangs up on a body that nobody read: a client or proxy that still
        sends would see a broken connection instead of the answer.
        """
        left = settings.STORE_MAX_UPLOAD_BYTES
        try:
            while left > 0 and (chunk := request.read(65536)):
                left -= len(chunk)
        except UnreadablePostError:  # hung up first
            pass

    def limit(self, request: HttpRequest) -> int:
        if not (request.content_type or "").startswith("multipart/"):
            return settings.STORE_MAX_BODY_BYTES
        for path, most in settings.STORE_LARGE_UPLOADS.items():
            if re.match(path, request.path_info):
                return most
        return settings.STORE_MAX_UPLOAD_BYTES


class AppendSlash(CommonMiddleware):
    """Redirect a read without its trailing slash; serve a write as if it had one.

    A redirect would lose the body of a POST, and Django raises instead in DEBUG. Health
    checks pass by the host check here: a probe asks for an address, not for a shop.
    """

    def process_request(
        self, request: HttpRequest
    ) -> HttpResponsePermanentRedirect | None:
        if request.path_info in HEALTH_PATHS:
            return None
        if request.method not in READS and self.should_redirect_with_slash(request):
            request.path_info += "/"
            request.path += "/"
        return super().process_request(request)


class ContentSecurityPolicy(CSPMiddleware):
    """The policy of the settings, on pages; what a browser does not render needs none.

    The admin's scripts (Alpine) evaluate the expressions in its templates.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if not response.get("Content-Type", "").startswith("text/html"):
            return response
        return super().process_response(request, response)

    def get_policy_parts(
        self,
        request: HttpRequest,
        response: HttpResponseBase,
        report_only: bool = False,
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path.startswith(reverse("admin:index")) and not report_only:
            parts.update = {**(parts.update or {}), "script-src": [UNSAFE_EVAL]}
        return parts


class AnswerStorageOutage:
    """A page that needs the file storage while it is away is a 503, not a fault of ours.

    The API answers its own errors (`storefront.api.errors`); this is for the admin.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        if not isinstance(exception, StorageUnavailable):
            return None
        text = "The file storage does not answer. Nothing was saved; try again later."
        return HttpResponse(text, status=503, content_type="text/plain; charset=utf-8")
