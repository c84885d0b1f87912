"""What every request passes besides Django's own middleware."""

from collections.abc import Callable

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    JsonResponse,
)
from django.middleware.common import CommonMiddleware

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
            message = "The request body is too large."
            return JsonResponse(
                {"detail": message, "code": "body_too_large"}, status=413
            )
        return self.get_response(request)

    def limit(self, request: HttpRequest) -> int:
        if (request.content_type or "").startswith("multipart/"):
            return settings.STORE_MAX_UPLOAD_BYTES
        return settings.STORE_MAX_BODY_BYTES


class AppendSlash(CommonMiddleware):
    """Redirect a read without its trailing slash; serve a write as if it had one.

    A redirect would lose the body of a POST, and Django raises instead in DEBUG.
    """

    def process_request(
        self, request: HttpRequest
    ) -> HttpResponsePermanentRedirect | None:
        if request.method not in READS and self.should_redirect_with_slash(request):
            request.path_info += "/"
            request.path += "/"
        return super().process_request(request)
