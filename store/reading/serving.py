"""A stored file as an answer: whole or a part of it, in little memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header, parse_etags

from store.reading.choices import CONTENT_TYPES
from store.reading.errors import FileAway
from store.reading.models import BookFile

CHUNK = 1 << 16
RANGE = re.compile(r"bytes=\s*(\d{0,15})-(\d{0,15})\s*", re.ASCII)
LONGEST_NAME = 100


class Unsatisfiable(Exception):
    """The part that is asked for lies behind the end."""


class Part:
    """`length` bytes of an open file from `start` on; closes it."""

    def __init__(self, file: Any, start: int, length: int) -> None:
        self.file, self.left = file, length
        self.file.seek(start)

    def __iter__(self) -> Iterator[bytes]:
        while self.left > 0 and (chunk := self.file.read(min(CHUNK, self.left))):
            self.left -= len(chunk)
            yield chunk

    def close(self) -> None:
        self.file.close()


def serve(request: HttpRequest, edition: BookFile) -> HttpResponseBase:
    """200, 206, 304 or 416; or an order to nginx to do so. Raises FileAway."""
    etag = f'"{edition.sha256}"'
    if etag in known_etags(request):
        response: HttpResponseBase = HttpResponseNotModified()
    elif settings.STORE_ACCEL_REDIRECT:
        response = HttpResponse()
        path = quote(edition.file.name or "")
        response["X-Accel-Redirect"] = settings.STORE_ACCEL_REDIRECT + path
    else:
        response = stream(request, edition, etag)
    response["ETag"] = etag
    # A copy may be kept by who asked, and is asked about each time: the right to it may end.
    response["Cache-Control"] = "private, no-cache"
    if response.status_code in (200, 206):
        name = file_name(edition)
        response["Content-Type"] = CONTENT_TYPES[edition.format]
        response["Content-Disposition"] = content_disposition_header(True, name)
        response["X-Content-Type-Options"] = "nosniff"
    return response


def stream(request: HttpRequest, edition: BookFile, etag: str) -> HttpResponseBase:
    size = edition.size
    try:
        part = asked_part(request, size, etag)
    except Unsatisfiable:
        headers = {"Content-Range": f"bytes */{size}"}
        return HttpResponse(status=416, headers=headers)
    start, end = part or (0, size)
    if request.method == "HEAD":
        response: HttpResponseBase = HttpResponse()
    else:
        response = StreamingHttpResponse(Part(opened(edition), start, end - start))
    response["Accept-Ranges"] = "bytes"
    response["Content-Length"] = str(end - start)
    if part:
        response.status_code = 206
        response["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return response


def opened(edition: BookFile) -> Any:
    try:
        return edition.file.storage.open(edition.file.name or "", "rb")
    except OSError as error:
        raise FileAway from error


def known_etags(request: HttpRequest) -> list[str]:
    """Of what the client has; a weak one names the same bytes here."""
    told = parse_etags(request.headers.get("If-None-Match", ""))
    return [etag.removeprefix("W/") for etag in told]


def asked_part(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """From where, and up to where it does not go; None is all of it. Raises Unsatisfiable.

    Of several parts at once, and of what is no such header, all of it is the right answer.
    """
    match = RANGE.fullmatch(request.headers.get("Range", ""))
    if request.method != "GET" or match is None or match.groups() == ("", ""):
        return None
    if request.headers.get("If-Range", etag) != etag:
        return None
    first, last = match.groups()
    if not first:
        start, end = max(0, size - int(last)), size
    else:
        start, end = int(first), min(int(last) + 1, size) if last else size
        if last and int(last) < start:
            return None
    if start >= size or end <= start:
        raise Unsatisfiable
    return start, end


def file_name(edition: BookFile) -> str:
    """The title as a file may be called on any system."""
    title = "".join(
        sign if sign.isprintable() and sign not in '/\\:*?"<>|' else " "
        for sign in edition.book.product.title
    )
    name = " ".join(title.split())[:LONGEST_NAME].strip(". ") or "book"
    kind = " (sample)" if edition.is_sample else ""
    return f"{name}{kind}.{edition.format}"
