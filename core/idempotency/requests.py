"""What of a request its key stands for: who sends it, and what it says."""

from __future__ import annotations

import re
from hashlib import sha256
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.crypto import salted_hmac
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.settings import api_settings

from core.idempotency.errors import InvalidKey
from core.throttling import client_address

HEADER = "HTTP_IDEMPOTENCY_KEY"
VALID = re.compile(r"[ -~]{1,255}")
# What a request may be refused for before its view looks at it.
REFUSALS = (
    *(APIException, SuspiciousOperation, BadRequest),
    *(MultiPartParserError, UnreadablePostError),
)


class LeftToTheView(Exception):
    """The view answers as without a key, and its answer is not kept.

    It refuses the request and says why; or the body is too large to be remembered.
    """


def is_keyed(request: HttpRequest) -> bool:
    return (
        HEADER in request.META
        and request.method == "POST"
        and re.match("|".join(settings.IDEMPOTENCY_PATHS), request.path_info)
        is not None
    )


def key_of(request: HttpRequest) -> str:
    """Raises InvalidKey."""
    key = request.META[HEADER]
    if not VALID.fullmatch(key):
        raise InvalidKey
    return key


def read_body(request: HttpRequest) -> bytes:
    """All of it; whoever reads the request afterwards, and again, finds it unread.

    Raises LeftToTheView for one that is too large, or that broke off: its whole is another
    body, for which the key must be left.
    """
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    if length > settings.IDEMPOTENCY_MAX_BYTES:
        raise LeftToTheView
    try:
        body = read_upload(request) if is_multipart(request) else request.body
    except REFUSALS:
        raise LeftToTheView from None
    if len(body) < length:
        raise LeftToTheView
    return body


def read_upload(request: HttpRequest) -> bytes:
    """Uploads may be larger than what Django takes as a body, and parsers read them once."""
    body = request.read()
    request._body = body
    request._stream = BytesIO(body)
    return body


def is_multipart(request: HttpRequest) -> bool:
    return (request.content_type or "").startswith("multipart/")


def account_of(request: HttpRequest) -> Any:
    """Who is signed in, in any way that the API knows; None is nobody.

    Raises LeftToTheView for credentials that are refused.
    """
    kinds: Any = api_settings.DEFAULT_AUTHENTICATION_CLASSES
    authenticators = [kind() for kind in kinds]
    try:
        user = Request(request, authenticators=authenticators).user
    except REFUSALS:
        raise LeftToTheView from None
    return None if getattr(user, "pk", None) is None else user


def digest_of(*, request: HttpRequest, key: str, user_id: int | None) -> str:
    """Of the key and its caller: an account, or an address without one."""
    caller = f"account {user_id}" if user_id else f"address {client_address(request)}"
    return sha256(f"{caller}\n{key}".encode(errors="replace")).hexdigest()


def fingerprint_of(*, request: HttpRequest, body: bytes) -> str:
    """Equal for equal requests. Keyed, because bodies hold passwords.

    Of a multipart body without its boundary, which a client draws anew for each attempt.
    """
    boundary = (request.content_params or {}).get("boundary", "")
    if is_multipart(request) and boundary:
        body = body.replace(b"--" + boundary.encode(errors="replace"), b"--")
    address = request.get_full_path().encode(errors="replace")
    text = b"\n".join([str(request.method).encode(), address, body])
    return salted_hmac("core.idempotency", text, algorithm="sha256").hexdigest()
